import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { correctReading } from '../actions/deeds.ts'
import { changeMany } from '../bulk/deeds.ts'
import { savePlan } from '../importing/save-plan.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { mergeVersion } from '../revisions/merge.ts'
import { addMilestone } from './deeds.ts'

const NAME = 'Rollout of the new system'
const table = (...rows: readonly (readonly string[])[]) =>
  ['Ref,Action,Target date,Status,Verdict', ...rows.map((row) => row.join(','))].join('\n')
const read = async (text: string) =>
  recognisePlan(await readDocument(Buffer.from(text), 'plan.csv'), '2026-04-01', { asOf: '2026-04-01' })
const FIRST = [
  ['1', 'Write it', 'After rollout', '', ''],
  ['2', 'Teach it', 'After rollout', '', ''],
  ['3', 'Check it', 'After rollout', '', ''],
  ['4', 'Share it', 'After rollout', '', ''],
  ['5', 'Close it', 'May 2027', '', ''],
] as const

describe('a wait for a milestone', () => {
  let test: TestHouse
  let planId: string
  before(async () => {
    test = await testHouse()
    const origin = { importId: null, title: 'Waiting', unitId: null, fileName: null, digest: null }
    planId = await savePlan(test.db, test.act(), await read(table(...FIRST)), origin)
    const person = await test.person('Departmental Records Officer')
    const doing = { act: test.act(person), personId: person.id, today: '2026-11-21' }
    await addMilestone(test.db, doing, {
      planId,
      name: NAME,
      onDay: null,
      followsId: null,
      followsDays: null,
    })
    await test.db.run(sql`
      update plans.action set milestone_id = (select id from plans.milestone where name = ${NAME}), milestone_days = 0
      where plan_id = ${planId} and ref <> '5'`)
  })
  after(() => test.close())

  const action = (ref: string) =>
    test.db.one<{ id: string; version: number; waits: boolean; reason: string | null; latest: string | null }>(sql`
      select a.id, a.version, a.milestone_id is not null as waits, a.target_latest as latest,
        (select reason from plans.target where action_id = a.id order by at desc, id desc limit 1) as reason
      from plans.action a where a.plan_id = ${planId} and a.ref = ${ref}`)

  it('ends when many get one date, with the reason, and only for those', async () => {
    const person = await test.person('Departmental Records Officer')
    const { id, version } = await action('1')
    const change = { owner: null, unit: null, target: { text: '31 May 2027', reason: 'Agreed.' } }
    await changeMany(test.db, { act: test.act(person), person }, [{ id, version }], change, '2026-11-21')
    const { waits, reason, latest } = await action('1')
    assert.deepEqual([waits, reason, latest], [false, `Agreed.\nIt no longer waits for ${NAME}.`, '2027-05-31'])
    assert.equal((await action('2')).waits, true)
  })

  it('ends when a reading is corrected', async () => {
    const person = await test.person('Departmental Records Officer')
    const reading = { kind: 'by', earliest: null, latest: '2027-06-30', why: 'Said.', alternatives: [] } as const
    await correctReading(test.db, { act: test.act(person), person }, (await action('2')).id, reading)
    const { waits, reason } = await action('2')
    assert.deepEqual([waits, reason], [false, `It no longer waits for ${NAME}.`])
  })

  it('ends when a new version brings a date, and what its status and verdict say is not lost', async () => {
    const second = table(
      ['1', 'Write it', 'After rollout', '', ''],
      ['2', 'Teach it', 'After rollout', '', ''],
      ['3', 'Check it', '30 June 2027', 'Hardly done', 'No doubt about it'],
      ['4', 'Share it', 'After rollout', 'Complete', 'Partly accepted'],
      ['5', 'Close it', 'May 2027', 'Complete', 'No doubt about it'],
    )
    await mergeVersion(test.db, test.act(), {
      planId,
      incoming: await read(second),
      importId: null,
      fileName: 'second.csv',
      digest: null,
      chosen: {},
      skipped: new Set(),
      approved: null,
    })
    const { waits, reason } = await action('3')
    assert.equal(waits, false)
    assert.match(reason ?? '', /^A new version of the document said so: second\.csv\nIt no longer waits for /)
    assert.equal((await action('4')).waits, true)
    const said = await test.db.many<{ ref: string; status: string; verdict: string | null; text: string | null }>(sql`
      select a.ref, a.status, a.verdict, c.text from plans.action a left join plans.commentary c on c.action_id = a.id
      where a.plan_id = ${planId} and a.ref in ('3', '4', '5') order by a.ref`)
    assert.deepEqual(
      said.map(({ ref, status, verdict, text }) => [ref, status, verdict, text]),
      [
        ['3', 'unclaimed', null, 'Status: Hardly done\nAssessor’s verdict: No doubt about it'],
        ['4', 'complete', 'partly-accepted', null],
        ['5', 'complete', null, 'Assessor’s verdict: No doubt about it'],
      ],
    )
  })
})
