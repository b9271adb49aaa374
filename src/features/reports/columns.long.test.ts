import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { Copying, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { saidLess, unfoundIn } from '../../../test/tampering.ts'
import { paths } from './paths.ts'
import { verifyReport } from './verifying.ts'

describe('every column of an issued report', () => {
  let test: TestHouse
  let siro: Visitor
  let owner: Copying
  let id = ''

  /** Compiled twice, with a part of its own and one that is left out. */
  before(async () => {
    test = await testHouse()
    siro = await test.visitor('Senior Information Risk Owner')
    const { location = '' } = await siro.post(paths.begin('board-pack'), {
      title: 'Pack',
      'from-day': '1',
      'from-month': '4',
      'from-year': '2026',
      'to-day': '21',
      'to-month': '11',
      'to-year': '2026',
    })
    id = location.split('/').at(-1) ?? ''
    test.setNow('2026-11-21T11:00:00Z')
    assert.equal((await siro.post(paths.compile(id), {})).status, 303)
    assert.equal((await siro.post(paths.addPart(id), { heading: 'Last', words: 'Our words.' })).status, 303)
    const { part, position, heading } = await test.db.one<{ part: string; position: number; heading: string }>(
      sql`select id as part, position, heading from reports.part where report_id = ${id} and section is not null order by position limit 1`,
    )
    const leaving = { heading, words: 'Said before.', isIn: 'no', position: String(position) }
    assert.equal((await siro.post(paths.part(part), { ...leaving, version: await version() })).status, 303)
    assert.equal((await siro.post(paths.issue(id), { version: await version() })).status, 303)
  })
  after(() => test.close())
  beforeEach(async () => {
    owner = await Copying.open(test.database.superuser, 'writing')
  })
  afterEach(() => owner.close())

  const version = async () => {
    const found = await test.db.one<{ version: number }>(sql`select version from reports.report where id = ${id}`)
    return String(found.version)
  }
  const verdict = () => verifyReport(owner, test.house.blobs, id)
  const isFound = async () => ((await verdict())?.problems.length ?? 1) > 0
  const own = () => `report_id = '${id}'`
  const last = (what: string) => `id = (select id from reports.${what} where ${own()} order by id desc limit 1)`
  const first = (what: string) => `id = (select id from reports.${what} where ${own()} order by id limit 1)`

  it('is proven by the log or by a digest in it: whoever changes one with every right in the database is found', async () => {
    const unfound = await unfoundIn(
      owner,
      [
        { table: ['reports', 'report'], where: `id = '${id}'` },
        { table: ['reports', 'part'], where: first('part') },
        { table: ['reports', 'part'], where: last('part') },
        { table: ['reports', 'part'], where: `${own()} and not is_in` },
        { table: ['reports', 'step'], where: first('step') },
        { table: ['reports', 'step'], where: last('step') },
        { table: ['reports', 'file'], where: `${own()} and ending = 'odt'` },
      ],
      isFound,
    )
    assert.deepEqual(unfound, [])
  })

  it('is proven as to which rows there are as well', async () => {
    for (const text of [
      `delete from reports.part where ${own()} and not is_in`,
      `delete from reports.step where ${last('step')}`,
      `insert into reports.part (id, report_id, position, heading) values (gen_random_uuid(), '${id}', 90, 'Put in')`,
      `insert into reports.step (id, report_id, at, what) values (gen_random_uuid(), '${id}', now(), 'compiled')`,
    ]) {
      await owner.script("set session_replication_role = 'replica'; savepoint before")
      assert.equal(await isFound(), false)
      await owner.script(text)
      assert.equal(await isFound(), true, text)
      await owner.script('rollback to before')
    }
  })

  it('says in words what the entries of its beginning and compiling say', async () => {
    await owner.script("set session_replication_role = 'replica'")
    for (const [text, told] of [
      ["set kind = 'siro-annual-report'", /begun as “board-pack”, and its row says as “siro-annual-report”/],
      ["set compiled_at = compiled_at - interval '1 day'", /compiled on 20 November 2026.*, and the log does not/],
      ["set made_at = made_at - interval '1 day'", /begun by somebody else, or at another time/],
      ['set made_by = null', /begun by somebody else, or at another time/],
    ] as const) {
      await owner.script(`savepoint before; update reports.report ${text} where id = '${id}'`)
      assert.match((await verdict())?.problems.join('\n') ?? '', told)
      await owner.script('rollback to before')
    }
    await owner.script(
      `update audit.entry set facts = '{"of": "x"}' where subject_id = '${id}' and what = 'report.begun'`,
    )
    assert.match(
      (await verdict())?.problems.join('\n') ?? '',
      /An entry of its beginning or compiling .* has been changed/,
    )
    await owner.script(`delete from audit.entry where subject_id = '${id}' and what = 'report.begun'`)
    assert.match((await verdict())?.problems.join('\n') ?? '', /no entry of its beginning/)
  })

  const asBefore = () => saidLess(owner, 'report.issued', id, 'stands')

  it('of an issue from before the log said all of it goes on being compared as far as it can, and says how far that is', async () => {
    await asBefore()
    const before = await verdict()
    assert.deepEqual(before?.problems, [])
    assert.match(
      before?.cannotKnow.join() ?? '',
      /said less of reports.*nobody can know.*report: version.*history: what/,
    )
    assert.doesNotMatch(before?.cannotKnow.join() ?? '', /report: (kind|title|made at|issued by)/)
    const unfound = await unfoundIn(owner, [{ table: ['reports', 'report'], where: `id = '${id}'` }], isFound)
    // Instants that are off by a microsecond are compared to the millisecond that the log counts.
    const own = ['version', 'made_at', 'compiled_at', 'issued_at', 'figures_on', 'record_began_on']
    assert.deepEqual(
      unfound.filter((one) => !own.some((column) => one.startsWith(`reports.report.${column}`))),
      [],
    )
  })

  it('is said on its page to be what was issued, and how far that is known', async () => {
    const shown = async () => (await siro.get(paths.report(id))).body
    assert.match(await shown(), /What it says is what the audit log has on record as issued\.<\/p>/)
    await asBefore()
    await owner.commit()
    assert.match(await shown(), /on record as issued\. <span class="m-meta">It was issued when the log said less/)
  })
})
