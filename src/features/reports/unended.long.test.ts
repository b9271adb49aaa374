import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { everybody } from '#platform/access/index.ts'
import { addDays } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { type PaperBlock, told } from '#platform/documents/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { issueReport } from './deeds.ts'
import { beforeIssue, figuresDay, figuresNote, paperOf, type Report, readers, tooEarly } from './model.ts'
import { paths } from './paths.ts'
import { findReport, partsOf } from './store.ts'

const REPORT: Report = {
  id: 'a',
  kind: 'board-pack',
  title: 'A pack',
  fromOn: '2026-04-01',
  toOn: '2027-03-31',
  version: 1,
  compiledAt: new Date('2026-11-23T10:00:00Z'),
  figuresOn: '2026-11-23',
  recordBeganOn: null,
  issuedAt: null,
  issuedBy: null,
  digest: null,
}
const NOTE = 'The period ends on 31 March 2027. Figures are as of 23 November 2026.'

describe('the period of a report', () => {
  it('has figures of its last day, or of today while that has not come', () => {
    const span = { from: '2026-04-01', to: '2027-03-31' }
    assert.equal(figuresDay(span, '2026-11-23'), '2026-11-23')
    assert.equal(figuresDay(span, '2027-03-31'), '2027-03-31')
    assert.equal(figuresDay(span, '2027-04-01'), '2027-03-31')
  })

  it('is refused while it has not begun', () => {
    assert.match(tooEarly({ from: '2026-11-24', to: '2027-03-31' }, '2026-11-23') ?? '', /begins on 24 November 2026/)
    assert.equal(tooEarly({ from: '2026-11-23', to: '2027-03-31' }, '2026-11-23'), null)
  })

  it('is told with the day of the figures where they are earlier', () => {
    assert.equal(figuresNote(REPORT), NOTE)
    assert.equal(figuresNote({ ...REPORT, figuresOn: '2027-03-31' }), null)
    assert.equal(figuresNote({ ...REPORT, figuresOn: null }), null, 'issued before this was kept: its digest stays')
    assert.deepEqual(paperOf(REPORT, []).blocks, [{ type: 'paragraph', text: NOTE }])
  })

  it('is asked about before its last day, and a draft that tells of days to come is compiled again', () => {
    assert.equal(beforeIssue(REPORT, '2027-03-30'), 'unended')
    assert.equal(beforeIssue(REPORT, '2027-03-31'), null)
    assert.equal(beforeIssue({ ...REPORT, figuresOn: null }, '2027-04-30'), 'stale')
    assert.equal(beforeIssue({ ...REPORT, figuresOn: null, toOn: '2026-11-23' }, '2026-11-23'), null)
  })
})

describe('a report of a period that has not ended', () => {
  let test: TestHouse
  let siro: Visitor
  let dro: Visitor
  const today = '2026-11-21'
  before(async () => {
    test = await testHouse()
    siro = await test.visitor('Senior Information Risk Owner')
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const dated = (name: string, on: string) => {
    const [year = '', month = '', day = ''] = on.split('-')
    return { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: day }
  }
  const begun = async (from: string, to: string, kind = 'siro-annual-report') => {
    const { status, location = '' } = await siro.post(paths.begin(kind), {
      title: 'Ahead',
      ...dated('from', from),
      ...dated('to', to),
    })
    assert.equal(status, 303)
    return location.split('/').at(-1) ?? ''
  }
  /** What was compiled, apart from the sentences that name the period. */
  const said = async (id: string) => JSON.stringify((await partsOf(test.db, id)).map(({ blocks }) => blocks))

  it('says what one that ends today says, and tells nothing of days to come', async () => {
    const ahead = await said(await begun('2026-04-01', '2035-12-31'))
    const now = await said(await begun('2026-04-01', today))
    assert.match(now, /actions overdue/)
    assert.match(now, /overdue for review/)
    assert.match(now, /reviewed in time/)
    assert.equal(ahead, now)
  })

  it('gives no section a day after today', async () => {
    const spans: unknown[] = []
    const section = {
      key: 'x.y',
      admits: 'x:y',
      seenBy: everybody('nothing is told'),
      compile: (_: unknown, span: unknown): Promise<PaperBlock[]> => {
        spans.push(span)
        return Promise.resolve([])
      },
    } as const
    for (const to of [addDays(today, 400), today])
      await told(section, test.db, { from: '2026-04-01', to }, { today, reader: readers(today) })
    assert.deepEqual(spans, [
      { from: '2026-04-01', to: today, on: today, recordedFrom: '2026-11-21' },
      { from: '2026-04-01', to: today, on: today, recordedFrom: '2026-11-21' },
    ])
  })

  it('is refused where it begins in the future', async () => {
    for (const from of [addDays(today, 1), '2030-01-01']) {
      const { status, body } = await siro.post(paths.begin('board-pack'), {
        title: 'Later',
        ...dated('from', from),
        ...dated('to', '2035-12-31'),
      })
      assert.equal(status, 422)
      assert.match(body, /The date must be today or in the past/)
      assert.match(body, /value="Later"/)
    }
    const { all } = await test.db.one<{ all: number }>(
      sql`select count(*) as all from reports.report where title = 'Later'`,
    )
    assert.equal(all, 0)
    assert.ok(await begun(today, '2035-12-31', 'board-pack'), 'one that begins today is of a day')
  })

  it('says so in the draft and in every file, and is issued by whoever means to', async () => {
    const id = await begun('2026-04-01', '2027-03-31')
    const note = /The period ends on 31 March 2027\. Figures are as of \d+ November 2026\./
    const draft = await siro.get(paths.report(id))
    assert.match(draft.body.replace(/<main[\s\S]*?m-actions-bar/, ''), note, 'in the document')
    assert.match(/<div class="govuk-inset-text">[\s\S]*?<\/div>/.exec(draft.body)?.[0] ?? '', note, 'on the draft')
    const version = String((await findReport(test.db, id))?.version)
    const asked = await siro.get(paths.issue(id))
    assert.match(asked.body, /The period has not ended\. Issue it all the same\?/)
    const unsaid = await siro.post(paths.issue(id), { version })
    assert.equal(unsaid.status, 422)
    assert.match(unsaid.body, /The period has not ended\. Issue it all the same\?/)
    const deed = { version: Number(version), isEarlyMeant: false }
    const there = { db: test.db, blobs: test.house.blobs }
    await assert.rejects(issueReport(there, test.act(), id, deed), /The period has not ended/)
    assert.equal((await findReport(test.db, id))?.issuedAt, null)
    assert.equal((await dro.post(paths.issue(id), { version, early: 'yes' })).status, 403)
    assert.equal((await siro.post(paths.issue(id), { version, early: 'yes' })).status, 303)
    for (const ending of ['odt', 'docx', 'html']) {
      const { raw, status } = await siro.get(`${paths.report(id)}.${ending}`)
      assert.equal(status, 200)
      assert.match(JSON.stringify(await readDocument(raw, `report.${ending}`)), note, ending)
    }
    assert.match((await siro.get(paths.report(id))).body, /What it says is what the audit log has on record as issued/)
  })

  it('has the figures of its last day when it is compiled again after that', async () => {
    const id = await begun('2026-04-01', addDays(today, 1))
    test.setNow(`${addDays(today, 3)}T10:00:00Z`)
    const later = await test.visitor('Senior Information Risk Owner')
    assert.match((await later.get(paths.issue(id))).body, /The period has ended since\. Compile the report again/)
    assert.doesNotMatch((await later.get(paths.issue(id))).body, /has not ended/)
    assert.equal((await later.post(paths.compile(id), {})).status, 303)
    assert.equal((await findReport(test.db, id))?.figuresOn, addDays(today, 1))
    assert.doesNotMatch((await later.get(paths.report(id))).body, /The period ends on/)
    const version = String((await findReport(test.db, id))?.version)
    assert.equal((await later.post(paths.issue(id), { version })).status, 303)
    test.setNow(`${today}T12:00:00Z`)
  })

  it('that was compiled before its day was kept is compiled again first, or not at all while its period has not begun', async () => {
    const id = await begun('2026-04-01', '2027-03-31')
    await test.db.run(sql`update reports.report set figures_on = null where id = ${id}`)
    assert.match((await siro.get(paths.issue(id))).body, /Compile it again before you issue it/)
    const version = String((await findReport(test.db, id))?.version)
    assert.equal((await siro.post(paths.issue(id), { version, early: 'yes' })).status, 409)
    await test.db.run(sql`update reports.report set from_on = ${addDays(today, 1)} where id = ${id}`)
    const { status, body } = await siro.post(paths.compile(id), {})
    assert.equal(status, 409)
    assert.match(body, /nothing is known of it yet/)
  })
})
