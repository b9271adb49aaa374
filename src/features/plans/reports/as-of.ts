import type { Day } from '#platform/calendar/index.ts'
import { day, type FormState, form, notLater, valueOrRefusal } from '#platform/form/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'

/** The day that a report is asked of. Nothing is known yet of a day after today. */
export const asOfForm = (today: Day) =>
  form({ on: day({ label: 'As of which day?', hint: 'Leave empty for today', check: notLater(today) }) })

/** The day that is asked for, or today; with the form as it is to be shown again. Where the day is refused, `asOf` is today. */
export function readAsOf({ query, today }: PersonRequest): { asOf: Day; state: FormState } {
  const asked = asOfForm(today)
  const read = asked.read(query)
  const asOf = (read.ok ? read.value.on : null) ?? today
  return { asOf, state: read.ok ? asked.filled({ on: asOf }) : read }
}

/** The day that a file is asked of, or today. A file has no form to show again: a day that cannot be meant is an error. */
export const askedDay = ({ query, today }: PersonRequest): Day =>
  valueOrRefusal(asOfForm(today).read(query)).on ?? today

/** The same day in the address of a file. */
export function dayInQuery(asOf: Day): string {
  const [year, month, date] = asOf.split('-')
  return `?on-day=${date}&on-month=${month}&on-year=${year}`
}
