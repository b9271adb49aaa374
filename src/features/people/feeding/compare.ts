import { addDays, type Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { GRADES } from '../model.ts'
import type { Fed, FedPerson } from './model.ts'
import { changed, type FeedProblem, type Fields, type KnownUnit, low, type UnitChange, Units } from './units.ts'

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

export interface Comparison {
  readonly units: readonly UnitChange[]
  readonly people: readonly PersonChange[]
  readonly problems: readonly FeedProblem[]
  readonly unchanged: number
}

interface KnownPerson {
  readonly id: string
  readonly version: number
  readonly externalId: string | null
  readonly name: string
  readonly email: string | null
  readonly grade: string | null
  readonly unitId: string | null
  readonly leftOn: Day | null
}

/** As the register takes them. */
const LONGEST = { name: 200, number: 200, email: 254 }

/** What a feed would change, without changing it. */
export async function compare(db: Queries, { people, units }: Fed, isWhole: boolean, today: Day): Promise<Comparison> {
  const problems: FeedProblem[] = []
  const knownUnits = await db.many<KnownUnit>(sql`
    select id, version, external_id as "externalId", name, kind, parent_id as "parentId" from people.unit where coalesce(closed_on > ${today}, true) limit 50000`)
  const tree = new Units(knownUnits, units, problems)
  const unitChanges = await tree.changes(isWhole && units.length > 0)
  const [peopleChanges, unchanged] = await comparePeople(db, people, { isWhole, today, tree, problems })
  return { units: unitChanges, people: peopleChanges, problems: problems.toSorted((a, b) => a.row - b.row), unchanged }
}

interface Around {
  readonly isWhole: boolean
  readonly today: Day
  readonly tree: Units
  readonly problems: FeedProblem[]
}

async function comparePeople(
  db: Queries,
  people: readonly FedPerson[],
  { isWhole, today, tree, problems }: Around,
): Promise<[PersonChange[], number]> {
  const numbers = people.flatMap(({ externalId }) => externalId ?? [])
  const emails = people.flatMap(({ email }) => (email ? [low(email)] : []))
  const columns = sql`
    id, version, external_id as "externalId", name, email, grade, unit_id as "unitId", left_on as "leftOn"`
  const known = await db.many<KnownPerson>(sql`
    select ${columns} from people.person where external_id = any(${numbers}::text[]) or lower(email) = any(${emails}::text[])`)
  const byNumber = new Map(known.flatMap((one) => (one.externalId ? [[one.externalId, one] as const] : [])))
  const byEmail = new Map(known.flatMap((one) => (one.email ? [[low(one.email), one] as const] : [])))
  const seen = new Set<string>()
  const changes: PersonChange[] = []
  let unchanged = 0
  const turn = takingTurns()
  for (const fed of people) {
    await turn()
    const wrong = (message: string) => problems.push({ row: fed.row, name: fed.name, message })
    const mine = fed.externalId ? byNumber.get(fed.externalId) : undefined
    const sameEmail = fed.email ? byEmail.get(low(fed.email)) : undefined
    const person = mine ?? sameEmail
    const keys = [fed.externalId && `number ${fed.externalId}`, fed.email && `address ${low(fed.email)}`].filter(
      (key) => key !== null && key !== '',
    )
    const twice = keys.find((key) => key && seen.has(key))
    for (const key of keys) if (key) seen.add(key)
    const grade = fed.grade === null ? null : gradeOf(fed.grade)
    const unitKey = fed.unit ? tree.keyOf(fed.unit) : null
    if (fed.name === '') wrong('They have no name')
    else if (fed.name.length > LONGEST.name || (fed.externalId ?? '').length > LONGEST.number)
      wrong(`A name and a number must be ${LONGEST.name} characters or less`)
    else if (keys.length === 0)
      wrong('They have neither a number nor an address, so that nobody could tell who they are')
    else if (twice) wrong(`Another row has the same ${twice.split(' ')[0]} already`)
    else if (fed.email && !isAddress(fed.email)) wrong(`“${fed.email}” is not an email address`)
    else if (mine && sameEmail && mine.id !== sameEmail.id)
      wrong(`The address ${fed.email} belongs to ${sameEmail.name} already`)
    else if (!mine && sameEmail?.externalId && fed.externalId && sameEmail.externalId !== fed.externalId)
      wrong(`The address ${fed.email} belongs to ${sameEmail.name}, who has the number ${sameEmail.externalId}`)
    else if (fed.grade !== null && grade === null)
      wrong(`“${fed.grade}” is not a grade. Grades are: ${GRADES.map(({ text }) => text).join(', ')}`)
    else if (fed.unit && !unitKey) wrong(`There is no unit, or more than one, called “${fed.unit}”`)
    else {
      const change = changeFor(fed, person, { grade, unitKey, today, tree })
      if (change) changes.push(change)
      else unchanged += 1
    }
  }
  if (isWhole && people.length > 0) {
    const missing = await db.many<KnownPerson>(sql`
      select ${columns} from people.person where external_id is not null and coalesce(left_on >= ${today}, true)
        and not external_id = any(${numbers}::text[]) and not coalesce(lower(email) = any(${emails}::text[]), false) order by name, id limit 200000`)
    changes.push(...missing.map((one) => leaving(one, null, addDays(today, -1))))
  }
  return [changes, unchanged]
}

const isAddress = (email: string) => email.length <= LONGEST.email && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)

/** A leaver's last day is the one that the feed names, or yesterday: whoever is gone today is shut out today. */
function leaving(person: KnownPerson, row: number | null, on: Day): PersonChange {
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

function changeFor(
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

function gradeOf(text: string): string | null {
  return GRADES.find((one) => low(one.value) === low(text))?.value ?? null
}
