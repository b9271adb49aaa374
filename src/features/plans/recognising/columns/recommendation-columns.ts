import type { Table } from '#platform/reading/index.ts'
import { isUndecided } from '../../undecided.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Column, ColumnField } from '../model/model.ts'
import { isRef } from '../words/refs.ts'
import { valuesOf } from '../words/table-values.ts'
import { isStatusWord } from '../words/wording.ts'
import { saysRecommendation } from './findings-beside.ts'

const GRADE =
  /^(?:(?:very )?(?:h|m|l|high|med|medium|moderate|low)|critical|significant|substantial|major|minor|severe|serious|urgent|essential|desirable|mandatory|advisory|\d{1,3}\s?%|(?:high|medium|med|low|h|m|l)\s?[/-]\s?(?:high|medium|med|low|h|m|l))[.!]?$/i
const PRIORITY = /^(?:(?:very )?(?:h|m|l|high|med|medium|moderate|low)|critical|urgent)[.!]?$/i
const ANSWER = /^(?:yes|no|y|n|none|nil|n\/?a|not applicable|none identified|x|✓|✔|[\s.?/\u2013\u2014-]+)[.!]?$/i
const WORDED: ReadonlySet<ColumnField> = new Set(['recommendation', 'objective'])

/**
 * A column that by its header holds what an action answers holds it surely only to the left of the action, and not where grades or
 * answers stand in it: `Risk` over `High`, `Issue` over `Awaiting approval`. Other columns of the kind are asked about.
 */
export function withRecommendationsBefore(
  table: Table,
  columns: readonly Column[],
  firstRow: number,
): readonly Column[] {
  const isHeld = columns.some(({ field }) => field === 'action')
  // A column that is only guessed to be the action tells nothing of those beside it.
  const action = columns.findIndex(({ field, guessed }) => field === 'action' && !guessed)
  const isBefore = (index: number) => action < 0 || index < action
  const hasPriority = columns.some(({ field, guessed }) => field === 'priority' && !guessed)
  const told = columns.map((column, index): Column => {
    if (!WORDED.has(column.field)) return column
    const values = valuesOf(table, index, firstRow)
    const isGraded = values.length > 0 && values.every((value) => isAnswer(value))
    if (isGraded && isHeld) return { ...column, field: graded(values, hasPriority), guessed: true }
    return column
  })
  const hasOne = told.some(({ field, guessed }, index) => WORDED.has(field) && isBefore(index) && !guessed)
  const isCalledSo = ({ field, header }: Column) => field === 'recommendation' && saysRecommendation(header)
  const isNamed = told.some((column, index) => isBefore(index) && isCalledSo(column))
  return told.map((column, index): Column => {
    if (!WORDED.has(column.field) || isBefore(index)) return column
    // Beside a finding, a column that is itself called recommendation holds what the action answers.
    if (hasOne && !isNamed && isCalledSo(column)) return { ...column, guessed: true }
    return { ...column, field: 'commentary', guessed: !hasOne }
  })
}

const isAnswer = (value: string): boolean =>
  GRADE.test(value) || ANSWER.test(value) || isUndecided(value) || isStatusWord(value)

/** High, medium and low are urgencies where no column surely holds those; other answers are nothing that is known. */
const graded = (values: readonly string[], hasPriority: boolean): ColumnField =>
  !hasPriority &&
  values.every((value) => PRIORITY.test(value) || ANSWER.test(value) || isUndecided(value)) &&
  values.some((value) => PRIORITY.test(value))
    ? 'priority'
    : 'commentary'

const NUMBERED = /^(?:\S*\d\S*$|\d{1,3}(?:\.\d{1,3})*[.):]?\s)/
const OF_THINGS = /^(?:items?|item name)$/

/** Whether a header is over things in words or by their numbers: `Item`. */
export const isOfThings = (header: string | null): boolean => OF_THINGS.test(plainHeader(header ?? ''))

/** `Item` is the reference only where references stand below it; words there are what is to be done, or what it is about. */
export function withItems(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const hasAction = columns.some(({ field }) => field === 'action')
  return columns.map((column, index): Column => {
    if (column.field !== 'ref' || !isOfThings(column.header)) return column
    const values = valuesOf(table, index, firstRow)
    const refs = values.filter((value) => isRef(value) || NUMBERED.test(value)).length
    if (values.length === 0 || refs >= values.length / 2) return column
    return { ...column, field: hasAction ? 'commentary' : 'action', guessed: true }
  })
}
