import { joinName } from '#features/people/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { dayOfInstant, sql } from '#platform/db/index.ts'
import { answersNamed, choiceFilter, type Listing } from '#platform/listing/index.ts'
import { link } from '#platform/page/index.ts'
import { OUTCOMES } from '../model.ts'
import { paths } from '../paths.ts'

interface Row {
  readonly id: string
  readonly risk: string
  readonly from: string
  readonly to: string
  readonly owner: string
  readonly on: Day
  readonly outcome: keyof typeof OUTCOMES | null
  readonly why: string
  readonly answer: string | null
}

const stateOf = ({ outcome }: Row) => (outcome ? OUTCOMES[outcome] : 'Waits')

/** Every escalation, the newest first. */
export const escalationListing: Listing<Row> = {
  key: 'risk-escalations',
  singular: 'escalation',
  plural: 'escalations',
  rows: 'every',
  select: sql`
    e.id, r.title as risk, f.name as from, t.name as to, o.name as owner, ${dayOfInstant(sql`e.at`)} as on, e.outcome, e.why, e.answer`,
  from: sql`
    risks.escalation e join risks.risk r on r.id = e.risk_id ${joinName('unit', 'f', 'e.from_unit_id')} ${joinName('unit', 't', 'e.to_unit_id')}
      ${joinName('person', 'o', 'e.to_owner_id')}`,
  id: sql`e.id`,
  columns: [
    { key: 'risk', label: 'Risk', cell: (row) => link(paths.answer(row.id), row.risk), text: ({ risk }) => risk },
    {
      key: 'on',
      label: 'Asked on',
      cell: ({ on }) => inWords(on),
      text: ({ on }) => on,
      classes: 'm-narrow',
      sort: { type: 'instant', up: sql`e.at` },
    },
    { key: 'from', label: 'From', cell: ({ from }) => from, text: ({ from }) => from },
    { key: 'to', label: 'To', cell: ({ to, owner }) => `${owner}, ${to}`, text: ({ to, owner }) => `${owner}, ${to}` },
    { key: 'why', label: 'Why', cell: null, text: ({ why }) => why },
    { key: 'outcome', label: 'Answer', cell: stateOf, text: stateOf },
    { key: 'answer', label: 'In words', cell: null, text: ({ answer }) => answer },
  ],
  filters: [
    choiceFilter('to', 'Asked of', {
      me: { text: 'You', where: ({ person }) => sql`e.to_owner_id = ${person.id}` },
    }),
    choiceFilter('outcome', 'Answer', {
      waits: { text: 'Waits', where: sql`e.outcome is null` },
      ...answersNamed(OUTCOMES, (outcome) => sql`e.outcome = ${outcome}`),
    }),
  ],
  sortedBy: 'on',
}
