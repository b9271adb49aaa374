import { cellLine } from '#platform/reading/index.ts'
import { onceFor } from '../../once-for.ts'
import { isUndecided } from '../../undecided.ts'
import { fieldOfHeader, isExactHeader } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField } from '../model/model.ts'
import { placeOf } from '../model/places.ts'
import { BESIDE_ACTION } from '../model/promise-fields.ts'
import { type KeyRun, keyRuns } from '../statuses/key-rows.ts'
import { fittingCells } from '../tables/tables-before.ts'
import { isRef, refOf } from '../words/refs.ts'

/** Why a row below the actions is none: it stands at the foot, its reference is a word among numbers, or it shows how to fill in the rest. */
export interface FootRow {
  readonly kind: 'foot' | 'word' | 'example' | 'key'
  readonly isSure: boolean
}

/** What opens the words at the foot of a table, whatever follows. */
const OPENS =
  /^(?:(?:colour |rag )?key|legend|notes?|nb|n b|source|sources|footnotes?|produced by|prepared by|compiled by|author|version|last updated|contact|for further information|copyright|end of|signed)\b/i
/** Labels at the foot of a table, alone or before a colon. */
const LABELS =
  /^(?:(?:colour |rag |status |priority )?key|legend|notes?|nb|n\.b\.?|sources?|footnotes?|(?:produced|prepared|compiled|approved|agreed|authorised|completed|reviewed|endorsed|submitted|checked|cleared|verified|written|signed(?: off)?) (?:by|on behalf of|for)|sign(?:ed)?[ -]?off|signed|signature|authors?|version|last updated|contacts?|for further information|copyright|distribution(?: list)?|circulation(?: list)?|copy to|copied to|cc|next (?:review|update|meeting)(?: date)?|date of next (?:review|meeting|update)|review date|date (?:of )?(?:approved|approval|signed|reviewed)|definitions?|glossary|abbreviations?|acronyms?|disclaimer|classification|(?:version|document|revision|change|amendment) (?:history|control|log|record)|(?:document|plan|policy) (?:owner|author|control|reference|number|version|status))\s*(?::|$)/i
const EXAMPLE = /^\(?(?:e\.?\s?g\.?|(?:for |worked )?examples?|sample)(?:\s(?:row|entry|only|\d{1,2}))?\)?\s*:?$/i
const OPENS_EXAMPLE = /^\(?(?:e\.g\.?|(?:for )?example\s*[:\u2013\u2014-])\s*\S/i
/** Marks by which a footnote is told. */
const MARK = /^(?:[*\u2020\u2021^#\u00b9\u00b2\u00b3~+]{1,3}|\(\*{1,3}\))$/u
/** What stands for a reference that is still to come. */
const NO_REF = /^(?:n\/?a|new|none|nil|x{1,3}|[ivxlc]+|\p{L}|[\s.?/\u2013\u2014-]+)$/iu

interface Filled {
  readonly text: string
  readonly field: ColumnField
}

interface Row {
  readonly index: number
  readonly ref: string
  readonly cells: readonly Filled[]
  readonly promised: number
}

const isNumbered = ({ ref }: Row) => refOf(ref) !== null || (/\d/.test(ref) && !/\s/.test(ref))
const isWord = ({ ref }: Row) =>
  ref !== '' && !/\d/.test(ref) && !MARK.test(ref) && !NO_REF.test(ref) && !isUndecided(ref)
const isLabelled = ({ cells: [first] }: Row) => first !== undefined && LABELS.test(first.text)
const isExample = ({ cells }: Row) =>
  EXAMPLE.test(cells[0]?.text ?? '') || cells.some(({ field, text }) => field === 'action' && OPENS_EXAMPLE.test(text))

/** How a reference is written: those of `1` and `12` alike, and otherwise than `0.1`. */
const shapeOf = (ref: string): string =>
  (refOf(ref) ?? ref)
    .replace(/\d+/g, '9')
    .replace(/\p{L}+/gu, 'a')
    .replace(/[\s.:]+$/, '')

/** The rows below the headers that are no actions, because they stand at the foot, by their index. */
export const footRows = onceFor(({ layout }: RowContext) => layout, findFoot)

function rowsOf({ table, layout: { columns, firstRow } }: RowContext): Row[] {
  const at = columns.findIndex(({ field }) => field === 'ref')
  const refs = at >= 0 ? at : columns.findIndex(({ field }) => field === 'recommendation-ref')
  return table.rows.slice(firstRow).map((line, index) => {
    const texts = columns.map((_, column) => cellLine(line[column]))
    const cells = columns.flatMap(({ field }, column) => (texts[column] ? [{ text: texts[column], field }] : []))
    const promised = cells.filter(({ field }) => BESIDE_ACTION.has(field)).length
    return { index: index + firstRow, ref: texts[refs] ?? '', cells, promised }
  })
}

/** Goes down the rows: what opens a foot takes with it all that stands below and is not like the actions. */
function findFoot(context: RowContext): ReadonlyMap<number, FootRow> {
  const rows = rowsOf(context)
  const words = rows.filter((row) => isWord(row) && row.cells.length > 1 && !isLabelled(row) && !isExample(row))
  const numbers = rows.filter(isNumbered).length
  const areNumbers = numbers > 0 && words.length <= numbers
  const keys = keyRowsOf(context)
  const lastPromise = rows.findLast(({ index, promised }) => promised > 0 && !keys.has(index))?.index ?? -1
  const firstPromise = rows.find(({ promised }) => promised > 0)?.index ?? Number.POSITIVE_INFINITY
  const lastNumber = rows.findLast(isNumbered)?.index ?? -1
  const hasRefs = context.layout.columns.some(({ field }) => field === 'ref')
  const found = new Map<number, FootRow>()
  let open: FootRow | null = null
  let isBelowBlank = false
  const shapes = new Set<string>()
  let lastOfPlan = -1
  const isOfPlan = (other: Row) =>
    isNumbered(other) && (shapes.size === 0 || open?.kind !== 'foot' || shapes.has(shapeOf(other.ref)))
  const lastOfShape = new Map(rows.filter(isNumbered).map(({ ref, index }) => [shapeOf(ref), index]))
  const isBelowPlan = (index: number) => areNumbers && shapes.size > 0 && index > lastOfPlan
  const isKey = (index: number, isEnded: boolean) => keys.get(index)?.isSaid === true || (keys.has(index) && isEnded)
  for (const [at, row] of rows.entries()) {
    const isEnded = (row.index > lastPromise || isBelowPlan(row.index)) && row.index > firstPromise
    if (context.rowKinds[placeOf(row.index, context)] !== undefined) open = null
    else if (row.cells.length === 0) isBelowBlank ||= isEnded
    else {
      if (open && endsFoot(at, rows, (one) => (areNumbers ? isOfPlan(one) : isPromise(one, context)))) open = null
      if (isKey(row.index, isEnded)) {
        found.set(row.index, isEnded || keys.get(row.index)?.pairs.length === 0 ? KEY : KEY_BETWEEN)
        if (isEnded) open = KEY
        continue
      }
      if (!open && isNumbered(row)) {
        shapes.add(shapeOf(row.ref))
        lastOfPlan = Math.max(lastOfPlan, lastOfShape.get(shapeOf(row.ref)) ?? -1)
      }
      const own = opensFoot(row, {
        areNumbers,
        isBelowNumbers: row.index > lastNumber || isBelowPlan(row.index),
        isEnded,
        isFirst: row.index <= firstPromise,
      })
      const isAlone = row.cells.length === 1 && row.cells[0]?.field === 'action' && hasRefs && isEnded && isBelowBlank
      const told: FootRow | null = own ?? open ?? (isAlone ? { kind: 'foot', isSure: false } : null)
      if (told) found.set(row.index, told)
      // Where nobody wrote headers, nothing says what the rows of the table have in common.
      open = own && own.kind !== 'example' && context.layout.basis !== 'contents' ? own : open
    }
  }
  return found
}

const KEY: FootRow = { kind: 'foot', isSure: true }
/** Above actions, what colours mean in cells that stand alone may be headings. */
const KEY_BETWEEN: FootRow = { kind: 'key', isSure: false }
/** Columns in which the words of a key may stand for what they mean. */
const OF_STATES: ReadonlySet<ColumnField> = new Set(['status', 'verdict', 'priority'])

/** The rows below the headers that are a key, by their index. Colours under a header such as `RAG` are none by themselves. */
function keyRowsOf({ table, layout: { columns, firstRow } }: RowContext): ReadonlyMap<number, KeyRun> {
  const texts = table.rows.slice(firstRow).map((row) => row.map(cellLine))
  const runs = keyRuns(texts).filter(
    ({ isSaid, columns: signs }) =>
      isSaid || [...signs].every((column) => !OF_STATES.has(columns[column]?.field ?? 'commentary')),
  )
  return new Map(runs.flatMap((run) => run.rows.map((row) => [row + firstRow, run] as const)))
}

interface Around {
  /** Whether the other references are numbers. */
  readonly areNumbers: boolean
  /** Whether no number follows. */
  readonly isBelowNumbers: boolean
  /** Whether nothing in this row or below it is promised, and something above it. */
  readonly isEnded: boolean
  readonly isFirst: boolean
}

function opensFoot(row: Row, { areNumbers, isBelowNumbers, isEnded, isFirst }: Around): FootRow | null {
  const [first, second] = row.cells
  if (!first || (areNumbers && isNumbered(row) && !isExample(row))) return null
  if (isExample(row)) return { kind: 'example', isSure: false }
  const isShort = first.text.split(/\s+/).length <= 3
  if (isEnded && row.cells.length <= 2 && (LABELS.test(first.text) || (OPENS.test(first.text) && (!second || isShort))))
    return { kind: 'foot', isSure: true }
  if (row.cells.length < 2) return null
  if (areNumbers && row.ref !== '') {
    if (LABELS.test(row.ref)) return isBelowNumbers ? { kind: 'foot', isSure: true } : { kind: 'word', isSure: false }
    if (MARK.test(row.ref) && row.promised === 0) return { kind: 'foot', isSure: true }
    return isWord(row) ? { kind: 'word', isSure: false } : null
  }
  return !areNumbers && !isFirst && LABELS.test(first.text) && !/\S:\s*\S/.test(first.text)
    ? { kind: 'foot', isSure: true }
    : null
}

/** Whether a row is one of the table again: by its reference, by what it promises, or as headers or a heading of such rows. */
function endsFoot(at: number, rows: readonly Row[], isLike: (row: Row) => boolean): boolean {
  const row = rows[at]
  if (!row || isLabelled(row)) return false
  if (isLike(row) || areHeaders(row)) return true
  const next = rows.slice(at + 1).find(({ cells }) => cells.length > 0)
  return row.cells.length === 1 && next !== undefined && !isLabelled(next) && isLike(next)
}

/** Headers of a plan, and not those of another table at the foot, such as of versions. */
const areHeaders = ({ cells }: Row): boolean =>
  cells.length >= 3 &&
  cells.every(({ text }) => isExactHeader(text)) &&
  cells.some(({ text }) => ['action', 'recommendation'].includes(fieldOfHeader(text) ?? ''))

/** Whether a row says in words what is to be done, and who, when or how beside it: what stands under a date or a status is one. */
function isPromise({ index, cells, promised }: Row, { table, layout, readDate }: RowContext): boolean {
  const action = cells.find(({ field }) => field === 'action')?.text ?? ''
  if (promised < 2 || !/\p{L}{2}/u.test(action) || isRef(action)) return false
  return !fittingCells([table.rows[index] ?? []], layout, readDate)
    .flat()
    .includes(false)
}
