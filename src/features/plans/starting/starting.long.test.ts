import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { makeDocx } from '../../../../test/documents/make.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

const day = { 'planOn-day': '1', 'planOn-month': '4', 'planOn-year': '2027' }
const asOf = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2027' }

describe('starting a plan', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.start)
  })
  after(() => test.close())

  it('from an earlier one carries over what is open, with its owners, and knows where it comes from', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.plan`)
    const start = { title: 'Plan 2027-28', ...day, way: 'plan', most: '2' }
    assert.equal((await dro.post(paths.start, { ...start, plan: '' })).status, 422)
    const { location = '' } = await dro.post(paths.start, { ...start, plan: id })
    assert.match((await dro.get(location)).body, /4 recommendations, 11 actions/)
    const { location: made = '' } = await dro.post(location, { into: '', title: 'Plan 2027-28', unit: '', ...asOf })
    const rows = await test.db.many(sql`
      select a.ref, a.status, a.target_text as target, (select count(*) from plans.owner o where o.action_id = a.id and o.role_id is not null) > 0 as matched,
        e.ref as earlier
      from plans.action a left join plans.lineage l on l.action_id = a.id left join plans.action e on e.id = l.earlier_action_id
      where a.plan_id = ${made.split('/').at(-1) ?? ''} order by a.position limit 3`)
    assert.deepEqual(rows, [
      { ref: '1.1', status: 'unclaimed', target: null, matched: true, earlier: '1.1' },
      { ref: '1.2', status: 'unclaimed', target: null, matched: true, earlier: '1.2' },
      { ref: '1.3', status: 'unclaimed', target: null, matched: true, earlier: '1.3' },
    ])
  })

  it('from the headings of a report, and from the low scores of a questionnaire', async () => {
    const report = makeDocx([
      { title: 'Assessment of a department' },
      { heading: 'Recommendation 1' },
      { text: 'Know what is held.' },
      { heading: 'Governance' },
      { text: 'There was no board.' },
    ])
    const start = { title: 'From a report', ...day, way: 'headings', plan: '', most: '2' }
    assert.equal((await dro.post(paths.start, start)).status, 422)
    const { location = '' } = await dro.upload(paths.start, { name: 'report.docx', bytes: report }, start)
    const page = (await dro.get(location)).body
    assert.match(page, /2 recommendations, 0 actions/)
    assert.match(page, /Know what is held\.[\s\S]*Governance/)
    const csv = Buffer.from(
      'Ref,Question,Self-score,Note\nQ1,Is there a policy?,1,Draft only\nQ2,Is it known?,3,\nQ3,Is it followed?,2,\n',
    )
    const asked = { ...start, title: 'From a questionnaire', way: 'questionnaire' }
    const { location: scored = '' } = await dro.upload(paths.start, { name: 'result.csv', bytes: csv }, asked)
    const preview = (await dro.get(scored)).body
    assert.match(preview, /2 recommendations/)
    assert.match(preview, /Is there a policy\?[\s\S]*Note: Draft only/)
    assert.doesNotMatch(preview, /Is it known\?/)
    const none = await dro.upload(paths.start, { name: 'x.csv', bytes: Buffer.from('a,b\n1,2\n') }, asked)
    assert.equal(none.status, 422)
  })
})
