import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { Given, Problem } from '#platform/register/index.ts'
import { spelt } from '#platform/words.ts'

interface Standing {
  readonly people: number
  readonly things: number
  readonly thing: string | null
}

/** Who holds a role after a day, and for how many things. */
export function standingOf(db: Queries, roleId: string, on: Day): Promise<Standing> {
  return db.one(sql`
    select (select count(distinct person_id) from people.appointment where role_id = ${roleId} and coalesce(until_on > ${on}, true)) as people,
      count(*) as things, min(thing) as thing
    from people.held_thing where role_id = ${roleId} and coalesce(until_on > ${on}, true)`)
}

/** What stands against retiring roles in the register: that people or assets still stand on one. */
export async function retiringObstacles(tx: Tx, given: readonly Given[]): Promise<(Problem | null)[]> {
  const found: (Problem | null)[] = []
  // Only roles that have ended are gone through.
  for (const { id, value } of given)
    found.push(id !== null && typeof value.ended_on === 'string' ? await held(tx, id, value.ended_on) : null)
  return found
}

async function held(tx: Tx, id: string, endedOn: Day): Promise<Problem | null> {
  const { people, things, thing } = await standingOf(tx, id, endedOn)
  if (people + things === 0) return null
  const parts = [
    ...(people > 0 ? [spelt(people, 'one person is appointed to it', 'people are appointed to it')] : []),
    ...(things > 0 ? [`it is held for “${thing}”${things > 1 ? ` and ${things - 1} more` : ''}`] : []),
  ]
  return {
    field: 'ended_on',
    message: `The role cannot be retired in this way: ${parts.join(', and ')}. Use “Retire this role” on its page, which hands them over`,
  }
}

/** A role that has not been retired. */
export const openRole = (db: Queries, id: string): Promise<{ id: string; name: string } | null> =>
  db.maybe(sql`select id, name from people.role where id = ${id} and ended_on is null`)

/** The other roles that have not been retired, to choose from. */
export const otherRoles = (db: Queries, id: string): Promise<{ value: string; text: string }[]> =>
  db.many(sql`
    select id as value, name as text from people.role where id <> ${id} and ended_on is null order by name, id limit 500`)
