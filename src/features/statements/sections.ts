import { inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import {
  inTime,
  type PaperBlock,
  type ReportSection,
  type SpanOnRecord,
  tableOrWords,
} from '#platform/documents/index.ts'
import { questionsOf } from './model.ts'
import { STATEMENTS_SEEN } from './seeing.ts'
import { type RoundRow, rounds, tallies } from './store.ts'

/** What the room says in reports. */
export const sections: readonly ReportSection[] = [
  {
    key: 'statements.rounds',
    admits: 'statements:read',
    seenBy: STATEMENTS_SEEN,
    compile: roundsIn,
  },
]

/** Rounds of the days, and what was declared in them. */
async function roundsIn(db: Queries, { from, to, recordedFrom }: SpanOnRecord): Promise<PaperBlock[]> {
  const found = await rounds(db, sql`r.opens_on <= ${to} and coalesce(r.closed_on >= ${from}, true)`, 10)
  if (found.length === 0)
    return [{ type: 'paragraph', text: `No statements were due ${inTime({ from, recordedFrom })}.` }]
  const said = await Promise.all(
    found.map(async (round) => {
      const tally = await tallies(db, round.id)
      return questionsOf(round.body).flatMap(({ key, kind, text }) => {
        if (kind !== 'yes-no') return []
        const of = (value: string) => tally.find((one) => one.key === key && one.value === value)
        const [yes, no, differ] = [of('yes')?.count ?? 0, of('no')?.count ?? 0, of('yes')?.differing ?? 0]
        return yes + no === 0 ? [] : [[round.name, text, String(yes), String(no), String(differ)]]
      })
    }),
  )
  return [roundsTable(found), declaredTable(said.flat())]
}

const roundsTable = (found: readonly RoundRow[]): PaperBlock =>
  tableOrWords(
    'Statements and returns',
    '',
    [
      { text: 'Round', share: 4 },
      { text: 'Last day', share: 2 },
      { text: 'Issued', numeric: true },
      { text: 'Submitted', numeric: true },
      { text: 'Countersigned', numeric: true },
    ],
    found.map((one) => [
      one.name,
      inWords(one.dueOn),
      String(one.all),
      String(one.submitted),
      one.counter ? String(one.countersigned) : '',
    ]),
  )

const declaredTable = (said: readonly (readonly string[])[]): PaperBlock =>
  tableOrWords(
    'What was declared, and where the measures said otherwise',
    'No statement has been submitted yet.',
    [
      { text: 'Round', share: 2 },
      { text: 'Question', share: 5 },
      { text: 'Yes', numeric: true },
      { text: 'No', numeric: true },
      { text: 'Yes, but measured otherwise', numeric: true, share: 1.4 },
    ],
    said,
  )
