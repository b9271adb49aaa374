import type { Table } from '#platform/reading/index.ts'
import { fieldOfHeader, isBody, isOtherDate, plainHeader } from '../headers/headers.ts'
import type { Column, ColumnField } from '../model/model.ts'
import { isDayOfDeed } from '../statuses/completion.ts'
import { isDayAlone } from '../words/date-lines.ts'
import type { Dating } from '../words/dating.ts'
import { valuesOf } from '../words/table-values.ts'
import { saysNothing } from '../words/wording.ts'

const PROMISES: ReadonlySet<ColumnField> = new Set(['target', 'target-period', 'owner-and-target'])
/** Words that name a day of the answer to a recommendation, or of a part of the action, which may be when it is to be done. */
const OF_RESPONSE = /^(?:response date|date of response|milestone dates?|date of milestone)$/
/** `By` stands over who as well as over when. */
const BY = /^by$/

/** `By` is who does it where no day stands below. It is asked about. */
export function withByWhom(
  table: Table,
  columns: readonly Column[],
  firstRow: number,
  { readDate }: Dating,
): readonly Column[] {
  const hasOwner = columns.some(({ field }) => field === 'owner')
  return columns.map((column, index): Column => {
    if (column.field !== 'target' || !BY.test(plainHeader(column.header ?? ''))) return column
    const texts = valuesOf(table, index, firstRow).filter((text) => !saysNothing(text))
    const isDated = texts.length === 0 || texts.some((text) => readDate(text).kind !== 'unset' || isDayAlone(text))
    return isDated ? column : { ...column, field: hasOwner ? 'commentary' : 'owner', guessed: true }
  })
}

/**
 * Where no column promises a day, the only one of unknown kind in which days stand, of which some are to come, is likely to do so: `Week`,
 * `Response date`. So is one called `Complete` in which all are to come. It is asked about.
 */
export function withDatesTold(
  table: Table,
  columns: readonly Column[],
  firstRow: number,
  { asOf, readDate }: Dating,
): readonly Column[] {
  if (columns.some(({ field }) => PROMISES.has(field)) || !columns.some(({ field }) => field === 'action'))
    return columns
  const likely = columns.flatMap(({ field, header }, index) => {
    if (field !== 'commentary' || header === null || isBody(header)) return []
    const plain = plainHeader(header)
    const texts = valuesOf(table, index, firstRow).filter((text) => !saysNothing(text))
    const areDays = texts.filter((text) => isDayAlone(text.replace(BEFORE_DAY, '')))
    if (areDays.length === 0 || areDays.length * 2 < texts.length) return []
    if (!texts.every((text) => areDays.includes(text) || INSTEAD.has(readDate(text).kind))) return []
    const days = texts.map((text) => readDate(text).latest)
    const isToCome = (day: string | null) => day === null || day >= asOf
    if (fieldOfHeader(header) === 'status') return days.every(isToCome) ? [index] : []
    const isUnknown = fieldOfHeader(header) === null || OF_RESPONSE.test(plain)
    const isOther = !OF_RESPONSE.test(plain) && (isOtherDate(header) || isDayOfDeed(plain))
    return isUnknown && !isOther && days.some(isToCome) ? [index] : []
  })
  const [only, ...others] = likely
  if (only === undefined || others.length > 0) return columns
  return columns.map((column, index) => (index === only ? { ...column, field: 'target', guessed: true } : column))
}

/** What stands among the days of a column of target dates where an action has none. */
const INSTEAD: ReadonlySet<string> = new Set(['ongoing', 'recurring', 'done', 'immediate'])

const BEFORE_DAY = /^(?:w\/[ce]|week (?:commencing|ending|of)|by|end(?: of)?)\s+/i
