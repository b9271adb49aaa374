import { leftJoinName, namedRows, unitFilter } from '#features/people/index.ts'
import { condition } from '#platform/access/index.ts'
import { addDays, type Day, isDay } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { isId } from '#platform/ids.ts'
import { choiceFilter, type FilterContext, type Listing } from '#platform/listing/index.ts'
import { lines, link, noted } from '#platform/page/index.ts'
import { isDueBetween, isOverdue, SAID_DAYS } from '../conditions.ts'
import { lostDays } from '../lost-days.ts'
import { overdueOn, PRIORITY_NAMES, STANDINGS, STATUS_NAMES, VERDICT_NAMES, VERDICTS } from '../model.ts'
import { ownedByPerson, ownersInWords, ownsAny } from '../owners-in-words.ts'
import { paths } from '../paths.ts'
import { planChoices } from '../plan-choices.ts'
import { ACTION } from '../rights.ts'
import { saysNothing, targetInWords } from '../targets.ts'
import { dateCell, statusCell } from './cell-views.ts'
import type { ActionRow } from './model.ts'

const SELECT = sql`
  a.id, a.version, a.plan_id as "planId", p.title as plan, r.ref as recommendation, a.ref, a.text, a.priority,
  ${ownersInWords(sql`a.id`)} as owners,
  u.name as unit, a.target_text as "targetText", a.target_kind as kind, a.target_earliest as earliest, a.target_latest as latest,
  a.status, a.verdict, ${SAID_DAYS}, a.slips, a.slipped_days as "slippedDays"`

const FROM = sql`plans.action a join plans.plan p on p.id = a.plan_id join plans.recommendation r on r.id = a.recommendation_id ${leftJoinName('unit', 'u', 'a.unit_id')}`

/** Actions that will be overdue within four weeks, and are not yet. */
export function isDueSoon(today: Day): Sql {
  return isDueBetween(today, addDays(today, 28))
}

/** That a change took away the last day of an action. Only `actionIds` are looked at: the same that the query asks about. */
export const hasLostDay = (today: Day, actionIds = sql`select id from plans.action`): Sql =>
  sql`a.id in (select l.action_id from (${lostDays(today, actionIds)}) l)`

/** That an action has an owner in words alone. */
export const UNMATCHED = sql`a.id in (select action_id from plans.owner where role_id is null and person_id is null)`

/** That an open review asks how an action stands, and nobody has said since it was opened. */
export const WANTS_UPDATE = sql`not a.is_finished and exists (
  select from plans.round_action ra join plans.round r on r.id = ra.round_id
  where ra.action_id = a.id and r.opened_at is not null and r.closed_at is null
    and not exists (select from plans.claim c where c.action_id = a.id and c.at >= r.opened_at))`

/** Actions whose owner this person is, by name or by role. */
export function isOwnedBy({ person }: Pick<FilterContext, 'person'>): Sql {
  return sql`a.id in (select action_id from plans.owner where person_id = ${person.id} or role_id = any(${person.roleIds}))`
}

const due = {
  type: 'date',
  up: sql`coalesce(a.last_day, 'infinity'::date)`,
  down: sql`coalesce(a.last_day, '-infinity'::date)`,
} as const

/** The table of actions across plans. */
export function actionListing(today: Day): Listing<ActionRow> {
  return {
    key: 'actions',
    singular: 'action',
    plural: 'actions',
    rows: 'every',
    select: SELECT,
    from: FROM,
    countedFrom: sql`plans.action a`,
    id: sql`a.id`,
    sortedBy: 'due',
    columns: columnsOn(today),
    filters: FILTERS,
  }
}

/** What the table shows of each action, and what its file has beside it. */
const columnsOn = (today: Day): Listing<ActionRow>['columns'] => [
  ...WHAT_AND_WHOSE,
  {
    key: 'due',
    label: 'Target date',
    classes: 'm-date',
    sort: due,
    cell: (row) => dateCell(row, today),
    text: ({ targetText }) => targetText,
  },
  {
    key: 'kind',
    label: 'How it is read',
    cell: null,
    text: (row) => (saysNothing(row) ? null : targetInWords(row)),
  },
  { key: 'earliest', label: 'First day', cell: null, text: ({ firstDay }) => firstDay },
  { key: 'latest', label: 'Last day', cell: null, text: ({ lastDay }) => lastDay },
  {
    key: 'status',
    label: 'Status',
    cell: (row) => statusCell(row, today),
    text: ({ status }) => STATUS_NAMES[status],
  },
  {
    key: 'verdict',
    label: 'Verdict',
    cell: null,
    text: ({ verdict }) => (verdict ? VERDICT_NAMES[verdict] : null),
  },
  { key: 'overdue', label: 'Overdue', cell: null, text: (row) => (overdueOn(row, today).isOverdue ? 'Yes' : 'No') },
  {
    key: 'slipped',
    label: 'Days slipped',
    numeric: true,
    cell: null,
    text: ({ slips, slippedDays }) => (slips > 0 ? slippedDays : 0),
  },
]

const FILTERS: Listing<ActionRow>['filters'] = [
  {
    key: 'words',
    label: 'With these words',
    hint: 'In the action or its reference',
    kind: 'search',
    where: (value) => sql`a.words @@ websearch_to_tsquery('english', ${value})`,
  },
  {
    key: 'overdue',
    label: 'Overdue',
    kind: 'choice',
    options: async () => [
      { value: 'yes', text: 'Overdue today' },
      { value: 'soon', text: 'Due within four weeks' },
    ],
    where: (value, { today: on }) => {
      if (value === 'yes') return isOverdue(on)
      return value === 'soon' ? isDueSoon(on) : null
    },
  },
  {
    key: 'status',
    label: 'Status',
    kind: 'choice',
    options: async () => [
      ...STANDINGS.map((status) => ({ value: status as string, text: STATUS_NAMES[status] })),
      { value: 'finished', text: 'Finished, and not refused' },
      { value: 'open', text: 'Not finished' },
    ],
    where: byStatus,
  },
  {
    key: 'verdict',
    label: 'Verdict',
    kind: 'choice',
    options: async () => [
      { value: 'awaited', text: 'Waits for a verdict' },
      ...VERDICTS.map((verdict) => ({ value: verdict, text: VERDICT_NAMES[verdict] })),
      { value: 'slipped', text: 'Has slipped' },
      { value: 'lost', text: 'Its last day was taken away' },
      { value: 'review', text: 'Wants an update for an open review' },
    ],
    where: (value, { today: on }) => byVerdict(value, on),
  },
  {
    key: 'priority',
    label: 'Priority',
    kind: 'choice',
    options: async () => PRIORITY_NAMES.map((text, index) => ({ value: String(index + 1), text })),
    where: (value) =>
      /^[123]$/.test(value) ? sql`coalesce(a.priority_rank, 9::smallint) = ${Number(value)}::smallint` : null,
  },
  { key: 'mine', label: 'Owner', kind: 'choice', options: ownerOptions, where: byOwner },
  unitFilter(sql`a.unit_id`),
  choiceFilter('where', 'Where', {
    judge: { text: 'Where I judge claims', where: ({ person }) => condition(person, ACTION, 'judge', 'a') },
    change: { text: 'Where I run the plan', where: ({ person }) => condition(person, ACTION, 'change', 'a') },
  }),
  {
    key: 'plan',
    label: 'Plan',
    kind: 'choice',
    options: (db) => planChoices(db),
    where: (value) => (isId(value) ? sql`a.plan_id = ${value}` : null),
  },
  {
    key: 'due-from',
    label: 'Due from',
    kind: 'day',
    where: (value) =>
      isDay(value) ? sql`coalesce(a.last_day, 'infinity'::date) >= ${value} and a.last_day is not null` : null,
  },
  {
    key: 'due-before',
    label: 'Due before',
    kind: 'day',
    where: (value) => (isDay(value) ? sql`coalesce(a.last_day, 'infinity'::date) < ${value}` : null),
  },
]

function byStatus(value: string): Sql {
  if (value === 'finished') return sql`a.is_finished`
  return value === 'open' ? sql`not a.is_finished` : sql`a.status = ${value}`
}

function byVerdict(value: string, today: Day): Sql | null {
  if (value === 'lost') return hasLostDay(today)
  if (value === 'awaited') return sql`a.awaits_verdict`
  if (value === 'slipped') return sql`a.slips > 0`
  if (value === 'review') return WANTS_UPDATE
  return VERDICTS.some((verdict) => verdict === value) ? sql`a.verdict = ${value}` : null
}

/** Oneself, owners not matched yet, every role, and the people who own something by name or by a role. */
async function ownerOptions(db: Queries, { today }: FilterContext): Promise<{ value: string; text: string }[]> {
  const owners = await db.many<{ value: string; text: string }>(sql`
    (select 'role ' || id as value, name as text from ${namedRows('role')} r order by r.name, id limit 300)
    union all
    (select 'person ' || p.id, p.name from ${namedRows('person')} p where ${ownsAny(sql`p.id`, today)}
      order by p.name, p.id limit 300)`)
  return [{ value: 'me', text: 'Mine' }, { value: 'unmatched', text: 'Not matched yet' }, ...owners]
}

function byOwner(value: string, context: FilterContext): Sql | null {
  if (value === 'me') return isOwnedBy(context)
  if (value === 'unmatched') return UNMATCHED
  const [kind, id = ''] = value.split(' ')
  if (!isId(id)) return null
  return kind === 'person'
    ? sql`a.id in (${ownedByPerson(sql`${id}::uuid`, context.today)})`
    : sql`a.id in (select action_id from plans.owner where role_id = ${id})`
}

/** What an action is and whose it is. */
const WHAT_AND_WHOSE: Listing<ActionRow>['columns'] = [
  {
    key: 'ref',
    label: 'Ref',
    classes: 'm-narrow',
    sort: { type: 'text', up: sql`coalesce(a.ref, '')` },
    cell: ({ id, ref, text }) => link(paths.action(id), ref ?? 'Open', ref ? undefined : text.slice(0, 80)),
    text: ({ ref }) => ref,
  },
  {
    key: 'action',
    label: 'Action',
    classes: 'm-words',
    cell: ({ text, plan, planId }) => noted(lines(text), link(paths.plan(planId), plan)),
    text: ({ text }) => text,
  },
  { key: 'plan', label: 'Plan', cell: null, text: ({ plan }) => plan },
  { key: 'recommendation', label: 'Recommendation', cell: null, text: ({ recommendation }) => recommendation },
  {
    key: 'owners',
    label: 'Owners',
    cell: ({ owners }) => (owners ? lines(owners) : ''),
    text: ({ owners }) => owners,
  },
  { key: 'unit', label: 'Unit', cell: null, text: ({ unit }) => unit },
  {
    key: 'priority',
    label: 'Priority',
    sort: { type: 'integer', up: sql`coalesce(a.priority_rank, 9::smallint)` },
    cell: ({ priority }) => priority,
    text: ({ priority }) => priority,
  },
]
