import { lstatSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { currentRelease, type Entry, realRoot, Team, walk } from '#formats'
import type { Act } from '#platform/audit/index.ts'
import { audit } from '#platform/audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { InOurWords } from '#platform/errors.ts'
import { failureInWords } from '#platform/failure/index.ts'
import { isOurs, scanRuns, type Turn, whileHeld } from './hold.ts'
import { fieldsOf, knownItems, markSeen, pathDigest, writeItems } from './items.ts'
import { ownerNames } from './owners.ts'
import { beat, countExamined, endScan } from './summarise.ts'

/** A scan that was asked for. */
export interface ScanWork extends Turn {
  readonly shareId: string
  readonly shareName: string
  readonly root: string
  readonly number: number
  readonly withDigests: boolean
  /** How many items were examined before it broke off; 0 for one that begins. */
  readonly examined: number
  /** The release that the scan before used: with another one, everything is looked at again. */
  readonly signaturesBefore: string | null
}

export interface Progress {
  readonly seen: number
  readonly bytes: number
  readonly examined: number
  /** Null until everything was counted. */
  readonly expected: number | null
  readonly seconds: number
}

export interface ScanOptions {
  readonly workers: number
  readonly now: () => Date
  readonly signal?: AbortSignal | undefined
  /** Whether a scan that the signal ends goes on by itself when there is a worker again. */
  readonly goesOn?: boolean
  readonly tell?: (progress: Progress) => unknown
}

const BATCH = 500

/** Takes the scan that has waited longest, or one that nobody works on any more; null where there is none. */
export async function takeScan(tx: Tx, now: Date, only: string | null = null): Promise<ScanWork | null> {
  const found = await scanRuns.takeUp(tx, now, only)
  if (!found) return null
  await tx.run(sql`update shares.scan set signatures = ${currentRelease().name} where id = ${found.id}`)
  return tx.one<ScanWork>(sql`
    select c.id, c.turn, c.share_id as "shareId", s.name as "shareName", s.root, c.number, c.with_digests as "withDigests", c.examined,
      (select b.signatures from shares.scan b where b.share_id = c.share_id and b.number < c.number and b.state = 'finished' order by b.number desc limit 1) as "signaturesBefore"
    from shares.scan c join shares.share s on s.id = c.share_id where c.id = ${found.id}`)
}

/**
 * Scans a share: what is as it was when it was seen last is only noted, the rest is examined. It can be stopped after any
 * batch and goes on from there, because what was seen is not examined again.
 */
export async function scanShare(db: Db, act: Act, work: ScanWork, options: ScanOptions): Promise<Outcome> {
  return (await whileHeld(db, work, () => scanHeld(db, act, work, options))) ?? 'taken'
}

/** How a scan ended; `taken` where another works on it now, to whom it is left as it is. */
export type Outcome = 'finished' | 'stopped' | 'failed' | 'taken'

async function scanHeld(db: Db, act: Act, work: ScanWork, options: ScanOptions): Promise<Outcome> {
  let team: Team | null = null
  try {
    const { folder } = currentRelease()
    team = new Team({ signatures: folder, workers: options.workers, hash: work.withDigests ? 'sha256' : null })
    const scan = new Scan(db, work, team, options)
    const isWhole = await scan.run()
    if (!(await isOurs(db, work))) return 'taken'
    if (!isWhole) {
      await stop(db, act, work, options)
      return 'stopped'
    }
    return await finish(db, act, work, options.now())
  } catch (error) {
    await close(db, act, work, 'failed', options.now(), failureInWords(error))
    return 'failed'
  } finally {
    await team?.dismiss()
  }
}

async function finish(db: Db, act: Act, work: ScanWork, at: Date): Promise<Outcome> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select from shares.scan where id = ${work.id} for update`)
    if (!(await isOurs(tx, work))) return 'taken'
    await endScan(tx, work.shareId, work.id, work.number, at)
    await note(tx, act, work, 'finished')
    return 'finished'
  })
}

/** Stopped by a person, a scan waits for a person; stopped because its process ends, it waits for the next. */
async function stop(db: Db, act: Act, work: ScanWork, { goesOn, signal, now }: ScanOptions): Promise<void> {
  const isOver = goesOn === true && signal?.aborted === true
  if (isOver && (await scanRuns.putBack(db, work))) return
  await close(db, act, work, 'stopped', now(), null)
}

async function close(
  db: Db,
  act: Act,
  work: ScanWork,
  state: 'stopped' | 'failed',
  at: Date,
  error: string | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (await scanRuns.close(tx, work, state, at, error)) await note(tx, act, work, state)
  })
}

async function note(tx: Tx, act: Act, work: ScanWork, outcome: string): Promise<void> {
  await audit(tx, act, `share.scan-${outcome}`, { kind: 'share', id: work.shareId }, { scan: work.number })
}

/** One run over the folder. */
class Scan {
  readonly #db: Db
  readonly #work: ScanWork
  readonly #team: Team
  readonly #options: ScanOptions
  readonly #isSameRelease: boolean
  readonly #started = performance.now()
  readonly #owners = ownerNames()
  /** What this run has gone through, and what all runs of the scan have examined: what was seen is gone through again, and not examined. */
  #done: { readonly seen: number; readonly bytes: number; readonly examined: number }
  #expected: number | null = null
  #written: Promise<void> = Promise.resolve()

  constructor(db: Db, work: ScanWork, team: Team, options: ScanOptions) {
    this.#db = db
    this.#work = work
    this.#team = team
    this.#options = options
    this.#done = { seen: 0, bytes: 0, examined: work.examined }
    this.#isSameRelease = work.signaturesBefore === null || work.signaturesBefore === currentRelease().name
  }

  /** Answers whether it came to the end. Everything that was seen is then written. */
  async run(): Promise<boolean> {
    const isWhole = await this.#goThrough()
    await this.#written
    return isWhole
  }

  async #goThrough(): Promise<boolean> {
    const { root } = this.#work
    if (realRoot(root) === null && process.platform === 'linux')
      throw new InOurWords(`The folder ${root} cannot be opened`)
    this.#expected = await this.#count(root)
    let batch: Entry[] = []
    for (const entry of walk(root)) {
      batch.push(entry)
      if (batch.length < BATCH) continue
      if (await this.#take(batch)) return false
      batch = []
    }
    return batch.length === 0 || !(await this.#take(batch))
  }

  async #count(root: string): Promise<number> {
    let count = 0
    for (const _ of walk(root)) {
      count += 1
      if (count % 2000 === 0) await setImmediate()
      if (count % 100_000 === 0) await beat(this.#db, this.#work, { ...this.#done, expected: null })
    }
    return count
  }

  /** Answers whether to stop. */
  async #take(entries: readonly Entry[]): Promise<boolean> {
    // A folder whose listing broke off is given again with the reason, which is then what is known of it.
    const placed = [...new Map(entries.map((entry) => this.#place(entry)).map((one) => [one.digest, one])).values()]
    const known = await knownItems(
      this.#db,
      this.#work.shareId,
      placed.map(({ digest }) => digest),
    )
    const isSame = (one: Placed) => this.#isSame(one, known)
    const same = placed.filter(isSame)
    const other = placed.filter((one) => !isSame(one))
    const rows =
      other.length === 0
        ? []
        : await this.#team.examine(
            other.map(({ entry }) => entry),
            realRoot(this.#work.root),
          )
    const items = rows.map((row, index) => {
      const { path, pathBytes } = other[index] as Placed
      return fieldsOf(row, path, pathBytes, this.#owners(row.ownerId))
    })
    // A batch is written while the next one is examined.
    await this.#written
    const anew = other.filter(({ digest }) => (known.get(digest)?.seenScan ?? 0) < this.#work.number).length
    this.#written = writeAll(this.#db, this.#work, { items, same, anew })
    this.#written.catch(() => undefined)
    this.#done = {
      seen: this.#done.seen + entries.length,
      bytes: this.#done.bytes + placed.reduce((sum, { size }) => sum + (size ?? 0), 0),
      examined: this.#done.examined + anew,
    }
    const { signal, tell } = this.#options
    const isStopping = await beat(this.#db, this.#work, { ...this.#done, expected: this.#expected })
    await tell?.({ ...this.#done, expected: this.#expected, seconds: (performance.now() - this.#started) / 1000 })
    return isStopping || signal?.aborted === true
  }

  #place(entry: Entry): Placed {
    const from = this.#work.root.length + (this.#work.root.endsWith('/') ? 0 : 1)
    const path = entry.path.slice(from)
    const pathBytes =
      typeof entry.at === 'string'
        ? null
        : entry.at.subarray(Buffer.byteLength(entry.path.slice(0, from))).toString('base64')
    const stat = entry.error === null ? lstatSync(entry.at, { throwIfNoEntry: false }) : undefined
    return {
      entry,
      path,
      pathBytes,
      digest: pathDigest(path, pathBytes),
      size: entry.kind === 'file' ? (stat?.size ?? null) : null,
      modifiedAt: stat?.mtimeMs ?? null,
    }
  }

  #isSame({ entry, digest, size, modifiedAt }: Placed, items: Awaited<ReturnType<typeof knownItems>>): boolean {
    const known = items.get(digest)
    if (!known || known.isGone || known.hasError || entry.error !== null || known.kind !== entry.kind) return false
    // What this very scan has seen, before it was stopped, was seen with its own signatures.
    if (!this.#isSameRelease && known.seenScan < this.#work.number) return false
    if (entry.kind === 'file' && this.#work.withDigests && !known.hasDigest) return false
    const before = known.modifiedAt?.getTime() ?? null
    return known.size === size && before === (modifiedAt === null ? null : Math.floor(modifiedAt))
  }
}

interface Placed {
  readonly entry: Entry
  /** Below the root. */
  readonly path: string
  readonly pathBytes: string | null
  readonly digest: string
  readonly size: number | null
  readonly modifiedAt: number | null
}

/** Writes a batch, and with it how many of it this scan has examined: a scan that is killed has then examined what it has written. */
async function writeAll(
  db: Db,
  work: ScanWork,
  {
    items,
    same,
    anew,
  }: { readonly items: Parameters<typeof writeItems>[3]; readonly same: readonly Placed[]; readonly anew: number },
): Promise<void> {
  await db.transaction(async (tx: Queries) => {
    await writeItems(tx, work.shareId, work.number, items)
    await markSeen(
      tx,
      work.shareId,
      work.number,
      same.map(({ digest }) => digest),
    )
    if (anew > 0) await countExamined(tx, work.id, anew)
  })
}
