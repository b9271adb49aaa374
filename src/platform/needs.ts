import { type Sql, sql } from './db/index.ts'
import { counted } from './words.ts'

/** One thing that waits for somebody, with where to do it. */
export interface Need {
  readonly text: string
  readonly href: string
  readonly isUrgent: boolean
  /** That it is nothing of theirs to do: it tells how things stand. */
  readonly isStanding?: boolean
}

/** Counting stops here: what needs somebody is told, not surveyed. */
export const COUNTED_MOST = 500

/** Lines of one kind that are told one by one; the rest are counted. */
export const SHOWN = 5

/** How many rows a query has, as a column of another, counted to the most that is told. `rows` selects without a limit. */
export const countTo = (rows: Sql): Sql => sql`(select count(*) from (${rows} limit ${COUNTED_MOST}) c)`

interface Words {
  readonly one: string
  readonly more: string
}

/** How many of something there are, as it was counted by `countTo`. */
export const many = (count: number, { one, more }: Words): string =>
  count >= COUNTED_MOST ? `${COUNTED_MOST} or more ${more}` : counted(count, one, more)

/** The line that so many of something make; none where there is nothing. */
export function countNeed(count: number, words: Words, href: string, isUrgent = false): Need[] {
  return count > 0 ? [{ text: many(count, words), href, isUrgent }] : []
}

/**
 * A line for each of the first rows, and after them how many more there are and where to see them: `words` such as `every open incident`.
 * `all` of a row is how many rows there are with those that are not shown.
 */
export function firstNeeds<Row extends { readonly all: number }>(
  rows: readonly Row[],
  line: (row: Row) => Need,
  { words, href }: { readonly words: string; readonly href: string },
): Need[] {
  const found = rows.slice(0, SHOWN).map(line)
  const all = rows[0]?.all ?? 0
  const rest = all - found.length
  if (rest <= 0) return found
  return [...found, { text: `And ${rest} more: see ${words}`, href, isUrgent: found.every(({ isUrgent }) => isUrgent) }]
}
