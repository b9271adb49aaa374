import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type Queries, sql } from '../db/index.ts'
import { writeDurably } from '../durable.ts'
import { NotFound, Refusal } from '../errors.ts'
import { NO_ID } from '../ids.ts'

/**
 * The copy of the keys: wrapped keys of groups, and what was destroyed. It is kept beside backups and not in them, and written over each
 * time, so that a key that was destroyed is in none; without the master key it opens nothing. Lines of JSON, the last with the digest of those before.
 */
const Head = z.object({ kind: z.literal('muniment-group-keys'), layout: z.literal(1), madeAt: z.iso.datetime() })
const Hex = z.string().regex(/^(?:[0-9a-f]{2})+$/)
const Key = z.object({ group: z.uuid(), master: z.string(), wrapped: Hex })
const Destroyed = z.object({
  destroyed: z.uuid(),
  group: z.uuid().nullable(),
  digest: Hex.nullable(),
  why: z.string(),
  at: z.iso.datetime(),
  files: z.number(),
  bytes: z.number(),
  proof: Hex,
})
const Line = z.union([Key, Destroyed])
export type KeyLine = z.infer<typeof Key>
export type DestroyedLine = z.infer<typeof Destroyed>
const Sum = z.object({ sha256: Hex })

const PAGE = 1_000

/** Whether this database knows sealed files: one that was made before them, or is restored from then, does not. */
export async function knowsSealed(db: Queries): Promise<boolean> {
  const { is } = await db.one<{ is: boolean }>(sql`select to_regclass('blobs.sealed') is not null as is`)
  return is
}

/** What this installation's copy of its keys is called, so that those of two lie beside each other. */
export async function keysName(db: Queries): Promise<string | null> {
  if (!(await knowsSealed(db))) return null
  const { at, isUsed } = await db.one<{ at: string | null; isUsed: boolean }>(sql`
    select (select extract(epoch from opened_at)::text from muniment.installation) as at,
      exists (select from blobs.object_group) or exists (select from blobs.destruction) as "isUsed"`)
  if (!isUsed) return null
  return `muniment-keys-${createHash('sha256').update(`installation ${at}`).digest('hex').slice(0, 12)}.jsonl`
}

/** The copy as it is now, line by line. */
export async function* keyLines(db: Queries, now: Date): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  const line = (value: object): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
    hash.update(bytes)
    return bytes
  }
  yield line({ kind: 'muniment-group-keys', layout: 1, madeAt: now.toISOString() } satisfies z.infer<typeof Head>)
  for await (const key of pages(db, keysAfter, ({ group }) => group)) yield line(key)
  for await (const one of pages(db, destroyedAfter, ({ destroyed }) => destroyed)) yield line(one)
  yield Buffer.from(`${JSON.stringify({ sha256: hash.digest('hex') })}\n`)
}

async function* pages<Row>(
  db: Queries,
  after: (db: Queries, last: string) => Promise<Row[]>,
  idOf: (row: Row) => string,
): AsyncIterable<Row> {
  let last = NO_ID
  for (;;) {
    const rows = await after(db, last)
    yield* rows
    const end = rows.at(-1)
    if (!end) return
    last = idOf(end)
  }
}

const keysAfter = (db: Queries, last: string): Promise<KeyLine[]> =>
  db.many(sql`
    select group_id as "group", master, encode(wrapped, 'hex') as wrapped from blobs.group_key where group_id > ${last} order by group_id limit ${PAGE}`)

const destroyedAfter = async (db: Queries, last: string): Promise<DestroyedLine[]> => {
  const rows = await db.many<Omit<DestroyedLine, 'at'> & { readonly at: Date }>(sql`
    select id as destroyed, group_id as "group", encode(digest, 'hex') as digest, why, at, files, bytes, encode(proof, 'hex') as proof
    from blobs.destruction where id > ${last} order by id limit ${PAGE}`)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Writes the copy over the one that is there. */
export async function writeKeys(db: Queries, path: string, now: Date): Promise<void> {
  await writeDurably(path, keyLines(db, now), { mode: 0o600 })
}

/** A copy of the keys that is there, whole. */
export class KeyCopy {
  readonly path: string
  private constructor(path: string) {
    this.path = path
  }

  /** Reads it once and compares it with its digest. */
  static async open(path: string): Promise<KeyCopy> {
    if (!existsSync(path)) throw new NotFound(`There is no copy of the keys at ${path}`)
    const hash = createHash('sha256')
    let last = ''
    let number = 0
    for await (const line of lines(path)) {
      if (number === 0 && !Head.safeParse(parsed(line)).success) throw damaged(path)
      if (number > 0) hash.update(`${last}\n`)
      last = line
      number += 1
    }
    const sum = Sum.safeParse(parsed(last))
    if (!sum.success || sum.data.sha256 !== hash.digest('hex')) throw damaged(path)
    return new KeyCopy(path)
  }

  /** Its keys and what it knows to be destroyed, a page at a time. */
  async *pages(): AsyncIterable<{ readonly keys: readonly KeyLine[]; readonly destroyed: readonly DestroyedLine[] }> {
    let page = { keys: [] as KeyLine[], destroyed: [] as DestroyedLine[] }
    for await (const text of lines(this.path)) {
      const read = Line.safeParse(parsed(text))
      if (!read.success) continue
      if ('destroyed' in read.data) page.destroyed.push(read.data)
      else page.keys.push(read.data)
      if (page.keys.length + page.destroyed.length < PAGE) continue
      yield page
      page = { keys: [], destroyed: [] }
    }
    yield page
  }
}

const lines = (path: string): AsyncIterable<string> => createInterface({ input: createReadStream(path) })

const damaged = (path: string) =>
  new Refusal(
    `The copy of the keys ${path} is damaged`,
    409,
    'Use another one, or make a new copy from the installation.',
  )

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
