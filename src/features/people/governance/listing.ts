import { type Day, inWords } from '#platform/calendar/index.ts'
import { containing, sql } from '#platform/db/index.ts'
import { answersNamed, choiceFilter, type Listed, type Listing } from '#platform/listing/index.ts'
import { govukTag, link, noted } from '#platform/page/index.ts'
import { hasNotLeft, inForce } from '../in-force.ts'
import { paths } from '../paths.ts'
import { FINDING_KINDS, type FindingKind, stateOf } from './model.ts'

export interface FindingRow extends Listed {
  readonly kind: FindingKind
  readonly explanation: string
  readonly personId: string | null
  readonly person: string | null
  readonly role: string
  readonly unit: string | null
  readonly foundOn: Day
  readonly goneOn: Day | null
  readonly acceptedUntil: Day | null
}

export const FINDING = sql`
  f.id, f.kind, f.explanation, f.person_id as "personId", p.name as person, r.name as role, u.name as unit, f.found_on as "foundOn", f.gone_on as "goneOn",
  f.accepted_until as "acceptedUntil"`

export const FINDING_FROM = sql`people.finding f join people.role r on r.id = f.role_id left join people.person p on p.id = f.person_id left join people.unit u on u.id = f.unit_id`

/** The condition that a finding wants somebody to do something. */
export const isOpen = (today: Day) => sql`(f.gone_on is null and coalesce(f.accepted_until < ${today}, true))`

/** What findings are called among lists, and among what other rooms show something beside. */
export const FINDINGS = 'role-findings'

/** What stands against a rule of governance. */
export function findingListing(today: Day): Listing<FindingRow> {
  return {
    key: FINDINGS,
    singular: 'finding',
    plural: 'findings',
    rows: 'every',
    select: FINDING,
    from: FINDING_FROM,
    id: sql`f.id`,
    sortedBy: 'found',
    columns: findingColumns(today),
    filters: findingFilters(today),
  }
}

interface Expert extends Listed {
  readonly name: string
  readonly grade: string | null
  readonly expertise: string
  readonly units: string | null
}

/** Whom to ask: people who have said what they know. */
export function expertListing(today: Day): Listing<Expert> {
  return {
    key: 'experts',
    singular: 'person',
    plural: 'people',
    rows: 'every',
    select: sql`p.id, p.name, p.grade, p.expertise, (
      select string_agg(distinct coalesce(r.short_name, r.name) || coalesce(', ' || u.name, ''), ${'\n'}) from people.appointment a join people.role r on r.id = a.role_id
        left join people.unit u on u.id = a.unit_id where a.person_id = p.id and ${inForce('a', today)}) as units`,
    from: sql`(select * from people.person where expertise <> '' and ${hasNotLeft('person', today)}) p`,
    id: sql`p.id`,
    sortedBy: 'name',
    columns: [
      {
        key: 'name',
        label: 'Person',
        sort: { type: 'text', up: sql`p.name` },
        cell: (row) => link(paths.person(row.id), row.name),
        text: (row) => row.name,
      },
      {
        key: 'expertise',
        label: 'What they know',
        classes: 'm-words',
        cell: (row) => row.expertise,
        text: (row) => row.expertise,
      },
      { key: 'units', label: 'Roles', cell: (row) => row.units ?? '', text: (row) => row.units },
    ],
    filters: [
      {
        key: 'words',
        label: 'With these words',
        hint: 'In what they know',
        kind: 'search',
        where: (words) => sql`p.expertise ilike ${containing(words)}`,
      },
    ],
  }
}

/** What the table shows of each finding. */
const findingColumns = (today: Day): Listing<FindingRow>['columns'] => [
  {
    key: 'what',
    label: 'Broken rules',
    classes: 'm-words',
    cell: (row) => noted(link(paths.finding(row.id), row.explanation), FINDING_KINDS[row.kind]),
    text: (row) => row.explanation,
  },
  { key: 'kind', label: 'Kind', cell: null, text: (row) => FINDING_KINDS[row.kind] },
  { key: 'role', label: 'Role', cell: null, text: (row) => row.role },
  { key: 'person', label: 'Person', cell: null, text: (row) => row.person },
  { key: 'unit', label: 'Unit', cell: null, text: (row) => row.unit },
  {
    key: 'found',
    label: 'Found',
    classes: 'm-date',
    sort: { type: 'date', up: sql`f.found_on` },
    cell: (row) => inWords(row.foundOn),
    text: (row) => row.foundOn,
  },
  {
    key: 'state',
    label: 'State',
    cell: (row) => {
      const state = stateOf(row, today)
      return state === 'Open' ? govukTag({ text: 'Open', classes: 'govuk-tag--red' }) : state
    },
    text: (row) => stateOf(row, today),
  },
]

/** By what findings are found. */
const findingFilters = (today: Day): Listing<FindingRow>['filters'] => [
  choiceFilter('state', 'State', {
    open: { text: 'Open', where: isOpen(today) },
    accepted: { text: 'Accepted until a date', where: sql`f.gone_on is null and f.accepted_until >= ${today}` },
    gone: { text: 'Gone', where: sql`f.gone_on is not null` },
  }),
  choiceFilter('kind', 'Kind', {
    ...answersNamed(FINDING_KINDS, (kind) => sql`f.kind = ${kind}`),
    appointments: { text: 'Any but a vacant role', where: sql`f.kind <> 'vacant'` },
  }),
  {
    key: 'words',
    label: 'With these words',
    kind: 'search',
    where: (words) => sql`f.explanation ilike ${containing(words)}`,
  },
]
