import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '#platform/ids.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { everybody } from '../access/index.ts'
import { type Letter, OWN_ADDRESS, post, sendWaiting } from './index.ts'

describe('the outbox', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('puts the address of this service into what was written without knowing it', async () => {
    const { id } = await test.person('Assessor')
    const at = new Date('2026-11-21T09:00:00Z')
    await test.db.transaction((tx) =>
      post(
        tx,
        [
          {
            id: newId(at.getTime()),
            key: 'own address',
            kind: 'breach',
            personId: id,
            address: 'assessor@example.gov.uk',
            subject: 'Where to look',
            body: `See ${OWN_ADDRESS}/risks and ${OWN_ADDRESS}/plans`,
            stopUrl: null,
          },
        ],
        at,
        everybody('it tells of nothing'),
      ),
    )
    const got: Letter[] = []
    const sent = await sendWaiting(test.db, {
      transport: {
        name: 'kept',
        send: async (letter) => {
          got.push(letter)
          return { kind: 'sent', providerId: null }
        },
        close: () => undefined,
      },
      address: 'https://muniment.example.gov.uk',
      now: () => at,
      withheld: async () => null,
    })
    assert.equal(sent.sent, 1)
    assert.deepEqual(
      got.map(({ body }) => body),
      ['See https://muniment.example.gov.uk/risks and https://muniment.example.gov.uk/plans'],
    )
  })
})
