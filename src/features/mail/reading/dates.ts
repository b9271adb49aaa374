import { withoutComments } from './headers.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
/** Zones of RFC 822 that people still send, in minutes; a military letter says nothing that can be relied on (RFC 5322, 4.3). */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 60,
  ist: 330,
  cet: 60,
  met: 60,
  cest: 120,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  jst: 540,
  kst: 540,
  aest: 600,
  nzst: 720,
}
const WRITTEN =
  /^(?:[a-z]{2,9},?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:\.\d+)?\s*(?:(am|pm)\s*)?([+-]\s?\d{1,2}:?\d{2}|"?[a-z]{1,5}"?)?(?:\s*[+-]\d{4})?/i
/** As the C library prints it: `Thu Aug 22 18:26:25 2002`. */
const ASCTIME =
  /^[a-z]{2,9}\s+([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{1,2}):(\d{1,2}):(\d{1,2})\s+(?:([a-z]{1,5}|[+-]\d{4})\s+)?(\d{4})/i
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?/i

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Minutes before UTC; null where none is said. */
  readonly offset: number | null
}

/** A date of a head (RFC 5322, 3.3 and 4.3) with its zone: `2002-08-22T18:26:25+07:00`; null where it is none. Without a zone it is taken as UTC. */
export function readDate(field: string | null): string | null {
  const text = withoutComments((field ?? '').slice(0, 200))
    .replace(/\s+/g, ' ')
    .trim()
  const parts = written(text) ?? asctime(text) ?? iso(text)
  return parts && isDate(parts) ? inIso(parts) : null
}

function written(text: string): Parts | null {
  const found = WRITTEN.exec(text)
  if (!found) return null
  const [, day, month = '', year = '', hour, minute, second = '0', half, zone] = found
  return {
    year: fullYear(year),
    month: MONTHS.indexOf(month.toLowerCase()) + 1,
    day: Number(day),
    hour: half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0),
    minute: Number(minute),
    second: Number(second),
    offset: offsetOf(zone),
  }
}

function asctime(text: string): Parts | null {
  const found = ASCTIME.exec(text)
  if (!found) return null
  const [, month = '', day, hour, minute, second, zone, year] = found
  return {
    year: Number(year),
    month: MONTHS.indexOf(month.toLowerCase()) + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    offset: offsetOf(zone),
  }
}

function iso(text: string): Parts | null {
  const found = ISO.exec(text)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return { year, month, day, hour, minute, second, offset: offsetOf(found[7]) }
}

/** Years of two and three figures as RFC 5322, 4.3 reads them. */
function fullYear(year: string): number {
  const number = Number(year)
  if (year.length === 4) return number
  return number + (year.length === 3 || number >= 50 ? 1900 : 2000)
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  const [, sign, digits = ''] = /^([+-])\s?(\d{1,2}:?\d{2})$/.exec(zone) ?? []
  if (sign === undefined) return ZONES[zone.toLowerCase().replaceAll('"', '')] ?? null
  const number = Number(digits.replace(':', ''))
  return (sign === '-' ? -1 : 1) * (Math.floor(number / 100) * 60 + (number % 100))
}

/** A leap second is a second of its minute; an offset beyond a day is no zone. */
const isDate = ({ year, month, day, hour, minute, second, offset }: Parts): boolean =>
  year >= 1 &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() &&
  hour <= 23 &&
  minute <= 59 &&
  second <= 60 &&
  Math.abs(offset ?? 0) < 24 * 60

const two = (number: number): string => String(number).padStart(2, '0')

function inIso({ year, month, day, hour, minute, second, offset }: Parts): string {
  const away = Math.abs(offset ?? 0)
  const zone =
    offset === null || offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(Math.min(second, 59))}${zone}`
}
