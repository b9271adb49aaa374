import { isEmailAddress, nameKey } from '#platform/register/index.ts'
import { GRADES } from '../model.ts'
import type { FedPerson } from './model.ts'
import type { KnownPerson } from './person-change.ts'
import { type Reason, reasonAgainst } from './reasons.ts'

/** As the register takes them. */
const LONGEST = { name: 200, number: 200, email: 254 }

/** Somebody of a feed, and whom and what it was found to mean. */
export interface Matched {
  readonly fed: FedPerson
  readonly byNumber: KnownPerson | undefined
  readonly byEmail: KnownPerson | undefined
  /** By what an earlier row names the same person. */
  readonly twice: 'number' | 'address' | null
  readonly grade: string | null
  readonly unitKey: string | null
}

const REASONS: readonly Reason<Matched>[] = [
  ({ fed }) => fed.name === '' && 'They have no name',
  ({ fed }) =>
    (fed.name.length > LONGEST.name || (fed.externalId ?? '').length > LONGEST.number) &&
    `A name and a number must be ${LONGEST.name} characters or less`,
  ({ fed }) =>
    !fed.externalId &&
    !fed.email &&
    'They have neither a number nor an address, so that nobody could tell who they are',
  ({ twice }) => twice && `Another row has the same ${twice} already`,
  ({ fed }) => fed.email && !isAddress(fed.email) && `“${fed.email}” is not an email address`,
  ({ fed, byNumber, byEmail }) =>
    byNumber && byEmail && byNumber.id !== byEmail.id && `The address ${fed.email} belongs to ${byEmail.name} already`,
  ({ fed, byNumber, byEmail }) =>
    !byNumber &&
    byEmail?.externalId &&
    fed.externalId &&
    byEmail.externalId !== fed.externalId &&
    `The address ${fed.email} belongs to ${byEmail.name}, who has the number ${byEmail.externalId}`,
  ({ fed, grade }) =>
    fed.grade !== null &&
    grade === null &&
    `“${fed.grade}” is not a grade. Grades are: ${GRADES.map(({ text }) => text).join(', ')}`,
  ({ fed, unitKey }) => fed.unit && !unitKey && `There is no unit, or more than one, called “${fed.unit}”`,
]

/** Why somebody of a feed cannot be taken over; null where they can. */
export const reasonAgainstPerson = (matched: Matched): string | null => reasonAgainst(REASONS, matched)

const isAddress = (email: string) => email.length <= LONGEST.email && isEmailAddress(email)

export function gradeOf(text: string): string | null {
  return GRADES.find((one) => nameKey(one.value) === nameKey(text))?.value ?? null
}
