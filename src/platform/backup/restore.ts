import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Act, audit } from '../audit/index.ts'
import { type BlobStore, finishDestructions, nameOfStored, type Stored } from '../blobs/index.ts'
import type { Config } from '../config.ts'
import {
  type Connect,
  Copying,
  checkMigrations,
  MIGRATION_LOCK,
  migrate,
  openPool,
  prepareJobs,
  runAgain,
  sql,
} from '../db/index.ts'
import { makeFolderDurably, writeDurably } from '../durable.ts'
import { Conflict, Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { counted } from '../words.ts'
import { type FilesFound, readFilesAgain } from './files.ts'
import type { Backup } from './folder.ts'
import { KeyCopy } from './keys.ts'
import { type Manifest, manifestDigest } from './manifest.ts'
import { RowMeter, type Rows } from './metering.ts'
import { type Replayed, replay } from './replaying.ts'
import {
  askForJobs,
  columnsOf,
  emptied,
  migrationsOf,
  openTables,
  sequencesOf,
  setSequences,
  tablesOf,
  whatStandsIn,
} from './schema.ts'
import { fileOfSealed, putSealed } from './sealed.ts'
import { auditOf, FILE_LIST, FOLDERS, fileOf, KEY, KEYS, listedFiles, namesIn, tableFile } from './write.ts'

/** Where a house is to stand again. */
export interface Site {
  /** Connects as the role that will own the schema. */
  readonly owner: Connect
  readonly blobs: BlobStore
  readonly config: Pick<Config, 'data' | 'auditKey'>
}

const ELSEWHERE = 'Name an empty database, or a data folder that does not exist yet (MUNIMENT_DATA).'

/** What can be said against a backup before anything is written: it is read whole, and this release must know its schema. */
export async function checkBackup(backup: Backup): Promise<void> {
  const unknown = checkMigrations(backup.manifest.migrations)
  if (unknown)
    throw new Conflict(
      `Cannot restore this backup: ${unknown}`,
      'Restore it with the release that made it, or a newer one.',
    )
  await backup.check()
}

/**
 * Restores a backup, after `checkBackup`, to where nothing is. Files come first; the database is filled, compared and committed in one
 * transaction, so that a restore that is interrupted leaves no house and can be run again. Then it is migrated on to this release. Keys of
 * sealed files come from the copy of the keys, and what that copy knows to be destroyed is not brought back.
 * Throws a Refusal where the site is not empty, and for the first thing that is not as the manifest says.
 */
export async function restore(
  backup: Backup,
  site: Site,
  say: (line: string) => void,
  keyFile: string | null = null,
): Promise<FilesFound & Replayed> {
  const copies = await keyCopies(backup, keyFile)
  await checkSite(backup, site)
  await putHousehold(backup, site.config)
  await putFiles(backup, site.blobs, await groupsDestroyed(copies))
  const { count, lost } = backup.manifest.files
  say(`${counted(count - lost.length, 'file is', 'files are')} in place.`)
  await prepareJobs(site.owner)
  const database = await Copying.open(site.owner, 'writing')
  try {
    await fill(database, backup)
    await compare(database, backup.manifest)
    const replayed = await replay(database, copies)
    const files = await readFilesAgain(database, site.blobs)
    compareFiles(files, backup.manifest)
    await database.commit()
    return { ...files, ...replayed }
  } finally {
    await database.close()
  }
}

/** The copies of the keys that a restore may use: the one that is named, else the one beside the backup; and the one in it, if it was asked to hold one. */
async function keyCopies({ folder, manifest }: Backup, keyFile: string | null): Promise<KeyCopy[]> {
  const name = manifest.sealed?.keys ?? null
  const beside = name === null ? null : join(dirname(folder), name)
  const newest = keyFile ?? (beside !== null && existsSync(beside) ? beside : null)
  const within = join(folder, KEYS)
  const paths = [...(newest === null ? [] : [newest]), ...(existsSync(within) ? [within] : [])]
  return Promise.all(paths.map((path) => KeyCopy.open(path)))
}

/** Groups that are destroyed by now: nothing of them is put anywhere. */
async function groupsDestroyed(copies: readonly KeyCopy[]): Promise<ReadonlySet<string>> {
  const groups = new Set<string>()
  for (const copy of copies)
    for await (const { destroyed } of copy.pages())
      for (const { group, digest } of destroyed) if (group !== null && digest === null) groups.add(group)
  return groups
}

/** Takes single files out of the store again that were destroyed after the backup was made. What is left of it, a job does. */
export async function finishReplay(web: Connect, blobs: BlobStore): Promise<void> {
  const db = openPool({ ...web, max: 2 })
  try {
    await finishDestructions(db, blobs)
  } finally {
    await db.close()
  }
}

/**
 * Brings a restored database to this release, lets the planner know it, and writes into the log that it was restored and to where it then
 * reached. Answers the migrations that were run.
 */
export async function bringUp(
  { owner, web }: { owner: Connect; web: Connect },
  of: Manifest,
  act: Act,
  replayed: Pick<Replayed, 'destroyed'> = { destroyed: [] },
): Promise<string[]> {
  const run = await migrate(owner)
  const database = await Copying.open(owner, 'writing')
  try {
    await database.script('analyze')
    await database.commit()
  } finally {
    await database.close()
  }
  const db = openPool({ ...web, max: 2 })
  try {
    const { destroyed } = replayed
    const facts = {
      madeAt: of.madeAt,
      manifest: manifestDigest(of),
      placed: of.audit.placed,
      root: of.audit.root,
      // What had been destroyed after the backup was made, and is destroyed again.
      ...(destroyed.length > 0 ? { destroyedAgain: [...destroyed] } : {}),
    }
    await db.transaction((tx) =>
      audit(tx, act, 'backup.restored', { kind: 'backup', id: newId(act.at.getTime()) }, facts),
    )
  } finally {
    await db.close()
  }
  return run
}

/** Refuses a site at which anything is that does not come from this very backup. */
async function checkSite(backup: Backup, { owner, blobs, config }: Site): Promise<void> {
  const database = await Copying.open(owner, 'snapshot')
  try {
    await checkEmpty(database)
  } finally {
    await database.close()
  }
  for await (const stored of blobs.list()) {
    if (!isOf(backup, stored))
      throw new Conflict(
        `Cannot restore: ${blobs.name} holds files that are not of this backup, such as ${nameOfStored(stored)}`,
        ELSEWHERE,
      )
  }
  for await (const { from, to } of household(backup, config))
    if (existsSync(to) && !(await sameBytes(from, to)))
      throw new Conflict(`Cannot restore: ${to} is there already, and is not the one of this backup`, ELSEWHERE)
}

function isOf({ folder }: Backup, stored: Stored): boolean {
  if (stored.kind === 'stray') return stored.name.endsWith('.part')
  return existsSync(join(folder, stored.kind === 'file' ? fileOf(stored.digest) : fileOfSealed(stored)))
}

async function checkEmpty(database: Copying): Promise<void> {
  const what = await whatStandsIn(database)
  if (what) throw new Conflict(`Cannot restore: the database is not empty. It holds ${what}`, ELSEWHERE)
}

/** What goes into the data folder as it is. */
async function* household(
  backup: Backup,
  { data, auditKey }: Site['config'],
): AsyncIterable<{ readonly from: string; readonly to: string }> {
  const key = join(backup.folder, KEY)
  if (existsSync(key)) yield { from: key, to: auditKey }
  for (const folder of FOLDERS)
    for await (const name of namesIn(join(backup.folder, folder)))
      yield { from: join(backup.folder, folder, name), to: join(data, folder, name) }
}

async function putHousehold(backup: Backup, config: Site['config']): Promise<void> {
  for await (const { from, to } of household(backup, config)) {
    await makeFolderDurably(dirname(to), relative(config.data, dirname(to)) === '' ? 0o755 : 0o700)
    await writeDurably(to, createReadStream(from))
  }
}

async function sameBytes(one: string, other: string): Promise<boolean> {
  const digests = await Promise.all(
    [one, other].map(async (path) => {
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(path)) hash.update(chunk)
      return hash.digest('hex')
    }),
  )
  return digests[0] === digests[1]
}

async function putFiles(backup: Backup, blobs: BlobStore, gone: ReadonlySet<string>): Promise<void> {
  const { files, sealed } = backup.manifest
  const lost = new Set(files.lost.map(({ digest }) => digest))
  const listed = { count: 0, bytes: 0 }
  for await (const { digest, size } of listedFiles(backup.lines(FILE_LIST))) {
    listed.count += 1
    listed.bytes += size
    if (!lost.has(digest)) await blobs.keepAs({ digest: Buffer.from(digest, 'hex'), size }, backup.read(fileOf(digest)))
  }
  must(listed, { count: files.count, bytes: files.bytes }, 'The list of files')
  const put = await putSealed(backup, blobs, ({ group }) => gone.has(group))
  if (sealed) must(put, { count: sealed.count, bytes: sealed.bytes }, 'The list of sealed files')
}

/** Makes the schema as it was when the backup was made, and copies every row in. */
async function fill(database: Copying, backup: Backup): Promise<void> {
  const { manifest } = backup
  // Whoever else would restore or migrate here waits, and then finds a house.
  await database.run(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
  await checkEmpty(database)
  await runAgain((text) => database.script(text), manifest.migrations)
  const tables = await tablesOf(database)
  const wanted = manifest.tables.map(({ schema, name, columns }) => ({ schema, name, columns: columns.toSorted() }))
  const made = tables.map(({ schema, name, columns }) => ({ schema, name, columns: columns.toSorted() }))
  if (!isDeepStrictEqual(made, wanted)) throw new Conflict(`Cannot restore: ${differenceOf(made, wanted)}`)
  const close = await openTables(database, tables)
  await database.script(emptied(tables))
  for (const table of manifest.tables) await database.copyIn(columnsOf(table), backup.read(tableFile(table)))
  await setSequences(database, manifest.sequences)
  await close()
  await askForJobs(database, manifest.jobs)
}

interface Shape {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

function differenceOf(made: readonly Shape[], wanted: readonly Shape[]): string {
  const named = (shapes: readonly Shape[]) =>
    new Map(shapes.map(({ schema, name, columns }) => [`${schema}.${name}`, columns.join()]))
  const [here, there] = [named(made), named(wanted)]
  const wrong = [...new Set([...here.keys(), ...there.keys()])].filter((name) => here.get(name) !== there.get(name))
  return `the migrations do not make the tables of the backup: ${wrong.join(', ')}`
}

/** Copies every table out again, and compares rows, sequences, migrations and the root of the audit log with the manifest. */
async function compare(database: Copying, manifest: Manifest): Promise<void> {
  for (const table of manifest.tables) {
    const meter = new RowMeter()
    for await (const chunk of database.copyOut(columnsOf(table)) as AsyncIterable<Uint8Array>) meter.add(chunk)
    const { rows, content } = table
    must(meter.seen, { rows, content } satisfies Rows, `The table ${table.schema}.${table.name}`)
  }
  must(await sequencesOf(database), manifest.sequences, 'The state of the sequences')
  must(await migrationsOf(database), manifest.migrations, 'The list of migrations')
  must(await auditOf(database), manifest.audit, 'The audit log')
}

function must(found: unknown, wanted: unknown, what: string): void {
  if (isDeepStrictEqual(found, wanted)) return
  throw new Refusal(
    `The restore failed: ${what} is not what the manifest says (${JSON.stringify(found)} and not ${JSON.stringify(wanted)})`,
    500,
    'Nothing of it stands in the database.',
  )
}

function compareFiles({ problems }: FilesFound, { files, sealed }: Manifest): void {
  const lost = new Set([
    ...files.lost.map(({ digest }) => digest),
    ...(sealed?.lost ?? []).map(({ address }) => address),
  ])
  const surprise = problems.find(({ what, digest, address }) => what !== 'locked' && !lost.has(address ?? digest))
  if (surprise) must(`${surprise.digest} is ${surprise.what}`, 'whole', 'A kept file')
}
