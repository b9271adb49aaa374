import { addTo, type Day, monthEnd, monthOf, yearOf } from '#platform/calendar/index.ts'
import type { Length } from './duration.ts'
import { readClauses } from './findings.ts'
import { interpretDate } from './interpret.ts'
import type { Interpretation } from './model.ts'

/** How a recurring promise comes round. */
export interface Recurrence {
  readonly every: Length
}

/** How often the words say that something comes round again, or null where they do not say. */
export function recurrenceOf(text: string, asOf: Day): Recurrence | null {
  const every = readClauses(text, asOf).find((clause) => clause.every)?.every ?? null
  return every ? { every } : null
}

/** One time that a recurring promise comes round: the days within which it is to be kept. */
export interface Occurrence {
  readonly earliest: Day
  readonly latest: Day
}

/** Never more than these at once: the latest of them. */
const OCCURRENCES_MOST = 60

/**
 * The occurrences of a recurring promise up to a day. The first is where the promise begins, or one turn after `asOf` where the words
 * name no beginning. A promise that begins on the first of a month is kept within its month.
 */
export function occurrencesOf(
  { every }: Recurrence,
  { earliest, latest }: { readonly earliest: Day | null; readonly latest: Day | null },
  asOf: Day,
  until: Day,
): Occurrence[] {
  const first = earliest ?? addTo(asOf, every.amount, every.unit)
  const isMonth = first.endsWith('-01') && (every.unit === 'month' || every.unit === 'year')
  const stop = latest !== null && latest < until ? latest : until
  const found: Occurrence[] = []
  for (let turn = 0; turn < 10_000; turn += 1) {
    const from = addTo(first, every.amount * turn, every.unit)
    if (from > stop) break
    found.push({ earliest: from, latest: isMonth ? monthEnd(yearOf(from), monthOf(from)) : from })
    if (found.length > OCCURRENCES_MOST) found.shift()
  }
  return found
}

/** The promises that stand in one cell, where there are several: each with its own words and its own days. */
export function partsOf(text: string, asOf: Day): Interpretation[] {
  const pieces = text
    .split(/\n|(?<=[.;])\s+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  const dated = pieces
    .map((piece) => interpretDate(piece, asOf))
    .filter(({ kind, latest }) => latest !== null && kind !== 'done' && kind !== 'recurring')
  return dated.length > 1 ? dated : []
}
