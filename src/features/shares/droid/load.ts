import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { isRubbish, NAME_PROBLEMS, nameProblems } from '#formats'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { withoutEnd } from '#platform/ends.ts'
import { BadRequest } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { LINE_ENDS } from '#platform/reading/index.ts'
import { algorithmOf, type Flag, isFlag } from '../model.ts'
import { type ItemFields, writeItems } from '../scanning/items.ts'
import { endScan } from '../scanning/summarise.ts'

type Line = Readonly<Record<string, string | undefined>>

const NEEDED = ['FILE_PATH', 'NAME', 'TYPE', 'PUID'] as const
const BATCH = 500

/**
 * Loads a profile that DROID made: the CSV of its export, one row for each file or one for each format. A later profile of the same share is a scan of its own, with what was added, changed and gone.
 *
 * @throws BadRequest where the file is no such export
 */
export async function loadDroidCsv(
  tx: Tx,
  act: Act,
  shareId: string,
  csv: Readable | Buffer,
): Promise<{ files: number; number: number }> {
  await tx.run(sql`select from shares.share where id = ${shareId} for update`)
  const { number } = await tx.one<{ number: number }>(sql`
    select coalesce(max(number), 0) + 1 as number from shares.scan where share_id = ${shareId}`)
  const scanId = newId(act.at.getTime())
  const by = byOf(act)
  await tx.run(sql`
    insert into shares.scan (id, share_id, number, source, state, with_digests, asked_at, asked_by, started_at)
    values (${scanId}, ${shareId}, ${number}, 'droid', 'running', true, ${act.at}, ${by}, ${act.at})`)
  const counts = await writeAll(tx, shareId, number, csv)
  await tx.run(sql`
    update shares.scan set seen = ${counts.seen}, bytes = ${counts.bytes}, examined = ${counts.seen}, expected = ${counts.seen} where id = ${scanId}`)
  await endScan(tx, shareId, scanId, number, act.at)
  await audit(tx, act, 'share.profile-loaded', { kind: 'share', id: shareId }, { scan: number, rows: counts.seen })
  return { files: counts.files, number }
}

async function writeAll(tx: Tx, shareId: string, number: number, csv: Readable | Buffer) {
  const counts = { seen: 0, files: 0, bytes: 0 }
  let batch = new Map<string, ItemFields>()
  const flush = async () => {
    await writeItems(tx, shareId, number, [...batch.values()])
    for (const { kind, size } of batch.values()) {
      counts.seen += 1
      if (kind === 'file') counts.files += 1
      counts.bytes += size ?? 0
    }
    batch = new Map()
  }
  let top: string | null = null
  for await (const line of linesOf(csv)) {
    const path = withoutEnd((line.FILE_PATH || pathOf(line.URI) || '').replaceAll('\\', '/'), /\//)
    if (path === '') continue
    top ??= topOf(path, line)
    if (path === top) continue
    const item = itemOf(line, below(path, top))
    const before = batch.get(item.path)
    // One row for each format: the rows of a file come one after another.
    if (!before && batch.size >= BATCH) await flush()
    batch.set(item.path, before ? joined(before, item) : item)
  }
  await flush()
  if (counts.seen === 0) throw new BadRequest('The file has no rows', 'Export the profile from DROID again.')
  return counts
}

async function* linesOf(csv: Readable | Buffer): AsyncGenerator<Line> {
  const source = Buffer.isBuffer(csv) ? Readable.from(pieces(csv)) : csv
  const parser = source.pipe(
    parse({
      bom: true,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      columns: (headers: string[]) => {
        const missing = NEEDED.filter((name) => !headers.includes(name))
        if (missing.length > 0)
          throw new BadRequest('The file is not a DROID export', `It has no column ${missing.join(', ')}.`)
        return uniqueNames(headers)
      },
    }),
  )
  source.on('error', (error) => parser.destroy(error))
  try {
    for await (const line of parser) yield line as Line
  } catch (error) {
    if (error instanceof BadRequest) throw error
    throw new BadRequest('The file cannot be read as CSV', error instanceof Error ? error.message : null)
  }
}

const PIECE = 64 * 1024

/** What is read at once is read without a turn for others. */
function* pieces(bytes: Buffer): Iterable<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE)
}

/** With one row for each file, the last four columns come again for each further format. */
function uniqueNames(headers: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return headers.map((header) => {
    const count = (seen.get(header) ?? 0) + 1
    seen.set(header, count)
    return count === 1 ? header : `${header}.${count}`
  })
}

function itemOf(line: Line, path: string): ItemFields {
  const isFolder = line.TYPE === 'Folder'
  const all = (name: string) => formatColumns(line, name)
  const digest = Object.entries(line).find(([name]) => /^(\w+_)?HASH$/i.test(name))?.[1] ?? ''
  const size = Number(line.SIZE)
  const status = line.STATUS ?? ''
  const error = isFolder || status === '' || /done|unprocessed/i.test(status) ? null : `DROID says: ${status}`
  const puids = all('PUID')
  const isEmpty = !isFolder && line.SIZE === '0'
  const name = path.slice(path.lastIndexOf('/') + 1)
  const problems = nameProblems(name, path)
  const flags: (readonly [Flag, boolean])[] = [
    ['unreadable', error !== null],
    ['empty', isEmpty],
    ['unknown', !isFolder && !isEmpty && error === null && puids.length === 0],
    ['mismatch', line.EXTENSION_MISMATCH === 'true'],
    ['names', problems.length > 0],
    ['rubbish', !isFolder && isRubbish(name)],
  ]
  return {
    path,
    pathBytes: null,
    kind: isFolder ? 'folder' : 'file',
    size: isFolder || line.SIZE === '' || !Number.isFinite(size) ? null : size,
    modifiedAt: instant(line.LAST_MODIFIED),
    createdAt: null,
    owner: null,
    puids,
    format: [...new Set(all('FORMAT_NAME'))].join('; ') || null,
    formatVersion: [...new Set(all('FORMAT_VERSION'))].join('; ') || null,
    mime: [...new Set(all('MIME_TYPE'))].join('; ') || null,
    basis: BASES[(line.METHOD ?? '').toLowerCase()] ?? null,
    digest: algorithmOf(digest) !== null && /^[0-9a-f]+$/i.test(digest) ? digest.toLowerCase() : null,
    flags: flags.flatMap(([flag, is]) => (is && isFlag(flag) ? [flag] : [])),
    warnings: problems.map((problem) => NAME_PROBLEMS[problem]),
    error,
  }
}

const BASES: Readonly<Record<string, string>> = {
  signature: 'signature',
  container: 'container',
  extension: 'extension',
}

function formatColumns(line: Line, name: string): string[] {
  const found: string[] = []
  for (let count = 1; ; count += 1) {
    const value = line[count === 1 ? name : `${name}.${count}`]
    if (value === undefined) return found
    if (value !== '') found.push(value)
  }
}

const joined = (one: ItemFields, other: ItemFields): ItemFields => ({
  ...one,
  puids: [...new Set([...one.puids, ...other.puids])],
  format: [...new Set([one.format, other.format].filter(Boolean))].join('; ') || null,
  formatVersion: [...new Set([one.formatVersion, other.formatVersion].filter(Boolean))].join('; ') || null,
})

/** DROID writes times without a zone; they are taken for UTC, so that the same file loads the same everywhere. */
function instant(text: string | undefined): string | null {
  const at = text ? new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`) : null
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : null
}

function pathOf(uri: string | undefined): string | null {
  try {
    return uri ? decodeURIComponent(new URL(uri).pathname) : null
  } catch {
    return null
  }
}

/** The folder that everything lies in: the first row's own where it is a folder without a parent, else the one above it. */
function topOf(path: string, line: Line): string {
  if (line.TYPE === 'Folder' && (line.PARENT_ID ?? '') === '') return path
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function below(path: string, top: string): string {
  return top !== '' && path.startsWith(`${top}/`) ? path.slice(top.length + 1) : path.replace(/^\/+/, '')
}
