import { isExactHeader, plainHeader } from './headers.ts'
import type { ColumnField } from './model.ts'

/** What a header says by which the day below it is promised, whatever else it says. */
const PROMISES =
  /\b(?:target(?:ed)?|due|deadlines?|time ?scales?|time ?lines?|time ?frames?|timings?|completion|complete[ds]?|deliver(?:y|ed)?|implement(?:ation|ed)|end|finish|when|by|until|expected|planned|forecast|revised|revision|proposed|anticipated|estimated|projected|scheduled?|intended|milestone|extended|extension|amended|rescheduled|review of date|agreed date)\b/
/** Words that change nothing of what a day is. */
const PLAIN = new Set(
  'date dates day days of for the to and or action actions task tasks item items original initial first second third fourth final latest new current now further next last previous prior old former earlier baseline no number 1 2 3 4 5 st nd rd th recommendation recommendations plan project month quarter year week period dd mm yy yyyy mmm format uk'.split(
    ' ',
  ),
)
/** What happens on a day whatever was promised: `Publication date`, `Date of Board`. */
const EVENT =
  /\b(?:publi\w+|boards?|committees?|meetings?|decisions?|approv\w+|sign(?:ed)? ?off|reports?|reported|versions?|issued?|audits?|reviews?|inspections?|visits?|assessments?|agreed|accepted|entered|added|logged|raised|updated?|escalat\w+|steering|panel|council|cabinet|arac|ministers?|letters?|submission|submitted)\b/

/** Whether a header names a day, and neither promises it nor says only that it is one. */
function isUnsureDate(header: string): boolean {
  const plain = plainHeader(header)
  if (isExactHeader(header) || PROMISES.test(plain)) return false
  return /\bdates?\b/.test(plain) && !plain.split(' ').every((word) => PLAIN.has(word))
}

/** Whether such a day is likelier that of an event than a promise. */
const isDayOfEvent = (header: string): boolean => EVENT.test(plainHeader(header))

const isSureDate = (header: string | null, field: ColumnField | null): boolean =>
  field === 'target-period' || (field === 'target' && !isUnsureDate(header ?? ''))

/** A day that the header does not promise (`Go-live date`) is a target only where no other column is, and that of an event never is. */
export function withSureDates(
  headers: readonly (string | null)[],
  said: readonly (ColumnField | null)[],
): readonly (ColumnField | null)[] {
  const hasSure = headers.some((header, column) => isSureDate(header, said[column] ?? null))
  return said.map((field, column) => {
    const header = headers[column] ?? ''
    return field === 'target' && isUnsureDate(header) && (hasSure || isDayOfEvent(header)) ? 'commentary' : field
  })
}

/** Whether a header names such a day and no other column is surely a target, so that it is asked about. */
export const isDateInDoubt = (
  header: string | null,
  headers: readonly (string | null)[],
  said: readonly (ColumnField | null)[],
): boolean => isUnsureDate(header ?? '') && !headers.some((other, column) => isSureDate(other, said[column] ?? null))
