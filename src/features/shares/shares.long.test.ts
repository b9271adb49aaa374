import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { sizeInWords } from '#platform/words.ts'
import { makeZip } from '../../../packages/formats/test/make.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { until } from '../../../test/until.ts'
import { addShare, askForScanIn, folderObstacle, stopScan } from './deeds.ts'
import { loadDroidCsv } from './droid/load.ts'
import { familyOf } from './families.ts'
import { timeLeft } from './model.ts'
import { paths } from './paths.ts'
import { readPolicy } from './policies/policies.ts'
import { whileHeld } from './scanning/hold.ts'
import { type ScanOptions, scanShare, takeScan } from './scanning/scan.ts'
import { duplicateSum, findScan, movements, type Tally, tallies } from './store.ts'

const DRO = 'Departmental Records Officer'
const SIRO = 'Senior Information Risk Owner'

const counted = (rows: readonly Tally[]) => rows.map(({ key, files }) => `${key} ${files}`).toSorted()

describe('a shared drive', () => {
  let test: TestHouse
  let root = ''
  let shareId = ''
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    root = realpathSync(mkdtempSync(join(tmpdir(), 'muniment-share-')))
    for (const folder of ['Letters/2001', 'Letters/2019', 'Empty folder'])
      mkdirSync(join(root, folder), { recursive: true })
    const write = (path: string, bytes: string | Buffer, on: string) => {
      writeFileSync(join(root, path), bytes)
      utimesSync(join(root, path), new Date(on), new Date(on))
    }
    write('Letters/2001/a.gif', 'GIF89a;', '2001-05-04')
    write('Letters/2001/copy of a.gif', 'GIF89a;', '2001-06-04')
    write('Letters/2019/scan.doc', '%PDF-1.4 ... %%EOF', '2019-01-01')
    write('Letters/2019/Thumbs.db', 'x', '2019-01-01')
    write('Letters/2019/empty.txt', '', '2019-01-01')
    write('Letters/2019/secret.pdf', '%PDF-1.4 /Encrypt 5 0 R %%EOF', '2026-01-01')
    write('Letters/2019/invoice\u202egnp.exe', 'MZ', '2026-01-01')
    write('packed.zip', makeZip([{ name: 'a', bytes: Buffer.from('b') }]), '2026-01-01')
    write('mystery.zzz', 'nobody knows', '2026-01-01')
    symlinkSync('/etc/passwd', join(root, 'link'))
    shareId = await test.db.transaction((tx) =>
      addShare(tx, test.act(), { name: 'Test share', root, unitId: null, audience: 'all', keepYears: 7 }),
    )
  })
  after(async () => {
    await test.close()
    rmSync(root, { recursive: true, force: true })
  })

  const scan = async (more: Partial<ScanOptions> = {}) => {
    const work = await test.db.transaction(async (tx) =>
      takeScan(tx, new Date(), await askForScanIn(tx, test.act(), shareId, true)),
    )
    assert.ok(work)
    const outcome = await scanShare(test.db, test.act(), work, { workers: 1, now: () => new Date(), ...more })
    const facts = await findScan(test.db, shareId, work.number)
    assert.ok(facts)
    return { outcome, ...facts }
  }
  const flags = async () =>
    Object.fromEntries((await tallies(test.db, shareId, 'flag')).map(({ key, files }) => [key, files]))

  it('is scanned: formats, digests, duplicates, dates and what is wrong', async () => {
    const first = await scan()
    assert.deepEqual(
      [first.outcome, first.state, first.seen, first.examined, first.added, first.changed, first.gone],
      ['finished', 'finished', 14, 14, 10, 0, 0],
    )
    assert.deepEqual(await flags(), { empty: 1, link: 1, mismatch: 1, names: 1, protected: 1, rubbish: 1, unknown: 1 })
    const same = await duplicateSum(test.db, shareId)
    assert.deepEqual([same.groups, same.extra, same.saved], [1, 1, 7])
    const years = await tallies(test.db, shareId, 'month')
    assert.deepEqual(years.map(({ key }) => key).toSorted(), ['2001-05', '2001-06', '2019-01', '2026-01'])
    const folders = await test.db.many<{ path: string; files: number }>(
      sql`select path, files from shares.folder where share_id = ${shareId} order by path`,
    )
    assert.deepEqual(
      folders.map(({ path, files }) => [path, files]),
      [
        ['', 10],
        ['Empty folder', 0],
        ['Letters', 7],
        ['Letters/2001', 2],
        ['Letters/2019', 5],
      ],
    )
  })

  it('scanned again, examines only what changed, and says what was added, changed and gone', async () => {
    const nothing = await scan()
    assert.deepEqual(
      [nothing.examined, nothing.added, nothing.changed, nothing.gone],
      [1, 0, 0, 0],
      'links alone have no date',
    )
    writeFileSync(join(root, 'Letters/2001/a.gif'), 'GIF87a......;')
    writeFileSync(join(root, 'new.txt'), 'new')
    rmSync(join(root, 'packed.zip'))
    const again = await scan()
    assert.deepEqual([again.added, again.changed, again.gone], [1, 1, 1])
    const moved = await movements(test.db, shareId, again.number, 10)
    assert.deepEqual(
      moved.map(({ what, path }) => [what, path]),
      [
        ['changed', 'Letters/2001/a.gif'],
        ['added', 'new.txt'],
        ['gone', 'packed.zip'],
      ],
    )
    assert.equal((await duplicateSum(test.db, shareId)).groups, 0)
  })

  it('stops when it is asked to, keeps what it saw, and goes on from there', async () => {
    for (let index = 0; index < 1300; index += 1) writeFileSync(join(root, `n${index}.txt`), String(index))
    const stopped = await scan({ tell: () => stopScan(test.db, test.act(), shareId) })
    assert.equal(stopped.outcome, 'stopped')
    assert.ok(stopped.seen > 0 && stopped.seen < 1300)
    const page = (await dro.get(paths.share(shareId))).body
    assert.match(page, /Stopped after/)
    assert.match(page, /Go on with the scan/)
    const rest = await scan()
    assert.equal(rest.outcome, 'finished')
    assert.equal(rest.number, stopped.number, 'the same scan')
    assert.ok(stopped.examined > 0 && stopped.examined < 1300, String(stopped.examined))
    assert.equal(rest.examined, 1301, 'each new file and the link was examined once, before it was stopped or after')
    const { count } = await test.db.one<{ count: number }>(
      sql`select count(*) as count from shares.item where share_id = ${shareId} and gone_scan is null and name like 'n%.txt'`,
    )
    assert.equal(count, 1301)
  })

  it('waits for the next process where its own ends, and for nobody’s leave', async () => {
    const over = new AbortController()
    const ended = await scan({ signal: over.signal, goesOn: true, tell: () => over.abort() })
    assert.deepEqual([ended.outcome, ended.state], ['stopped', 'waiting'])
    const work = await test.db.transaction((tx) => takeScan(tx, new Date(), ended.id))
    assert.ok(work)
    assert.equal(await scanShare(test.db, test.act(), work, { workers: 1, now: () => new Date() }), 'finished')
  })

  it('is left to whoever works on it, and taken up at once where their process was killed', async () => {
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(ROOT, 'test/held-scan.ts'),
        JSON.stringify({ connect: test.database.web, root }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    const killed = said.toString().trim().replace('held ', '')
    const take = (id: string | null) => test.db.transaction((tx) => takeScan(tx, new Date(), id))
    const before = await findScan(test.db, killed, 1)
    assert.equal(before?.state, 'running')
    assert.equal(await take(before.id), null, 'somebody is at it')
    await assert.rejects(
      test.db.transaction((tx) => askForScanIn(tx, test.act(), killed, false)),
      /being scanned already/,
    )
    assert.match((await dro.get(paths.share(killed))).body, /under way/)

    child.kill('SIGKILL')
    await once(child, 'exit')
    await until(async () => (await findScan(test.db, killed, 1))?.state !== 'running', { most: 5_000 })
    const page = (await dro.get(paths.share(killed))).body
    assert.match(page, /broken off/)
    assert.match(page, /Go on with the scan/)
    assert.doesNotMatch(page, /under way|Stop the scan/)
    assert.doesNotMatch((await dro.get(paths.scans(killed))).body, /Under way/)
    assert.equal((await dro.post(`${paths.share(killed)}/scan`, { digests: 'yes' })).status, 303)
    const work = await take(before.id)
    assert.ok(work)
    assert.equal(await scanShare(test.db, test.act(), work, { workers: 1, now: () => new Date() }), 'finished')
    assert.equal((await findScan(test.db, killed, 1))?.state, 'finished')
  })

  it('is taken up by a worker that finds it left, stops at once where nobody works on it, and ends for who lost it', async () => {
    const asked = await test.db.transaction((tx) => askForScanIn(tx, test.act(), shareId, true))
    const take = () => test.db.transaction((tx) => takeScan(tx, new Date(), asked))
    const first = await take()
    assert.ok(first)
    const second = await take()
    assert.ok(second, 'nobody holds it')
    assert.equal(await scanShare(test.db, test.act(), first, { workers: 1, now: () => new Date() }), 'taken')
    const lost = await scanShare(test.db, test.act(), second, {
      workers: 1,
      now: () => new Date(),
      // Its connection went, and another has taken the scan up.
      tell: () => test.db.run(sql`update shares.scan set turn = turn + 1 where id = ${asked}`),
    })
    assert.equal(lost, 'taken')
    assert.equal((await findScan(test.db, shareId, first.number))?.state, 'left')
    assert.equal(await stopScan(test.db, test.act(), shareId), true)
    assert.equal((await findScan(test.db, shareId, first.number))?.state, 'stopped')
    assert.equal((await scan()).outcome, 'finished')
  })

  it('that is silent for long is left, also where a connection outlived its machine; one that was to stop has stopped', async () => {
    const asked = await test.db.transaction((tx) => askForScanIn(tx, test.act(), shareId, true))
    const work = await test.db.transaction((tx) => takeScan(tx, new Date(), asked))
    assert.ok(work)
    const stateNow = async () => (await findScan(test.db, shareId, work.number))?.state
    await whileHeld(test.db, work, async () => {
      assert.equal(await stateNow(), 'running')
      await test.db.run(
        sql`update shares.scan set beat_at = clock_timestamp() - interval '3 minutes' where id = ${asked}`,
      )
      assert.equal(await stateNow(), 'left')
      assert.ok(await test.db.transaction((tx) => takeScan(tx, new Date(), null)))
    })
    await test.db.run(sql`update shares.scan set state = 'stopping' where id = ${asked}`)
    assert.equal(await stateNow(), 'stopped')
    assert.equal(await test.db.transaction((tx) => takeScan(tx, new Date(), null)), null, 'it was to stop')
    assert.equal((await scan()).outcome, 'finished')
  })

  it('that cannot be opened fails with the reason, and loses nothing', async () => {
    const lost = await test.db.transaction((tx) =>
      addShare(tx, test.act(), {
        name: 'Lost',
        root: join(root, 'absent'),
        unitId: null,
        audience: 'all',
        keepYears: 7,
      }),
    )
    const work = await test.db.transaction(async (tx) =>
      takeScan(tx, new Date(), await askForScanIn(tx, test.act(), lost, true)),
    )
    assert.ok(work)
    assert.equal(await scanShare(test.db, test.act(), work, { workers: 1, now: () => new Date() }), 'failed')
    assert.match((await findScan(test.db, lost, 1))?.error ?? '', /cannot be opened/)
    assert.match((await dro.get(paths.share(lost))).body, /The scan failed/)
  })

  it('has pages that lead from every picture to its files', async () => {
    for (const path of [
      paths.share(shareId),
      paths.folders(shareId),
      paths.formats(shareId),
      paths.duplicates(shareId),
      paths.emptyFolders(shareId),
      paths.scans(shareId),
      paths.scan(shareId, 2),
      paths.change(shareId),
    ])
      assert.equal((await dro.get(path)).status, 200, path)
    const overview = (await dro.get(paths.share(shareId))).body
    const ways = [...overview.matchAll(/class="m-way" href="([^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    )
    assert.ok(ways.length > 10)
    for (const href of new Set(ways)) assert.equal((await dro.get(href)).status, 200, href)
    assert.match((await dro.get(paths.emptyFolders(shareId))).body, /Empty folder</)
    assert.match((await dro.get(`${paths.files(shareId)}?flag=protected`)).body, /secret\.pdf/)
    assert.match((await dro.get(`${paths.files(shareId)}?until=2019-06-01&since=2019-01-01`)).body, /scan\.doc/)
    assert.doesNotMatch((await dro.get(`${paths.files(shareId)}?folder=Letters/2001`)).body, /secret\.pdf/)
    for (const wrong of ['until=never', 'year=x', 'flag=none', 'digest=zz', 'risk=awful', 'family=none'])
      assert.ok((await dro.get(`${paths.files(shareId)}?${wrong}`)).status < 500, wrong)
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from shares.item where share_id = ${shareId} and name like 'invoice%'`,
    )
    assert.match((await dro.get(paths.file(shareId, id))).body, /invoice⟨U\+202E⟩gnp\.exe/)
  })

  it('is exported as DROID would, and loads again the same', async () => {
    const csv = (await dro.get(paths.droid(shareId))).raw
    const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[]
    assert.equal(Object.keys(rows[0] ?? {}).length, 18)
    const parents = new Map(rows.map((row) => [row.ID, row.NAME]))
    const scanned = rows.find(({ NAME }) => NAME === 'scan.doc')
    assert.equal(parents.get(scanned?.PARENT_ID), '2019')
    assert.deepEqual([scanned?.PUID, scanned?.EXTENSION_MISMATCH, scanned?.METHOD], ['fmt/18', 'true', 'Signature'])
    const other = await test.db.transaction(async (tx) => {
      const id = await addShare(tx, test.act(), {
        name: 'Again',
        root: null,
        unitId: null,
        audience: 'all',
        keepYears: 7,
      })
      await loadDroidCsv(tx, test.act(), id, csv)
      return id
    })
    for (const measure of ['family', 'format', 'month']) {
      const [one, two] = await Promise.all([tallies(test.db, shareId, measure), tallies(test.db, other, measure)])
      assert.deepEqual(counted(two), counted(one), measure)
    }
  })

  it('is found by those who may see it, and by nobody else', async () => {
    const siro = await test.visitor(SIRO)
    const search = async () => (await siro.get(`${paths.search}?words=2001%20gif`)).body
    assert.match(await search(), new RegExp(`${shareId}[^>]*>Letters/2001/a.gif`))
    const unit = await test.db.one<{ id: string }>(sql`
      select u.id from people.unit u where u.parent_id is not null and not exists (
        select from people.appointment a join people.person p on p.id = a.person_id where p.name = ${SIRO} and a.unit_id = u.id) order by name limit 1`)
    const form = { name: 'Test share', unit: unit.id, audience: 'unit', keepYears: '7', version: '1' }
    assert.equal((await siro.post(paths.change(shareId), form)).status, 403)
    await dro.get(paths.change(shareId))
    assert.equal((await dro.post(paths.change(shareId), { ...form, unit: '' })).status, 422)
    assert.equal((await dro.post(paths.change(shareId), form)).status, 303)
    assert.equal((await dro.post(paths.change(shareId), form)).status, 409, 'somebody else has changed it meanwhile')
    assert.doesNotMatch(await search(), new RegExp(shareId))
    for (const path of [
      paths.share(shareId),
      paths.files(shareId),
      `${paths.files(shareId)}.csv`,
      paths.droid(shareId),
    ])
      assert.equal((await siro.get(path)).status, 404, path)
    assert.equal((await dro.get(paths.share(shareId))).status, 200)
    assert.equal((await (await test.visitor('Executive committee member')).get(paths.shares)).status, 403)
  })

  it('is only profiled from folders that the operator opened', async () => {
    assert.equal(folderObstacle(join(root, 'Letters'), [root]), null)
    assert.match(folderObstacle('/etc', [root]) ?? '', /operator opened/)
    assert.match(folderObstacle(join(root, '..'), [root]) ?? '', /operator opened/)
    symlinkSync('/etc', join(root, 'way out'))
    assert.match(folderObstacle(join(root, 'way out'), [root]) ?? '', /operator opened/)
    assert.match(folderObstacle(join(root, 'absent'), [root]) ?? '', /no such folder/)
    assert.match(folderObstacle(join(root, 'new.txt'), [root]) ?? '', /must be a folder/)
    await dro.get(paths.add)
    const refused = await dro.post(paths.add, { name: 'Mine', root: '/etc', unit: '', audience: 'all', keepYears: '7' })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /operator opened/)
  })

  it('is loaded with digests of any kind, and one row for each file or for each format', async () => {
    const md5 = (letter: string) => letter.repeat(32)
    const header =
      'ID,PARENT_ID,URI,FILE_PATH,NAME,METHOD,STATUS,SIZE,TYPE,EXT,LAST_MODIFIED,EXTENSION_MISMATCH,MD5_HASH,FORMAT_COUNT,PUID,MIME_TYPE,FORMAT_NAME,FORMAT_VERSION'
    const csv = [
      `${header},PUID,MIME_TYPE,FORMAT_NAME,FORMAT_VERSION`,
      '1,,file:/D:/x/,D:\\x,x,,Done,,Folder,,2019-01-01T10:00:00,false,,,,,,',
      `2,1,,D:\\x\\a.gif,a.gif,Signature,Done,7,File,gif,2019-01-01T10:00:00,false,${md5('a')},1,fmt/4,image/gif,GIF,89a`,
      `3,1,,D:\\x\\b.gif,b.gif,Signature,Done,7,File,gif,2019-01-01T10:00:00,false,${md5('a')},2,fmt/4,image/gif,GIF,89a,fmt/3,image/gif,GIF,87a`,
      `4,1,,D:\\x\\c.gif,c.gif,Signature,Done,9,File,gif,,false,${md5('c')},2,fmt/4,image/gif,GIF,89a`,
      `4,1,,D:\\x\\c.gif,c.gif,Signature,Done,9,File,gif,,false,${md5('c')},2,fmt/3,image/gif,GIF,87a`,
    ].join('\r\n')
    const id = await test.db.transaction(async (tx) => {
      const made = await addShare(tx, test.act(), {
        name: 'MD5',
        root: null,
        unitId: null,
        audience: 'all',
        keepYears: 7,
      })
      await loadDroidCsv(tx, test.act(), made, Buffer.from(csv))
      return made
    })
    const items = await test.db.many<{ path: string; puids: string[] }>(
      sql`select path, puids from shares.item where share_id = ${id} order by path`,
    )
    assert.deepEqual(
      items.map(({ path, puids }) => [path, puids.join()]),
      [
        ['a.gif', 'fmt/4'],
        ['b.gif', 'fmt/4,fmt/3'],
        ['c.gif', 'fmt/4,fmt/3'],
      ],
    )
    assert.equal((await duplicateSum(test.db, id)).groups, 1)
    assert.match((await dro.get(paths.droid(id))).body, /^"ID".*"MD5_HASH"/)
  })

  it('refuses a file that is no DROID export in plain words, and keeps nothing of it', async () => {
    await dro.get(paths.load)
    const fields = { name: 'Wrong', unit: '', audience: 'all', keepYears: '7' }
    for (const [bytes, why] of [
      ['a,b\n1,2\n', /not a DROID export/],
      ['', /Choose a file/],
      ['ID,FILE_PATH,NAME,TYPE,PUID\n', /has no rows/],
    ] as const) {
      const { status, body } = await dro.upload(paths.load, { name: 'x.csv', bytes: Buffer.from(bytes) }, fields)
      assert.equal(status, 422)
      assert.match(body, why)
    }
    assert.equal(await test.db.maybe(sql`select from shares.share where name = 'Wrong'`), null)
    const { status } = await dro.upload(
      paths.load,
      { name: 'x.csv', bytes: readFileSync(join(ROOT, 'content/example/shared-drive.csv')) },
      { ...fields, name: 'Right' },
    )
    assert.equal(status, 303)
  })
})

describe('policies for formats', () => {
  const NARA = join(ROOT, '../shared/nara')

  it('are read from any table of PUIDs and levels, the graver word counting', () => {
    const rules = readPolicy(
      'Format,PRONOM URL,NARA Risk Level,NARA Proposed Preservation Plan\nA,https://www.nationalarchives.gov.uk/PRONOM/fmt/40|https://www.nationalarchives.gov.uk/pronom/x-fmt/45,Moderate Risk,Transform to PDF/A\nB,fmt/40,High Risk,\nC,,Low Risk,\n',
    )
    assert.deepEqual(rules, [
      { puid: 'fmt/40', level: 'high', action: null, reason: null },
      { puid: 'x-fmt/45', level: 'moderate', action: 'Transform to PDF/A', reason: null },
    ])
    assert.throws(() => readPolicy('a,b\n1,2\n'), /not a policy/)
    assert.throws(() => readPolicy('puid,level\nfmt/1,awful\n'), /not a policy/)
  })

  if (existsSync(NARA))
    it('are read from a national archive’s preservation plan', () => {
      const [file = ''] = readdirSync(NARA)
      const rules = readPolicy(readFileSync(join(NARA, file), 'utf8'))
      assert.ok(rules.length > 500)
      assert.equal(rules.find(({ puid }) => puid === 'fmt/899')?.level, 'moderate')
    })
})

describe('what is told of files', () => {
  it('puts formats into families by identifier, kind and extension', () => {
    assert.equal(
      familyOf('fmt/412', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'),
      'documents',
    )
    assert.equal(familyOf('fmt/43', 'image/jpeg', 'doc'), 'images')
    assert.equal(familyOf(null, null, 'pst'), 'mail')
    assert.equal(familyOf(null, null, 'zzz'), 'other')
  })

  it('says sizes and times as people do', () => {
    assert.deepEqual([0, 999, 1000, 1_449_999, 999_950_000, 2_500_000_000].map(sizeInWords), [
      '0 bytes',
      '999 bytes',
      '1 kB',
      '1.4 MB',
      '1.0 GB',
      '2.5 GB',
    ])
    assert.deepEqual([5, 70, 3000, 20_000].map(timeLeft), [
      'less than a minute',
      'about a minute',
      'about 50 minutes',
      'about 6 hours',
    ])
  })
})
