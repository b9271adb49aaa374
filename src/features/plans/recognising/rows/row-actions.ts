import { counted } from '#platform/words.ts'
import { askAboutRevisions, isUnchanged } from '../columns/date-columns.ts'
import { isReplaced } from '../headers/header-times.ts'
import { plainHeader } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, ImportedAction, Question, Value } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { askOnce, isLike, isOfTable, placesOf } from '../model/questions.ts'
import type { OwnersColumn, OwnersOfRow } from '../owners/owner-reader.ts'
import { isAnswer } from '../statuses/answering-columns.ts'
import { askAboutCompletion } from '../statuses/completion.ts'
import { askAboutStatuses } from '../statuses/status-columns.ts'
import { leadingRef, refOf } from '../words/refs.ts'
import { isNumberedList } from '../words/wording.ts'
import { askAboutTick, boxesIn, boxInWords, questionOfBoxes } from './boxes.ts'
import { askAboutWordsBeside } from './cell-labels.ts'
import { cellsBeside } from './cells-beside.ts'
import { askAboutOwnersWithDates } from './owner-date-cells.ts'
import { dateReaderOf, isSpoken, joined, labelled } from './row-values.ts'

/** Several promises in one cell are told apart where the columns beside them, or a list, show that they are several. */
function partsOf(action: Value, values: ReadonlyMap<ColumnField, Value[]>, chosen: 'one' | 'each' | undefined): number {
  const count = action.paragraphs.length
  if (chosen) return chosen === 'one' ? 1 : count
  const beside = (field: ColumnField) => values.get(field)?.[0]?.paragraphs.length ?? 0
  if (count < 2) return 1
  if (beside('ref') === count) return count
  if (beside('ref') > 0) return 1
  const isPlural = /s$|\(s\)$/.test(plainHeader(action.header ?? '')) && action.header !== null
  return beside('target') === count || action.list || isNumberedList(action.paragraphs) || isPlural ? count : 1
}

export function makeActions(
  row: number,
  written: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
): ImportedAction[] {
  const where = placeInWords(context.tableNumber, row)
  const place = placeOf(row, context)
  const chosen = context.parts[place]
  const boxes = chosen === 'one' ? null : boxesIn(written)
  const action = boxes ? { ...written, paragraphs: boxes.map(({ words }) => words) } : written
  const count = boxes?.length ?? partsOf(action, values, chosen)
  const share = (field: ColumnField) =>
    shareOut(
      values.get(field)?.find((value) => value.paragraphs.length > 0),
      count,
    )
  const [refs, targets, states, priorities] = [share('ref'), share('target'), share('status'), share('priority')]
  const [verdicts, predecessors] = [share('verdict'), share('predecessor')]
  const owners = shareOwners(values.get('owner') ?? [], count, (columns) =>
    context.owners.readRow(columns, where, place),
  )
  const [dated] = values.get('target') ?? []
  const readDate = dated ? dateReaderOf(dated, context) : context.readDate
  const commentary = commentaryOf(values, action, context, count)
  if (count > 1 && !chosen) {
    if (boxes) context.questions.push(questionOfBoxes(where, `${place}.1`, count))
    else questionOfParts(where, `${place}.1`, count, values, context)
  }
  const firstPlace = count === 1 ? place : `${place}.1`
  questionOfUnchanged(where, firstPlace, values.get('target') ?? [], context.questions)
  questionOfReplaced(where, firstPlace, values.get('target') ?? [], context.questions)
  askAboutRevisions(values.get('target') ?? [], context)
  askAboutCompletion(values, context)
  askAboutStatuses(firstPlace, where, values, context)
  askAboutOwnersWithDates({ where, place: firstPlace }, values, context)
  askAboutWordsBeside(action, values, context)
  const beside = cellsBeside(values, { columns: context.layout.columns, count, action: action.column, ...context })
  return Array.from({ length: count }, (_, index) => {
    const words = count === 1 ? action.paragraphs.join('\n') : (action.paragraphs[index] ?? '')
    const isWholeList = count === 1 && isNumberedList(action.paragraphs)
    const own =
      refs[index] === undefined && !isWholeList ? leadingRef(words) : { ref: plainRef(refs[index]), text: words }
    const target = targets[index]
    const owned = owners[index]
    const box = boxes?.[index]
    const ownPlace = count === 1 ? place : `${place}.${index + 1}`
    context.beside.set(ownPlace, beside[index] ?? [])
    if (box && !states[index]) askAboutTick(box, ownPlace, context)
    if (owned) context.owners.keep(own.ref ?? joined(values.get('recommendation-ref')?.[0]), owned)
    return {
      place: ownPlace,
      ref: own.ref,
      text: own.text,
      ...(owned?.said ?? { owners: [] }),
      priority: priorities[index] ?? null,
      target: target === undefined ? null : readDate(target),
      status: states[index] ?? null,
      ...(states[index] === undefined ? {} : headerOfSeveral(values.get('status') ?? [], context)),
      commentary: [commentary[index], box && boxInWords(box)].filter(Boolean).join('\n') || null,
      ...(verdicts[index] ? { verdict: verdicts[index] } : {}),
      ...(predecessors[index] ? { predecessor: predecessors[index] } : {}),
    }
  })
}

/** The header above the status that counts, where several columns say how the actions stand and it asks what the cell answers. */
function headerOfSeveral(values: readonly Value[], { layout }: RowContext): { readonly statusHeader?: string } {
  const value = values.find(({ paragraphs }) => paragraphs.length > 0)
  const columns = layout.columns.filter(({ field }) => field === 'status').length
  return columns > 1 && value?.header && isAnswer(value) ? { statusHeader: value.header } : {}
}

/** One paragraph for each part, or the whole for every part, or as far as they go. */
function shareOut(value: Value | undefined, count: number): (string | undefined)[] {
  if (!value) return []
  const { paragraphs } = value
  if (count === 1 || paragraphs.length === 1) return Array.from({ length: count }, () => paragraphs.join('\n'))
  if (paragraphs.length <= count) return [...paragraphs]
  return [...paragraphs.slice(0, count - 1), paragraphs.slice(count - 1).join('\n')]
}

/** The owners of each part: those that stand beside it in a column, or all. */
function shareOwners(
  values: readonly Value[],
  count: number,
  read: (columns: readonly OwnersColumn[]) => OwnersOfRow,
): OwnersOfRow[] {
  if (values.length === 0) return []
  const areShared = count > 1 && values.some(({ paragraphs }) => paragraphs.length === count)
  if (!areShared) {
    const all = read(values)
    return Array.from({ length: count }, () => all)
  }
  const part = (index: number) =>
    values.map(({ column, paragraphs }) => ({
      column,
      paragraphs: paragraphs.length === count ? paragraphs.slice(index, index + 1) : paragraphs,
    }))
  return Array.from({ length: count }, (_, index) => read(part(index)))
}

/** A reference without the word and the marks around it; other words stay as they are. */
const plainRef = (words: string | undefined) => (words === undefined ? null : (refOf(words) ?? words))

/** Commentary as written where there is one such column; otherwise each with its header, and second dates and states too. */
function commentaryOf(
  values: ReadonlyMap<ColumnField, Value[]>,
  action: Value,
  { layout, isUnderHeading }: RowContext,
  count: number,
): string[] {
  const own = values.get('commentary') ?? []
  const isSole = layout.columns.filter(({ field }) => field === 'commentary').length === 1
  const second = (['ref', 'target', 'status', 'priority', 'verdict', 'predecessor'] as const).flatMap((field) =>
    (values.get(field) ?? []).slice(1).filter((value) => value.own),
  )
  const others = (values.get('action') ?? []).filter((value) => value.own && value.column !== action.column)
  const aims = isUnderHeading ? (values.get('objective') ?? []) : []
  const beside = [...(values.get('response') ?? []), ...(values.get('updated') ?? [])]
  const rest = [...aims, ...others, ...second, ...beside].map(labelled)
  const [sole] = own
  if (isSole && sole && count > 1 && sole.paragraphs.length === count) {
    return sole.paragraphs.map((words, index) => (index === 0 ? [words, ...rest].join('\n') : words))
  }
  const spoken = own.map((value) => (isSole && isSpoken(value) ? value.paragraphs.join('\n') : labelled(value)))
  return [[...spoken, ...rest].join('\n')]
}

/** `No change` under a revised date leaves the date in the column before it. */
function questionOfUnchanged(where: string, place: string, targets: readonly Value[], questions: Question[]): void {
  const [first, ...others] = targets
  const unchanged = others.find((value) => value.own && isUnchanged(value))
  if (!first || !unchanged || isUnchanged(first)) return
  questions.push({
    where,
    place,
    question: `Does “${joined(unchanged)}” under “${unchanged.header ?? 'the other date'}” mean that the date in the other column stands?`,
    guess: `Yes: ${joined(first)}.`,
    field: 'target',
  })
}

/** A date that the header calls the previous one counts on where no other is filled in, and it is asked whether it does. */
function questionOfReplaced(where: string, place: string, [first]: readonly Value[], questions: Question[]): void {
  if (!first?.own || !isReplaced(plainHeader(first.header ?? ''))) return
  questions.push({
    where,
    place,
    question: `Does “${joined(first)}” under “${first.header}” still stand?`,
    guess: 'Yes: no other date is filled in.',
    field: 'target',
  })
}

function questionOfParts(
  where: string,
  place: string,
  count: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  { questions, tableNumber }: RowContext,
): void {
  const dates = values.get('target')?.[0]?.paragraphs.length ?? 0
  const pairing =
    dates === count
      ? 'each with the date that stands beside it'
      : dates <= 1
        ? 'all with the same date'
        : `but ${counted(dates, 'date stands', 'dates stand')} beside them, which were given out in order`
  const ends = `, ${pairing}.`
  const question = `This row holds ${counted(count, 'paragraph', 'paragraphs')} in its action cell. Is each an action of its own?`
  const guess = `Yes: ${counted(count, 'action', 'actions')}${ends}`
  const first = { topic: 'paragraphs', sameAs: pairing, where, place, question, guess } as const
  const isSame = (other: Question) => isLike(first, other) && isOfTable(other, tableNumber)
  const isAsked = questions.some(isSame)
  askOnce(questions, first, isSame)
  if (!isAsked) return
  const at = questions.findIndex(isSame)
  const asked = questions[at]
  if (asked)
    questions[at] = {
      ...asked,
      question: `${counted(placesOf(asked).length, 'row', 'rows')} of this table hold several paragraphs in their action cells. Is each an action of its own?`,
      guess: `Yes: each paragraph is an action${ends}`,
    }
}
