import { condition, may, mayEverywhere, type Person } from '#platform/access/index.ts'
import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { join, prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { countNeed, countTo, firstNeeds, type Need, SHOWN } from '#platform/needs.ts'
import { counted } from '#platform/words.ts'
import { isDueSoon, isOwnedBy, UNMATCHED, WANTS_UPDATE } from './actions/listing.ts'
import { isOverdue } from './conditions.ts'
import { paths } from './paths.ts'
import { ACTION, PLAN } from './rights.ts'
import { isDue } from './rounds/listing.ts'

interface Line {
  readonly rows: Sql
  readonly one: string
  readonly more: string
  readonly href: string
  readonly isUrgent?: boolean
  readonly isStanding?: boolean
}

/** What the plans want of this person today, the most pressing first. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const lines = linesFor(person, today)
  const reviews = may(person, 'plans:change') ? await dueReviews(db, person, today) : []
  const counts = lines.length > 0 ? await countsOf(db, lines) : []
  const found = lines.flatMap(({ href, isUrgent, isStanding, ...line }, index) =>
    countNeed(counts[index] ?? 0, line, href, isUrgent).map((need) => (isStanding ? { ...need, isStanding } : need)),
  )
  return [...found, ...reviews]
}

/** How many rows each line has, in one question. */
async function countsOf(db: Queries, lines: readonly Line[]): Promise<readonly number[]> {
  const each = lines.map(({ rows }) => countTo(rows))
  const { counts } = await db.one<{ counts: readonly number[] }>(
    sql`select array[${join(each, sql`, `)}]::integer[] as counts`,
  )
  return counts
}

const PARTLY = sql`a.verdict = 'partly-accepted'`

const action = (condition: Sql): Sql => sql`select from plans.action a where ${condition}`

/** What is counted for this person, by what they may do. */
function linesFor(person: Person, today: Day): Line[] {
  const mine = isOwnedBy({ person })
  return [
    ...(may(person, 'plans:claim') ? ownLines(mine, today) : []),
    ...(may(person, 'plans:judge')
      ? [
          {
            rows: action(sql`a.awaits_verdict and ${condition(person, ACTION, 'judge', 'a')}`),
            one: 'claim waits for a verdict',
            more: 'claims wait for a verdict',
            href: `${paths.actions}?verdict=awaited${whereHeld(person, 'judge')}`,
          },
        ]
      : []),
    {
      rows: action(sql`${mine} and ${WANTS_UPDATE}`),
      one: 'action of yours wants an update for a review',
      more: 'actions of yours want an update for a review',
      href: `${paths.actions}?mine=me&verdict=review`,
      isUrgent: true,
    },
    {
      rows: sql`select from plans.escalation e where e.settled_on is null and e.sent_on is not null and e.role_id = any(${person.roleIds}::uuid[])`,
      one: 'action has been escalated to you',
      more: 'actions have been escalated to you',
      href: `${paths.escalations}?state=sent&role=me`,
      isUrgent: true,
    },
    ...(may(person, 'plans:change') ? running(person) : []),
    ...(may(person, 'plans:import') ? [importLine(person)] : []),
    ...(may(person, 'plans:read') ? [standingLine(today)] : []),
  ]
}

/** What leads to no more than was counted: for whoever holds a right not everywhere, the filter of where they do. */
const whereHeld = (person: Person, deed: 'judge' | 'change'): string =>
  mayEverywhere(person, `plans:${deed}`) ? '' : `&where=${deed}`

const ownLines = (mine: Sql, today: Day): Line[] => [
  {
    rows: action(sql`${mine} and ${isOverdue(today)}`),
    one: 'action of yours is overdue',
    more: 'actions of yours are overdue',
    href: `${paths.actions}?mine=me&overdue=yes`,
    isUrgent: true,
  },
  {
    rows: action(sql`${mine} and ${isDueSoon(today)}`),
    one: 'action of yours is due within four weeks',
    more: 'actions of yours are due within four weeks',
    href: `${paths.actions}?mine=me&overdue=soon`,
  },
  {
    rows: action(sql`${mine} and a.verdict = 'not-accepted'`),
    one: 'claim of yours was not accepted',
    more: 'claims of yours were not accepted',
    href: `${paths.actions}?mine=me&verdict=not-accepted`,
    isUrgent: true,
  },
  {
    rows: action(sql`${mine} and ${PARTLY}`),
    one: 'claim of yours was partly accepted: say what is left',
    more: 'claims of yours were partly accepted: say what is left',
    href: `${paths.actions}?mine=me&verdict=partly-accepted`,
  },
]

/** What waits for those who run plans. */
const running = (person: Person): readonly Line[] => [
  {
    rows: sql`select from plans.escalation e join plans.action a on a.id = e.action_id
      where e.settled_on is null and e.sent_on is null and ${condition(person, ACTION, 'change', 'a')}`,
    one: 'escalation waits to be sent',
    more: 'escalations wait to be sent',
    href: `${paths.escalations}?state=unsent${whereHeld(person, 'change')}`,
  },
  {
    rows: action(sql`${UNMATCHED} and ${condition(person, ACTION, 'change', 'a')}`),
    one: 'action has an owner who is not matched to a role or person',
    more: 'actions have an owner who is not matched to a role or person',
    href: `${paths.actions}?mine=unmatched${whereHeld(person, 'change')}`,
  },
]

const importLine = ({ id }: Person): Line => ({
  rows: sql`select from plans.import where by_person_id = ${id} and plan_id is null`,
  one: 'import that you have not finished',
  more: 'imports that you have not finished',
  href: paths.imports,
})

/** What is nobody's in particular: it tells how all plans stand. */
const standingLine = (today: Day): Line => ({
  rows: action(isOverdue(today)),
  one: 'action is overdue in all plans',
  more: 'actions are overdue in all plans',
  href: `${paths.actions}?overdue=yes`,
  isStanding: true,
})

/** Reviews that were to be opened by now or are within four weeks, the one that is longest due first. */
async function dueReviews(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const rows = await db.many<{ id: string; name: string; plan: string; dueOn: Day; all: number }>(
    prepared(sql`
    select r.id, r.name, p.title as plan, r.due_on as "dueOn", count(*) over () as all from plans.round r join plans.plan p on p.id = r.plan_id
    where ${isDue(today)} and ${condition(person, PLAN, 'change', 'p')} order by r.due_on, r.id limit ${SHOWN}`),
  )
  const line = ({ id, name, plan, dueOn }: (typeof rows)[number]): Need => ({
    text: `“${name}” of ${plan} ${dueInWords(dueOn, today)}`,
    href: paths.round(id),
    isUrgent: dueOn < today,
  })
  return firstNeeds(rows, line, { words: 'every review that is due', href: `${paths.reviews}?state=due` })
}

const dueInWords = (dueOn: Day, today: Day): string =>
  dueOn < today
    ? `was due on ${inWords(dueOn)}, ${counted(daysBetween(dueOn, today), 'day', 'days')} ago`
    : `is due by ${inWords(dueOn)}`
