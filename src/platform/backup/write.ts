import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Act, audit, LEAVES, placeEntries, treeOver } from '../audit/index.ts'
import { type BlobStore, ChangedFile, MissingFile } from '../blobs/index.ts'
import type { Config } from '../config.ts'
import { Copying, type Db, openPool, type Server, sql } from '../db/index.ts'
import { Conflict, NotFound, Refusal } from '../errors.ts'
import { failureInWords } from '../failure/index.ts'
import { newId } from '../ids.ts'
import { NewBackup, type WriteOptions } from './folder.ts'
import { keyLines, keysName, knowsSealed, writeKeys } from './keys.ts'
import type { Manifest, TableFacts } from './manifest.ts'
import { RowMeter } from './metering.ts'
import {
  columnsOf,
  filesIn,
  held,
  holdsHouse,
  jobsOf,
  migrationsOf,
  SEALED_FILES,
  sequencesOf,
  tablesOf,
} from './schema.ts'
import { isDestroyed, SEALED_LIST, writeSealed } from './sealed.ts'

/** A house that is there: opened or not, served or not. */
export interface Premises {
  readonly server: Pick<Server, 'owner' | 'web'>
  readonly blobs: BlobStore
  readonly config: Pick<Config, 'data' | 'auditKey'>
}

/** Where the list of kept files with their sizes lies in a backup. */
export const FILE_LIST = 'files.txt'
export const KEY = 'audit-key.pem'
/** The copy of the keys, in a backup that was asked to hold it. */
export const KEYS = 'group-keys.jsonl'
/** Folders of the data folder that go into a backup as they are. */
export const FOLDERS = ['checkpoints', 'formats']

export const tableFile = ({ schema, name }: Pick<TableFacts, 'schema' | 'name'>) => `tables/${schema}.${name}.copy`
export const fileOf = (digest: string) => `files/${digest.slice(0, 2)}/${digest}`

/**
 * Writes a backup of the house into a folder that does not exist: every table out of one snapshot, then every file that the snapshot speaks
 * of (files are kept before rows speak of them, so that they are all there, but for those destroyed meanwhile, which are told apart). Sealed
 * files go into it sealed; the copy of their keys is written beside it. Answers what it holds. The folder gets its name when all is on the
 * disk; a backup that fails leaves nothing.
 */
export async function writeBackup(
  { server, blobs, config }: Premises,
  target: string,
  now: Date,
  options: WriteOptions & { readonly withKeys?: boolean } = {},
): Promise<Manifest> {
  const backup = await NewBackup.begin(target, options)
  const db = openPool({ ...server.web, max: 2 })
  try {
    await writeDown(db, { actor: { kind: 'command' }, at: now, requestId: null })
    const database = await writeDatabase(server, backup)
    const files = await writeFiles(db, blobs, backup)
    const sealed = await writeSealed(db, blobs, backup)
    await writeHousehold(config, backup)
    const keys = await writeKeysBeside(db, backup, now, options.withKeys ?? false)
    return await backup.finish({
      kind: 'muniment-backup',
      layout: 1,
      madeAt: now.toISOString(),
      ...database,
      files,
      ...(sealed ? { sealed: { ...sealed, keys } } : {}),
    })
  } catch (error) {
    await backup.abandon()
    if (isCode(error, '42501')) throw unreadable(error, server)
    throw isFull(error)
      ? new Refusal(
          'Cannot make the backup: the disk that it goes to is full',
          507,
          'Nothing was left of it. Make room, or name another disk.',
        )
      : error
  } finally {
    await db.close()
  }
}

/** What the database does not let be read: everything, to a role that owns nothing; else what somebody else made in it. */
function unreadable(error: unknown, { owner }: Premises['server']): Conflict {
  if (!owner)
    return new Conflict(
      'Cannot make the backup: the role of DATABASE_URL may not read everything',
      'Set DATABASE_OWNER_URL as well: see docs/operate/install.md.',
    )
  const said = failureInWords(error)
  return new Conflict(
    `Cannot make the backup: the owner of Muniment’s tables may not read all that is in the database (${said})`,
    'Somebody else has put it there. Give it to the role that owns the other tables, or take it out of the database.',
  )
}

/** Somebody takes everything away with them: the log says so, and the backup holds that too. Entries that wait get their places, for the root. */
async function writeDown(db: Db, act: Act): Promise<void> {
  if (!(await holdsHouse(db)))
    throw new NotFound('There is nothing to back up: this database holds no installation of Muniment')
  await db.transaction((tx) => audit(tx, act, 'backup.begun', { kind: 'backup', id: newId(act.at.getTime()) }))
  await placeEntries(db)
}

/** The copy of the keys as they are now, over the one of the backup before; also in the backup where that was asked for. Answers its name. */
async function writeKeysBeside(db: Db, backup: NewBackup, now: Date, isInside: boolean): Promise<string | null> {
  const name = await keysName(db)
  if (name === null) return null
  await writeKeys(db, join(backup.beside, name), now)
  if (isInside) await backup.write(KEYS, keyLines(db, now))
  return name
}

const isCode = (error: unknown, ...codes: readonly string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

const isFull = (error: unknown) => isCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')

/** Every kept file that the snapshot speaks of. One that the store has lost does not keep the others from being safe; it is named. */
async function writeFiles(db: Db, blobs: BlobStore, backup: NewBackup): Promise<Manifest['files']> {
  const files = { count: 0, bytes: 0, lost: [] as { digest: string; why: string }[] }
  for await (const { digest, size } of listedFiles(backup.lines(FILE_LIST))) {
    files.count += 1
    files.bytes += size
    try {
      await backup.write(fileOf(digest), blobs.read(Buffer.from(digest, 'hex')))
    } catch (error) {
      if (!(error instanceof MissingFile || error instanceof ChangedFile)) throw error
      await backup.drop(fileOf(digest))
      const isGone = await isDestroyed(db, { digest })
      files.lost.push({ digest, why: isGone ? 'destroyed' : error instanceof MissingFile ? 'missing' : 'changed' })
    }
  }
  return files
}

/** Files by the list of them: digest and size, parted by a tab. */
export async function* listedFiles(
  lines: AsyncIterable<string>,
): AsyncIterable<{ readonly digest: string; readonly size: number }> {
  for await (const line of lines) {
    const [digest = '', size = ''] = line.split('\t')
    yield { digest, size: Number(size) }
  }
}

/** What lies beside the database and the files and cannot be made again: the signing key, checkpoints, signatures of formats. */
async function writeHousehold({ data, auditKey }: Premises['config'], backup: NewBackup): Promise<void> {
  if (await isFile(auditKey)) await backup.write(KEY, createReadStream(auditKey))
  for (const folder of FOLDERS)
    for await (const name of namesIn(join(data, folder)))
      await backup.write(`${folder}/${name}`, createReadStream(join(data, folder, name)))
}

const isFile = (path: string) =>
  stat(path).then(
    (one) => one.isFile(),
    () => false,
  )

/** Regular files below a folder; links are not followed. */
export async function* namesIn(folder: string, before = ''): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  for (const entry of entries) {
    if (entry.isDirectory()) yield* namesIn(join(folder, entry.name), `${before}${entry.name}/`)
    else if (entry.isFile() && !entry.name.endsWith('.part')) yield `${before}${entry.name}`
  }
}

type DatabaseFacts = Omit<Manifest, 'kind' | 'layout' | 'madeAt' | 'files' | 'sealed' | 'sums'>

async function writeDatabase(server: Premises['server'], backup: NewBackup): Promise<DatabaseFacts> {
  const snapshot = await Copying.open(server.owner ?? server.web, 'snapshot')
  try {
    const found = await tablesOf(snapshot)
    await snapshot.script(held(found))
    const tables: TableFacts[] = []
    for (const table of found) {
      const meter = new RowMeter()
      await backup.write(tableFile(table), meter.pass(snapshot.copyOut(columnsOf(table))))
      tables.push({ ...table, columns: [...table.columns], ...meter.seen })
    }
    const hasSealed = await knowsSealed(snapshot)
    await backup.write(FILE_LIST, snapshot.copyOut(filesIn(hasSealed)))
    if (hasSealed) await backup.write(SEALED_LIST, snapshot.copyOut(SEALED_FILES))
    return {
      ...(await snapshot.one<{ postgres: string; isExample: boolean | null }>(sql`
        select current_setting('server_version') as postgres, (select is_example from muniment.installation) as "isExample"`)),
      migrations: await migrationsOf(snapshot),
      tables,
      sequences: await sequencesOf(snapshot),
      jobs: await jobsOf(snapshot),
      audit: await auditOf(snapshot),
    }
  } finally {
    await snapshot.close()
  }
}

/** How long the log is, how many entries wait for their place, and its root. */
export async function auditOf(copying: Copying): Promise<Manifest['audit']> {
  const tree = await treeOver(copying.batches<{ leaf: Buffer }>(LEAVES, 5_000))
  const { waiting } = await copying.one<{ waiting: number }>(sql`select count(*) as waiting from audit.unplaced`)
  return { placed: tree.size, waiting, root: tree.root().toString('hex') }
}
