import { addDays, type Day } from './day.ts'

/** An entry of a calendar that lasts whole days, both ends included. */
export interface CalendarEntry {
  /** Stays the same when the entry changes, so that calendars replace it. */
  readonly id: string
  readonly from: Day
  readonly to: Day
  readonly title: string
  readonly about: string
  readonly url: string | null
  readonly changedAt: Date
}

/** A calendar that programs subscribe to: iCalendar, RFC 5545, with the name and refresh rate of RFC 7986. */
export function iCalendar(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muniment//Action plans//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** The last day is named by the one after it: RFC 5545, 3.6.1. */
function entryLines({ id, from, to, title, about, url, changedAt }: CalendarEntry): string[] {
  const day = (one: Day) => one.replaceAll('-', '')
  const stamp = `${changedAt.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  return [
    'BEGIN:VEVENT',
    `UID:${id}@muniment`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day(from)}`,
    `DTEND;VALUE=DATE:${day(addDays(to, 1))}`,
    `SUMMARY:${escaped(title)}`,
    ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const escaped = (text: string) =>
  text
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** Lines of at most 75 octets, the rest on lines that begin with a space: RFC 5545, 3.1. Characters stay whole. */
function folded(line: string): string {
  let out = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 75) {
      out += '\r\n '
      octets = 1
    }
    out += character
    octets += size
  }
  return out
}
