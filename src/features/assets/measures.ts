import { isWithin, leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type Measure, type Measured, type ReadingWords, readingOf } from '#platform/measures.ts'
import { counted } from '#platform/words.ts'
import { ASSETS_SEEN } from './seeing.ts'
import { ownerless, stale } from './store.ts'

const held = (whom: Measured): Sql =>
  whom.of === 'person'
    ? sql`a.owner_id = ${whom.id}`
    : whom.of === 'unit'
      ? isWithin(sql`a.unit_id`, whom.id)
      : sql`true`

const count = (
  db: Queries,
  whom: Measured,
  good: Sql,
  among: Sql = sql`true`,
): Promise<{ good: number; all: number }> =>
  db.one(sql`
    select count(*) filter (where ${good}) as good, count(*) as all from assets.asset a ${leftJoinName('person', 'p', 'a.owner_id')}
    where a.ended_on is null and ${held(whom)} and ${among}`)

const measure = (
  key: string,
  name: string,
  words: Omit<ReadingWords, 'none'> & { readonly none?: string },
  good: (today: Day) => Sql,
  among?: Sql,
): Measure => ({
  key: `assets.${key}`,
  name,
  seenBy: ASSETS_SEEN,
  read: async (db, whom, today) =>
    readingOf(await count(db, whom, good(today), among), { none: 'No asset is on record', ...words }),
})

const ASSETS = ['asset', 'assets'] as const

/** What the register of information counts. */
export const measures: readonly Measure[] = [
  {
    key: 'assets.held',
    name: 'Assets on record',
    seenBy: ASSETS_SEEN,
    read: async (db, whom) => {
      const { all } = await count(db, whom, sql`true`)
      return { good: all, all, words: counted(all, 'asset is on record', 'assets are on record'), isWell: null }
    },
  },
  measure(
    'owned',
    'Assets with an owner',
    { things: ASSETS, does: ['has an owner', 'have an owner'] },
    (today) => sql`not ${ownerless(today)}`,
  ),
  measure(
    'confirmed',
    'Entries confirmed in the last half year',
    {
      things: ['entry', 'entries'],
      does: ['was confirmed in the last half year', 'were confirmed in the last half year'],
    },
    (today) => sql`not ${stale(today)}`,
  ),
  measure(
    'lawful',
    'Personal data with a lawful basis on record',
    {
      things: ['asset with personal data', 'assets with personal data'],
      does: ['has its lawful basis on record', 'have their lawful basis on record'],
      none: 'No asset with personal data is on record',
    },
    () => sql`a.lawful_basis is not null`,
    sql`a.personal_data in ('personal', 'special')`,
  ),
  measure(
    'retention',
    'Assets with their retention on record',
    { things: ASSETS, does: ['says how long it is kept', 'say how long they are kept'] },
    () => sql`a.retention is not null`,
  ),
]
