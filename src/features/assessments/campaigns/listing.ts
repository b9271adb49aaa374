import { condition, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import type { Listed, Listing } from '#platform/listing/index.ts'
import { html, link } from '#platform/page/index.ts'
import {
  type CampaignState,
  OBLIGATIONS,
  type Obligation,
  PARTICIPANT_STATES,
  type ParticipantState,
  stateInWords,
} from '../model.ts'
import { paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import { UNIT_ANSWERS } from '../seeing.ts'
import { UNIT_SHOWN } from '../store.ts'
import { overdueTag, stateTag } from '../tags.ts'
import { isAsked, leaderless, unitClosed } from './store.ts'

interface Row extends Listed {
  readonly canSeeAnswers: boolean
  readonly unit: string
  readonly obligation: Obligation
  readonly state: ParticipantState
  readonly campaignState: CampaignState
  readonly moderatorId: string | null
  readonly dueOn: Day
  readonly lead: string | null
  readonly leadLeft: boolean
  readonly unitClosed: boolean
  readonly isRepeat: boolean
  readonly answered: number
  readonly wanted: number
  readonly score: number | null
}

const options = (names: Readonly<Record<string, string>>) => async () =>
  Object.entries(names).map(([value, text]) => ({ value, text }))

/** The units of a campaign, and how far each has come. */
export function unitListing(campaignId: string, today: Day, person: Person): Listing<Row> {
  return {
    key: 'campaign-units',
    singular: 'unit',
    plural: 'units',
    rows: 'every',
    select: sql`
      p.id, ${UNIT_SHOWN} as unit, p.obligation, p.state, c.state as "campaignState", p.moderator_id as "moderatorId", p.due_on as "dueOn", l.name as lead, coalesce(l.left_on < ${today}, false) as "leadLeft",
      coalesce(u.closed_on <= ${today}, false) and people.heir(u.id) is null as "unitClosed", p.repeat_of is not null as "isRepeat", coalesce(s.answered, 0) as answered,
      coalesce(s.wanted, 0) as wanted, coalesce(s.moderated, s.own) as score, 
      ${condition(person, UNIT_ANSWERS, 'read', 'p')} as "canSeeAnswers"`,
    from: sql`(select * from assessments.participant where campaign_id = ${campaignId}) p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id join people.unit u on u.id = p.unit_id
      left join people.person l on l.id = p.lead_id left join assessments.standing s on s.participant_id = p.id and s.part = '*'`,
    id: sql`p.id`,
    sortedBy: 'unit',
    columns: columnsOn(today),
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
    cell: (row) =>
      html`${row.canSeeAnswers ? link(paths.unit(row.id), row.unit) : row.unit}<br><span class="m-meta">${OBLIGATIONS[row.obligation]}${row.isRepeat ? ', again' : ''}</span>${row.unitClosed ? html`<br><strong class="govuk-tag govuk-tag--red">Unit closed</strong>` : null}`,
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
    cell: (row) =>
      html`${stateTag(row)}${row.state === 'answering' && row.dueOn < today ? html` ${overdueTag}` : null}`,
    text: (row) => stateInWords(row),
  },
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
    cell: (row) =>
      html`${row.lead ?? 'Nobody yet'}${row.leadLeft ? html`<br><strong class="govuk-tag govuk-tag--red">Has left</strong>` : null}`,
    text: (row) => row.lead,
  },
  {
    key: 'score',
    label: 'Score',
    numeric: true,
    sort: { type: 'integer', up: sql`coalesce((coalesce(s.moderated, s.own) * 1000000)::bigint, -1000000000000)` },
    cell: (row) => (row.score === null ? '–' : inFigures(row.score)),
    text: (row) => row.score,
  },
]

const filtersOn = (today: Day): Listing<Row>['filters'] => [
  {
    key: 'unit',
    label: 'With these words',
    hint: 'In the name of the unit',
    kind: 'search',
    where: (words) => sql`p.unit_name::text ilike ${`%${words.replace(/[\\%_]/g, '\\$&')}%`}`,
  },
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    options: async () => [
      ...Object.entries(PARTICIPANT_STATES).map(([value, text]) => ({ value, text })),
      { value: 'asked', text: 'Asked, and not withdrawn' },
      { value: 'late', text: 'Past its last day' },
      { value: 'closed', text: 'Unit closed' },
      { value: 'leaderless', text: 'Without a lead' },
    ],
    where: (value) => {
      if (value === 'asked') return isAsked
      if (value === 'late') return isLate(today)
      if (value === 'closed') return unitClosed(today)
      if (value === 'leaderless') return leaderless(today)
      return value in PARTICIPANT_STATES ? sql`p.state = ${value}` : null
    },
  },
  {
    key: 'asked',
    label: 'Asked',
    kind: 'choice',
    options: options(OBLIGATIONS),
    where: (value) => (value in OBLIGATIONS ? sql`p.obligation = ${value}` : null),
  },
]
