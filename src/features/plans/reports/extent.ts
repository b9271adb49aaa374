import type { PaperBlock } from '#platform/documents/index.ts'
import { SECTION_NAMES, type Section } from './sections.ts'
import { ROWS_MOST } from './store.ts'

/** How much of everything a report tells. */
export interface Extent {
  /** Rows of each table of actions, and of progress. */
  readonly rows: number
  readonly progress: number
  /** Letters of each text of a table, and of the introduction. */
  readonly letters: number
  readonly words: number
}

export const WHOLE: Extent = { rows: ROWS_MOST, progress: ROWS_MOST, letters: Infinity, words: Infinity }

/** What a summary tells, the most first: the first of these that fits two pages. */
export const SUMMARIES: readonly Extent[] = [
  { rows: 5, progress: 8, letters: Infinity, words: Infinity },
  { rows: 5, progress: 8, letters: 300, words: Infinity },
  { rows: 5, progress: 8, letters: 160, words: 3_000 },
  { rows: 4, progress: 6, letters: 160, words: 2_400 },
  { rows: 3, progress: 5, letters: 160, words: 2_000 },
  { rows: 3, progress: 5, letters: 120, words: 1_500 },
  { rows: 3, progress: 4, letters: 120, words: 1_000 },
  { rows: 2, progress: 4, letters: 120, words: 1_000 },
  { rows: 2, progress: 3, letters: 90, words: 700 },
  { rows: 1, progress: 3, letters: 90, words: 700 },
  { rows: 0, progress: 2, letters: 90, words: 700 },
  { rows: 0, progress: 0, letters: 60, words: 300 },
]

/** What somebody wrote at the start, as far as there is room for it. */
export function opening(introduction: string | null, { words }: Extent): string {
  if (introduction === null || introduction.trim() === '') return ''
  // A line that is short takes a line all the same.
  const most = words === Infinity ? Infinity : Math.ceil(words / 80)
  const lines = introduction.split('\n').filter((line) => line.trim() !== '')
  if (lines.length <= most) return cut(introduction, words)
  return cut(`${lines.slice(0, most).join('\n')}…`, words)
}

/** A text of a table or a written part, with so many letters at most. */
export const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text)

/** What a summary says of what it does not say. */
export function leavesOut({ letters }: Extent, sections: readonly Section[]): PaperBlock[] {
  const words = [
    ...(sections.length > 0
      ? [`This summary leaves out: ${sections.map((section) => SECTION_NAMES[section]).join('; ')}.`]
      : []),
    ...(letters === Infinity ? [] : ['Long texts are cut where … stands.']),
  ]
  return words.length === 0
    ? []
    : [{ type: 'paragraph', quiet: true, text: `${words.join(' ')} The full report has everything.` }]
}
