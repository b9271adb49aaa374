import { statusOfWords } from '../../statuses.ts'
import { isStatusWord } from '../words/wording.ts'
import { isColour, isKeyLabel, isSign, type KeyPair, keyIn, OF_OTHERS, pairOf } from './key-pairs.ts'

type Texts = readonly string[]

/** Rows of a table that are a key: a line of pairs, or signs with what they mean, from their label on. */
export interface KeyRun {
  /** The indexes of the rows, that of the label with them. */
  readonly rows: readonly number[]
  /** Whether words such as `Key` say so, or the row is written as one; else only colours with words beside them do. */
  readonly isSaid: boolean
  /** The columns in which its signs stand. */
  readonly columns: ReadonlySet<number>
  /** What it says, where each pair stands in one cell alone in its row; empty where signs and meanings stand beside each other. */
  readonly pairs: readonly KeyPair[]
}

const MOST_FILLED = 3
const FEWEST_UNSAID = 2

/** A key in the words of a row: the pairs of its only cell, or cells that are pairs, of which the first may be a label. */
export function keyAcross(row: Texts): KeyPair[] {
  const filled = row.filter((text) => text !== '')
  const [only, ...others] = filled
  if (only === undefined) return []
  if (others.length === 0) return [...(keyIn(only)?.pairs ?? [])]
  const pairs = filled.flatMap((text) => pairOf(text) ?? [])
  const isLabelled = isKeyLabel(only)
  return pairs.length > 1 && pairs.length === filled.length - (isLabelled ? 1 : 0) ? pairs : []
}

/** The keys that stand in rows of their own. `texts` are the words of all cells. */
export function keyRuns(texts: readonly Texts[]): KeyRun[] {
  const runs: KeyRun[] = []
  for (let at = 0; at < texts.length; at += 1) {
    const run = runAt(texts, at)
    if (run === null) continue
    runs.push(run)
    at = Math.max(at, ...run.rows)
  }
  return runs
}

function runAt(texts: readonly Texts[], at: number): KeyRun | null {
  const row = texts[at] ?? []
  if (keyAcross(row).length > 1) return { rows: [at], isSaid: true, columns: new Set(), pairs: [] }
  const [first = '', ...others] = row.filter((text) => text !== '')
  if (first === '') return null
  const isLabel = isKeyLabel(first)
  const isAlone = others.length === 0
  const alone = isAlone ? gatherAlone(texts, at) : null
  if (alone) return alone
  const opens = isLabel && (isAlone || signAt(withoutLabel(row), 0) !== null)
  if (!opens) return gather(texts, at, [], { isSaid: false, opening: '' })
  const from = isAlone ? at + 1 : at
  return gather(texts, from, [at], { isSaid: true, opening: first })
}

interface Opened {
  readonly isSaid: boolean
  readonly opening: string
}

/** The rows from one on that say what a sign means, blank ones below the label aside; each sign once. */
function gather(
  texts: readonly Texts[],
  from: number,
  label: readonly number[],
  { isSaid, opening }: Opened,
): KeyRun | null {
  const rows: number[] = []
  const signs = new Map<string, number>()
  for (let at = from; at < texts.length; at += 1) {
    const row = withoutLabel(texts[at] ?? [])
    const isBlank = row.every((text) => text === '')
    if (isBlank && rows.length === 0 && isSaid) continue
    const column = isBlank ? null : signAt(row, isSaid ? 0 : FEWEST_UNSAID)
    const sign = row[column ?? -1]?.toLowerCase()
    if (column === null || sign === undefined || signs.has(sign)) break
    signs.set(sign, column)
    rows.push(at)
  }
  const fewest = isSaid && /\b(?:key|legend)\b/i.test(opening) ? 1 : FEWEST_UNSAID
  if (rows.length < fewest) return null
  return { rows: [...new Set([...label, ...rows])], isSaid, columns: new Set(signs.values()), pairs: [] }
}

/** Words that announce what colours or signs mean, though they are not those of every key. */
const TELLS =
  /\b(?:colou?rs?|ratings?|b?rag|status(?:es)?|keys?|legend|cod(?:es?|ing)|symbols?|mean(?:s|ing|ings)?|definitions?)\b/i
const LONGEST_LABEL = 80
const FEWEST_ALONE = 3

/** The words of the only cell that is filled, and its column; null where there are none or more. */
function aloneIn(row: Texts): { readonly text: string; readonly column: number } | null {
  const filled = row.flatMap((text, column) => (text === '' ? [] : [{ text, column }]))
  return filled.length === 1 ? (filled[0] ?? null) : null
}

/** Rows running of one cell each that says what a colour means, below a label or without one: `Red \u2013 overdue`, `Amber \u2013 at risk`. */
function gatherAlone(texts: readonly Texts[], at: number): KeyRun | null {
  const label = labelAlone(texts[at] ?? [])
  const from = label === null ? at : texts.findIndex((row, index) => index > at && row.some((text) => text !== ''))
  if (from < 0) return null
  const found = new Map<string, { readonly row: number; readonly column: number; readonly pair: KeyPair }>()
  for (let row = from; row < texts.length; row += 1) {
    const alone = aloneIn(texts[row] ?? [])
    const pair = alone === null ? null : pairOf(alone.text)
    const sign = pair?.signs[0]?.toLowerCase() ?? ''
    if (!alone || !pair || found.has(sign) || !isToldBy(pair, label)) break
    found.set(sign, { row, column: alone.column, pair })
  }
  if (found.size < FEWEST_UNSAID) return null
  const all = [...found.values()]
  return {
    rows: [...(label === null ? [] : [at]), ...all.map(({ row }) => row)],
    isSaid: label !== null || all.length >= FEWEST_ALONE,
    columns: new Set(all.map(({ column }) => column)),
    pairs: label !== null && OF_OTHERS.test(label) ? [] : all.map(({ pair }) => pair),
  }
}

/** The words of a row that may announce a key. */
function labelAlone(row: Texts): string | null {
  const text = aloneIn(row)?.text ?? ''
  const isLabel = text !== '' && text.length <= LONGEST_LABEL && pairOf(text) === null
  return isLabel && (text.endsWith(':') || TELLS.test(text)) ? text : null
}

/** Whether a sign can be one of a key: a colour, or below a label that says so a letter too, or a number that says how something stands. */
function isToldBy({ signs: [sign = ''], meaning }: KeyPair, label: string | null): boolean {
  if (isColour(sign)) return true
  return label !== null && TELLS.test(label) && (!/\d/.test(sign) || statusOfWords(meaning) !== null)
}

const withoutLabel = (row: Texts): Texts => row.map((text) => (isKeyLabel(text) ? '' : text))

/** The column of the sign with which a row opens that says what it means; of so many cells where that is given. */
function signAt(row: Texts, count: number): number | null {
  const filled = row.flatMap((text, column) => (text === '' ? [] : [{ text, column }]))
  const [sign, ...others] = filled
  const isCount = count === 0 ? filled.length <= MOST_FILLED : filled.length === count
  const meanings = others.flatMap(({ text }) => (!isSign(text) && /\p{L}{2}/u.test(text) ? [text] : []))
  if (!sign || !isCount || meanings.length === 0) return null
  // Numbers are references too, unless what stands beside them says how something stands.
  const isNumber = /\d/.test(sign.text)
  if (isNumber && (filled.length > 2 || meanings.every((text) => statusOfWords(text) === null))) return null
  const isKnown = count === 0 ? isSign(sign.text) || isStatusWord(sign.text) : isColour(sign.text)
  return isKnown ? sign.column : null
}
