import { type Block, type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { capital } from '#platform/words.ts'
import type { Status } from '../../model.ts'
import { OVER } from '../../over.ts'
import { statusOfWords } from '../../statuses.ts'
import { HEADERS_WITHIN } from '../headers/header-rows.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import type { LeftOver } from '../model/model.ts'
import { placeInWords } from '../model/places.ts'
import { titledCard, upright } from '../tables/cards.ts'
import { isColour, isKeyLabel, isSign, type KeyPair, keyIn, OF_OTHERS, pairOf, signsIn } from './key-pairs.ts'
import { keyAcross, keyRuns } from './key-rows.ts'

const MOST_ROWS = 14

/** The pairs of every key that a document has: in a line, in lines below one another, in a table of its own, at the foot of the plan or in a header. */
export function keysOf(blocks: readonly Block[]): KeyPair[] {
  const inTables = blocks.flatMap((block) => (block.type === 'table' ? ofTable(block) : []))
  return [...inHeaders(blocks), ...ofLines(blocks), ...inTables].filter(({ meaning }) => !isSign(meaning))
}

/** Lines that are a key, and runs of lines of which each is a pair. */
function ofLines(blocks: readonly Block[]): KeyPair[] {
  const lines = blocks.map((block) => (block.type === 'table' ? '' : block.text))
  const isPairAt = (at: number) => lines[at] !== undefined && lines[at] !== '' && pairOf(lines[at]) !== null
  return lines.flatMap((line, at) => {
    const whole = line === '' ? null : keyIn(line)
    if (whole) return whole.pairs
    const before = lines[at - 1] ?? ''
    if (!isPairAt(at) || isPairAt(at - 1)) return []
    const end = lines.findIndex((_, index) => index > at && !isPairAt(index))
    const run = lines.slice(at, end < 0 ? lines.length : end).flatMap((one) => pairOf(one) ?? [])
    const isLabelled = before !== '' && isKeyLabel(before)
    const isClear = run.length > 1 && run.every(({ signs: [sign = ''] }) => isColour(sign))
    return (isLabelled || isClear) && !OF_OTHERS.test(before) ? run : []
  })
}

/** The words of a cell, or the name of its colour. */
const shown = (cell: Cell | undefined): string =>
  cell === undefined ? '' : cellLine(cell) || (cell.colour ? capital(cell.colour) : '')

function ofTable(table: Table): KeyPair[] {
  const { rows, caption } = table
  // The colour of an action stands on its card beside the label of the status, and means nothing else.
  if (upright(table) !== table || titledCard(table) !== null) return []
  const texts = rows.map((row) => row.map(shown))
  const isPlan = rows
    .slice(0, HEADERS_WITHIN)
    .some((row) => row.filter((cell) => PLAN.has(fieldOfHeader(cellLine(cell)) ?? '')).length > 1)
  if (isPlan) {
    const runs = keyRuns(texts)
    const unsaid = runs.flatMap(({ isSaid, rows: of }) => (isSaid ? [] : of))
    const alone = runs.flatMap(({ pairs }) => pairs)
    const below = texts.flatMap((_, row) => belowLabel(texts, row))
    return [...texts.flatMap(keyAcross), ...alone, ...below, ...unsaid.flatMap((row) => ofRow(texts[row] ?? []) ?? [])]
  }
  const words = texts.flatMap(keyAcross)
  if (words.length > 0) return words
  return ofKeyTable(texts, caption)
}

const PLAN: ReadonlySet<string> = new Set(['action', 'recommendation', 'owner', 'target'])

/** A sign and the cell that says what it means, of one row. */
function ofRow(row: readonly string[]): KeyPair | null {
  const filled = row.filter((text) => text !== '')
  const signs = filled.filter(isSign)
  const others = filled.filter((text) => !isSign(text) && /^\P{N}*\p{L}{2}/u.test(text))
  const meaning = others.find((text) => meaningOf(text) !== null) ?? others[0]
  if (signs.length === 0 || meaning === undefined || filled.length > MOST_FILLED) return null
  return { signs: signs.flatMap(signsIn), meaning }
}

const MOST_FILLED = 4

/** A table of its own: signs down one column, or across one row, with what they mean beside or below them. */
function ofKeyTable(texts: readonly (readonly string[])[], caption: string | null): KeyPair[] {
  const filled = texts.filter((row) => row.some((text) => text !== ''))
  if (filled.length > MOST_ROWS || OF_OTHERS.test([caption ?? '', ...(filled[0] ?? [])].join(' '))) return []
  const [tops = [], below = []] = filled
  if (filled.length === 2 && tops.filter((text) => text !== '').every(isSign))
    return tops.flatMap((sign, column) =>
      sign && below[column] ? [{ signs: signsIn(sign), meaning: below[column] }] : [],
    )
  const pairs = filled.flatMap((row) => ofRow(row) ?? [])
  const signs = pairs.map(({ signs: [sign = ''] }) => sign.toLowerCase())
  const areMost = pairs.length > 1 && pairs.length >= filled.length - 2 && new Set(signs).size === signs.length
  const areTold = pairs.filter(({ meaning }) => meaningOf(meaning) !== null).length * 2 >= pairs.length
  return areMost && areTold ? pairs : []
}

/** Signs and their meanings below or beside a cell that only says `Key`. */
function belowLabel(texts: readonly (readonly string[])[], row: number): KeyPair[] {
  const column = (texts[row] ?? []).findIndex((text) => text !== '' && isKeyLabel(text) && /key|legend/i.test(text))
  if (column < 0) return []
  const from = Math.max(0, column - 1)
  const pairs: KeyPair[] = []
  for (let at = row; at < Math.min(texts.length, row + MOST_ROWS); at += 1) {
    const cells = (texts[at] ?? []).slice(from, from + MOST_FILLED).filter((text) => !isKeyLabel(text))
    const pair = ofRow(cells)
    if (pair) pairs.push(pair)
    else if (at > row && (pairs.length > 0 || (texts[at] ?? []).some((text) => text !== ''))) break
  }
  return pairs
}

function headerKey(cell: Cell): { readonly before: string; readonly pairs: readonly KeyPair[] } | null {
  const words = cellLine(cell)
  const key = words === '' ? null : keyIn(words)
  const before = (key?.before ?? '')
    .replace(/[\s(:=,;\u2013\u2014-]+(?:key|legend|where)?[\s(:=,;\u2013\u2014-]*$/i, '')
    .trim()
  return key && key.pairs.length > 1 && fieldOfHeader(before) === 'status' ? { before, pairs: key.pairs } : null
}

/** Whether a cell stands among headers, or above them, and not in a row of its own below a plan. */
function isAmongHeaders({ rows }: Table, row: number, column: number): boolean {
  if (row >= HEADERS_WITHIN) return false
  const headers = (at: number) =>
    (rows[at] ?? []).filter(
      (cell, other) => (at !== row || other !== column) && PLAN.has(fieldOfHeader(cellLine(cell)) ?? ''),
    )
  const others = (rows[row] ?? []).filter((cell, other) => other !== column && cellLine(cell) !== '')
  return headers(row).length > 0 || (others.length === 0 && column > 0 && headers(row + 1).length > 1)
}

const keysInHeaders = (table: Table) =>
  table.rows
    .slice(0, HEADERS_WITHIN)
    .flatMap((cells, row) =>
      cells.flatMap((cell, column) => (isAmongHeaders(table, row, column) ? (headerKey(cell) ?? []) : [])),
    )

const inHeaders = (blocks: readonly Block[]): KeyPair[] =>
  blocks.flatMap((block) => (block.type === 'table' ? keysInHeaders(block).flatMap(({ pairs }) => pairs) : []))

/** The blocks with headers such as `RAG (Green = complete, …)` without their key, which is told with what is left over. */
export function withoutKeys(blocks: readonly Block[]): {
  readonly blocks: readonly Block[]
  readonly leftOver: readonly LeftOver[]
} {
  const leftOver: LeftOver[] = []
  let table = -1
  const read = blocks.map((block): Block => {
    if (block.type !== 'table') return block
    table += 1
    if (keysInHeaders(block).length === 0) return block
    const rows = block.rows.map((cells, row) =>
      cells.map((cell, column) => {
        const key = isAmongHeaders(block, row, column) ? headerKey(cell) : null
        if (key === null) return cell
        leftOver.push({
          where: placeInWords(table, row, column),
          text: cellLine(cell),
          why: 'It says what the statuses of the column mean.',
        })
        return { ...cell, paragraphs: [key.before] }
      }),
    )
    return { ...block, rows }
  })
  return { blocks: read, leftOver }
}

const CLAUSES = /[;,.:()/\u2013\u2014]|\s-\s|\b(?:or|and|but|with|where|which|that)\b/i
const PROMISED =
  /\b(?:to be|will|would|expected|on (?:track|course|target|schedule|time|plan)|likely|unlikely|not|yet|partly|partially|risks?|delay\w*|behind|slipp\w*|issues?|concerns?|late|overdue|due|being|progress\w*|under way|underway|started|begun|working|ongoing)\b/i
const DEEDS =
  /\b(?:complet\w*|clos\w*|deliver\w*|implement\w*|done|finish\w*|achiev\w*|met|discharg\w*|cancel\w*|supersed\w*|withdrawn|no longer|hold|paus\w*|start\w*|begun|commenc\w*)\b/i

/** How an action stands by what a key says of a sign: `mixed` where it says several things, null where it says nothing that is known. */
export function meaningOf(meaning: string): Status | 'mixed' | null {
  const whole = statusOfWords(meaning)
  if (whole !== null) return whole
  const said = meaning.split(CLAUSES).flatMap((clause) => statusOfWords(clause.replace(SUBJECT, '').trim()) ?? [])
  const statuses = new Set(said)
  const [only, ...others] = statuses
  if (only !== undefined && others.length === 0 && !(OVER.has(only) && PROMISED.test(meaning))) return only
  if (others.length > 0) return 'mixed'
  if (!DEEDS.test(meaning)) return null
  return PROMISED.test(meaning) && !/\bnot (?:been |yet )?(?:start|begun|commenc)/i.test(meaning)
    ? 'in-progress'
    : 'mixed'
}

const SUBJECT =
  /^\s*(?:(?:the|all|this) )?(?:actions?|tasks?|recommendations?|items?|milestones?|work)\s+(?:is|are|has|have)?\s*(?:now |been )*/i
