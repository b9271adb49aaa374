import { type Day, inWords } from '#platform/calendar/index.ts'
import { oneLineEnd } from './folded.ts'
import { HEADERS, keyOf } from './layout.ts'

/** A plan as it is written out: words as they stand now. */
export interface WrittenPlan {
  readonly id: string
  readonly title: string
  readonly lastOn: Day
  readonly recommendations: readonly WrittenRecommendation[]
}

export interface WrittenRecommendation {
  readonly id: string
  readonly ref: string | null
  readonly text: string | null
  readonly updatedOn: Day | null
  readonly commentary: readonly string[]
  readonly actions: readonly WrittenAction[]
}

export interface WrittenAction {
  readonly id: string
  readonly ref: string | null
  readonly text: string
  /** One on each line. */
  readonly owners: string | null
  readonly priority: string | null
  readonly target: string | null
  readonly status: string | null
  readonly verdict: string | null
  readonly commentary: readonly string[]
}

/** A spreadsheet's cell holds no more than 32,767 characters. */
const CELL_MOST = 30_000

/** The rows of a plan in its own layout, without the headers. `withKeys` adds what tells rows apart for sure. */
export function* rowsOf(plan: WrittenPlan, options: { readonly withKeys: boolean }): Iterable<string[]> {
  for (const row of wholeRows(plan, options)) yield* inCells(row.map(oneLineEnd))
}

/** The same before long cells are cut. */
function* wholeRows(plan: WrittenPlan, { withKeys }: { readonly withKeys: boolean }): Iterable<string[]> {
  const key = (text: string) => (withKeys ? [text] : [])
  // Sheets hold days as programs read them, documents as people do: either is read back.
  const dayIn = (day: Day) => (withKeys ? day : inWords(day))
  yield ['Plan', '', plan.title, '', '', '', '', '', dayIn(plan.lastOn), '', ...key(plan.id)]
  for (const recommendation of plan.recommendations) {
    yield [
      'Recommendation',
      recommendation.ref ?? '',
      recommendation.text ?? '',
      '',
      '',
      '',
      '',
      recommendation.commentary.join('\n'),
      recommendation.updatedOn ? dayIn(recommendation.updatedOn) : '',
      '',
      ...key(recommendation.id),
    ]
    for (const action of recommendation.actions)
      yield [
        'Action',
        action.ref ?? '',
        action.text,
        action.owners ?? '',
        action.priority ?? '',
        action.target ?? '',
        action.status ?? '',
        action.commentary.join('\n'),
        '',
        action.verdict ?? '',
        ...key(keyOf(action.id, action)),
      ]
  }
}

/** The headers of those rows. */
export const headersOf = ({ withKeys }: { readonly withKeys: boolean }): string[] =>
  HEADERS.slice(0, withKeys ? HEADERS.length : -1)

/** A row whose cells are all short enough, followed by as many rows as the longest needs to go on. */
function inCells(row: readonly string[]): string[][] {
  const pieces = row.map((cell) => pieced(cell))
  const length = Math.max(1, ...pieces.map((parts) => parts.length))
  return Array.from({ length }, (_, index) =>
    pieces.map((parts, column) => (index > 0 && column === 0 ? 'Continued' : (parts[index] ?? ''))),
  )
}

/** How a piece goes on in the next: on a new line, after a space, or in the middle of a word. */
const GOES_ON = { line: '\u21b5', space: '\u2026', word: '\u21aa' } as const
const BETWEEN: Readonly<Record<string, string>> = { '\u21b5': '\n', '\u2026': ' ', '\u21aa': '' }

/** Cuts where a line ends if it can, else at a space, and marks how the pieces go together. */
function pieced(text: string): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > CELL_MOST) {
    const lineEnd = rest.lastIndexOf('\n', CELL_MOST)
    const space = rest.lastIndexOf(' ', CELL_MOST)
    const kind = lineEnd > 0 ? 'line' : space > 0 ? 'space' : 'word'
    const at = kind === 'line' ? lineEnd : kind === 'space' ? space : wholeCharacters(rest)
    pieces.push(rest.slice(0, at) + GOES_ON[kind])
    rest = rest.slice(kind === 'word' ? at : at + 1)
  }
  return [...pieces, rest]
}

/** The text that was cut into these two pieces. */
export function putTogether(piece: string, next: string): string {
  if (next === '') return piece
  const between = BETWEEN[piece.slice(-1)]
  return between === undefined ? `${piece}\n${next}` : piece.slice(0, -1) + between + next
}

const wholeCharacters = (text: string) =>
  /[\ud800-\udbff]/.test(text[CELL_MOST - 1] ?? '') ? CELL_MOST - 1 : CELL_MOST
