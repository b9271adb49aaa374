import { type Act, bySystem } from '#platform/audit/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { CannotStart } from '#platform/errors.ts'
import type { Rooms } from '#platform/room/index.ts'

/** Any number, the same in every process: one furnishes, the others wait. */
const FURNISHING = 7_205_759_407

interface Installation {
  readonly isExample: boolean
  readonly isChosen: boolean
  /** Whether nobody has done anything here yet. */
  readonly isUntouched: boolean
}

/** Loads what a new installation begins with, once. Answers whether the installation is the example. */
export async function furnish(
  db: Db,
  rooms: Rooms,
  withExample: boolean | null,
  say: (line: string) => void,
  now: Date,
): Promise<boolean> {
  const act = bySystem(now)
  const isExample = await db.transaction(async (tx) => {
    // One at a time: two that open a new installation at once furnish it once.
    await tx.run(sql`select pg_advisory_xact_lock(${FURNISHING})`)
    // Each room brings its own in the order of the house: turns are taken as they come, by nobody else meanwhile.
    await tx.run(sql`select set_config('muniment.turns_checked', 'off', true)`)
    const there = await tx.maybe<Installation>(sql`
      select is_example as "isExample", is_chosen as "isChosen",
        not exists (select from audit.entry where actor_kind <> 'system') as "isUntouched"
      from muniment.installation`)
    if (there?.isExample && withExample === false)
      throw new CannotStart(
        'Cannot start empty: this data folder holds the example department. Set MUNIMENT_DATA to another folder.',
      )
    const becomesExample = withExample === true && (!there || (!there.isChosen && there.isUntouched))
    if (!there)
      await tx.run(sql`
      insert into muniment.installation (is_example, is_chosen, opened_at) values (${becomesExample}, ${withExample !== null}, ${now})`)
    else if (!there.isChosen && withExample !== null)
      await tx.run(sql`update muniment.installation set is_example = ${becomesExample}, is_chosen = true`)
    const isThisExample = becomesExample || (there?.isExample ?? false)
    for (const { own } of rooms.contents) await own?.(tx, act, { rooms, isNew: !there })
    if (isThisExample)
      for (const { example } of rooms.contents) await example?.(tx, act, { rooms, isNew: becomesExample })
    return isThisExample
  })
  if (isExample) await furnishExample(db, rooms, act, say)
  return isExample
}

/** What takes transactions of its own: left unfinished by a crash, it is finished the next time, by one at a time. */
async function furnishExample(db: Db, { contents }: Rooms, act: Act, say: (line: string) => void): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${FURNISHING})`)
    for (const { exampleAfterwards } of contents) await exampleAfterwards?.(db, act, say)
  })
}
