import { namedRows } from '#features/people/index.ts'
import { condition } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Choice } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { choiceFilter, type Listing } from '#platform/listing/index.ts'
import { lines, link, noted } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { ACTION } from '../rights.ts'
import { stateOf } from './model.ts'
import { ESCALATION, ESCALATION_FROM, type Escalation } from './store.ts'

/** Those of actions that somebody may change: what they may send. */
const WHERE_HELD = choiceFilter('where', 'Where', {
  change: {
    text: 'Where I run the plan',
    where: ({ person }) =>
      sql`exists (select from plans.action own where own.id = e.action_id and ${condition(person, ACTION, 'change', 'own')})`,
  },
})

/** What has gone up or is to go up, the latest first. */
export function escalationListing(today: Day): Listing<Escalation> {
  return {
    key: 'escalations',
    singular: 'escalation',
    plural: 'escalations',
    rows: 'every',
    select: ESCALATION(today),
    from: ESCALATION_FROM,
    id: sql`e.id`,
    sortedBy: 'raised',
    columns: COLUMNS,
    filters: [
      choiceFilter('state', 'State', {
        open: { text: 'Not settled', where: sql`e.settled_on is null` },
        unsent: { text: 'To be sent', where: sql`e.settled_on is null and e.sent_on is null` },
        sent: { text: 'Sent, and not settled', where: sql`e.settled_on is null and e.sent_on is not null` },
        settled: { text: 'Settled', where: sql`e.settled_on is not null` },
      }),
      WHERE_HELD,
      {
        key: 'role',
        label: 'Escalated to',
        kind: 'choice',
        options: async (db) => [
          { value: 'me', text: 'A role of mine' },
          ...(await db.many<Choice>(
            sql`select id as value, name as text from ${namedRows('role')} r order by r.name limit 300`,
          )),
        ],
        where: (value, { person }) => {
          if (value === 'me') return sql`e.role_id = any(${person.roleIds}::uuid[])`
          return isId(value) ? sql`e.role_id = ${value}` : null
        },
      },
    ],
  }
}

/** What the table shows of each escalation. */
const COLUMNS: Listing<Escalation>['columns'] = [
  {
    key: 'action',
    label: 'Action',
    classes: 'm-words',
    cell: ({ id, ref, text }) => link(paths.escalation(id), [ref, text].filter(Boolean).join('. ')),
    text: ({ ref, text }) => [ref, text].filter(Boolean).join('. '),
  },
  { key: 'plan', label: 'Plan', cell: ({ planTitle }) => planTitle, text: ({ planTitle }) => planTitle },
  { key: 'why', label: 'Why', classes: 'm-words', cell: ({ why }) => why, text: ({ why }) => why },
  {
    key: 'role',
    label: 'Escalated to',
    cell: ({ role, holders }) => noted(role, holders ? lines(holders) : 'Nobody holds this role today'),
    text: ({ role }) => role,
  },
  {
    key: 'raised',
    label: 'Raised',
    classes: 'm-date',
    sort: { type: 'date', up: sql`e.raised_on` },
    cell: ({ raisedOn }) => inWords(raisedOn),
    text: ({ raisedOn }) => raisedOn,
  },
  { key: 'state', label: 'State', cell: (row) => stateOf(row), text: (row) => stateOf(row) },
]
