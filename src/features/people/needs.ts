import { may, mayEverywhere, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql } from '#platform/db/index.ts'
import { countNeed, countTo, firstNeeds, type Need, SHOWN } from '#platform/needs.ts'
import { isOpen } from './governance/listing.ts'
import { paths } from './paths.ts'
import { isUnplaced } from './placing.ts'
import { allAhead } from './reorganising/ahead.ts'

/** What people and units want of this person today: what is planned for their units, and what governance asks. */
export const needs = async (db: Queries, person: Person, today: Day): Promise<Need[]> => [
  ...(await plannedForUnits(db, person, today)),
  ...(await ofGovernance(db, person, today)),
]

/** What is planned for units in which this person is appointed. */
async function plannedForUnits(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const planned = person.unitIds.length === 0 ? [] : await allAhead(db, person.unitIds, today, person)
  return firstNeeds(
    planned.map((one) => ({ ...one, all: planned.length })),
    ({ name, words, on, href }) => ({ text: `${name} ${words} on ${inWords(on)}`, href, isUrgent: false }),
    { words: 'every planned reorganisation', href: paths.reorganisations },
  )
}

/** A planned reorganisation that could not be done, and how many there are. */
interface Refused {
  readonly id: string
  readonly why: string
  readonly all: number
}

interface Counted {
  /** Appointments whose rights hold everywhere only because they name no unit, for whoever makes appointments. */
  readonly unplaced: number
  readonly vacant: number
  readonly others: number
  readonly refused: readonly Refused[]
}

/** What governance wants of this person: what stands against a rule, and roles that nobody fills. */
async function ofGovernance(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const canChange = mayEverywhere(person, 'people:change')
  if (!canChange && !may(person, 'accounts:administer')) return []
  const findings = sql`select from people.finding f where ${canChange} and ${isOpen(today)}`
  const nowhere = sql`select from people.appointment a where ${may(person, 'accounts:administer')} and ${isUnplaced(sql`a`, today)}`
  const { unplaced, vacant, others, refused } = await db.one<Counted>(
    prepared(sql`
    select ${countTo(nowhere)} as unplaced, ${countTo(sql`${findings} and f.kind = 'vacant'`)} as vacant, ${countTo(sql`${findings} and f.kind <> 'vacant'`)} as others,
      coalesce((select json_agg(r) from (
        select id, ended_why as why, count(*) over () as all from people.planned_reorganisation where state = 'refused' order by on_day, id limit ${SHOWN}) r), '[]') as refused`),
  )
  const line = ({ id, why }: Refused): Need => ({
    text: `A planned reorganisation could not be done: ${why}`,
    href: paths.planned(id),
    isUrgent: true,
  })
  const to = (kind: string) => `${paths.findings}?state=open&kind=${kind}`
  return [
    ...firstNeeds(refused, line, { words: 'every planned reorganisation', href: paths.reorganisations }),
    ...countNeed(
      unplaced,
      {
        one: 'appointment names no unit, so that the rights of its role hold everywhere',
        more: 'appointments name no unit, so that the rights of their roles hold everywhere',
      },
      `${paths.appointments}?place=unplaced`,
    ),
    ...countNeed(
      others,
      { one: 'role is held against a rule', more: 'roles are held against a rule' },
      to('appointments'),
    ),
    ...countNeed(
      vacant,
      { one: 'role that must be filled is vacant', more: 'roles that must be filled are vacant' },
      to('vacant'),
    ),
  ]
}
