import { leftJoinName, unitFilter } from '#features/people/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Listing } from '#platform/listing/index.ts'
import { link } from '#platform/page/index.ts'
import { isOverdue } from './conditions.ts'
import { countLink } from './count-link.ts'
import { LAST_ON } from './last-version.ts'
import { paths } from './paths.ts'

export interface PlanRow {
  readonly id: string
  readonly title: string
  readonly unit: string | null
  readonly lastOn: Day
  readonly actions: number
  readonly finished: number
  readonly overdue: number
}

/** The list of plans. Its counts are of the plans that are shown, so their cost does not grow with the others. */
export function planListing(today: Day): Listing<PlanRow> {
  const count = (condition = sql`true`) =>
    sql`(select count(*) from plans.action a where a.plan_id = p.id and ${condition})`
  return {
    key: 'plans',
    singular: 'plan',
    plural: 'plans',
    rows: 'every',
    select: sql`p.id, p.title, u.name as unit, ${LAST_ON} as "lastOn", ${count()} as actions, ${count(sql`a.is_finished`)} as finished, ${count(isOverdue(today))} as overdue`,
    from: sql`plans.plan p ${leftJoinName('unit', 'u', 'p.unit_id')}`,
    id: sql`p.id`,
    sortedBy: 'title',
    columns: COLUMNS,
    filters: [
      {
        key: 'words',
        label: 'With these words',
        hint: 'In the title',
        kind: 'search',
        where: (value) => sql`p.title ilike ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`,
      },
      unitFilter(sql`p.unit_id`),
    ],
  }
}

/** What the table shows of each plan. */
const COLUMNS: Listing<PlanRow>['columns'] = [
  {
    key: 'title',
    label: 'Plan',
    classes: 'm-words',
    sort: { type: 'text', up: sql`p.title` },
    cell: ({ id, title }) => link(paths.plan(id), title),
    text: ({ title }) => title,
  },
  { key: 'unit', label: 'Unit', cell: ({ unit }) => unit, text: ({ unit }) => unit },
  {
    key: 'date',
    label: 'Date of the plan',
    classes: 'm-date',
    sort: { type: 'date', up: LAST_ON },
    cell: ({ lastOn }) => inWords(lastOn),
    text: ({ lastOn }) => lastOn,
  },
  {
    key: 'actions',
    label: 'Actions',
    numeric: true,
    cell: ({ id, actions }) => countLink(id, actions, '', 'actions'),
    text: ({ actions }) => actions,
  },
  {
    key: 'finished',
    label: 'Finished',
    numeric: true,
    cell: ({ id, finished }) => countLink(id, finished, '&status=finished', 'finished actions'),
    text: ({ finished }) => finished,
  },
  {
    key: 'overdue',
    label: 'Overdue',
    numeric: true,
    cell: ({ id, overdue }) => countLink(id, overdue, '&overdue=yes', 'overdue actions'),
    text: ({ overdue }) => overdue,
  },
]
