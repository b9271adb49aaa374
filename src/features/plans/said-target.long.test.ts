import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeKey } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { dueActions } from './chasing/store.ts'
import { saidDay } from './conditions.ts'
import { KINDS } from './dates/index.ts'
import { letterOf } from './escalations/letter.ts'
import { findEscalation } from './escalations/store.ts'
import { paths } from './paths.ts'
import { refreshActions } from './refresh.ts'
import { progressReport } from './reports/report.ts'
import { isOfDeliverables } from './targets.ts'

const DRO = 'Departmental Records Officer'
const LISTED = '(a) outline by February 2027 (b) text by May 2027'
const PLAIN = 'First draft by 28 February 2027, final version by 31 May 2027'
const UNSET = /No date set|No date(?! of its own| in these words)/

/** The columns of each line of a CSV file, by their headers: no cell of these has a line in it. */
function rowsOf(csv: string): Record<string, string>[] {
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const [head = '', ...lines] = csv
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
  const names = cells(head)
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, index) => [names[index] ?? '', cell])))
}

describe('an action whose deliverables alone have days', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    test.setNow('2026-11-23T09:00:00Z')
    dro = await test.visitor(DRO)
  })
  after(() => test.close())

  async function planOf(title: string, text: string, target: string, asOf: Day = '2026-11-01') {
    await dro.get(paths.imports)
    const table = `Ref\tAction\tOwner\tDue\n90.1\t${text}\tDepartmental Records Officer\t${target}`
    const { location = '' } = await dro.post(paths.imports, { table })
    const [year = '', month = '', day = ''] = asOf.split('-')
    const details = { title, unit: '', into: '', 'asOf-day': day, 'asOf-month': month, 'asOf-year': year }
    await dro.post(location, details)
    const preview = (await dro.get(location)).body
    await dro.post(location, details)
    const found = await test.db.one<{ id: string; planId: string }>(
      sql`select a.id, a.plan_id as "planId" from plans.action a join plans.plan p on p.id = a.plan_id where p.title = ${title}`,
    )
    return { ...found, preview }
  }

  /** Every page and file that may say something of the target dates of a plan. */
  async function roadsOf(id: string, planId: string): Promise<Map<string, string>> {
    await dro.get(paths.publish(planId))
    await dro.post(paths.publish(planId), { fields: ['target', 'status'], introduction: '' })
    const { slug } = await test.db.one<{ slug: string }>(
      sql`select slug from plans.publication where plan_id = ${planId} and ended_at is null`,
    )
    const { recommendation } = await test.db.one<{ recommendation: string }>(
      sql`select recommendation_id as recommendation from plans.action where id = ${id}`,
    )
    const addresses = [
      paths.plan(planId),
      paths.timeline(planId),
      paths.action(id),
      paths.recommendation(recommendation),
      `${paths.actions}?plan=${planId}`,
      `${paths.actions}.csv?plan=${planId}`,
      paths.published(slug),
      `${paths.published(slug)}.csv`,
    ]
    const pages = await Promise.all(addresses.map(async (path) => [path, (await dro.get(path)).body] as const))
    return new Map([...pages, await listedFor(planId)])
  }

  /** The list for other programs. */
  async function listedFor(planId: string): Promise<readonly [string, string]> {
    const person = await test.person(DRO)
    const key = { name: 'k', personId: person.id, permissions: ['plans:read'], expiresOn: '2027-12-31' as Day }
    const token = await test.db.transaction((tx) => makeKey(tx, test.act(person), key))
    const url = `/api/v1/plans/actions?plan=${planId}`
    const headers = { authorization: `Bearer ${token}`, host: 'localhost' }
    return [url, (await test.server.inject({ method: 'GET', url, headers })).body]
  }

  for (const [title, text, target] of [
    ['An empty target date', PLAIN, ''],
    ['A target date to be confirmed', LISTED, 'TBC'],
    ['A list with an empty target date', LISTED, ''],
    ['Words with a target date to be confirmed', PLAIN, 'TBC'],
  ] as const)
    it(`says their days on every page and in every file: ${title}`, async () => {
      const { id, planId, preview } = await planOf(title, text, target)
      assert.doesNotMatch(preview, UNSET)
      assert.match(preview, /a deliverable is due by 28 February 2027, the last by 31 May 2027/)
      const roads = await roadsOf(id, planId)
      assert.ok(roads.size > 8)
      for (const [path, body] of roads) {
        assert.doesNotMatch(body, UNSET, path)
        const isJson = path.startsWith('/api/')
        assert.match(body, isJson ? /"lastDay":"2027-05-31"/ : /due by 28 February 2027, the last by 31 May 2027/, path)
      }
      const [row] = rowsOf(roads.get(`${paths.actions}.csv?plan=${planId}`) ?? '')
      assert.deepEqual([row?.['First day'], row?.['Last day'], row?.Overdue], ['2027-02-28', '2027-05-31', 'No'])
      const timeline = roads.get(paths.timeline(planId)) ?? ''
      assert.match(timeline.slice(timeline.indexOf('<svg')), /<rect[^>]+height="12"/, 'a bar is drawn')
      const page = roads.get(paths.action(id)) ?? ''
      assert.match(page, /Not overdue: a deliverable is due by 28 February 2027/)
    })

  it('is found and sorted by their days', async () => {
    const { planId } = await planOf('Found by its days', PLAIN, '')
    const count = async (query: string) =>
      rowsOf((await dro.get(`${paths.actions}.csv?plan=${planId}&${query}`)).body).length
    const from = (year: string, month: string, day: string, key = 'due-from') => `${key}=${year}-${month}-${day}`
    assert.equal(await count(from('2027', '05', '31')), 1)
    assert.equal(await count(from('2027', '06', '01')), 0)
    assert.equal(await count(from('2027', '06', '01', 'due-before')), 1)
    assert.equal(await count(from('2027', '05', '31', 'due-before')), 0)
  })

  it('says their days in reports and letters, and in mail when they come', async () => {
    const { id, planId } = await planOf('Reported by its days', LISTED, 'TBC')
    test.setNow('2027-04-15T09:00:00Z')
    try {
      const later = await test.visitor(DRO)
      const said = 'TBC (No date of its own: a deliverable is due by 28 February 2027, the last by 31 May 2027)'
      const subject = { planIds: [planId], title: 'Its days' }
      for (const section of ['overdue', 'annex'] as const) {
        const sections = [section]
        const report = await progressReport(test.db, subject, '2027-04-15', {
          sections,
          introduction: null,
          isSummary: false,
        })
        assert.ok(JSON.stringify(report.blocks).includes(said), section)
      }
      assert.doesNotMatch((await later.get(paths.report(planId))).body, UNSET)
      await later.get(`${paths.layouts}/add`)
      const layout = { name: 'Its days', introduction: '', length: 'full', sections: ['annex'], plans: planId }
      const { location = '' } = await later.post(`${paths.layouts}/add`, layout)
      const [open] = rowsOf((await later.get(`${location}/report.csv`)).body)
      assert.deepEqual([open?.target_date_last_day, open?.overdue], ['2027-05-31', 'yes'])
      const [row] = rowsOf((await later.get(`${paths.actions}.csv?plan=${planId}`)).body)
      assert.deepEqual([row?.['Last day'], row?.Overdue], ['2027-05-31', 'Yes'])
      const { id: person } = await test.person(DRO)
      const told = await dueActions(test.db, [{ id: person, daysBefore: 14 }], '2027-04-15', 40)
      assert.equal(told.find((one) => one.id === id)?.due, '2027-02-28')
      const { rule, role } = await test.db.one<{ rule: string; role: string }>(
        sql`select id as rule, role_id as role from plans.escalation_rule order by id limit 1`,
      )
      const raised = await test.db.one<{ id: string }>(sql`
        insert into plans.escalation (id, action_id, rule_id, role_id, occasion, why, raised_on, at)
        values (gen_random_uuid(), ${id}, ${rule}, ${role}, '2027-02-28', 'Late.', '2027-04-15', now()) returning id`)
      const escalation = await findEscalation(test.db, raised.id, '2027-04-15')
      assert.ok(escalation)
      assert.ok(JSON.stringify(letterOf(escalation, '2027-04-15', 'DRO')).includes(said))
    } finally {
      test.setNow('2026-11-23T09:00:00Z')
    }
  })

  it('says their last day also where none of them is open or counted', async () => {
    const { id, planId } = await planOf('All done', LISTED, 'TBC')
    await test.db.run(sql`update plans.deliverable set status = 'complete', is_finished = true where action_id = ${id}`)
    await test.db.transaction((tx) => refreshActions(tx, [id]))
    const roads = await roadsOf(id, planId)
    assert.ok(roads.size > 8)
    for (const [path, body] of roads) {
      assert.doesNotMatch(body, UNSET, path)
      assert.match(
        body,
        path.startsWith('/api/') ? /"lastDay":"2027-05-31"/ : /last deliverable has the date 31 May 2027/,
      )
    }
    assert.match(
      (await dro.get(paths.action(id))).body,
      /Not overdue: it has no last day of its own, and each deliverable/,
    )
    await test.db.run(sql`update plans.deliverable set withdrawn_at = now() where action_id = ${id}`)
    await test.db.transaction((tx) => refreshActions(tx, [id]))
    assert.match((await dro.get(paths.timeline(planId))).body, /No date set/)
  })

  it('says days of its own where it has them, by one rule in tables, questions and pages', async () => {
    const days = [null, '2027-01-01', '2027-03-31'] as const
    const { id } = await planOf('One rule', PLAIN, '')
    for (const kind of KINDS)
      for (const earliest of days)
        for (const latest of days) {
          const t = sql`(select ${kind}::text as kind, ${earliest}::date as earliest, ${latest}::date as latest) t`
          const pair = (first: Sql, last: Sql) => sql`select ${first} as first, ${last} as last`
          const kept = await test.db.one<{ first: Day | null; last: Day | null }>(sql`
            update plans.action set target_kind = ${kind}, target_earliest = ${earliest}, target_latest = ${latest}
            where id = ${id} returning first_day as first, last_day as last`)
          const asked = await test.db.one(
            sql`${pair(saidDay('t', 'earliest', sql`'2027-02-28'::date`), saidDay('t', 'latest', sql`'2027-05-31'::date`))} from ${t}`,
          )
          assert.deepEqual(kept, asked)
          const isOwn = earliest !== null || latest !== null || kind === 'recurring' || kind === 'done'
          assert.deepEqual(
            kept,
            isOwn ? { first: earliest, last: latest } : { first: '2027-02-28', last: '2027-05-31' },
          )
          const said = { kind, earliest, latest, deliverableDue: null, firstDay: kept.first, lastDay: kept.last }
          assert.equal(isOfDeliverables(said), !isOwn)
        }
  })
})
