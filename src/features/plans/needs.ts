import { condition, may, mayEverywhere, type Person } from '#platform/access/index.ts'
import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { join, prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { countNeed, countTo, firstNeeds, type Need, SHOWN } from '#platform/needs.ts'
import { counted } from '#platform/words.ts'
import { isDueSoon, isOwnedBy, UNMATCHED, WANTS_UPDATE } from './actions/listing.ts'
import { isOverdue } from './conditions.ts'
import { paths, UNFINISHED } from './paths.ts'
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
  const counts = lines.length > 0 ? await countsOf(db, lines) : []
  const found = lines.flatMap(({ href, isUrgent, isStanding, ...line }, index) =>
    countNeed(counts[index] ?? 0, line, href, isUrgent).map((need) => (isStanding ? { ...need, isStanding } : need)),
  )
  return [...found, ...(await named(db, person, today))]
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

/** What is nobody's in particular: it tells how all plans stand. */
const standingLine = (today: Day): Line => ({
  rows: action(isOverdue(today)),
  one: 'action is overdue in all plans',
  more: 'actions are overdue in all plans',
  href: `${paths.actions}?overdue=yes`,
  isStanding: true,
})

/** A review that is due, or an import that was begun: each is told by itself. */
interface Named {
  readonly kind: 'review' | 'import'
  readonly id: string
  readonly name: string
  /** Of a review. */
  readonly plan: string
  readonly dueOn: Day
  readonly all: number
}

/** Imports that somebody has not finished, the last first, and reviews that were to be opened by now or are within four weeks, the one that is longest due first: in one question. */
async function named(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const parts = [
    ...(may(person, 'plans:import') ? [unfinishedImports(person)] : []),
    ...(may(person, 'plans:change') ? [dueReviews(person, today)] : []),
  ]
  if (parts.length === 0) return []
  const rows = await db.many<Named>(prepared(join(parts, sql` union all `)))
  const of = (kind: Named['kind']) => rows.filter((row) => row.kind === kind)
  const begun = ({ id, name }: Named): Need => ({
    text: `You have not finished importing “${name}”`,
    href: paths.import(id),
    isUrgent: false,
  })
  const review = ({ id, name, plan, dueOn }: Named): Need => ({
    text: `“${name}” of ${plan} ${dueInWords(dueOn, today)}`,
    href: paths.round(id),
    isUrgent: dueOn < today,
  })
  const everyImport = { words: 'every import that you have not finished', href: `${paths.imports}#${UNFINISHED}` }
  return [
    ...firstNeeds(of('import'), begun, everyImport),
    ...firstNeeds(of('review'), review, { words: 'every review that is due', href: `${paths.reviews}?state=due` }),
  ]
}

const unfinishedImports = ({ id }: Person): Sql => sql`
  (select 'import' as kind, i.id, i.file_name as name, '' as plan, null::date as "dueOn", count(*) over () as all from plans.import i
    where i.by_person_id = ${id} and i.plan_id is null order by i.at desc, i.id desc limit ${SHOWN})`

const dueReviews = (person: Person, today: Day): Sql => sql`
  (select 'review' as kind, r.id, r.name, p.title as plan, r.due_on as "dueOn", count(*) over () as all from plans.round r join plans.plan p on p.id = r.plan_id
    where ${isDue(today)} and ${condition(person, PLAN, 'change', 'p')} order by r.due_on, r.id limit ${SHOWN})`

const dueInWords = (dueOn: Day, today: Day): string =>
  dueOn < today
    ? `was due on ${inWords(dueOn)}, ${counted(daysBetween(dueOn, today), 'day', 'days')} ago`
    : `is due by ${inWords(dueOn)}`
