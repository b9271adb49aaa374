import type { Day } from '#platform/calendar/index.ts'
import { cellLine } from '#platform/reading/index.ts'
import { asksHowMuch } from '../../statuses/answers.ts'
import { isUndecided } from '../../undecided.ts'
import {
  fieldOfHeader,
  isBody,
  isClosure,
  isElsewhen,
  isOtherDate,
  isOutcome,
  plainHeader,
} from '../headers/headers.ts'
import type { CellBeside } from '../model/cell-beside.ts'
import type { Column, ColumnField, Value } from '../model/model.ts'
import { kindOf } from '../owners/owner-words.ts'
import { tellsDeed } from '../statuses/completion.ts'
import { isOfFigures, turnsOf } from '../statuses/status-columns.ts'
import { isDayAlone } from '../words/date-lines.ts'
import type { ReadDate } from '../words/dating.ts'
import { DONE } from '../words/deed-words.ts'
import { isRef } from '../words/refs.ts'
import { saysNothing } from '../words/wording.ts'
import { isSpokenHeader } from './row-values.ts'

/** The cells of a row that may say how far its actions are, for each of so many actions. */
export function cellsBeside(
  values: ReadonlyMap<ColumnField, readonly Value[]>,
  { columns, count, action, ...dating }: OfRow & Dated,
): readonly (readonly CellBeside[])[] {
  const [status, ...statuses] = values.get('status') ?? []
  const turns = turnsOf(columns)
  const others = status ? statuses.filter((one) => !turns.has(one.column) && isOfFigures(one, status)) : []
  const [promised, ...dates] = values.get('target') ?? []
  const days = [...(promised ? [promised] : []), ...dates].filter((one) => tellsDeed(one, one !== promised))
  const commentary = values.get('commentary') ?? []
  const isOther = (value: Value) => !mayTell(value) || isBefore(value, action)
  const said = [...others.filter(mayTell), ...commentary.filter((value) => !isOther(value))]
  const [first, ...replaced] = [promised, ...dates].map((value) => (value && days.includes(value) ? undefined : value))
  const further = (values.get('action') ?? []).filter(({ column }) => column !== action)
  const aside = [...commentary.filter((one) => isOther(one) && mayEnd(one)), ...further, ...(first ? [first] : [])]
  return Array.from({ length: count }, (_, index) => {
    const part = (value: Value): Value =>
      value.paragraphs.length === count ? { ...value, paragraphs: value.paragraphs.slice(index, index + 1) } : value
    const own = (list: readonly (Value | undefined)[]) => list.flatMap((value) => (value?.own ? part(value) : []))
    return [
      ...[...said, ...days].flatMap((value) =>
        own([value]).flatMap((one) => cellOf(one, { ...dating, isOfDeed: tellsDeed(one, days.includes(value)) })),
      ),
      ...own(values.get('verdict') ?? []).map((value) => from(value, 'verdict')),
      ...own(aside).map((value) => from(value, 'aside')),
      ...own(replaced).map((value) => from(value, 'other date')),
    ]
  })
}

interface OfRow {
  readonly columns: readonly Column[]
  /** How many actions the row has, and the column in which their words stand. */
  readonly count: number
  readonly action: number
}

const from = ({ header, paragraphs }: Value, of: NonNullable<CellBeside['of']>): CellBeside => ({
  header,
  words: paragraphs.join('\n'),
  of,
})

/** Whether a column that is no commentary by its words stands before the action, and so names what it belongs to: `Audit`, `Service`. */
const isBefore = ({ header, column }: Value, action: number): boolean =>
  column < action && !isSpokenHeader(header) && !OF_DEED.test(plainHeader(header ?? ''))

/** What is to be done next. */
const NEXT =
  /^(?:what )?(?:(?:the )?next|further|remaining|outstanding)\b.*\b(?:steps?|actions?|work|tasks?|activit(?:y|ies))\b/
/** Headers over what an action is for, which may be written as if it were reached. */
const OF_AIMS =
  /\b(?:success|measures?|kpis?|benefits?|outcomes?|criteria|targets?|aims?|goals?|objectives?|how will we know)\b/

/** Whether a cell that is of something else may still say in passing that the action is over: `None needed: closed` under `Resources`. */
function mayEnd({ header }: Value): boolean {
  const plain = plainHeader(header ?? '')
  if (isClosure(header ?? '') || isOutcome(header ?? '') || OF_AIMS.test(plain)) return false
  return NEXT.test(plain) || !isElsewhen(header ?? '')
}

interface Dated {
  readonly readDate: ReadDate
  readonly today: Day
}

/** The cells of a row that goes on with an action above it. */
export const cellsOfMore = (values: readonly Value[], dating: Dated): readonly CellBeside[] =>
  values.filter(mayTell).flatMap((value) => cellOf(value, { ...dating, isOfDeed: tellsDeed(value, false) }))

/** Headers over what an action costs, needs, serves or belongs to. */
const OF_OTHERS =
  /\b(?:costs?|budgets?|funding|resources?|success|measures?|kpis?|benefits?|risks?|themes?|strands?|categor(?:y|ies)|priorit(?:y|ies)|duration|task (?:mode|type)|outline level|predecessors?|successors?|sources?|how will we know)\b/

/** Headers over who or what says that something was done: `Closed by`, `Sign-off`. */
const OF_DEED = new RegExp(String.raw`\b(?:${DONE}|complete|completion|closure|sign off|approv(?:ed|al))\b`)
/** `4/4`, `1 of 3`; nothing, or a hundred, of something. */
const SHARE = /^(?:\d{1,3}\s*(?:\/|of|out of)\s*\d{1,3}|0|100)$/i

/** Whether a cell may say how far an action is: not one of another time, of money, of names or of what the action is for. */
function mayTell(value: Value): boolean {
  const header = value.header ?? ''
  const plain = plainHeader(header)
  const words = cellLine(value)
  if (isElsewhen(header) || isClosure(header) || isOutcome(header) || isBody(header)) return false
  if (isSpokenHeader(value.header) || asksHowMuch(header) || OF_DEED.test(plain)) return true
  if (isOtherDate(header) || OF_OTHERS.test(plain) || fieldOfHeader(header) === 'owner') return false
  if (SHARE.test(words)) return true
  return !/^[^\p{L}%]*$/u.test(words) && !isRef(words) && kindOf(words) === 'none'
}

function cellOf(value: Value, dating: Dated & { readonly isOfDeed: boolean }): CellBeside[] {
  const words = value.paragraphs.join('\n')
  if (saysNothing(words) || isUndecided(words)) return []
  const day = dayOf(value, words, dating)
  if (day === 'other') return []
  return [{ header: value.header, words, ...(day ? { day } : {}) }]
}

/** Headers over the day on which a status was set. */
const OF_STATUS = /\b(?:status|b?rag)\b/

/** What a day alone says: that the action was done, something that is not clear, or, where it is still to come, nothing of how far it is. */
function dayOf(
  { header }: Value,
  words: string,
  { readDate, today, isOfDeed }: Dated & { readonly isOfDeed: boolean },
): 'done' | 'unclear' | 'other' | null {
  if (!/\d/.test(words) || asksHowMuch(header)) return null
  if (!isOfDeed && !isDayAlone(words)) return null
  const { latest } = readDate(words)
  if (isOfDeed) return latest !== null && latest <= today ? 'done' : 'unclear'
  const isOfStatus = fieldOfHeader(header ?? '') === 'commentary' && OF_STATUS.test(plainHeader(header ?? ''))
  return isOfStatus || (latest !== null && latest > today) ? 'other' : 'unclear'
}
