import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import S3rver from 's3rver'
import { type TestDatabase, testCluster } from '../../../test/cluster.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { keepCheckpoint, makeCheckpoint, signingKey } from '../audit/index.ts'
import { type BlobStore, destroy, MissingFile, nameFile, nameOfStored, openBlobs } from '../blobs/index.ts'
import { type Config, readConfig } from '../config.ts'
import { Copying, HOUSE_VIEWER, openPool, prepareJobs, runAgain, sql } from '../db/index.ts'
import { migrations } from '../db/migrations.ts'
import type { Refusal } from '../errors.ts'
import { ask } from '../jobs/index.ts'
import { readFilesAgain } from './files.ts'
import { Backup, type MakeFile } from './folder.ts'
import { KeyCopy } from './keys.ts'
import { replay } from './replaying.ts'
import { bringUp, checkBackup, finishReplay, restore } from './restore.ts'
import { writeBackup } from './write.ts'

const quiet = () => undefined
const NOW = new Date('2026-11-21T09:00:00Z')
const act = { actor: { kind: 'command' as const }, at: NOW, requestId: null }

/** A database without anything in it. */
async function emptyDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster()
  const name = `test_empty_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const asked = async (text: string) => {
    const client = new pg.Client(cluster.superuser('postgres'))
    await client.connect()
    await client.query(text)
    await client.end()
  }
  await asked(`create database "${name}" owner muniment_owner`)
  return {
    name,
    owner: { ...cluster.owner, database: name },
    web: { ...cluster.web, database: name },
    superuser: cluster.superuser(name),
    drop: () => asked(`drop database if exists "${name}" with (force)`),
  }
}

/** Every row of every table, and where the sequences stand. */
async function everything(database: TestDatabase): Promise<ReadonlyMap<string, string>> {
  // Guarded tables are shut to their owner too.
  const client = new pg.Client(database.superuser)
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and n.nspname !~ '^pg_' order by 1`)
  const found = new Map<string, string>()
  for (const { name } of tables) {
    // What no backup holds: keys of groups, what is being kept just now, and uploads that have not ended.
    if (/^(blobs\.(group_key|arrival)|uploads\.)/.test(name)) continue
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)
    found.set(name, rows.map(({ row }) => row).join('\n'))
  }
  const { rows: sequences } = await client.query<{ name: string; last: string | null }>(`
    select schemaname || '.' || sequencename as name, last_value::text as last from pg_sequences where schemaname <> 'graphile_worker' order by 1`)
  for (const { name, last } of sequences) found.set(name, last ?? 'never')
  const { rows: shape } = await client.query<{ line: string }>(`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated::text as line from pg_constraint where conrelid <> 0 and connamespace::regnamespace::text <> 'graphile_worker'
    union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal and tgrelid::regclass::text not like 'graphile%'
    union all select indexdef from pg_indexes where schemaname not in ('pg_catalog', 'graphile_worker')
    union all select tablename || ' ' || policyname || ' ' || cmd || ' ' || qual from pg_policies where schemaname <> 'graphile_worker'
    union all select oid::regclass || ' is guarded ' || relforcerowsecurity from pg_class where relrowsecurity and relnamespace::regnamespace::text <> 'graphile_worker'
    union all select attrelid::regclass || ' ' || attname || ' ' || coalesce(attacl::text, '') from pg_attribute where attacl is not null
    union all select oid::regclass || ' ' || relacl::text from pg_class where relacl is not null and relnamespace::regnamespace::text !~ '^(pg_|information|graphile)' order by 1`)
  found.set('the schema', shape.map(({ line }) => line).join('\n'))
  await client.end()
  return found
}

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-backup-'))
  const whole = join(folder, 'whole')
  let test: TestHouse
  let visitor: Visitor
  let server: TestDatabase
  before(async () => {
    test = await testHouse()
    server = test.database
    visitor = await test.visitor('Departmental Records Officer')
    await fill(test)
  })
  after(async () => {
    await test.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** What the example lacks: kept files, a checkpoint, a job that waits, and values that are awkward to write down. */
  async function fill({ db, house }: TestHouse): Promise<void> {
    for (const bytes of [Buffer.alloc(0), Buffer.from('words\n'), Buffer.alloc(2_000_000, 7)]) {
      const { digest, size } = await house.blobs.keep(bytes)
      await db.run(sql`insert into blobs.blob (digest, size) values (${digest}, ${size})`)
    }
    // Rows of a guarded table, which a role that is told nothing does not see.
    const evidence = await db.as(HOUSE_VIEWER).run(sql`
      insert into plans.evidence (id, claim_id, action_id, kind, note, audience, at, by_person_id)
      select gen_random_uuid(), c.id, c.action_id, 'note', 'Guarded', a.audience, now(), p.id
      from (select id, action_id from plans.claim order by id limit 2) c, (values ('readers'), ('parties')) a (audience), (select id from people.person order by id limit 1) p`)
    assert.ok(evidence > 1)
    await db.run(
      sql`insert into people.unit (id, name, kind) values (gen_random_uuid(), ${'Tab\t, line\n, \\N, \\., "quoted", é 🦉'}, 'team')`,
    )
    const made = await makeCheckpoint(db, await signingKey(house.config), NOW)
    assert.ok(made)
    await keepCheckpoint(house.config, made)
    await db.transaction((tx) => ask(tx, 'scan-share'))
    // Asked for again while a worker that was killed had it: the later one is all that is left to do.
    await db.run(sql`
      update graphile_worker._private_jobs set locked_by = 'pool-killed', locked_at = now(), attempts = 1 where key = 'scan-share'`)
    await db.transaction((tx) => ask(tx, 'scan-share'))
    await db.run(sql`select graphile_worker.add_job('count-one', '{"number":7}'::json)`)
    mkdirSync(join(house.config.data, 'formats', 'v1'), { recursive: true })
    writeFileSync(join(house.config.data, 'formats', 'v1', 'signatures with a space.json'), '{}')
  }

  const backUp = (target: string, options: Parameters<typeof writeBackup>[3] = {}) =>
    writeBackup({ server, blobs: test.house.blobs, config: test.house.config }, target, NOW, options)

  interface Place {
    readonly database: TestDatabase
    readonly config: Config
    readonly blobs: BlobStore
    end(): Promise<void>
  }
  async function place(settings: Record<string, string> = {}): Promise<Place> {
    const database = await emptyDatabase()
    const data = mkdtempSync(join(folder, 'data-'))
    const config = readConfig({ MUNIMENT_DATA: data, ...settings })
    return { database, config, blobs: await openBlobs(config), end: () => database.drop() }
  }
  async function restored(from: string, { database, config, blobs }: Place) {
    const backup = await Backup.open(from)
    await checkBackup(backup)
    return restore(backup, { owner: database.owner, blobs, config }, quiet)
  }
  const leftovers = () => readdirSync(folder).filter((name) => name.includes('incomplete'))

  it('holds every table, every file, the key, checkpoints and signatures, for its owner’s eyes only', async () => {
    const { tables, files, audit, jobs } = await backUp(whole)
    assert.ok(tables.length > 100)
    assert.deepEqual([files.count, files.bytes, files.lost], [3, 2_000_006, []])
    assert.ok(audit.placed > 100 && audit.waiting === 0)
    assert.deepEqual(jobs, [
      { task: 'count-one', key: null, payload: { number: 7 } },
      { task: 'scan-share', key: 'scan-share' },
    ])
    assert.ok(existsSync(join(whole, 'audit-key.pem')))
    assert.ok(existsSync(join(whole, 'formats', 'v1', 'signatures with a space.json')))
    assert.equal(readdirSync(join(whole, 'checkpoints')).length, 1)
    const names = readdirSync(whole, { recursive: true, encoding: 'utf8' })
    assert.ok(names.length > 10)
    for (const name of names) {
      const { mode } = statSync(join(whole, name))
      assert.equal(mode & 0o077, 0, name)
    }
    assert.equal(statSync(whole).mode & 0o077, 0)
    for (const line of readFileSync(join(whole, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
      const [digest = '', name = ''] = line.split('  ')
      assert.equal(
        createHash('sha256')
          .update(readFileSync(join(whole, name)))
          .digest('hex'),
        digest,
        name,
      )
    }
    assert.deepEqual(leftovers(), [])
  })

  it('comes back in another database: every row, sequence, constraint, trigger, right, file and job', async () => {
    const before = await everything(test.database)
    const site = await place()
    const found = await restored(whole, site)
    assert.deepEqual([found.files, found.missing, found.changed, found.untracked], [3, 0, 0, 0])
    const after = await everything(site.database)
    assert.deepEqual([...after.keys()], [...before.keys()])
    for (const [name, rows] of before) assert.equal(after.get(name), rows, name)
    assert.deepEqual(await bringUp(site.database, (await Backup.open(whole)).manifest, act), [])
    const db = openPool(site.database.web)
    assert.deepEqual(
      await db.many(sql`
        select t.identifier as task, coalesce(j.key, '') like '%-%' as "hasKey", j.payload from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id order by task`),
      [
        { task: 'count-one', hasKey: true, payload: { number: 7 } },
        { task: 'scan-share', hasKey: true, payload: {} },
      ],
    )
    assert.equal(
      (await db.one<{ what: string }>(sql`select what from audit.entry order by at desc, id desc limit 1`)).what,
      'backup.restored',
    )
    await db.close()
    assert.deepEqual(readFileSync(site.config.auditKey), readFileSync(test.house.config.auditKey))
    assert.equal(statSync(site.config.auditKey).mode & 0o777, 0o600)
    await site.end()
  })

  describe('of sealed files', () => {
    const words = 'what nobody may read again'
    const shut = (house: TestHouse, group: string, text: string) =>
      house.db.transaction(async (tx) => {
        const kept = await house.house.blobs.seal(group, Buffer.from(text))
        await nameFile(tx, kept)
        return kept
      })

    it('holds them sealed, without any key, and does not bring back what was destroyed since', async () => {
      const { db, house } = test
      const parent = mkdtempSync(join(folder, 'sealed-'))
      const group = await db.transaction((tx) => house.blobs.makeGroup(tx, 'a test'))
      const stays = await db.transaction((tx) => house.blobs.makeGroup(tx, 'another test'))
      const doomed = await shut(test, group, words)
      const wanted = await shut(test, stays, 'what stays')
      const single = await shut(test, stays, 'what goes alone')
      const open = await house.blobs.keep(Buffer.from('in the open, and soon gone'))
      await db.transaction((tx) => nameFile(tx, open))
      const secret = await db.one<{ wrapped: Buffer }>(
        sql`select wrapped from blobs.group_key where group_id = ${group}`,
      )
      const old = join(parent, 'old')
      const { sealed } = await backUp(old)
      assert.deepEqual([sealed?.count, sealed?.lost], [3, []])
      const keys = join(parent, sealed?.keys ?? '')
      assert.match(readFileSync(keys, 'utf8'), new RegExp(secret.wrapped.toString('hex')))
      const withKeys = join(parent, 'with-keys')
      await backUp(withKeys, { withKeys: true })
      await destroy(db, house.blobs, act, { group }, 'its time has come')
      await destroy(db, house.blobs, act, { digest: single.digest, group: stays }, 'alone')
      await destroy(db, house.blobs, act, { digest: open.digest }, 'alone')
      await backUp(join(parent, 'new'))
      assert.doesNotMatch(readFileSync(keys, 'utf8'), new RegExp(secret.wrapped.toString('hex')))
      // Nothing in the old backup or of what the installation has now holds the key, so that the master key opens nothing.
      const everyByte = [old, house.config.data, join(parent, 'new')].flatMap((at) =>
        readdirSync(at, { recursive: true, encoding: 'utf8' })
          .map((name) => join(at, name))
          .filter((path) => statSync(path).isFile())
          .map((path) => readFileSync(path)),
      )
      for (const bytes of [...everyByte, readFileSync(keys)])
        for (const form of [secret.wrapped, Buffer.from(secret.wrapped.toString('hex')), Buffer.from(words)])
          assert.equal(bytes.includes(form), false)
      for (const from of [old, withKeys]) {
        const site = await place()
        cpSync(join(house.config.data, 'secrets'), join(site.config.data, 'secrets'), { recursive: true })
        const found = await restored(from, site)
        assert.deepEqual([found.missing, found.changed, found.locked, found.destroyed.length], [0, 0, 0, 3])
        const again = openPool(site.database.web)
        const blobs = site.blobs.over(again)
        assert.equal((await buffer(blobs.read(wanted.digest, { group: stays }))).toString(), 'what stays')
        await finishReplay(site.database.web, site.blobs)
        await assert.rejects(buffer(blobs.read(doomed.digest, { group })), /was destroyed/)
        await assert.rejects(buffer(blobs.read(single.digest, { group: stays })), MissingFile)
        await assert.rejects(buffer(blobs.read(open.digest)), MissingFile)
        const lying: string[] = []
        for await (const one of site.blobs.list()) lying.push(nameOfStored(one))
        assert.ok(lying.every((name) => !name.includes(group) && !name.includes(open.digest.toString('hex'))))
        const { why } = await again.one<{ why: string }>(
          sql`select why from blobs.destruction where group_id = ${group}`,
        )
        assert.equal(why, 'its time has come')
        await again.close()
        await site.end()
      }
    })

    it('comes back locked where nobody brings the keys, and says so', async () => {
      const { db, house } = test
      const parent = mkdtempSync(join(folder, 'locked-'))
      const group = await db.transaction((tx) => house.blobs.makeGroup(tx, 'a third test'))
      const kept = await shut(test, group, 'what is locked')
      const { sealed } = await backUp(join(parent, 'backup'))
      const keys = join(parent, sealed?.keys ?? '')
      cpSync(keys, join(folder, 'elsewhere.jsonl'))
      writeFileSync(keys, readFileSync(keys, 'utf8').replace(/"master":"./, '"master":"x'))
      const refused = await place()
      await assert.rejects(restored(join(parent, 'backup'), refused), /copy of the keys .* is damaged/)
      rmSync(keys)
      const site = await place()
      cpSync(join(house.config.data, 'secrets'), join(site.config.data, 'secrets'), { recursive: true })
      const found = await restored(join(parent, 'backup'), site)
      assert.ok(found.locked >= 1 && found.lockedGroups >= 1)
      const web = openPool(site.database.web)
      await assert.rejects(buffer(site.blobs.over(web).read(kept.digest, { group })), /The key of the file is not here/)
      await replay(web, [await KeyCopy.open(join(folder, 'elsewhere.jsonl'))])
      assert.equal((await buffer(site.blobs.over(web).read(kept.digest, { group }))).toString(), 'what is locked')
      await web.close()
      await site.end()
      await refused.end()
    })
  })

  it('goes to and comes from a bucket', async () => {
    const service = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: join(folder, 'objects'),
      configureBuckets: [{ name: 'kept', configs: [] }],
    })
    const earlier = { ...process.env }
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' })
    const { port } = await service.run()
    const site = await place({ MUNIMENT_S3_BUCKET: 'kept', MUNIMENT_S3_ENDPOINT: `http://127.0.0.1:${port}` })
    try {
      assert.equal((await restored(whole, site)).files, 3)
      const again = join(folder, 'from-bucket')
      const { owner, web } = site.database
      const { files } = await writeBackup({ server: { owner, web }, ...site }, again, NOW)
      assert.deepEqual([files.count, files.lost], [3, []])
      await (await Backup.open(again)).check()
      await site.blobs.keep(Buffer.from('nobody speaks of me'))
      const db = openPool(web)
      const found = await readFilesAgain(db, site.blobs)
      assert.deepEqual([found.files, found.missing, found.changed, found.untracked], [3, 0, 0, 1])
      await db.close()
      await assert.rejects(
        restored(whole, { ...site, database: (await place()).database }),
        /bucket kept holds files that are not of this backup/,
      )
    } finally {
      process.env = earlier
      await service.close()
      await site.end()
    }
  })

  it('is refused where something is already, and leaves that as it was', async () => {
    await assert.rejects(
      restored(whole, { ...(await place()), database: test.database }),
      /the database is not empty\. It holds \d+ tables/,
    )
    for (const text of [
      'create table public.mine (id int)',
      'create schema other',
      'create view public.seen as select 1 as one',
    ]) {
      const site = await place()
      const client = new pg.Client(site.database.owner)
      await client.connect()
      await client.query(text)
      await client.end()
      await assert.rejects(restored(whole, site), /the database is not empty/)
      await site.end()
    }
    const site = await place()
    await site.blobs.keep(Buffer.from('somebody else’s'))
    await assert.rejects(restored(whole, site), /holds files that are not of this backup/)
    const other = await place()
    const key = await signingKey(other.config)
    await assert.rejects(restored(whole, other), /audit-key\.pem is there already, and is not the one/)
    assert.ok((await signingKey(other.config)).equals(key))
    const unasked: MakeFile = () => assert.fail('nothing is written for a name that is taken')
    await assert.rejects(backUp(whole, { makeFile: unasked }), /is there already/)
    await assert.rejects(backUp(join(whole, 'manifest.json')), /is there already/)
    await (await Backup.open(whole)).check()
    await site.end()
    await other.end()
  })

  const damages: readonly (readonly [string, (at: string) => void, RegExp])[] = [
    [
      'a row that was changed',
      (at) => {
        const file = join(at, 'tables', 'people.person.copy')
        writeFileSync(file, readFileSync(file, 'utf8').replace('Officer', 'Offizer'))
      },
      /tables\/people\.person\.copy of the backup is missing or has been changed/,
    ],
    [
      'a table that is gone',
      (at) => rmSync(join(at, 'tables', 'plans.action.copy')),
      /plans\.action\.copy of the backup is missing/,
    ],
    [
      'a table that was cut short',
      (at) => truncateSync(join(at, 'tables', 'audit.entry.copy'), 5_000),
      /audit\.entry\.copy of the backup/,
    ],
    [
      'a file with another byte',
      (at) => {
        const name = readdirSync(join(at, 'files'), { recursive: true, encoding: 'utf8' }).find(
          (one) => /[0-9a-f]{64}$/.test(one) && statSync(join(at, 'files', one)).size > 10,
        )
        appendFileSync(join(at, 'files', name ?? ''), 'x')
      },
      /files\/.* of the backup is missing or has been changed/,
    ],
    [
      'a list of digests that was changed to fit',
      (at) => appendFileSync(join(at, 'SHA256SUMS'), `${'0'.repeat(64)}  more\n`),
      /The list SHA256SUMS of the backup has been changed/,
    ],
    [
      'a manifest that says something else',
      (at) => {
        const file = join(at, 'manifest.json')
        writeFileSync(file, readFileSync(file, 'utf8').replace(/"rows": 1,/, '"rows": 2,'))
      },
      /The manifest of the backup has been changed/,
    ],
    [
      'a manifest that was cut short',
      (at) => truncateSync(join(at, 'manifest.json'), 500),
      /The manifest of the backup cannot be read/,
    ],
    [
      'no manifest, as one that was never finished',
      (at) => rmSync(join(at, 'manifest.json')),
      /is not a backup, or one that was never finished/,
    ],
    [
      'a layout of another release',
      (at) => {
        const file = join(at, 'manifest.json')
        writeFileSync(file, readFileSync(file, 'utf8').replace('"layout": 1', '"layout": 2'))
      },
      /made by another release/,
    ],
  ]
  for (const [what, damage, told] of damages)
    it(`is refused before anything is written, with ${what}`, async () => {
      const damaged = mkdtempSync(join(folder, 'damaged-'))
      cpSync(whole, damaged, { recursive: true })
      damage(damaged)
      await assert.rejects(
        Backup.open(damaged).then((backup) => checkBackup(backup)),
        told,
      )
    })

  it('of a newer release, or with a migration that this one has otherwise, is refused', async () => {
    const backup = await Backup.open(whole)
    const [first] = backup.manifest.migrations
    assert.ok(first)
    const asked = (migrations: typeof backup.manifest.migrations) =>
      checkBackup(Object.assign(Object.create(backup), { manifest: { ...backup.manifest, migrations } }))
    await assert.rejects(
      asked([...backup.manifest.migrations, { name: '9999_later.sql', digest: first.digest }]),
      /needs the migration 9999_later\.sql/,
    )
    await assert.rejects(asked([{ ...first, digest: '0'.repeat(64) }]), /0001_ground\.sql is not the one/)
  })

  it('of an older release is migrated on', async () => {
    const old = await emptyDatabase()
    const run = migrations().slice(0, -1)
    const last = migrations().at(-1)?.name
    const copying = await Copying.open(old.owner, 'writing')
    await prepareJobs(old.owner)
    await runAgain((text) => copying.script(text), run)
    for (const { name, digest } of run)
      await copying.run(sql`insert into muniment.migration (name, digest) values (${name}, ${digest})`)
    await copying.run(sql`insert into people.unit (id, name, kind) values (gen_random_uuid(), 'Records', 'team')`)
    await copying.commit()
    await copying.close()
    const target = join(folder, 'old')
    const { isExample } = await writeBackup(
      {
        server: old,
        blobs: test.house.blobs,
        config: { data: join(folder, 'no-data'), auditKey: join(folder, 'no-key') },
      },
      target,
      NOW,
    )
    assert.equal(isExample, null)
    const site = await place()
    await restored(target, site)
    assert.deepEqual(await bringUp(site.database, (await Backup.open(target)).manifest, act), [last])
    const db = openPool(site.database.web)
    assert.equal((await db.one<{ name: string }>(sql`select name from people.unit`)).name, 'Records')
    await db.close()
    await site.end()
    await old.drop()
  })

  it('is not made by a role that may not read everything, or of a database without a house', async () => {
    const { web } = test.database
    const asked = writeBackup(
      { server: { owner: null, web }, blobs: test.house.blobs, config: test.house.config },
      join(folder, 'half'),
      NOW,
    )
    await assert.rejects(asked, /may not read everything/)
    const stranger = openPool({ ...test.database.superuser, max: 1 })
    await stranger.run(sql`create table public.of_somebody_else (id integer)`)
    try {
      await assert.rejects(
        writeBackup(
          { server: test.database, blobs: test.house.blobs, config: test.house.config },
          join(folder, 'half'),
          NOW,
        ),
        ({ message, advice }: Refusal) =>
          /The database does not permit it \(code 42501, of_somebody_else\)/.test(message) &&
          /Give it to the role that owns/.test(advice ?? '') &&
          !/DATABASE_/.test(`${message}${advice}`),
      )
    } finally {
      await stranger.run(sql`drop table public.of_somebody_else`)
      await stranger.close()
    }
    const empty = await emptyDatabase()
    await assert.rejects(
      writeBackup({ server: empty, blobs: test.house.blobs, config: test.house.config }, join(folder, 'half'), NOW),
      /this database holds no installation/,
    )
    await empty.drop()
    assert.equal(existsSync(join(folder, 'half')), false)
    assert.deepEqual(leftovers(), [])
  })

  it('whose rows do not come back as the manifest says stands nowhere, and may be tried again', async () => {
    const site = await place()
    const backup = await Backup.open(whole)
    for (const [manifest, told] of [
      [
        { ...backup.manifest, audit: { ...backup.manifest.audit, root: '0'.repeat(64) } },
        /The audit log is not what the manifest says/,
      ],
      [
        {
          ...backup.manifest,
          tables: backup.manifest.tables.map((table) =>
            table.name === 'person' ? { ...table, rows: table.rows + 1 } : table,
          ),
        },
        /The table people\.person is not what/,
      ],
      [{ ...backup.manifest, files: { ...backup.manifest.files, count: 4 } }, /The list of files is not what/],
      [{ ...backup.manifest, sequences: backup.manifest.sequences.slice(1) }, /The state of the sequences is not what/],
      [
        { ...backup.manifest, tables: backup.manifest.tables.slice(1) },
        /do not make the tables of the backup: access\./,
      ],
    ] as const) {
      const lying: Backup = Object.assign(Object.create(backup), {
        manifest,
        lines: backup.lines.bind(backup),
        read: backup.read.bind(backup),
      })
      await assert.rejects(restore(lying, { owner: site.database.owner, ...site }, quiet), told)
    }
    assert.equal((await restored(whole, site)).files, 3)
    await site.end()
  })

  it('is restored by one of two who do it at once; the other finds a house', async () => {
    const site = await place()
    const ends = await Promise.allSettled([restored(whole, site), restored(whole, site)])
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
    const [failed] = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))
    assert.match(failed ?? '', /the database is not empty/)
    await site.end()
  })

  it('that meets a full disk says so, and leaves nothing', async () => {
    for (const room of [0, 1_000, 300_000, 1_500_000]) {
      let left = room
      const makeFile: MakeFile = async (path) => {
        const file = await open(path, 'wx', 0o600)
        const write = (async (bytes: Uint8Array, offset?: number | null, length?: number | null) => {
          left -= length ?? bytes.length
          if (left < 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
          return file.write(bytes, offset, length)
        }) as typeof file.write
        return { write, sync: () => file.sync(), close: () => file.close() }
      }
      const target = join(folder, 'full')
      await assert.rejects(backUp(target, { makeFile }), /the disk that it goes to is full/)
      assert.equal(existsSync(target), false)
      assert.deepEqual(leftovers(), [])
    }
  })

  it('that is interrupted leaves nothing under its name', async () => {
    const abort = new AbortController()
    const target = join(folder, 'interrupted')
    const makeFile: MakeFile = async (path) => {
      if (path.includes('plans.action')) abort.abort(new Error('interrupted'))
      return open(path, 'wx', 0o600)
    }
    await assert.rejects(backUp(target, { makeFile, signal: abort.signal }), /interrupted/)
    assert.equal(existsSync(target), false)
    assert.deepEqual(leftovers(), [])
  })

  it('goes into a folder that is there and empty', async () => {
    const target = mkdtempSync(join(folder, 'empty-'))
    await backUp(target)
    await (await Backup.open(target)).check()
    assert.equal(statSync(target).mode & 0o077, 0)
  })

  it('is of one moment, while people go on writing', async () => {
    let isOver = false
    const writing = (async () => {
      const name = () => `Unit ${Math.random()}`
      let written = 0
      await visitor.get('/people/units/add')
      while (!isOver) {
        const { digest, size } = await test.house.blobs.keep(Buffer.from(name()))
        await test.db.run(sql`insert into blobs.blob (digest, size) values (${digest}, ${size})`)
        const { status } = await visitor.post('/people/units/add', { name: name(), kind: 'team', version: '0' })
        assert.ok(status === 303 || status === 422, String(status))
        written += 1
      }
      return written
    })()
    const target = join(folder, 'busy')
    const slow: MakeFile = async (path) => {
      await test.db.one(sql`select pg_sleep(0.005) is not null as slept`)
      return open(path, 'wx', 0o600)
    }
    const { files, sealed, audit } = await backUp(target, { makeFile: slow })
    isOver = true
    assert.ok((await writing) > 5)
    assert.deepEqual(files.lost, [])
    const site = await place()
    const found = await restored(target, site)
    assert.equal(found.files, files.count + (sealed?.count ?? 0))
    const db = openPool(site.database.web)
    const { entries } = await db.one<{ entries: number }>(sql`select count(*) as entries from audit.entry`)
    assert.equal(entries, audit.placed + audit.waiting)
    await db.close()
    await site.end()
  })

  it('lets nobody change the shape of a table while it is made', async () => {
    const owner = new pg.Client(test.database.owner)
    await owner.connect()
    await owner.query("set lock_timeout = '50ms'")
    const refused: string[] = []
    const makeFile: MakeFile = async (path) => {
      if (path.endsWith('access.account.copy'))
        await owner
          .query('alter table plans.action add column more integer')
          .catch((error: unknown) => refused.push(String(error)))
      return open(path, 'wx', 0o600)
    }
    await backUp(join(folder, 'held'), { makeFile })
    await owner.end()
    assert.match(refused.join(), /lock timeout/)
  })

  it('names files that the store had lost, keeps the others safe, and comes back without them', async () => {
    const lost = await test.house.blobs.keep(Buffer.from('soon lost'))
    const spoilt = await test.house.blobs.keep(Buffer.from('soon spoilt'))
    for (const { digest, size } of [lost, spoilt])
      await test.db.run(sql`insert into blobs.blob (digest, size) values (${digest}, ${size})`)
    const at = ({ digest }: { digest: Buffer }) => {
      const hex = digest.toString('hex')
      return join(test.house.config.data, 'blobs', hex.slice(0, 2), hex.slice(2, 4), hex)
    }
    rmSync(at(lost))
    writeFileSync(at(spoilt), 'now spoilt!')
    writeFileSync(join(test.house.config.data, 'blobs', 'stray.txt'), 'x')
    const found = await readFilesAgain(test.db, test.house.blobs)
    assert.deepEqual([found.missing, found.changed, found.untracked], [1, 1, 1])
    assert.deepEqual(found.strangers, ['stray.txt'])
    assert.deepEqual(
      new Map(found.problems.map(({ digest, what }) => [digest, what])),
      new Map([
        [lost.digest.toString('hex'), 'missing'],
        [spoilt.digest.toString('hex'), 'changed'],
      ]),
    )
    const parts = await Promise.all(
      [1, 2, 3].map((number) => readFilesAgain(test.db, test.house.blobs, { number, of: 3 })),
    )
    assert.equal(
      parts.reduce((sum, { files }) => sum + files, 0),
      found.files,
    )
    assert.equal(
      parts.reduce((sum, { missing, changed }) => sum + missing + changed, 0),
      2,
    )
    assert.equal(
      parts.reduce((sum, { untracked }) => sum + untracked, 0),
      1,
    )
    const target = join(folder, 'with-lost')
    const { files } = await backUp(target)
    assert.deepEqual(
      new Map(files.lost.map(({ digest, why }) => [digest, why])),
      new Map(found.problems.map(({ digest, what }) => [digest, what])),
    )
    for (const { digest } of files.lost)
      assert.equal(existsSync(join(target, 'files', digest.slice(0, 2), digest)), false, 'no other bytes in its place')
    const site = await place()
    const after = await restored(target, site)
    assert.deepEqual([after.files, after.missing, after.changed], [found.files, 2, 0])
    await site.end()
  })
})
