import { Temporal } from 'temporal-polyfill'

/** A calendar day as ISO 8601 text, `2017-03-31`. No time, no zone. */
export type Day = string & { readonly __day?: never }

const ISO = /^\d{4}-\d{2}-\d{2}$/

/** Whether the text is a day that exists: `2016-02-29` is, `2017-02-29` is not. */
export function isDay(text: string): text is Day {
  if (!ISO.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** The day of this year, month (1 to 12) and day of the month, or null if there is none. */
export function dayFrom(year: number, month: number, day: number): Day | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : null
}

/** The last day of a month (1 to 12). */
export function monthEnd(year: number, month: number): Day {
  const length = Temporal.PlainYearMonth.from({ year, month }).daysInMonth
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${length}`
}

/** The first day of a month (1 to 12). */
export function monthStart(year: number, month: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
}

export type Unit = 'day' | 'week' | 'month' | 'year'

/** The day so many days, weeks, months or years on (or back, if negative). The 31st of a short month is its last day. */
export function addTo(day: Day, amount: number, unit: Unit): Day {
  return Temporal.PlainDate.from(day)
    .add({ [`${unit}s`]: amount })
    .toString()
}

export function addDays(day: Day, days: number): Day {
  return addTo(day, days, 'day')
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** 1 for January. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7))
}

/** 1 for Monday, 7 for Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** The day it is in the United Kingdom at this instant. */
export function dayOf(instant: Date): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate()
    .toString()
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `31 March 2017`, as GOV.UK style writes a day. */
export function inWords(day: Day): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`
}

const WRITTEN = /^(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+\.?),? (\d{4})$/i
const NUMBERS = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/

/** A month (1 to 12) as people write it: `2`, `02`, `February`, `feb`, `Feb.`, `sept`; null for anything else. */
export function monthFrom(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text) >= 1 && Number(text) <= 12 ? Number(text) : null
  const written = text.toLowerCase().replace(/\.$/, '')
  const name = written === 'sept' ? 'sep' : written
  const found = MONTHS.findIndex((one) => [one, one.slice(0, 3)].some((known) => known.toLowerCase() === name))
  return found < 0 ? null : found + 1
}

/** A day that stands alone: `2017-03-31`, `31 March 2017`, `31st Mar 2017`, or `31/03/2017` with the day first as in the United Kingdom; else null. */
export function dayFromText(text: string): Day | null {
  if (isDay(text)) return text
  const [, date = '', name = '', year = ''] = WRITTEN.exec(text) ?? []
  if (name !== '') {
    const month = monthFrom(name)
    return month === null ? null : dayFrom(Number(year), month, Number(date))
  }
  const [, first, second, last] = NUMBERS.exec(text) ?? []
  return first ? dayFrom(Number(last), Number(second), Number(first)) : null
}

/** `March 2017`. */
export function monthInWords(day: Day): string {
  return `${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`
}

/** `31 March 2017 at 4:05pm`, the United Kingdom's time. */
export function instantInWords(instant: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Europe/London')
  return `${inWords(local.toPlainDate().toString())} at ${clockInWords(local.hour, local.minute)}`
}

/** A time of day as pages write it: `4:05pm`. The hour is from 0 to 23. */
export const clockInWords = (hour: number, minute: number): string =>
  `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`

/** `2026-11-21T16:05`: the day and the time of the United Kingdom, to the minute. */
export type Moment = string & { readonly __moment?: never }

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/

/** A moment as it was written, with its own offset or in the United Kingdom's time; null for what is none. */
export function momentFrom(text: string): Moment | null {
  const [, day = '', hour = '', minute = '', offset] = MOMENT.exec(text) ?? []
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59) return null
  if (!offset) return `${day}T${hour.padStart(2, '0')}:${minute}`
  const instant = Date.parse(text.replace(' ', 'T'))
  return Number.isNaN(instant) ? null : momentOf(new Date(instant))
}

const CLOCK = /^(\d{1,2})(?:[:.]?(\d{2}))?(?:\s*([ap])\.?m\.?)?$/i

/** A time of day as people write it, such as `9:30pm`, `5.18 pm`, `9am`, `midday`, `14:05` or `0930`, as `21:30`; null for what is none, or could be two. */
export function timeFrom(text: string): string | null {
  if (/^(?:12 ?)?(?:midday|noon)$/i.test(text)) return '12:00'
  const [, hour = '', minute, half] = CLOCK.exec(text) ?? []
  // An hour alone may be of the morning or of the evening.
  if (hour === '' || (minute === undefined && half === undefined)) return null
  const [first, last] = half === undefined ? [0, 23] : [1, 12]
  if (Number(hour) < first || Number(hour) > last || Number(minute ?? 0) > 59) return null
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return `${String(hours).padStart(2, '0')}:${minute ?? '00'}`
}

/** The same, or a day with a time as people write both: `31 March 2017 at 4:05pm`. */
export function momentFromText(text: string): Moment | null {
  const [, on = '', at = ''] = /^(.+?)(?:,? at | |, )(\S+(?: ?[ap]\.?m\.?)?)$/i.exec(text) ?? []
  const [day, time] = [dayFromText(on), timeFrom(at)]
  return momentFrom(text) ?? (day && time ? `${day}T${time}` : null)
}

export function momentOf(instant: Date): Moment {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO('Europe/London')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

/** When a moment was. One that the clocks skipped in spring is taken an hour later; one that came twice in autumn, the first time. */
export function instantFrom(moment: Moment): Date {
  return new Date(Temporal.PlainDateTime.from(moment).toZonedDateTime('Europe/London').epochMilliseconds)
}
