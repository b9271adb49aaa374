import { performance } from 'node:perf_hooks'
import type { z } from 'zod'
import type { Permission } from '../access/index.ts'
import { type Act, type AuditItem, audit, auditMany } from '../audit/index.ts'
import { type Db, isAway, type Queries, sql, type Tx } from '../db/index.ts'
import { Unavailable } from '../errors.ts'
import { failureInWords } from '../failure/index.ts'
import { counted } from '../words.ts'
import { Runs, type Turn } from './hold.ts'

/** An item of a run, with the key by which items follow one another. */
export interface RunItem<Item> {
  readonly key: string
  readonly item: Item
}

/** What became of a batch. */
export interface BatchOutcome {
  /** What was done, for the audit entry of the batch: one for each item that was not refused. */
  readonly done: readonly AuditItem[]
  /** Items that a rule stands against, with the reason in words. They are done with, and nothing was changed by them. */
  readonly refused?: readonly { readonly key: string; readonly why: string }[]
  /** What the page says last. */
  readonly said?: string
}

/** A kind of run over many items, as a room declares it. */
export interface ItemsRun<Item = unknown, Payload = unknown> {
  /** Which room and what, such as `assets.import`. */
  readonly kind: string
  readonly payload: z.ZodType<Payload>
  /** Who may see such a run, stop it and let it go on. */
  readonly admits: Permission
  /** What the audit entry of a batch is called, such as `assets.imported`. */
  readonly what: string
  title(payload: Payload): string
  /** How many items make a batch, 200 if left out: as many as are done in a second or so. */
  readonly batch?: number
  /** How many items there are, if that can be told. */
  count?(db: Queries, payload: Payload): Promise<number | null>
  /** The items that follow a key, or the first, in the order of their keys. */
  next(tx: Queries, payload: Payload, after: string | null, most: number): Promise<readonly RunItem<Item>[]>
  /**
   * Does a batch in its transaction, in which also stands that it was done: each item is done once, wherever a process is killed.
   * What it throws undoes the batch; its items are then done one by one, and those that throw alone are refused.
   */
  take(tx: Tx, act: Act, payload: Payload, items: readonly RunItem<Item>[], run: Turn): Promise<BatchOutcome>
}

export const itemRuns = new Runs({ table: sql`runs.run`, worked: sql`true` })

/** How a run ended for a worker; `taken` where another works on it now, `put-back` where the process ends. */
export type RunOutcome = 'finished' | 'stopped' | 'failed' | 'taken' | 'put-back'

/** More items than this that throw one after another, and the run has failed: something is wrong with more than an item. */
const MOST_THROWN = 20
const USUAL_BATCH = 200

interface Work {
  readonly db: Db
  readonly act: Act
  readonly turn: Turn
  readonly run: ItemsRun
  readonly payload: unknown
  readonly now: () => Date
  readonly signal?: AbortSignal | undefined
}

/** Takes up one run and works on it until it ends or is to stop; null where there is none to take up. */
export async function doNextRun(
  kinds: readonly ItemsRun[],
  { db, act, now, signal }: Pick<Work, 'db' | 'act' | 'now' | 'signal'>,
): Promise<RunOutcome | null> {
  const turn = await db.transaction((tx) => itemRuns.takeUp(tx, now()))
  if (!turn) return null
  const { kind, payload } = await db.one<{ kind: string; payload: unknown }>(
    sql`select kind, payload from runs.run where id = ${turn.id}`,
  )
  const run = kinds.find((one) => one.kind === kind)
  const read = run?.payload.safeParse(payload)
  if (!run || !read?.success) {
    await end(
      { db, act, turn, now },
      'failed',
      run ? 'What it is to do does not fit any more' : `Nothing here knows what ${kind} is`,
    )
    return 'failed'
  }
  const work: Work = { db, act, turn, run, payload: read.data, now, signal }
  return (await itemRuns.whileHeld(db, turn, () => goThrough(work))) ?? 'taken'
}

async function goThrough(work: Work): Promise<RunOutcome> {
  const { db, turn, run, payload, signal } = work
  try {
    if (run.count) {
      const expected = await run.count(db, payload)
      await db.run(sql`update runs.run set expected = ${expected} where id = ${turn.id} and turn = ${turn.turn}`)
    }
    const size = run.batch ?? USUAL_BATCH
    for (let thrown = 0, single = 0; ; ) {
      if (signal?.aborted && (await itemRuns.putBack(db, turn))) return 'put-back'
      const step = await takeBatch(work, single > 0 ? 1 : size).catch(unlessAway)
      if (step instanceof Error) {
        // The batch is undone: its items are taken one by one, and one that throws alone is refused.
        if (single === 0) single = size
        else {
          thrown += 1
          single -= 1
          if (thrown > MOST_THROWN) throw step
          await refuseNext(work, failureInWords(step))
        }
      } else if (step !== 'more') return step
      else {
        single = Math.max(0, single - 1)
        thrown = 0
      }
    }
  } catch (error) {
    if (isLost(error)) throw error
    return (await end(work, 'failed', failureInWords(error))) ? 'failed' : 'taken'
  }
}

const isLost = (error: unknown) => error instanceof Unavailable || isAway(error)

/** A database that is away says nothing of the items. */
function unlessAway(error: unknown): Error {
  if (isLost(error)) throw error
  return error instanceof Error ? error : new Error(String(error))
}

/** One batch with what the run says of itself: both stand, or neither does. */
async function takeBatch({ db, act, turn, run, payload, now }: Work, most: number): Promise<RunOutcome | 'more'> {
  const began = performance.now()
  return db.transaction(async (tx) => {
    const held = await hold(tx, turn)
    if (!held) return 'taken'
    const current = { ...act, at: now() }
    if (held.state === 'stopping') return (await finish(tx, current, turn, 'stopped')) ? 'stopped' : 'taken'
    const items = await run.next(tx, payload, held.position, most)
    const last = items.at(-1)
    if (!last) return (await finish(tx, current, turn, 'finished')) ? 'finished' : 'taken'
    const { done, refused = [], said = null } = await run.take(tx, current, payload, items, turn)
    if (done.length + refused.length !== items.length)
      throw new Error(
        `Cannot go on: of ${counted(items.length, 'item', 'items')}, ${done.length} were done and ${refused.length} refused`,
      )
    await keepRefused(tx, turn, refused, current.at)
    if (done.length > 0) await auditMany(tx, current, run.what, { kind: 'run', id: turn.id }, done, { kind: run.kind })
    await moveOn(tx, turn, last.key, {
      items: items.length,
      refused: refused.length,
      said,
      ms: performance.now() - began,
    })
    return 'more'
  })
}

/** The item that cannot be done alone is refused, and the run moves on. */
async function refuseNext({ db, turn, run, payload, now }: Work, why: string): Promise<void> {
  await db.transaction(async (tx) => {
    const held = await hold(tx, turn)
    const [first] = held ? await run.next(tx, payload, held.position, 1) : []
    if (!first) return
    await keepRefused(tx, turn, [{ key: first.key, why }], now())
    await moveOn(tx, turn, first.key, { items: 1, refused: 1, said: null, ms: 0 })
  })
}

const hold = (tx: Tx, { id, turn }: Turn) =>
  tx.maybe<{ position: string | null; state: string }>(
    sql`select position, state from runs.run where id = ${id} and turn = ${turn} and state in ('running', 'stopping') for update`,
  )

async function keepRefused(
  tx: Tx,
  { id }: Turn,
  refused: NonNullable<BatchOutcome['refused']>,
  at: Date,
): Promise<void> {
  if (refused.length === 0) return
  await tx.run(sql`
    insert into runs.refusal (run_id, item, why, at)
    select ${id}::uuid, n.key, n.why, ${at} from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as n (key text, why text)`)
}

interface Step {
  readonly items: number
  readonly refused: number
  readonly said: string | null
  readonly ms: number
}

async function moveOn(tx: Tx, { id }: Turn, position: string, { items, refused, said, ms }: Step): Promise<void> {
  await tx.run(sql`
    update runs.run set position = ${position}, done = done + ${items}, refused = refused + ${refused}, said = coalesce(${said}, said),
      worked_ms = worked_ms + ${Math.round(ms)}, beat_at = clock_timestamp() where id = ${id}`)
}

async function finish(
  tx: Tx,
  act: Act,
  turn: Turn,
  state: 'stopped' | 'finished' | 'failed',
  error: string | null = null,
): Promise<boolean> {
  const isClosed = await itemRuns.close(tx, turn, state, act.at, error)
  if (isClosed) {
    const { done, refused } = await tx.one<{ done: number; refused: number }>(
      sql`select done, refused from runs.run where id = ${turn.id}`,
    )
    await audit(tx, act, `run.${state}`, { kind: 'run', id: turn.id }, { done, refused })
  }
  return isClosed
}

function end(
  { db, act, turn, now }: Pick<Work, 'db' | 'act' | 'turn' | 'now'>,
  state: 'failed',
  error: string,
): Promise<boolean> {
  return db.transaction((tx) => finish(tx, { ...act, at: now() }, turn, state, error))
}
