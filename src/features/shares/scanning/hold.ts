import { type Db, type Queries, type Sql, sql } from '#platform/db/index.ts'

/** A scan, and how often it was taken up: both together are one worker's. */
export interface Turn {
  readonly id: string
  readonly turn: number
}

/** Our own class of the database's advisory locks. */
const LOCKS = 61_001
/** A connection may outlive a machine that lost its power: a scan that has been silent for so long is held by nobody. */
const SILENCE_SECONDS = 120
const BEAT_MS = 15_000

/**
 * The condition that a scan `c` says that it is under way and nobody works on it. Whoever does holds a lock, which goes with
 * their connection at once when their process ends, however it ends. All times are the database's.
 */
export const isLeft: Sql = sql`(c.source = 'walk' and c.state in ('running', 'stopping') and (
  coalesce(c.beat_at < clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS}), false)
  or not exists (
    select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = ${LOCKS}::bigint::oid
      and l.database = (select oid from pg_database where datname = current_database())
      and l.objid = (hashtext(c.id::text || ' ' || c.turn)::bigint & 4294967295)::oid)))`

/** What is said of a scan `c`: that it was left, where it was. Where it was to stop, it has. */
export const toldState: Sql = sql`case when not ${isLeft} then c.state when c.state = 'stopping' then 'stopped' else 'left' end`

/** Does the work while the scan is held, and says now and then that it goes on; null where the turn is another's. */
export async function whileHeld<Result>(
  db: Db,
  { id, turn }: Turn,
  work: () => Promise<Result>,
): Promise<Result | null> {
  return db.transaction(async (tx) => {
    const { held } = await tx.one<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(${LOCKS}::integer, hashtext(${id}::text || ' ' || ${turn}::integer)) as held`,
    )
    if (!held || !(await isOurs(tx, { id, turn }))) return null
    const beating = setInterval(() => {
      db.run(sql`update shares.scan set beat_at = clock_timestamp() where id = ${id} and turn = ${turn}`).catch(
        () => undefined,
      )
    }, BEAT_MS)
    try {
      return await work()
    } finally {
      clearInterval(beating)
    }
  })
}

/** Whether nobody else has taken up the scan since. */
export async function isOurs(db: Queries, { id, turn }: Turn): Promise<boolean> {
  return (await db.maybe(sql`select from shares.scan where id = ${id} and turn = ${turn}`)) !== null
}
