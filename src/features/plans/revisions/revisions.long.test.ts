import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeKey } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
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
  const keyOf = async (name: string) => {
    const person = await test.person(name)
    const key = { name: 'k', personId: person.id, permissions: ['plans:read'], expiresOn: '2027-12-31' as Day }
    return test.db.transaction((tx) => makeKey(tx, test.act(person), key))
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
    const marks = (await dro.get(paths.plan(planId))).body.match(/The newest version does not have it/g) ?? []
    const { absent } = await test.db.one<{ absent: number }>(
      sql`select count(*) as absent from plans.action where plan_id = ${planId} and absent_since is not null`,
    )
    assert.ok(absent > 0)
    assert.equal(marks.length, absent)
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

  it('gives the plan its day, and has what is left over of its own beside that of the versions before it', async () => {
    const leftOver = [{ where: 'Page 1', text: 'Words of nothing', why: 'No place' }]
    const bring = async (asOf: Day, fileName: string, text: string) => {
      const incoming = { ...(await read(text)), asOf, leftOver }
      const version = {
        planId,
        incoming,
        importId: null,
        fileName,
        digest: null,
        chosen: {},
        skipped: new Set<string>(),
      }
      assert.ok(await mergeVersion(test.db, test.act(), { ...version, approved: null }))
    }
    const dro = await test.visitor(DRO)
    await bring('2026-11-10', 'plan-2.html', SECOND.replace('Count the paper stores', 'Count every paper store'))
    test.setNow('2026-11-21T10:00:00Z')
    await bring('2026-11-20', 'plan-3.html', SECOND.replace('Count the paper stores', 'Count each of the stores'))
    const { body } = await dro.get(paths.plan(planId))
    assert.match(body, /Date of the plan: 20 November 2026 · [^<]*from plan-3\.html · first imported/)
    assert.match(body, />1 item in the document could not be placed, and 1 item of earlier versions</)
    const told = '20 November 2026'
    const day = /2026-(04-\d\d|11-10)/
    assert.match((await dro.get(paths.plans)).body, new RegExp(`>${told}<`), 'the list')
    const list = (await dro.get(`${paths.plans}.csv`)).body
    assert.match(list, /,2026-11-20,/)
    assert.doesNotMatch(list, day)
    const api = await test.server.inject({
      method: 'GET',
      url: '/api/v1/plans',
      headers: { authorization: `Bearer ${await keyOf(DRO)}`, host: 'localhost' },
    })
    assert.match(api.body, /"planOn":"2026-11-20"/)
    assert.match((await dro.get(`${paths.planFile(planId)}.csv`)).body, /^Plan,.*,2026-11-20,/m)
    await dro.get(paths.publish(planId))
    await dro.post(paths.publish(planId), { fields: ['status'], introduction: '' })
    const { slug } = await test.db.one<{ slug: string }>(sql`select slug from plans.publication`)
    assert.match(
      (await (await test.visitor()).get(paths.published(slug))).body,
      new RegExp(`Date of the plan: ${told}`),
    )
    await test.db.run(
      sql`insert into plans.plan (id, title, plan_on, made_at) values (gen_random_uuid(), 'Between', '2026-11-15', now())`,
    )
    const sorted = (await dro.get(`${paths.plans}.csv?sort=date`)).body
    assert.ok(sorted.indexOf('Between') < sorted.indexOf('2026-11-20'), sorted)
    const rows = (await dro.get(paths.leftOver(planId))).body
    assert.match(
      rows,
      /The last version: plan-3\.html, 20 November 2026[\s\S]*An earlier version: plan-2\.html, 10 November 2026/,
    )
    assert.equal(rows.split('Words of nothing').length, 3)
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
    assert.match(page, /Complete<br><span class="m-meta">Read as: Complete<\/span>[\s\S]*?Your claim, as of today/)
    assert.equal(page.split('Read as: ').length, 2, 'what becomes no claim is not read')
    assert.match(page, />\s*Make this claim and add this commentary\s*</)
    assert.match(page, /Only those who run the plan change this/)
    assert.match(page, /Only the owner of the action can make a claim/)
    const approved = /name="approved" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const taken = await owner.post(location, { approved })
    assert.equal(taken.status, 303)
    assert.match((await owner.get(taken.location ?? '')).body, /1 claim was made, commentary was added to 1 action\s*</)
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

  it('is shown with how its statuses are read, and with a button that says what is in it', async () => {
    const owner = await test.visitor(OWNER)
    const { body } = await owner.get(`${paths.planFile(planId)}.csv`)
    const checked = async (words: string) => {
      const bytes = Buffer.from(body.replace(/^(Action,1\.4,.*?),Complete,/m, `$1,"${words}",`))
      await owner.get(paths.versions(planId))
      const { location = '' } = await owner.upload(paths.returns(planId), { name: 'updates.csv', bytes })
      return (await owner.get(location)).body
    }
    for (const [words, status] of [
      ['Drafted, waiting for Legal', 'In progress'],
      ['Not started', 'Not started'],
      ['Blue', 'Complete'],
    ] as const) {
      const page = await checked(words)
      assert.match(page, new RegExp(`${words}<br><span class="m-meta">Read as: ${status}</span>`), words)
      assert.match(page, />\s*Make this claim\s*</)
      assert.doesNotMatch(page, /add this commentary/)
    }
    assert.doesNotMatch(await checked('Blorfix'), /Read as/)
  })

  it('tells of a verdict that was written into a workbook, and keeps it as commentary', async () => {
    const owner = await test.visitor(OWNER)
    const { body } = await owner.get(`${paths.planFile(planId)}.csv`)
    const [headers = '', ...rows] = body.split('\r\n')
    const at = headers.split(',').indexOf('Verdict')
    const row = rows.find((line) => line.startsWith('Action,1.4,')) ?? ''
    const cells = [...row.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(([cell]) => cell)
    const said = headers.split(',').indexOf('Commentary')
    assert.ok(said > 0)
    const judged = cells.with(at, 'Partly accepted,').with(said, '"It was looked at by two of us.",').join('')
    const bytes = Buffer.from(body.replace(row, judged))
    await owner.get(paths.versions(planId))
    const { location = '' } = await owner.upload(paths.returns(planId), { name: 'updates.csv', bytes })
    const page = (await owner.get(location)).body
    assert.match(page, /a workbook gives no verdict/)
    assert.match(page, />\s*Add this commentary\s*</)
    const approved = /name="approved" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const taken = await owner.post(location, { approved })
    assert.match((await owner.get(taken.location ?? '')).body, /Commentary was added to 1 action\s*</, 'twice to one')
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
