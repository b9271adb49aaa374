import { Forbidden } from '../errors.ts'
import { mayIn, type Permission, type Subject } from './person.ts'

/** Who can do what somebody’s right does not reach. */
export const ASK_ELSEWHERE = 'Ask somebody whose right holds in the whole body'
export const ASK_THERE = 'Ask somebody whose right holds there'

/** That a right that somebody holds does not reach something: why, and who can do it. */
export const outside = (unitId: string | null): Forbidden =>
  new Forbidden(
    'You do not have permission to do this',
    unitId === null
      ? `Your right to do this is kept to a unit, and this does not belong to that unit alone. ${ASK_ELSEWHERE}.`
      : `Your right to do this does not hold in the unit that this belongs to. ${ASK_THERE}.`,
  )

/** @throws Forbidden where somebody does not hold a permission in a unit; of what has no unit, where it does not hold everywhere */
export function checkMayIn(person: Subject | null, permission: Permission, unitId: string | null): void {
  if (!mayIn(person, permission, unitId)) throw outside(unitId)
}

/** The same of what is of the whole body. @throws Forbidden where somebody does not hold a permission everywhere */
export const checkEverywhere = (person: Subject | null, permission: Permission): void =>
  checkMayIn(person, permission, null)
