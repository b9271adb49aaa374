import { hasLeft, joinName, leftJoinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { containing, type Sql, sql } from '#platform/db/index.ts'
import { answersNamed, choiceFilter, type Listing } from '#platform/listing/index.ts'
import { OBLIGATIONS, PARTICIPANT_STATES, stateInWords } from '../model.ts'
import { UNIT_ANSWERS, UNIT_SCORES } from '../seeing.ts'
import { UNIT_SHOWN } from '../store.ts'
import { leadCell, scoreCell, stateCell, unitCell } from './cell-views.ts'
import type { Row } from './model.ts'
import { isAsked, leaderless, unitClosed } from './store.ts'

/** The units of a campaign, and how far each has come. */
export function unitListing(campaignId: string, today: Day, person: Person): Listing<Row> {
  const seen = condition(person, UNIT_SCORES, 'read', 'p')
  return {
    key: 'campaign-units',
    singular: 'unit',
    plural: 'units',
    rows: 'every',
    select: sql`
      p.id, ${UNIT_SHOWN} as unit, p.obligation, p.state, c.state as "campaignState", p.moderator_id as "moderatorId", p.due_on as "dueOn", l.name as lead, ${hasLeft('l', today)} as "leadLeft",
      coalesce(u.closed_on <= ${today}, false) and people.heir(u.id) is null as "unitClosed", p.repeat_of is not null as "isRepeat", coalesce(s.answered, 0) as answered,
      coalesce(s.wanted, 0) as wanted, ${seen} as "canSeeScore", c.is_published as "isPublished", case when ${seen} then ${SCORE} end as score,
      ${condition(person, UNIT_ANSWERS, 'read', 'p')} as "canSeeAnswers"`,
    from: sql`(select * from assessments.participant where campaign_id = ${campaignId}) p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id ${joinName('unit', 'u', 'p.unit_id')}
      ${leftJoinName('person', 'l', 'p.lead_id')} left join assessments.standing s on s.participant_id = p.id and s.part = '*'`,
    id: sql`p.id`,
    sortedBy: 'unit',
    columns: [...columnsOn(today), scoreColumn(seen)],
    filters: filtersOn(today),
  }
}

const isLate = (today: Day): Sql => sql`(p.state = 'answering' and p.due_on < ${today})`

const columnsOn = (today: Day): Listing<Row>['columns'] => [
  {
    key: 'unit',
    label: 'Unit',
    classes: 'm-words',
    sort: { type: 'text', up: sql`p.unit_name` },
    cell: unitCell,
    text: (row) => row.unit,
  },
  {
    key: 'obligation',
    label: 'Asked',
    cell: null,
    text: (row) => OBLIGATIONS[row.obligation],
  },
  {
    key: 'state',
    label: 'State',
    sort: { type: 'text', up: sql`p.state` },
    cell: (row) => stateCell(row, today),
    text: (row) => stateInWords(row),
  },
  ...PROGRESS,
]

const filtersOn = (today: Day): Listing<Row>['filters'] => [
  {
    key: 'unit',
    label: 'With these words',
    hint: 'In the name of the unit',
    kind: 'search',
    where: (words) => sql`p.unit_name::text ilike ${containing(words)}`,
  },
  choiceFilter('state', 'State', {
    ...answersNamed(PARTICIPANT_STATES, (state) => sql`p.state = ${state}`),
    asked: { text: 'Asked, and not withdrawn', where: isAsked },
    late: { text: 'Past its last day', where: isLate(today) },
    closed: { text: 'Unit closed', where: unitClosed(today) },
    leaderless: { text: 'Without a lead', where: leaderless(today) },
  }),
  choiceFilter(
    'asked',
    'Asked',
    answersNamed(OBLIGATIONS, (obligation) => sql`p.obligation = ${obligation}`),
  ),
]

/** How far a unit is, and what came of it. */
const PROGRESS: Listing<Row>['columns'] = [
  {
    key: 'progress',
    label: 'Answered',
    numeric: true,
    cell: (row) => `${row.answered} of ${row.wanted}`,
    text: (row) => row.answered,
  },
  { key: 'wanted', label: 'Questions', cell: null, text: (row) => row.wanted },
  {
    key: 'due',
    label: 'Last day',
    classes: 'm-date',
    sort: { type: 'date', up: sql`p.due_on` },
    cell: (row) => inWords(row.dueOn),
    text: (row) => row.dueOn,
  },
  {
    key: 'lead',
    label: 'Led by',
    cell: leadCell,
    text: (row) => row.lead,
  },
]

const SCORE = sql`coalesce(s.moderated, s.own)`

/** The score, also in the order: what somebody may not see stands like what has none. */
const scoreColumn = (seen: Sql): Listing<Row>['columns'][number] => ({
  key: 'score',
  label: 'Score',
  numeric: true,
  sort: {
    type: 'integer',
    up: sql`coalesce(case when ${seen} then (${SCORE} * 1000000)::bigint end, -1000000000000)`,
  },
  cell: scoreCell,
  text: (row) => row.score,
})
