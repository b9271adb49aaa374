import { leftJoinName } from '#features/people/index.ts'
import { inReach } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { choiceFilter, type FilterAnswer, type Listed, type Listing } from '#platform/listing/index.ts'
import { link, noted } from '#platform/page/index.ts'
import { capital } from '#platform/words.ts'
import { type AssetFacts, completeness } from '../model.ts'
import { paths } from '../paths.ts'
import { ENTRY, ownerless, stale } from '../store.ts'

interface Row extends Listed, AssetFacts {
  readonly name: string
  readonly owner: string | null
  readonly unit: string | null
}

/** What entries of the register do not say, those that were confirmed longest ago first. */
export function gapListing(today: Day): Listing<Row> {
  return {
    key: 'asset-gaps',
    singular: 'information asset',
    plural: 'information assets',
    rows: 'every',
    select: sql`a.id, a.name, p.name as owner, u.name as unit, ${ENTRY}`,
    from: sql`(select * from assets.asset where ended_on is null) a ${leftJoinName('person', 'p', 'a.owner_id')} ${leftJoinName('unit', 'u', 'a.unit_id')}`,
    id: sql`a.id`,
    sortedBy: 'confirmed',
    columns: COLUMNS,
    filters: [
      choiceFilter('gap', 'What is missing', GAPS),
      choiceFilter('where', 'Where', {
        mine: {
          text: 'In units in which I may name owners',
          where: ({ person }) => inReach(person, 'assets:appoint', sql`a.unit_id`),
        },
      }),
      {
        key: 'unit',
        label: 'Unit',
        kind: 'choice',
        options: async (db) =>
          db.many(
            sql`select id as value, name as text from people.unit where coalesce(closed_on > ${today}, true) order by name limit 500`,
          ),
        where: (value) => (/^[0-9a-f-]{36}$/.test(value) ? sql`a.unit_id = ${value}` : null),
      },
    ],
  }
}

const GAPS: Readonly<Record<string, FilterAnswer>> = {
  owner: { text: 'An owner who is here', where: ({ today }) => ownerless(today) },
  place: {
    text: 'Where it lives',
    where: sql`not exists (select from assets.location k where k.asset_id = a.id and k.ended_on is null)`,
  },
  gone: {
    text: 'A place that is still there',
    where: sql`exists (select from assets.location k join assets.place p on p.id = k.place_id where k.asset_id = a.id and k.ended_on is null and p.state = 'decommissioned')`,
  },
  retention: { text: 'How long it is kept', where: sql`a.retention is null` },
  basis: {
    text: 'The lawful basis of personal data',
    where: sql`a.personal_data in ('personal', 'special') and a.lawful_basis is null`,
  },
  marking: { text: 'Its marking', where: sql`a.marking is null` },
  stale: {
    text: 'That its owner confirmed it in the last half year',
    where: ({ today }) => stale(today),
  },
}

/** What the table shows of each asset. */
const COLUMNS: Listing<Row>['columns'] = [
  {
    key: 'name',
    label: 'Asset',
    sort: { type: 'text', up: sql`a.name` },
    cell: (row) =>
      noted(link(paths.asset(row.id), row.name), [row.owner ?? 'No owner', row.unit].filter(Boolean).join(', ')),
    text: (row) => row.name,
  },
  { key: 'owner', label: 'Owner', cell: null, text: (row) => row.owner },
  { key: 'unit', label: 'Unit', cell: null, text: (row) => row.unit },
  {
    key: 'complete',
    label: 'Complete',
    numeric: true,
    cell: (row) => `${completeness(row).percent}%`,
    text: (row) => completeness(row).percent,
  },
  {
    key: 'missing',
    label: 'It does not say',
    classes: 'm-words',
    cell: (row) => capital(completeness(row).missing.join(', ') || 'nothing is missing'),
    text: (row) => completeness(row).missing.join(', '),
  },
  {
    key: 'confirmed',
    label: 'Confirmed',
    classes: 'm-date',
    sort: { type: 'date', up: sql`coalesce(a.confirmed_on, '-infinity'::date)` },
    cell: (row) => (row.confirmedOn ? inWords(row.confirmedOn) : 'Never'),
    text: (row) => row.confirmedOn,
  },
]
