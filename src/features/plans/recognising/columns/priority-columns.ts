import type { Table } from '#platform/reading/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Column, ColumnField } from '../model/model.ts'
import { valuesOf } from '../words/table-values.ts'
import { isStatusWord, saysNothing } from '../words/wording.ts'

const wordsIn = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Words that by themselves say how urgent or how grave something is, also where more words go on behind a mark: `High – ICO deadline`. */
const PLAIN_GRADES = wordsIn(`
  high higher highest medium med moderate low lower lowest h m l critical urgent essential desirable must should could mandatory
  statutory immediate major minor significant fundamental severe serious red amber green
`)
/** Words that do so only where nothing else stands beside them: `Core`, and not `Core records`. */
const OTHER_GRADES = wordsIn(`
  mid middling normal routine standard important unimportant optional advisory substantial material limited negligible insignificant extreme
  catastrophic tolerable intolerable acceptable unacceptable likely unlikely possible rare won't wont would won yellow orange blue black white
  grey gold silver bronze quick short long now next later soon soonest asap top key core first second third fourth fifth primary secondary
  tertiary one two three four five months weeks days year years housekeeping attention practice nice wish ii iii iv vi
`)
/** Words that may stand beside a grade and are none. */
const BESIDE_GRADES = wordsIn(`
  very not no of and or to in the a an for with is it be have has this that time at as by priority priorities risk level category cat tier grade class
  band rank rating score impact likelihood importance severity term win wins within merits best value added almost certain business legal
  duty requirement required action number nr run longer shorter month week day appetite tolerance outside
`)
const isMark = (word: string): boolean => /^(?:\p{L}|\p{L}{0,2}\d{1,3})$/u.test(word)
const isToCome = (value: string): boolean =>
  /^(?:tbc|tbd|to be (?:confirmed|agreed|decided|set)|unknown|yes|y)\b/i.test(value)

const wordsOf = (value: string): string[] =>
  value
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .match(/[\p{L}\p{N}']+/gu) ?? []

/** Whether a cell holds grades alone (`P1`, `Very low`, `Must have`), or one apart from other words (`High – ICO deadline`). */
function isGrade(value: string): boolean {
  const words = wordsOf(value)
  const isOne = (word: string) => PLAIN_GRADES.has(word) || OTHER_GRADES.has(word) || isMark(word)
  if (words.every((word) => isOne(word) || BESIDE_GRADES.has(word))) return words.length === 0 || words.some(isOne)
  const parts = value.split(/\s-\s|[\u2013\u2014:;,()[\]/|]/).map(wordsOf)
  return parts.some(
    (part) =>
      part.some((word) => PLAIN_GRADES.has(word)) &&
      part.every((word) => PLAIN_GRADES.has(word) || BESIDE_GRADES.has(word)),
  )
}

/** What stands in a column of priorities: grades, names of what actions serve, or more names than grades. */
type Held = 'grades' | 'names' | 'both'

function heldIn(values: readonly string[]): Held {
  const said = values.filter((value) => !saysNothing(value) && !isToCome(value) && !isStatusWord(value))
  const grades = values.filter(isGrade).length
  const names = said.filter((value) => !isGrade(value)).length
  if (names === 0) return 'grades'
  return grades === 0 ? 'names' : names > grades ? 'both' : 'grades'
}

const OF_PRIORITY = /\bpriorit(?:y|ies)\b/
/** Headers over names of priorities, and not over why or when something is one: `Reason for priority`. */
const NAMES_PRIORITY =
  /^(?!.*\b(?:for|of|to|by|why|how)\b.*\bpriorit)(?:[\p{L}\d]+ )*priorit(?:y|ies)(?: (?:themes?|areas?|outcomes?|objectives?|aims?|goals?|topics?|names?|titles?|descriptions?|(?:work ?)?streams?|strands?|actions?|tasks?|activit(?:y|ies)|steps?|deliverables?|for|in|\d+))*$/u
/** A header that speaks of actions that come first: `Priority actions`. */
const OF_ACTIONS = /\bpriority (?:[a-z]+ )?(?:action|task|activit|step|deliverable)(?:s|y|ies)?\b/

/** Whether a column is called priority: for certain, or among other words, where it was not read as one. */
function isCalledPriority({ header, field, guessed }: Column): boolean {
  const plain = plainHeader(header ?? '')
  return field === 'priority'
    ? OF_PRIORITY.test(plain)
    : guessed && field === 'commentary' && NAMES_PRIORITY.test(plain)
}

/** Where no column is called action, `Priority actions` is, unless grades stand in it. */
export function withPriorityActions(
  table: Table,
  headers: readonly (string | null)[],
  fields: readonly (ColumnField | null)[],
  firstRow: number,
): readonly (ColumnField | null)[] {
  if (fields.includes('action')) return fields
  const isOpen = (field: ColumnField | null | undefined) => field === 'priority' || field === 'commentary'
  const named = headers.flatMap((header, column) =>
    isOpen(fields[column]) && OF_ACTIONS.test(plainHeader(header ?? '')) ? [column] : [],
  )
  const [at, ...others] = named
  if (at === undefined || others.length > 0 || heldIn(valuesOf(table, at, firstRow)) !== 'names') return fields
  return fields.with(at, 'action')
}

const WORDED: ReadonlySet<ColumnField> = new Set(['recommendation', 'objective'])
const MAY_BE_DONE: ReadonlySet<ColumnField> = new Set(['action', 'recommendation', 'objective', 'response'])

/**
 * A column of priorities in which no grade stands (`Governance`, `Training`) says what the actions behind it serve, or is itself what is to be
 * done where no other column can be. It is asked about, and so is one that holds more names than grades.
 */
export function withPriorityNames(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const action = columns.findIndex(({ field }) => field === 'action')
  const hasDeeds = columns.some(({ field }) => MAY_BE_DONE.has(field))
  const hasGroup = columns.some(({ field }) => WORDED.has(field))
  const fieldAt = (column: Column, index: number): ColumnField => {
    if (!isCalledPriority(column)) return 'commentary'
    if (!hasDeeds) return 'action'
    if (action >= 0 && index > action) return 'commentary'
    return hasGroup ? 'objective' : 'recommendation'
  }
  return columns.map((column, index): Column => {
    if (column.field !== 'priority' && !isCalledPriority(column)) return column
    const held = heldIn(valuesOf(table, index, firstRow))
    if (held === 'grades') return column
    return held === 'both' ? { ...column, guessed: true } : { ...column, field: fieldAt(column, index), guessed: true }
  })
}
