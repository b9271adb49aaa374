import { addDays, type Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { nameKey } from '#platform/register/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { hasNotLeft } from '../in-force.ts'
import type { Fed, FedPerson } from './model.ts'
import { changeFor, type KnownPerson, leaving, type PersonChange } from './person-change.ts'
import { gradeOf, type Matched, reasonAgainstPerson } from './person-reasons.ts'
import { type FeedProblem, type KnownUnit, type UnitChange, Units } from './units.ts'

export interface Comparison {
  readonly units: readonly UnitChange[]
  readonly people: readonly PersonChange[]
  readonly problems: readonly FeedProblem[]
  readonly unchanged: number
}

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

const COLUMNS = sql`id, version, external_id as "externalId", name, email, grade, unit_id as "unitId", left_on as "leftOn"`

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
  const keys: Keys = {
    numbers: people.flatMap(({ externalId }) => externalId ?? []),
    emails: people.flatMap(({ email }) => (email ? [nameKey(email)] : [])),
  }
  const matchedOf = matching(await knownPeople(db, keys), tree)
  const changes: PersonChange[] = []
  let unchanged = 0
  const turn = takingTurns()
  for (const fed of people) {
    await turn()
    const matched = matchedOf(fed)
    const message = reasonAgainstPerson(matched)
    if (message !== null) {
      problems.push({ row: fed.row, name: fed.name, message })
      continue
    }
    const { byNumber, byEmail, grade, unitKey } = matched
    const change = changeFor(fed, byNumber ?? byEmail, { grade, unitKey, today, tree })
    if (change) changes.push(change)
    else unchanged += 1
  }
  if (isWhole && people.length > 0) {
    const missing = await missingPeople(db, keys, today)
    changes.push(...missing.map((one) => leaving(one, null, addDays(today, -1))))
  }
  return [changes, unchanged]
}

/** What a feed names people by. */
interface Keys {
  readonly numbers: readonly string[]
  readonly emails: readonly string[]
}

function knownPeople(db: Queries, { numbers, emails }: Keys): Promise<KnownPerson[]> {
  return db.many(sql`
    select ${COLUMNS} from people.person where external_id = any(${numbers}::text[]) or lower(email) = any(${emails}::text[])`)
}

/** Those who came from a feed, are here, and are not in this one. */
function missingPeople(db: Queries, { numbers, emails }: Keys, today: Day): Promise<KnownPerson[]> {
  return db.many(sql`
    select ${COLUMNS} from people.person where external_id is not null and ${hasNotLeft('person', today)}
      and not external_id = any(${numbers}::text[]) and not coalesce(lower(email) = any(${emails}::text[]), false) order by name, id limit 200000`)
}

/** Finds whom each row means, one row after the other: it remembers whom the rows before named. */
function matching(known: readonly KnownPerson[], tree: Units): (fed: FedPerson) => Matched {
  const byNumber = new Map(known.flatMap((one) => (one.externalId ? [[one.externalId, one] as const] : [])))
  const byEmail = new Map(known.flatMap((one) => (one.email ? [[nameKey(one.email), one] as const] : [])))
  const seen = { number: new Set<string>(), address: new Set<string>() }
  return (fed) => {
    const email = fed.email ? nameKey(fed.email) : null
    const [hadNumber, hadAddress] = [isAgain(seen.number, fed.externalId), isAgain(seen.address, email)]
    return {
      fed,
      byNumber: fed.externalId ? byNumber.get(fed.externalId) : undefined,
      byEmail: email ? byEmail.get(email) : undefined,
      twice: hadNumber ? 'number' : hadAddress ? 'address' : null,
      grade: fed.grade === null ? null : gradeOf(fed.grade),
      unitKey: fed.unit ? tree.keyOf(fed.unit) : null,
    }
  }
}

/** Whether a key stood in an earlier row. It is remembered for those that follow. */
function isAgain(seen: Set<string>, key: string | null): boolean {
  if (!key) return false
  const isThere = seen.has(key)
  seen.add(key)
  return isThere
}
