import { checkMayIn, keptWithin, type Permission, type Person, theHouse } from '#platform/access/index.ts'
import { type Act, byOf } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { findPerson, personName } from './store.ts'

/**
 * Whoever does something, with what they may do on that day, and no more than the key that they came with lets them. What nobody does is the house's
 * own work. @throws Forbidden for somebody who has left
 */
export async function actingPerson(db: Queries, act: Act): Promise<Person> {
  const today = dayOf(act.at)
  const id = byOf(act)
  if (id === null) return theHouse(today)
  const person = await findPerson(db, id, today)
  if (!person) throw new Forbidden(`${(await personName(db, id)) ?? 'Whoever does this'} has left`)
  return act.within ? keptWithin(person, act.within) : person
}

/**
 * Asks within a deed whether whoever does it holds a permission in a unit; of what has no unit, in all of the body.
 * @throws Forbidden
 */
export async function askIn(db: Queries, act: Act, permission: Permission, unitId: string | null): Promise<void> {
  checkMayIn(await actingPerson(db, act), permission, unitId)
}
