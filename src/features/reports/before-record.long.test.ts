import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { paths as planPaths } from '#features/plans/paths.ts'
import { audit } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { isBeforeRecord, paperOf, recordNote } from './model.ts'
import { paths } from './paths.ts'
import { findReport, partsOf } from './store.ts'

const NOTHING = 'The record began on 21 November 2026. Nothing can be said of this period.'
const PARTLY =
  'The record began on 21 November 2026. What happened before that day is told only where it was entered later.'
const day = (name: string, on: string) => {
  const [year = '', month = '', date = ''] = on.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}
const countOf = (body: string, words: string) => body.split(words).length - 1

describe('what a report says of days before the record', () => {
  const of = (fromOn: string, toOn: string, recordBeganOn: string | null = '2026-11-21') =>
    recordNote({ fromOn, toOn, recordBeganOn })
  it('is that nothing is known, or only what was entered later', () => {
    assert.equal(of('2025-04-01', '2026-11-20'), NOTHING)
    assert.equal(of('2025-04-01', '2026-11-21'), PARTLY)
    assert.equal(of('2026-11-20', '2026-12-31'), PARTLY)
    assert.equal(of('2026-11-21', '2026-12-31'), null)
    assert.equal(of('2025-04-01', '2026-03-31', null), null, 'compiled before this was kept: its digest stays')
    assert.equal(isBeforeRecord('2026-11-20', '2026-11-21'), true)
    assert.equal(isBeforeRecord('2026-11-21', '2026-11-21'), false)
    assert.equal(isBeforeRecord('2026-11-20', null), false)
  })
})

describe('a report of a time before the record', () => {
  let test: TestHouse
  let siro: Visitor
  before(async () => {
    test = await testHouse()
    test.setNow('2027-03-01T10:00:00Z')
    siro = await test.visitor('Senior Information Risk Owner')
  })
  after(() => test.close())

  const begin = async (kind: string, from: string, to: string) => {
    const { status, location = '' } = await siro.post(paths.begin(kind), {
      title: `${kind} to ${to}`,
      ...day('from', from),
      ...day('to', to),
    })
    assert.equal(status, 303)
    return location.split('/').at(-1) ?? ''
  }

  for (const kind of ['siro-annual-report', 'board-pack'])
    it(`says one sentence, and no section of the ${kind} says anything`, async () => {
      const id = await begin(kind, '2025-04-01', '2026-03-31')
      for (const again of [false, true]) {
        if (again) assert.equal((await siro.post(paths.compile(id), {})).status, 303)
        const report = await findReport(test.db, id)
        assert.ok(report)
        assert.deepEqual(paperOf(report, await partsOf(test.db, id)).blocks, [{ type: 'paragraph', text: NOTHING }])
      }
      const { body } = await siro.get(paths.report(id))
      assert.equal(countOf(body, NOTHING), 1)
      assert.match(body, /of a period before the record began/)
      assert.match(body, />Nothing can be said</)
      assert.doesNotMatch(body, /It says nothing yet/)
      assert.doesNotMatch(body, /What follows is what is on record today|at the end of 31 March 2026/)
    })

  it('is not issued while it says nothing, and says from which day one can be; with words of your own it is', async () => {
    const { body: form } = await siro.get(paths.begin('siro-annual-report'))
    assert.match(
      form,
      /The record began on 21 November 2026\. A report of a period that ended before that day says only/,
    )
    const id = await begin('siro-annual-report', '2025-04-01', '2026-03-31')
    const versionOf = async () =>
      String((await test.db.one<{ version: number }>(sql`select version from reports.report where id = ${id}`)).version)
    const { status, body } = await siro.get(paths.issue(id))
    assert.equal(status, 200)
    assert.match(
      body,
      /The record began on 21 November 2026, after the period of this report: it says nothing that could/,
    )
    assert.match(body, /begin a report of a period that ends on 21 November 2026 or later\./)
    assert.doesNotMatch(body, />\s*Issue it\s*</)
    const refused = await siro.post(paths.issue(id), { version: await versionOf() })
    assert.equal(refused.status, 409)
    assert.match(refused.body, /ends on 21 November 2026 or later/)
    const [part] = await partsOf(test.db, id)
    assert.ok(part)
    const { heading, position } = part
    await siro.get(paths.part(part.id))
    const words = { heading, words: 'It was told on paper.', isIn: 'yes', position: String(position) }
    assert.equal((await siro.post(paths.part(part.id), { ...words, version: await versionOf() })).status, 303)
    assert.match((await siro.get(paths.issue(id))).body, />\s*Issue it\s*</)
    assert.equal((await siro.post(paths.issue(id), { version: await versionOf() })).status, 303)
    const issued = await findReport(test.db, id)
    assert.ok(issued?.issuedAt)
    assert.deepEqual(paperOf(issued, await partsOf(test.db, id)).blocks[0], { type: 'paragraph', text: NOTHING })
  })

  it('takes what was compiled of another time out again when it is compiled anew', async () => {
    const id = await begin('board-pack', '2026-12-01', '2027-02-28')
    assert.ok((await partsOf(test.db, id)).some(({ blocks }) => blocks?.length))
    await test.db.run(sql`update reports.report set from_on = '2026-01-01', to_on = '2026-02-01' where id = ${id}`)
    assert.equal((await siro.post(paths.compile(id), {})).status, 303)
    assert.deepEqual(
      (await partsOf(test.db, id)).filter(({ blocks }) => blocks?.length),
      [],
    )
  })

  it('is told in full, with one sentence of the days before, where the record began within it', async () => {
    const id = await begin('board-pack', '2026-04-01', '2027-02-28')
    const { body } = await siro.get(paths.report(id))
    assert.equal(countOf(body, PARTLY), 1)
    assert.match(body, /What the measures say/)
    assert.match(body, /at the end of 28 February 2027/)
  })

  it('tells no change and no absence of days that were not on record', async () => {
    const id = await begin('siro-annual-report', '2025-04-01', '2027-02-28')
    const said = (await partsOf(test.db, id)).flatMap(({ blocks }) => JSON.stringify(blocks ?? []))
    const words = said.join(' ')
    assert.match(words, /Since 21 November 2026, when the record began: \d+ up/)
    assert.deepEqual(/.{0,60}(?:in this (?:time|period)|ince 1 April 2025).{0,40}/.exec(words), null)
    const later = await begin('siro-annual-report', '2026-12-01', '2027-02-28')
    const told = JSON.stringify((await partsOf(test.db, later)).map(({ blocks }) => blocks))
    assert.match(told, /Since 1 December 2026: \d+ up/)
    assert.match(told, /in this period/)
    assert.doesNotMatch(told, /when the record began/)
  })

  it('says when and by whom it was issued on its first page, which is no part of what it says', async () => {
    const id = await begin('board-pack', '2026-12-01', '2027-02-28')
    const { version } = await test.db.one<{ version: number }>(sql`select version from reports.report where id = ${id}`)
    assert.equal((await siro.post(paths.issue(id), { version: String(version) })).status, 303)
    for (const ending of ['odt', 'docx', 'html']) {
      const { raw } = await siro.get(`${paths.report(id)}.${ending}`)
      const { blocks } = await readDocument(raw, `x.${ending}`)
      const first = JSON.stringify(blocks.slice(0, 5))
      assert.match(first, /Issued on 1 March 2027 at 10:00am by Senior Information Risk Owner/, ending)
    }
    assert.match((await siro.get(paths.report(id))).body, /is what the audit log has on record as issued/)
  })

  it('is the same for the report of a plan, of all plans, and for its table of actions', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.plan order by id limit 1`)
    for (const path of [planPaths.report(id), planPaths.allReport]) {
      const { status, body } = await siro.get(`${path}?on-day=1&on-month=11&on-year=2026`)
      assert.equal(status, 200)
      assert.equal(countOf(body, 'The record began on 21 November 2026. Nothing can be said of 1 November 2026.'), 1)
      assert.doesNotMatch(body, /Summary|actions? finished|Nothing is overdue/)
      assert.equal((await siro.get(`${path}.odt?on-day=1&on-month=11&on-year=2026`)).status, 200)
    }
  })

  it('is the same for a plan that came on record later', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.plan order by id limit 1`)
    const act = test.act()
    const made = newId(act.at.getTime())
    await test.db.transaction(async (tx) => {
      await tx.run(sql`
        insert into plans.plan select n.* from plans.plan p, jsonb_populate_record(p, ${JSON.stringify({ id: made, title: 'A later plan' })}::jsonb) n where p.id = ${id}`)
      await audit(tx, act, 'plan.added', { kind: 'plan', id: made })
    })
    const { body } = await siro.get(`${planPaths.report(made)}?on-day=1&on-month=12&on-year=2026`)
    assert.match(body, /This plan was not on record on 1 December 2026\. Nothing can be said of that day\./)
    assert.doesNotMatch(body, /Nothing is overdue/)
    const other = await siro.get(`${planPaths.report(id)}?on-day=1&on-month=12&on-year=2026`)
    assert.match(other.body, /actions finished/)
  })
})
