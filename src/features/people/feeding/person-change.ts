import { addDays, type Day } from '#platform/calendar/index.ts'
import type { FedPerson } from './model.ts'
import { changed, type Fields, type Units } from './units.ts'

export interface PersonChange {
  /** Whoever leaves is gone today: their last day is past. One to come is a change. */
  readonly kind: 'add' | 'change' | 'leave' | 'back'
  readonly row: number | null
  readonly id: string | null
  readonly version: number
  readonly name: string
  readonly fields: Fields
  /** As the register takes it. The unit may be one that the feed adds: its key. */
  readonly value: Readonly<Record<string, string | null>>
  readonly unitKey: string | null
}

export interface KnownPerson {
  readonly id: string
  readonly version: number
  readonly externalId: string | null
  readonly name: string
  readonly email: string | null
  readonly grade: string | null
  readonly unitId: string | null
  readonly leftOn: Day | null
}

/** A leaver's last day is the one that the feed names, or yesterday: whoever is gone today is shut out today. */
export function leaving(person: KnownPerson, row: number | null, on: Day): PersonChange {
  return {
    kind: 'leave',
    row,
    id: person.id,
    version: person.version,
    name: person.name,
    fields: { left_on: [person.leftOn, on] },
    value: { left_on: on },
    unitKey: null,
  }
}

/** What a feed changes of somebody who is there, or is new; null for nothing. */
export function changeFor(
  fed: FedPerson,
  person: KnownPerson | undefined,
  { grade, unitKey, today, tree }: { grade: string | null; unitKey: string | null; today: Day; tree: Units },
): PersonChange | null {
  const yesterday = addDays(today, -1)
  const lastDay = fed.isActive ? fed.leftOn : fed.leftOn && fed.leftOn < today ? fed.leftOn : yesterday
  const hasLeft = person !== undefined && person.leftOn !== null && person.leftOn < today
  if (lastDay !== null && lastDay < today) return person ? gone(person, fed, lastDay, hasLeft) : null
  const before = person ?? { name: null, email: null, grade: null, unitId: null, externalId: null, leftOn: null }
  // What the feed does not say stays as it is; whoever had left and is active has come back.
  const value = {
    name: fed.name,
    email: fed.email ?? before.email,
    grade: grade ?? before.grade,
    external_id: fed.externalId ?? before.externalId,
    left_on: lastDay ?? (hasLeft ? null : before.leftOn),
  }
  const fields = {
    ...changed({
      name: [before.name, value.name],
      email: [before.email, value.email],
      grade: [before.grade, value.grade],
    }),
    // Two units may be called the same.
    ...(fed.unit && unitKey !== before.unitId
      ? { unit_id: [tree.nameOf(before.unitId), tree.nameOf(unitKey)] as const }
      : {}),
    ...changed({
      external_id: [before.externalId, value.external_id],
      left_on: [before.leftOn, value.left_on],
    }),
  }
  if (Object.keys(fields).length === 0) return null
  return {
    kind: !person ? 'add' : hasLeft ? 'back' : 'change',
    row: fed.row,
    id: person?.id ?? null,
    version: person?.version ?? 0,
    name: fed.name,
    fields,
    value,
    unitKey,
  }
}

/** Somebody whose last day is past: they leave, or, where they have left already, their last day was another if the feed names one. */
function gone(person: KnownPerson, { row, leftOn }: FedPerson, lastDay: Day, hasLeft: boolean): PersonChange | null {
  if (!hasLeft) return leaving(person, row, lastDay)
  if (leftOn === person.leftOn || leftOn !== lastDay) return null
  return { ...leaving(person, row, lastDay), kind: 'change' }
}
