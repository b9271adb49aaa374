import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import {
  type AuditEntry,
  canonical,
  leafHash,
  makeCheckpoint,
  placeEntries,
  signingKey,
  standingOf,
  verifyAudit,
} from '#platform/audit/index.ts'
import { Copying, Sql, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { digestOf, paperOf } from './model.ts'
import { paths } from './paths.ts'
import { FROZEN, filesOf, findReport, partsOf } from './store.ts'
import { everIssued, verifyReport } from './verifying.ts'

const DATES = {
  'from-day': '1',
  'from-month': '4',
  'from-year': '2026',
  'to-day': '21',
  'to-month': '11',
  'to-year': '2026',
}

describe('an issued report', () => {
  let test: TestHouse
  let siro: Visitor
  let owner: Copying
  let id = ''
  let other = ''

  const issue = async (title: string) => {
    const { location = '' } = await siro.post(paths.begin('board-pack'), { title, ...DATES })
    const made = location.split('/').at(-1) ?? ''
    assert.equal(
      (await siro.post(paths.addPart(made), { heading: 'Last', words: `The words of ${title}.` })).status,
      303,
    )
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from reports.report where id = ${made}`,
    )
    assert.equal((await siro.post(paths.issue(made), { version: String(version) })).status, 303)
    return made
  }
  before(async () => {
    test = await testHouse()
    siro = await test.visitor('Senior Information Risk Owner')
    id = await issue('Pack')
    other = await issue('Other')
    await placeEntries(test.db)
    await makeCheckpoint(test.db, await signingKey(test.house.config), new Date())
  })
  after(() => test.close())

  /** The owner of the database takes every wall away, in a transaction that is given up after the test. */
  beforeEach(async () => {
    owner = await Copying.open(test.database.owner, 'writing')
    for (const table of ['reports.report', 'reports.part', 'audit.entry', 'audit.place', 'audit.checkpoint'])
      await owner.script(`alter table ${table} disable trigger user`)
    for (const [table, name] of [
      ['reports.file', 'file_pkey'],
      ['reports.file', 'file_report_id_fkey'],
      ['reports.part', 'part_report_id_fkey'],
      ['reports.step', 'step_report_id_fkey'],
      ['audit.place', 'place_entry_id_fkey'],
    ])
      await owner.script(`alter table ${table} drop constraint ${name}`)
  })
  afterEach(() => owner.close())

  const problems = async (of = id) =>
    (await verifyReport(owner, test.house.blobs, of))?.problems.join('\n') ?? 'unknown'
  const ask = (text: string, values: readonly unknown[] = [id]) =>
    owner.many<Record<string, unknown>>(
      new Sql(
        text.split(/\$\d/),
        [...text.matchAll(/\$(\d)/g)].map(([, n]) => values[Number(n) - 1]),
      ),
    )
  const blobAt = (digest: Buffer) => {
    const hex = digest.toString('hex')
    return join(test.house.config.data, 'blobs', hex.slice(0, 2), hex.slice(2, 4), hex)
  }
  const odt = async () => {
    const file = (await filesOf(owner, id)).find(({ ending }) => ending === 'odt')
    assert.ok(file)
    return file
  }
  const REWORD = "update reports.part set words = 'Rewritten.' where report_id = $1 and heading = 'Last'"
  /** Words, and the digest that they now have. */
  const reword = async () => {
    await ask(REWORD)
    const report = await findReport(owner, id)
    assert.ok(report)
    const digest = digestOf(paperOf(report, await partsOf(owner, id)))
    await ask('update reports.report set digest = $2 where id = $1', [id, digest])
    return digest
  }

  it('says what was issued, by its words, its digest, its files and the log; every one is asked', async () => {
    assert.equal(await problems(), '')
    const ids: string[] = []
    for await (const one of everIssued(owner)) ids.push(one)
    assert.ok(ids.includes(id) && ids.includes(other))
    assert.equal(new Set(ids).size, ids.length)
    assert.equal(await verifyReport(owner, test.house.blobs, '00000000-0000-4000-8000-000000000000'), null)
  })

  const tamperings: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    [
      'words',
      () => ask(REWORD),
      /does not have the digest that is kept with it[\s\S]*does not have the digest that the log names/,
    ],
    [
      'words and the digest',
      reword,
      /^What it says does not have the digest that the log names\.\nThe digest that is kept with it is not the one that the log names\.\nIt does not stand as the log says that it was frozen \(parts: words\)\.$/,
    ],
    [
      'the digest',
      () => ask("update reports.report set digest = sha256('x') where id = $1"),
      /The digest that is kept with it is not the one/,
    ],
    [
      'the title',
      () => ask("update reports.report set title = 'Another' where id = $1"),
      /the digest that the log names/,
    ],
    [
      'the days it is of',
      () => ask('update reports.report set to_on = to_on - 1 where id = $1'),
      /the digest that the log names/,
    ],
    [
      'what was compiled',
      () =>
        ask(
          `update reports.part set blocks = '[{"type": "paragraph", "text": "All is well."}]' where id = (select id from reports.part where report_id = $1 and blocks is not null limit 1)`,
        ),
      /the digest that the log names/,
    ],
    [
      'what was compiled, into what is none',
      () =>
        ask(
          `update reports.part set blocks = '{}' where id = (select id from reports.part where report_id = $1 limit 1)`,
        ),
      /cannot be read any more/,
    ],
    [
      'a part that is left out',
      () => ask("update reports.part set is_in = false where report_id = $1 and heading = 'Last'"),
      /the digest that the log names/,
    ],
    [
      'a file for another that is kept',
      async () => {
        const { digest, size } = await test.house.blobs.keep(Buffer.from(`a made-up report ${id}`))
        await ask('insert into blobs.blob (digest, size) values ($1, $2) on conflict do nothing', [digest, size])
        await ask("update reports.file set digest = $2, size = $3 where report_id = $1 and ending = 'odt'", [
          id,
          digest,
          size,
        ])
      },
      /The file odt is not the one that the log names/,
    ],
    [
      'the files of two formats with each other',
      () =>
        ask(
          "update reports.file set ending = case ending when 'odt' then 'html' else 'odt' end where report_id = $1 and ending in ('odt', 'html')",
        ),
      /The file (odt|html) is not the one that the log names[\s\S]*is not the one that the log names/,
    ],
    [
      'the files of two reports with each other',
      async () => {
        await ask(
          'update reports.file set report_id = case report_id when $1::uuid then $2::uuid else $1::uuid end where report_id in ($1, $2)',
          [id, other],
        )
      },
      /is not the one that the log names/,
    ],
    [
      'a row of a file, away',
      () => ask("delete from reports.file where report_id = $1 and ending = 'odt'"),
      /The log names a file odt, but there is none any more/,
    ],
    [
      'a row of a file, in',
      () =>
        ask(
          "insert into reports.file (report_id, ending, digest, size) select report_id, 'pdf', digest, size from reports.file where report_id = $1 and ending = 'odt'",
        ),
      /The log knows of no file pdf/,
    ],
    [
      'when it was issued',
      () => ask("update reports.report set issued_at = issued_at - interval '1 day' where id = $1"),
      /The log says that it was issued on 21 November 2026.*, and its row on 20 November/,
    ],
    [
      'who issued it',
      () =>
        ask(
          "update reports.report set issued_by = (select id from people.person where name = 'Assessor') where id = $1",
        ),
      /names somebody else as having issued it/,
    ],
    [
      'it back into a draft',
      () => ask('update reports.report set issued_at = null, digest = null where id = $1'),
      /it stands as a draft/,
    ],
    [
      'the whole report, away',
      () => ask('delete from reports.report where id = $1'),
      /there is no such report any more/,
    ],
    [
      'the entry of its issue, away',
      () => ask("delete from audit.entry where subject_id = $1 and what = 'report.issued'"),
      /The audit log has no entry of its issue/,
    ],
    [
      'the entry of its issue',
      () =>
        ask(
          'update audit.entry set facts = facts || \'{"digest": "00"}\' where subject_id = $1 and what = \'report.issued\'',
        ),
      /The entry of its issue in the audit log has been changed/,
    ],
    [
      'the place of the entry of its issue',
      () =>
        ask(
          "update audit.place set leaf = sha256('x') where entry_id = (select id from audit.entry where subject_id = $1 and what = 'report.issued')",
        ),
      /The entry of its issue in the audit log has been changed/,
    ],
  ]
  for (const [what, tamper, told] of tamperings)
    it(`is found to be another by whoever asks, when somebody with every right changes ${what}`, async () => {
      assert.equal(await problems(), '')
      await tamper()
      assert.match(await problems(), told)
      const ids: string[] = []
      for await (const one of everIssued(owner)) ids.push(one)
      assert.ok(ids.includes(id), 'and it is among those that are asked')
    })

  it('is found even when words, digest and the entry with its place agree: the log does not agree with its checkpoint', async () => {
    const digest = await reword()
    const [entry] = await owner.many<{
      id: string
      at: Date
      actor: string
      request: string
      facts: AuditEntry['facts']
    }>(
      sql`select id, at, actor_id as actor, request_id as request, facts from audit.entry where subject_id = ${id} and what = 'report.issued'`,
    )
    assert.ok(entry)
    const facts = { ...entry.facts, digest: digest.toString('hex'), stands: await standingOf(owner, FROZEN, id) }
    const said = {
      at: entry.at.toISOString(),
      actor: { kind: 'person', id: entry.actor },
      what: 'report.issued',
      subject: { kind: 'report', id },
    }
    const leaf = leafHash(canonical({ id: entry.id, ...said, requestId: entry.request, facts }))
    await ask('update audit.entry set facts = $2, leaf = $3 where id = $1', [entry.id, JSON.stringify(facts), leaf])
    await ask('update audit.place set leaf = $2 where entry_id = $1', [entry.id, leaf])
    assert.equal(await problems(), '')
    const { problems: told } = await verifyAudit(owner)
    assert.match(told.join('\n'), /does not agree with its checkpoint/)
  })

  it('is found when its file in the store is changed, or gone', async () => {
    const path = blobAt((await odt()).digest)
    const bytes = readFileSync(path)
    writeFileSync(path, 'other bytes')
    assert.equal(await problems(), 'The file odt has been changed.')
    rmSync(path)
    assert.equal(await problems(), 'The file odt is missing.')
    writeFileSync(path, bytes)
    assert.equal(await problems(), '')
  })

  it('of a time that named no files in the log says that it cannot know of them', async () => {
    await ask("update audit.entry set facts = facts - 'files' where subject_id = $1 and what = 'report.issued'")
    const { cannotKnow = [] } = (await verifyReport(owner, test.house.blobs, id)) ?? {}
    assert.match(cannotKnow.join(), /when the log did not name files/)
  })

  it('that was made a draft again and issued with other words is known to have been issued twice', async () => {
    await ask('update reports.report set issued_at = null, digest = null where id = $1')
    await ask('delete from reports.file where report_id = $1')
    await ask(REWORD)
    await owner.commit()
    const { version } = await test.db.one<{ version: number }>(sql`select version from reports.report where id = ${id}`)
    assert.equal((await siro.post(paths.issue(id), { version: String(version) })).status, 303)
    assert.match(
      (await verifyReport(test.db, test.house.blobs, id))?.problems.join() ?? '',
      /The log says 2 times that it was issued/,
    )
    assert.match(
      (await siro.get(paths.report(id))).body,
      /This is not what was issued\. The log says 2 times that it was issued/,
    )
    assert.match(
      (await siro.get(paths.report(other))).body,
      /What it says is what the audit log has on record as issued/,
    )
  })
})
