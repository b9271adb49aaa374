import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { choiceFilter, type Listing } from '#platform/listing/index.ts'
import { link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { type Round, STATE_NAMES, stateOf } from './model.ts'

interface Row extends Pick<Round, 'id' | 'planId' | 'name' | 'dueOn' | 'openedAt' | 'closedAt'> {
  readonly plan: string
}

/** Days ahead in which a review counts as due. */
const SOON = 28

/** That a review `r` was to be opened by now, however long ago, or is within four weeks. */
export const isDue = (today: Day): Sql =>
  sql`r.opened_at is null and r.dropped_at is null and r.due_on <= ${addDays(today, SOON)}`

/** The reviews of every plan, those due first before the others; what was cancelled is left out. */
export const roundListing: Listing<Row> = {
  key: 'reviews',
  singular: 'review',
  plural: 'reviews',
  rows: 'every',
  select: sql`r.id, r.plan_id as "planId", p.title as plan, r.name, r.due_on as "dueOn", r.opened_at as "openedAt", r.closed_at as "closedAt"`,
  from: sql`(select * from plans.round where dropped_at is null) r join plans.plan p on p.id = r.plan_id`,
  id: sql`r.id`,
  sortedBy: 'due',
  columns: [
    {
      key: 'review',
      label: 'Review',
      classes: 'm-words',
      cell: ({ id, name }) => link(paths.round(id), name),
      text: ({ name }) => name,
    },
    {
      key: 'plan',
      label: 'Plan',
      classes: 'm-words',
      cell: ({ planId, plan }) => link(paths.plan(planId), plan),
      text: ({ plan }) => plan,
    },
    {
      key: 'due',
      label: 'Due by',
      classes: 'm-date',
      sort: { type: 'date', up: sql`r.due_on` },
      cell: ({ dueOn }) => inWords(dueOn),
      text: ({ dueOn }) => dueOn,
    },
    {
      key: 'state',
      label: 'State',
      cell: (row) => STATE_NAMES[stateOf(row)],
      text: (row) => STATE_NAMES[stateOf(row)],
    },
  ],
  filters: [
    choiceFilter('state', 'State', {
      due: { text: 'Due by now or within four weeks', where: ({ today }) => isDue(today) },
      planned: { text: STATE_NAMES.planned, where: sql`r.opened_at is null` },
      open: { text: STATE_NAMES.open, where: sql`r.opened_at is not null and r.closed_at is null` },
      closed: { text: STATE_NAMES.closed, where: sql`r.closed_at is not null` },
    }),
  ],
}
