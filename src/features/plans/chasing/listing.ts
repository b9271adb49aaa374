import { instantInWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Listing } from '#platform/listing/index.ts'
import { stateCell } from './cell-views.ts'
import { type SentMessage, STATE_NAMES } from './model.ts'
import { MESSAGE, MESSAGE_FROM } from './store.ts'

/** Every message that went out, waits, or could not go, the latest first. */
export function messageListing(): Listing<SentMessage> {
  return {
    key: 'messages',
    singular: 'message',
    plural: 'messages',
    rows: 'every',
    select: MESSAGE,
    from: MESSAGE_FROM,
    id: sql`m.id`,
    sortedBy: 'made',
    columns: COLUMNS,
    filters: [
      {
        key: 'state',
        label: 'State',
        kind: 'choice',
        options: async () => Object.entries(STATE_NAMES).map(([value, text]) => ({ value, text })),
        where: (value) => (value in STATE_NAMES ? sql`m.state = ${value}` : null),
      },
      {
        key: 'person',
        label: 'With these words',
        hint: 'In the name or the address',
        kind: 'search',
        where: (value) => {
          const pattern = `%${value.replace(/[\\%_]/g, '\\$&')}%`
          return sql`(p.name ilike ${pattern} or m.address ilike ${pattern})`
        },
      },
    ],
  }
}

/** What the table shows of each message. */
const COLUMNS: Listing<SentMessage>['columns'] = [
  {
    key: 'made',
    label: 'Written',
    sort: { type: 'text', up: sql`to_char(m.made_at, 'YYYY-MM-DD"T"HH24:MI:SS.US')` },
    cell: ({ madeAt }) => instantInWords(madeAt),
    text: ({ madeAt }) => madeAt.toISOString(),
  },
  { key: 'person', label: 'To', cell: ({ person }) => person, text: ({ person }) => person },
  { key: 'address', label: 'Address', cell: ({ address }) => address, text: ({ address }) => address },
  {
    key: 'subject',
    label: 'Subject',
    classes: 'm-words',
    cell: ({ subject }) => subject,
    text: ({ subject }) => subject,
  },
  {
    key: 'state',
    label: 'State',
    cell: stateCell,
    text: ({ state }) => STATE_NAMES[state],
  },
  { key: 'error', label: 'Trouble', cell: null, text: ({ error }) => error },
]
