import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { until } from '../../../test/until.ts'
import { readers } from '../reading/index.ts'

describe('documents of several people at once', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('wait each in the line of whoever sent it: one person can fill only their own', async () => {
    const [many, one] = [await test.visitor('Departmental Records Officer'), await test.visitor('Head of KIM')]
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    // Every place is taken, so that whatever comes waits.
    const taken: Promise<void>[] = []
    while (readers.waiting === 0) taken.push(readers.run(() => over))
    const told: string[] = []
    const send = async (who: typeof many, name: string) => {
      const bytes = Buffer.from(`Ref,Action,Due\n1,${name},31 March 2027\n`)
      const { status, body } = await who.upload('/plans/import', { name: `${name}.csv`, bytes })
      told.push(
        `${name} ${status} ${/5 of your documents are waiting to be read\. Nothing was kept of this one\./.test(body)}`,
      )
    }
    for (const who of [many, one]) await who.get('/plans/import')
    const sent = Array.from({ length: 7 }, (_, index) => send(many, `many${index}`))
    await until(() => readers.waiting >= 6 && told.length >= 2)
    assert.deepEqual(
      told.map((line) => line.slice(6)),
      ['422 true', '422 true'],
    )
    sent.push(send(one, 'one'))
    await until(() => readers.waiting >= 7)
    end()
    await Promise.all([...taken, ...sent])
    const done = told.slice(2)
    assert.equal(done.length, 6)
    assert.ok(
      done.every((line) => line.endsWith(' 303 false')),
      done.join(),
    )
    assert.ok(done.findIndex((line) => line.startsWith('one')) <= 2, done.join())
  })
})
