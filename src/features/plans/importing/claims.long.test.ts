import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { savePlan } from './save-plan.ts'

describe('claims by the words of a document', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse({ withExample: false })
  })
  after(() => test.close())

  it('are made by a status that names one, and never by a target or by words that leave a doubt', async () => {
    const rows = [
      '1.1,Write the strategy,Complete (March 2016),',
      '1.2,Train the staff,June 2017,When the system has been completed',
      '1.3,Publish the policy,June 2017,80% complete',
      '1.4,Name the owners,June 2017,Complete',
    ]
    const file = Buffer.from(['Ref,Action,Target date,Status', ...rows].join('\n'))
    const plan = recognisePlan(await readDocument(file, 'plan.csv'), '2016-04-01')
    const origin = { importId: null, title: 'Plan', unitId: null, fileName: null, digest: null }
    const planId = await savePlan(test.db, test.act(), plan, origin)
    const standing = await test.db.many<{ ref: string; status: string; said: string | null }>(sql`
      select a.ref, a.status, c.text as said from plans.action a left join plans.commentary c on c.action_id = a.id
      where a.plan_id = ${planId} order by a.ref`)
    assert.deepEqual(
      standing.map(({ ref, status, said }) => [ref, status, said]),
      [
        ['1.1', 'unclaimed', null],
        ['1.2', 'unclaimed', 'Status: When the system has been completed'],
        ['1.3', 'in-progress', null],
        ['1.4', 'complete', null],
      ],
    )
  })

  it('are made as the key of the document says, which is told with the claim', async () => {
    const words = ['"Key: G = complete, B = not started"', 'Ref,Action,Owner,Target date,RAG']
    const rows = ['1.1,Write the strategy,DRO,June 2017,G', '1.2,Train the staff,HR,June 2017,B']
    const document = await readDocument(Buffer.from([...words, ...rows].join('\n')), 'plan.csv')
    const origin = { importId: null, title: 'Plan', unitId: null, fileName: null, digest: null }
    const planId = await savePlan(test.db, test.act(), recognisePlan(document, '2016-04-01'), origin)
    const claims = await test.db.many<{ status: string; words: string; note: string | null }>(sql`
      select c.status, c.words, c.note from plans.claim c join plans.action a on a.id = c.action_id
      where a.plan_id = ${planId} order by a.ref`)
    assert.deepEqual(
      claims.map(({ status, words: said, note }) => [status, said, note]),
      [
        ['complete', 'G', 'The words were read as the document says: “G = complete”.'],
        ['not-started', 'B', 'The words were read as the document says: “B = not started”.'],
      ],
    )
  })
})
