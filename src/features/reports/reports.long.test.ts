import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { definitions, digestOf, paperOf, type ReportPart, usualSpan } from './model.ts'
import { paths } from './paths.ts'
import { findReport, partsOf } from './store.ts'

const PART: ReportPart = {
  id: 'a',
  position: 10,
  section: null,
  heading: 'Foreword',
  hint: null,
  words: 'One.\n\nTwo.',
  isIn: true,
  blocks: null,
}
const SPAN = {
  title: 'A report',
  fromOn: '2026-04-01',
  toOn: '2026-11-21',
  figuresOn: '2026-11-21',
  recordBeganOn: null,
}

describe('a report', () => {
  it('says its parts in their order, without those that are left out or say nothing', () => {
    const paper = paperOf(SPAN, [
      PART,
      { ...PART, heading: 'Left out', isIn: false },
      { ...PART, heading: 'Empty', words: null, blocks: [] },
      { ...PART, heading: 'Compiled', words: null, blocks: [{ type: 'paragraph', text: 'Three.' }] },
    ])
    assert.deepEqual(
      paper.blocks.map((one) => ('text' in one ? one.text : one.type)),
      ['Foreword', 'One.', 'Two.', 'Compiled', 'Three.'],
    )
    assert.equal(paper.subtitle, 'From 1 April 2026 to 21 November 2026')
  })

  it('has a digest of what it says', () => {
    const digest = digestOf(paperOf(SPAN, [PART]))
    assert.deepEqual(digestOf(paperOf(SPAN, [{ ...PART, id: 'b', position: 99 }])), digest)
    assert.notDeepEqual(digestOf(paperOf(SPAN, [{ ...PART, words: 'One.\n\nTwo!' }])), digest)
    assert.notDeepEqual(digestOf(paperOf({ ...SPAN, toOn: '2026-11-22' }, [PART])), digest)
  })

  it('is of the financial year so far, or of the time since the last board', () => {
    assert.deepEqual(usualSpan('year', '2026-11-21', null), { from: '2026-04-01', to: '2026-11-21' })
    assert.deepEqual(usualSpan('board', '2026-11-21', '2026-09-30'), { from: '2026-09-30', to: '2026-11-21' })
    assert.deepEqual(usualSpan('board', '2026-11-21', null), { from: '2026-04-01', to: '2026-11-21' })
  })
})

describe('reports for boards', () => {
  let test: TestHouse
  let siro: Visitor
  let dro: Visitor
  let reader: Visitor
  before(async () => {
    test = await testHouse()
    siro = await test.visitor('Senior Information Risk Owner')
    dro = await test.visitor('Departmental Records Officer')
    reader = await test.visitor('Executive committee member')
  })
  after(() => test.close())

  const dates = {
    'from-day': '1',
    'from-month': '4',
    'from-year': '2026',
    'to-day': '21',
    'to-month': '11',
    'to-year': '2026',
  }
  const partIdOf = async (report: string, heading: string) => {
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from reports.part where report_id = ${report} and heading = ${heading}`,
    )
    return id
  }
  const versionOf = async (id: string) =>
    (await test.db.one<{ version: number }>(sql`select version from reports.report where id = ${id}`)).version
  const begun = async (visitor: Visitor, kind: string, title: string) => {
    const { status, location = '' } = await visitor.post(paths.begin(kind), { title, ...dates })
    assert.equal(status, 303)
    return location.split('/').at(-1) ?? ''
  }

  it('know every section that their definitions name', async () => {
    for (const { key, parts } of definitions) {
      const id = await begun(siro, key, `All of ${key}`)
      const empty = (await partsOf(test.db, id)).filter(({ section, blocks }) => section && blocks === null)
      assert.deepEqual(
        empty.map(({ section }) => section),
        [],
      )
      assert.equal((await partsOf(test.db, id)).length, parts.length)
    }
  })

  it('are compiled from every room, and shown before they are issued to those who write them', async () => {
    assert.equal((await siro.post(paths.begin('siro-annual-report'), { title: '' })).status, 422)
    const wrong = { title: 'x', ...dates, 'to-year': '2025' }
    assert.match(
      (await siro.post(paths.begin('siro-annual-report'), wrong)).body,
      /The last day must be the same as or after/,
    )
    const id = await begun(siro, 'siro-annual-report', 'Annual report 2026')
    const { body } = await siro.get(paths.report(id))
    for (const text of [
      'Old case files cannot be opened any more',
      'A report went to the wrong inspectorate',
      'Information assets by unit',
      'Nobody is KIM Champion of Policy Group',
      'Entries confirmed in the last half year',
      'actions overdue',
      'Files by the risk of their format',
      '<svg',
    ])
      assert.ok(body.includes(text), text)
    assert.match(body, />Met</)
    assert.match(body, />Vacant roles</)
    assert.match(body, />No statements were due since 21 November 2026, when the record began\.</)
    assert.doesNotMatch(body, />Then<|No statement has been submitted|Nothing has been submitted/)
    assert.match(body, />1 was a breach of personal data<[\s\S]*>2 people were affected</)
    assert.doesNotMatch(body, />0 (?:notified|people)/)
    assert.match(body, />Information Asset Owner</, 'roles of owners in full')
    assert.equal((await reader.get(paths.report(id))).status, 404, 'a draft')
    assert.doesNotMatch((await reader.get(paths.home)).body, /Annual report 2026/)
    assert.equal((await reader.get(paths.part(await partIdOf(id, 'Foreword')))).status, 403)
    for (const ending of ['odt', 'docx', 'html']) {
      const { raw, status } = await siro.get(`${paths.report(id)}.${ending}`)
      assert.equal(status, 200, `${ending} of a draft`)
      const files = ending === 'html' ? { html: new Uint8Array(raw) } : unzipSync(raw)
      const part = { odt: 'styles.xml', docx: 'word/footer1.xml', html: 'html' }[ending] ?? ''
      assert.match(strFromU8(files[part] ?? new Uint8Array()), />Draft(?: ·[^<]*)?</, ending)
      assert.equal((await reader.get(`${paths.report(id)}.${ending}`)).status, 404, 'a draft')
    }
    assert.match(
      (await siro.get(paths.issue(id))).body,
      /the period from 1 April 2026 to 21 November 2026, takes about \d+ pages/,
    )
    const table = (await siro.get(`${paths.report(id)}/table.csv?number=1`)).body.split('\r\n')
    assert.deepEqual(
      table.slice(1, -1).map((line) => line.split(',').at(-1)),
      [
        '11 of 14 actions are not overdue; 3 of these have no last day',
        '4 assets are on record',
        '2 of 4 assets have an owner',
        '0 of 4 entries were confirmed in the last half year',
        '2 of 3 assets with personal data have their lawful basis on record',
        '2 of 4 assets say how long they are kept',
        '3 of 4 open risks were reviewed in time',
        '2 of 4 open risks are within the appetite',
        'No role asks for training',
        '3 of 7 roles that must be filled are filled',
      ],
    )
  })

  it('are edited: words, headings, what is in and in which order; figures are compiled again', async () => {
    const id = await begun(siro, 'board-pack', 'Pack for November')
    const part = await partIdOf(id, 'For decision')
    const words = { heading: 'For decision', words: 'Agree the appetite.', isIn: 'yes', position: '10' }
    assert.equal((await siro.post(paths.part(part), { ...words, heading: '', version: '1' })).status, 422)
    assert.equal((await siro.post(paths.part(part), { ...words, version: '1' })).status, 303)
    assert.equal((await dro.post(paths.part(part), { ...words, version: '1' })).status, 409)
    const plans = await partIdOf(id, 'Action plans')
    assert.equal(
      (
        await siro.post(paths.part(plans), {
          heading: 'Action plans',
          words: '',
          isIn: 'no',
          position: '60',
          version: '2',
        })
      ).status,
      303,
    )
    assert.equal((await siro.post(paths.addPart(id), { heading: 'Last', words: 'Thank you.' })).status, 303)
    await test.db.run(
      sql`update risks.risk set title = 'A risk with another name', likelihood_id = (select id from risks.likelihood order by rank limit 1) where title like 'Old case files%'`,
    )
    assert.doesNotMatch((await siro.get(paths.report(id))).body, /A risk with another name/)
    assert.equal((await siro.post(paths.compile(id), {})).status, 303)
    const { body } = await siro.get(paths.report(id))
    assert.match(body, /A risk with another name/)
    assert.match(body, /Agree the appetite\.[\s\S]*Thank you\./)
    assert.doesNotMatch(body, /actions overdue/)
    assert.match(
      body,
      /Compiled again[\s\S]*Changed: Last[\s\S]*Changed: Action plans[\s\S]*Changed: For decision[\s\S]*Begun/,
    )
    await siro.post(paths.part(part), { ...words, words: 'Agree it.', version: String(await versionOf(id)) })
    assert.match((await siro.get(paths.report(id))).body, /It said before: “Agree the appetite\.”/)
  })

  it('show nobody what they may not see: not in a draft, nor by compiling it', async () => {
    const id = await begun(siro, 'board-pack', 'With incidents')
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'incidents:read') where name = 'Departmental Records Officer'`,
    )
    const other = await test.visitor('Departmental Records Officer')
    assert.match((await siro.get(paths.report(id))).body, /wrong inspectorate/)
    assert.doesNotMatch((await other.get(paths.report(id))).body, /wrong inspectorate/)
    assert.equal((await other.post(paths.compile(id), {})).status, 303)
    assert.match((await siro.get(paths.report(id))).body, /wrong inspectorate/, 'what somebody else compiled stays')
    const own = await begun(other, 'board-pack', 'Without incidents')
    assert.doesNotMatch((await siro.get(paths.report(own))).body, /wrong inspectorate/)
  })

  it('are issued once, frozen by their digest in three formats, and read by whoever may read reports', async () => {
    const id = await begun(siro, 'siro-annual-report', 'Annual report, issued')
    const part = await partIdOf(id, 'Foreword')
    await siro.post(paths.part(part), {
      heading: 'Foreword',
      words: 'We held what we promised.',
      isIn: 'yes',
      position: '10',
      version: '1',
    })
    assert.equal((await dro.post(paths.issue(id), { version: '2' })).status, 403)
    assert.match((await siro.get(paths.issue(id))).body, /You cannot change the report after you issue it/)
    assert.equal((await siro.post(paths.issue(id), { version: '1' })).status, 409, 'not the version that was read')
    assert.equal((await siro.post(paths.issue(id), { version: String(await versionOf(id)) })).status, 303)
    assert.equal((await siro.post(paths.issue(id), { version: String(await versionOf(id)) })).status, 409)
    const { body } = await reader.get(paths.report(id))
    assert.match(body, /We held what we promised\./)
    const report = await findReport(test.db, id)
    const digest = digestOf(paperOf(SPAN, []))
    assert.ok(report?.digest && !report.digest.equals(digest))
    assert.ok(digestOf(paperOf(report, await partsOf(test.db, id))).equals(report.digest))
    assert.ok(body.includes(report.digest.toString('hex')))
    for (const ending of ['odt', 'docx', 'html']) {
      const { raw, status } = await reader.get(`${paths.report(id)}.${ending}`)
      assert.equal(status, 200)
      assert.ok(body.includes(createHash('sha256').update(raw).digest('hex')), ending)
      const words = JSON.stringify(await readDocument(raw, `report.${ending}`))
      assert.match(words, /We held what we promised\./)
      assert.match(words, /wrong inspectorate/)
    }
    const { what } = await test.db.one<{ what: { digest: string } }>(
      sql`select facts as what from audit.entry where what = 'report.issued' order by at desc limit 1`,
    )
    assert.equal(what.digest, report.digest.toString('hex'))
  })

  it('cannot be changed once they are issued, by anybody or anything', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`select id from reports.report where issued_at is not null`)
    const part = await partIdOf(id, 'Foreword')
    const words = { heading: 'Foreword', words: 'Something else.', isIn: 'yes', position: '10', version: '3' }
    assert.equal((await siro.post(paths.part(part), words)).status, 404)
    assert.equal((await siro.post(paths.compile(id), {})).status, 409)
    assert.equal((await siro.post(paths.addPart(id), { heading: 'More', words: 'More' })).status, 409)
    for (const change of [
      sql`update reports.part set words = 'x' where report_id = ${id}`,
      sql`delete from reports.part where report_id = ${id}`,
      sql`update reports.report set title = 'x' where id = ${id}`,
      sql`insert into reports.part (id, report_id, position, heading) values (gen_random_uuid(), ${id}, 1, 'x')`,
    ])
      await assert.rejects(test.db.run(change), /an issued report does not change/)
    await assert.rejects(test.db.run(sql`update reports.file set size = 0`), /permission denied/)
  })
})
