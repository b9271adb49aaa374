import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { PLAN_FORMATS } from '../exchange/files.ts'
import { paths } from '../paths.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { compare } from './compare.ts'
import { mergeVersion } from './merge.ts'
import { changesAnything, changesByNeed, contestedKeys, countsOf } from './model.ts'
import { inOrder } from './order.ts'
import { standingPlan } from './store.ts'

const DRO = 'Departmental Records Officer'
const OWNER = 'KIM Champion, Digital and Technology'
const FILE = 'information-management-action-plan.html'
const FIRST = readFileSync(join(ROOT, 'content/example', FILE), 'utf8')

/** The next version of the example: a row added, one gone, one moved, words, a date, a status and commentary changed. */
const SECOND = FIRST.replace('Progress update – April 2026', 'Progress update – November 2026')
  .replace(/<tr><td>1\.1<\/td>.*<\/tr>/, (row) =>
    row
      .replace('End June 2026', 'End March 2027')
      .replace('have confirmed their entries.', 'have confirmed their entries. The others have been asked again.'),
  )
  .replace(
    /<tr><td>1\.4<\/td>(.*)<\/tr>/,
    (_, rest: string) =>
      `<tr><td>1.4</td>${rest.replace('<td></td><td></td>', '<td>In progress</td><td></td>')}</tr>\n<tr><td>1.5</td><td>Count the paper stores</td><td>DRO</td><td>Low</td><td>May 2027</td><td></td><td></td></tr>`,
  )
  .replace(/<tr><td>2\.2<\/td>.*<\/tr>\n/, '')
  .replace(/<tr><td>4\.3<\/td>.*<\/tr>\n/, '')
  .replace(
    /(<tr><td>3\.3<\/td>)/,
    '<tr><td>3.4</td><td>Send a trial transfer to the archive</td><td>DRO</td><td>Low</td><td>TBC</td><td></td><td></td></tr>\n$1',
  )
  .replace(
    'Run the first disposal under the new schedules and keep its certificate',
    'Run the first disposal under the new schedules, and publish its certificate',
  )

const read = async (text: string) => recognisePlan(await readDocument(Buffer.from(text), FILE), '2026-04-01')

describe('a new version of a plan', () => {
  let test: TestHouse
  let planId: string
  before(async () => {
    test = await testHouse()
    planId = (await test.db.one<{ id: string }>(sql`select id from plans.plan`)).id
  })
  after(() => test.close())

  const standing = async () => {
    const plan = await standingPlan(test.db, planId)
    assert.ok(plan)
    return plan
  }
  const bring = async (visitor: Visitor, text: string, name = FILE) => {
    await visitor.get(paths.versions(planId))
    const { status, location = '' } = await visitor.upload(paths.versions(planId), { name, bytes: Buffer.from(text) })
    assert.equal(status, 303)
    return location
  }
  const details = (body: string) => ({
    into: planId,
    title: 'Plan',
    unit: '',
    ...Object.fromEntries(
      ['day', 'month', 'year'].map((part) => [
        `asOf-${part}`,
        new RegExp(`name="asOf-${part}"[^>]*value="(\\d+)"`).exec(body)?.[1] ?? '',
      ]),
    ),
  })

  it('that says what the first one said changes nothing, though the plan has moved on since', async () => {
    const comparison = await compare(await standing(), await read(FIRST))
    assert.ok(!changesAnything(comparison), JSON.stringify(comparison.actions.flatMap(({ changes }) => changes)))
    assert.equal(countsOf(comparison).unchanged, 14)
  })

  it('is laid beside the plan: added, changed, moved, gone', async () => {
    const comparison = await compare(await standing(), await read(SECOND))
    assert.deepEqual(countsOf(comparison), {
      added: 1,
      changed: 4,
      moved: 1,
      gone: 1,
      unchanged: 9,
      recommendations: 0,
    })
    const told = comparison.actions.flatMap(({ incoming, basis, changes }) =>
      changes.map(({ field, after: to, isContested }) => [incoming.ref, basis, field, to.slice(0, 40), isContested]),
    )
    assert.deepEqual(told, [
      ['1.1', 'reference', 'target', 'End March 2027', true],
      ['1.1', 'reference', 'commentary', 'Half of the directorates have confirmed ', false],
      ['1.4', 'reference', 'status', 'In progress', true],
      ['3.2', 'reference', 'text', 'Run the first disposal under the new sch', false],
      ['3.4', 'text', 'ref', '3.4', false],
      ['3.4', 'text', 'recommendation', '3. The department should dispose of what', false],
    ])
    assert.deepEqual(
      changesByNeed(comparison).map(({ change }) => change.field),
      ['target', 'status', 'commentary', 'text', 'ref', 'recommendation'],
      'what somebody must choose about comes first',
    )
    assert.equal(contestedKeys(comparison).length, 2)
    assert.deepEqual(
      comparison.gone.map(({ ref }) => ref),
      ['2.2'],
    )
  })

  it('is merged in the browser after approval, and nothing is overwritten or deleted', async () => {
    const dro = await test.visitor(DRO)
    const location = await bring(dro, SECOND)
    const preview = (await dro.get(location)).body
    const { location: compared = '' } = await dro.post(location, details(preview))
    assert.equal(compared, `${location}/compare`)
    const page = (await dro.get(compared)).body
    assert.match(page, /Changed here too/)
    const approved = /name="approved" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const before = await test.db.one<{ count: number }>(sql`select count(*) as count from plans.action`)
    assert.equal((await dro.post(compared, { deed: 'merge', approved: 'something else' })).status, 409)
    const { status } = await dro.post(compared, { deed: 'merge', approved })
    assert.equal(status, 303)
    const after = await test.db.one<{ count: number }>(sql`select count(*) as count from plans.action`)
    assert.equal(after.count, before.count + 1)
    const facts = await test.db.many(sql`
      select a.ref, a.slips > 0 as slipped, a.target_text as target, a.status, a.absent_since is not null as gone, r.ref as home,
        (select string_agg(field || ': ' || coalesce(before, '-') , '; ' order by field) from plans.change where action_id = a.id) as was
      from plans.action a join plans.recommendation r on r.id = a.recommendation_id
      where a.plan_id = ${planId} and a.ref in ('1.1', '1.4', '1.5', '2.2', '3.2', '3.4') order by a.position`)
    assert.deepEqual(facts, [
      { ref: '1.1', slipped: true, target: 'End March 2027', status: 'in-progress', gone: false, home: '1', was: null },
      {
        ref: '1.4',
        slipped: false,
        target: 'September 2026',
        status: 'in-progress',
        gone: false,
        home: '1',
        was: null,
      },
      { ref: '1.5', slipped: false, target: 'May 2027', status: 'unclaimed', gone: false, home: '1', was: null },
      { ref: '2.2', slipped: false, target: 'Ongoing', status: 'in-progress', gone: true, home: '2', was: null },
      {
        ref: '3.2',
        slipped: false,
        target: 'March 2027',
        status: 'unclaimed',
        gone: false,
        home: '3',
        was: 'text: Run the first disposal under the new schedules and keep its certificate',
      },
      {
        ref: '3.4',
        slipped: false,
        target: 'TBC',
        status: 'unclaimed',
        gone: false,
        home: '3',
        was: 'recommendation: 4. The department should be ready to transfer digital records under the 20-year rule.; ref: 4.3',
      },
    ])
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.2'`)
    assert.match((await dro.get(paths.action(id))).body, /no longer has this action/)
    assert.match((await dro.get(paths.versions(planId))).body, /Versions that were merged/)
  })

  it('brought twice changes nothing, and says so', async () => {
    const dro = await test.visitor(DRO)
    const location = await bring(dro, SECOND)
    const { location: compared = '' } = await dro.post(location, details((await dro.get(location)).body))
    assert.match((await dro.get(compared)).body, /This version says nothing new/)
    const counts = await mergeVersion(test.db, test.act(), {
      planId,
      incoming: await read(SECOND),
      importId: null,
      fileName: FILE,
      digest: null,
      chosen: {},
      skipped: new Set(),
      approved: null,
    })
    assert.equal(counts, null)
  })

  it('comes back from every format as it went', async () => {
    const dro = await test.visitor(DRO)
    for (const { ending } of PLAN_FORMATS) {
      const { status, raw } = await dro.get(`${paths.planFile(planId)}.${ending}`)
      assert.equal(status, 200, ending)
      const incoming = recognisePlan(await readDocument(raw, `plan.${ending}`), '2030-01-01')
      const comparison = await compare(await standing(), incoming)
      assert.ok(
        !changesAnything(comparison),
        `${ending}: ${JSON.stringify(comparison.actions.flatMap((one) => one.changes))}`,
      )
      assert.equal(comparison.gone.length, 0, ending)
    }
  })

  it('sent back by an owner becomes their claims and commentary, and nothing else', async () => {
    const owner = await test.visitor(OWNER)
    const { body } = await owner.get(`${paths.planFile(planId)}.csv`)
    const lines = body
      .split('\r\n')
      .map((line) =>
        line.startsWith('Action,1.4,')
          ? line
              .replace(',In progress,', ',Complete,"All of them are listed, with who relies on them."')
              .replace('September 2026', 'September 2030')
          : line.replace(/^(Action,3\.1,.*),In progress,/s, '$1,Complete,'),
      )
    await owner.get(paths.versions(planId))
    const { status, location = '' } = await owner.upload(paths.returns(planId), {
      name: 'updates.csv',
      bytes: Buffer.from(lines.join('\r\n')),
    })
    assert.equal(status, 303)
    const page = (await owner.get(location)).body
    assert.match(page, /Your claim, as of today/)
    assert.match(page, /Only those who run the plan change this/)
    assert.match(page, /Only the owner of the action can make a claim/)
    const approved = /name="approved" value="([^"]+)"/.exec(page)?.[1] ?? ''
    assert.equal((await owner.post(location, { approved })).status, 303)
    const made = await test.db.one(sql`
      select a.status, a.target_text as target, c.text, c.by_person_id is not null as "bySomebody",
        (select status from plans.action where ref = '3.1') as other
      from plans.action a join plans.commentary c on c.action_id = a.id where a.ref = '1.4' order by c.at desc limit 1`)
    assert.deepEqual(made, {
      status: 'complete',
      target: 'September 2026',
      text: 'All of them are listed, with who relies on them.',
      bySomebody: true,
      other: 'in-progress',
    })
    const foreign = await owner.upload(paths.returns(planId), { name: 'x.html', bytes: Buffer.from(FIRST) })
    assert.equal((await owner.get(foreign.location ?? '')).status, 422)
  })

  it('tells of a verdict that was written into a workbook, and keeps it as commentary', async () => {
    const owner = await test.visitor(OWNER)
    const { body } = await owner.get(`${paths.planFile(planId)}.csv`)
    const [headers = '', ...rows] = body.split('\r\n')
    const at = headers.split(',').indexOf('Verdict')
    const row = rows.find((line) => line.startsWith('Action,1.4,')) ?? ''
    const cells = [...row.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(([cell]) => cell)
    const judged = cells.with(at, 'Partly accepted,').join('')
    const bytes = Buffer.from(body.replace(row, judged))
    await owner.get(paths.versions(planId))
    const { location = '' } = await owner.upload(paths.returns(planId), { name: 'updates.csv', bytes })
    const page = (await owner.get(location)).body
    assert.match(page, /a workbook gives no verdict/)
    const approved = /name="approved" value="([^"]+)"/.exec(page)?.[1] ?? ''
    assert.equal((await owner.post(location, { approved })).status, 303)
    const kept = await test.db.one(sql`
      select a.verdict, c.text from plans.action a join plans.commentary c on c.action_id = a.id
      where a.ref = '1.4' order by c.at desc, c.id desc limit 1`)
    assert.deepEqual(kept, { verdict: null, text: 'Verdict in the workbook that was sent back: Partly accepted' })
  })

  it('keeps in order what is gone', () => {
    assert.deepEqual(inOrder(['a', 'b', 'c', 'd'], ['d', 'a', 'x']), ['d', 'a', 'b', 'c', 'x'])
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20)), fc.uniqueArray(fc.nat(20)), (before, wanted) => {
        const ids = inOrder(before.map(String), wanted.map(String))
        assert.deepEqual(ids.toSorted(), [...new Set([...before, ...wanted].map(String))].toSorted())
      }),
    )
  })
})
