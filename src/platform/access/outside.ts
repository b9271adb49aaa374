import { Forbidden } from '../errors.ts'
import { mayIn, type Permission, type Subject } from './person.ts'

/** Why a right that somebody holds does not reach something. */
export const outside = (unitId: string | null): Forbidden =>
  new Forbidden(
    'You do not have permission to do this',
    unitId === null
      ? 'It does not belong to your units alone, and your roles give you this right there only.'
      : 'Your roles give you this right in other units.',
  )

/** @throws Forbidden where somebody does not hold a permission in a unit; of what has no unit, where it does not hold everywhere */
export function checkMayIn(person: Subject | null, permission: Permission, unitId: string | null): void {
  if (!mayIn(person, permission, unitId)) throw outside(unitId)
}

/** The same of what is of the whole body. @throws Forbidden where somebody does not hold a permission everywhere */
export const checkEverywhere = (person: Subject | null, permission: Permission): void =>
  checkMayIn(person, permission, null)
