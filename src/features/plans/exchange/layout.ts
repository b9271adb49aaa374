import { createHash } from 'node:crypto'
import { folded, foldedLines } from './folded.ts'

/** The columns of a plan as Muniment writes it to be changed elsewhere and read back. */
export const HEADERS = [
  'Row',
  'Ref',
  'Text',
  'Owners',
  'Priority',
  'Target date',
  'Status',
  'Commentary',
  'Up to date on',
  'Verdict',
  'Muniment key',
] as const

/** What a row holds. A cell that is too long for a spreadsheet goes on in rows called `Continued`. */
export const ROW_KINDS = ['Plan', 'Recommendation', 'Action', 'Continued'] as const

/** Fields of an action that can come back changed, in the order of their marks in a key. */
export const KEYED = ['ref', 'text', 'owners', 'priority', 'target', 'status', 'verdict'] as const
export type Keyed = (typeof KEYED)[number]

export interface KeyedWords {
  readonly ref: string | null
  readonly text: string | null
  readonly owners: string | null
  readonly priority: string | null
  readonly target: string | null
  readonly status: string | null
  readonly verdict: string | null
}

/** Letters of one mark. */
const MARK = 6

/** A short mark of some words: it tells whether they came back as they went. */
export function markOf(words: string | null): string {
  return createHash('sha256').update(foldedLines(words).join('\n')).digest('base64url').slice(0, MARK)
}

/** The key of an action's row: which action it is, and marks of what its cells held when it was written. */
export function keyOf(id: string, words: KeyedWords): string {
  return `${id} ${KEYED.map((field) => markOf(words[field])).join('')}`
}

export interface ReadKey {
  readonly id: string
  /** Whether the key has a mark of the field: older ones have none of the verdict. */
  knows(field: Keyed): boolean
  /** Whether the words of a field are those that the row was written with. */
  isAsWritten(field: Keyed, words: string | null): boolean
}

export function readKey(text: string | null): ReadKey | null {
  const [, id, marks] = /^([0-9a-f-]{36}) ([\w-]{36}(?:[\w-]{6})?)$/.exec(folded(text)) ?? []
  if (!id || !marks) return null
  return {
    id,
    knows: (field) => marks.length >= (KEYED.indexOf(field) + 1) * MARK,
    isAsWritten: (field, words) => {
      const at = KEYED.indexOf(field) * MARK
      return marks.slice(at, at + MARK) === markOf(words)
    },
  }
}
