import { leftJoinName } from '#features/people/index.ts'
import type { Subject } from '#platform/access/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import {
  inTime,
  type PaperBlock,
  type ReportSection,
  type SpanOnRecord,
  tableOrWords,
} from '#platform/documents/index.ts'
import { readMeasure } from '#platform/measures.ts'
import { counted } from '#platform/words.ts'
import { measures } from './measures.ts'
import { ASSETS_SEEN } from './seeing.ts'
import { totals } from './store.ts'

/** What the room says in reports. */
export const sections: readonly ReportSection[] = [
  {
    key: 'assets.register',
    admits: 'assets:read',
    seenBy: ASSETS_SEEN,
    compile: register,
  },
]

/** What is held by which units, and how owners reviewed it. */
async function register(db: Db, { from, to, on, recordedFrom }: SpanOnRecord, viewer: Subject): Promise<PaperBlock[]> {
  const figures = await totals(db, on)
  const readings = await Promise.all(
    measures.slice(1).map((one) => readMeasure(one, db, { of: 'all' }, { today: on, viewer })),
  )
  const units = await db.many<UnitCount>(sql`
    select u.name as unit, count(*) as assets, count(a.owner_id) as owned, count(*) filter (where a.personal_data = 'special') as special
    from assets.asset a ${leftJoinName('unit', 'u', 'a.unit_id')} where a.ended_on is null group by u.id, u.name order by 2 desc, 1, u.id limit 30`)
  const reviews = await db.many<ReviewCount>(sql`
    select r.name, r.due_on as "dueOn", (select count(distinct x.owner_id) from assets.review_asset x where x.review_id = r.id) as owners,
      (select count(*) from assets.attestation t where t.review_id = r.id) as attested
    from assets.review r where r.opens_on <= ${to} and coalesce(r.closed_on >= ${from}, true) order by r.opens_on desc, r.id limit 10`)
  return [
    {
      type: 'list',
      items: [
        `${counted(figures.assets, 'information asset', 'information assets')} in ${counted(figures.places, 'place', 'places')}`,
        ...readings.map(({ words }) => words),
        `${counted(figures.agreementsDue, 'sharing agreement is past its review', 'sharing agreements are past their review')}`,
      ],
    },
    byUnit(units),
    reviewsTable(reviews, `No review by owners was held ${inTime({ from, recordedFrom })}.`),
  ]
}

interface UnitCount {
  readonly unit: string | null
  readonly assets: number
  readonly owned: number
  readonly special: number
}

interface ReviewCount {
  readonly name: string
  readonly dueOn: string
  readonly owners: number
  readonly attested: number
}

const byUnit = (units: readonly UnitCount[]): PaperBlock =>
  tableOrWords(
    'Information assets by unit',
    'No asset is on record.',
    [
      { text: 'Unit', share: 4 },
      { text: 'Assets', numeric: true },
      { text: 'With an owner', numeric: true },
      { text: 'With special categories', numeric: true },
    ],
    units.map((row) => [row.unit ?? 'No unit', String(row.assets), String(row.owned), String(row.special)]),
  )

const reviewsTable = (reviews: readonly ReviewCount[], none: string): PaperBlock =>
  tableOrWords(
    'Reviews by owners',
    none,
    [
      { text: 'Review', share: 4 },
      { text: 'Last day', share: 2 },
      { text: 'Owners', numeric: true },
      { text: 'Attested', numeric: true },
    ],
    reviews.map((row) => [row.name, inWords(row.dueOn), String(row.owners), String(row.attested)]),
  )
