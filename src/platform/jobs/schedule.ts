import { type ParsedCronItem, parseCrontab } from 'graphile-worker'
import { type Queries, sql } from '../db/index.ts'
import { counted, inSentence } from '../words.ts'
import type { AnyJob } from './job.ts'

const MINUTE = 60_000
const DAY_MINUTES = 24 * 60
/** How far ahead and back a time is looked for: a leap year. */
const FARTHEST = 366 * DAY_MINUTES

const parsed = new Map<string, ParsedCronItem>()

function itemOf(every: string): ParsedCronItem {
  const known = parsed.get(every)
  if (known) return known
  const [item] = parseCrontab(`${every} any`)
  if (!item) throw new Error(`Cannot read the schedule ${every}`)
  parsed.set(every, item)
  return item
}

/** The first minute after, or the last at or before, at which a schedule is due; null where there is none within the minutes looked at. */
function dueNear(every: string, from: Date, step: 1 | -1, most: number): Date | null {
  const item = itemOf(every)
  const start = Math.floor(from.getTime() / MINUTE) + (step === 1 ? 1 : 0)
  for (let minutes = 0; minutes < most; minutes += 1) {
    const at = new Date((start + step * minutes) * MINUTE)
    const digest = {
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    }
    if (item.match(digest)) return at
  }
  return null
}

export const nextDue = (every: string, after: Date): Date | null => dueNear(every, after, 1, FARTHEST)

/** What the clock is told: each job once, however many workers tell it. */
export function crontabOf(jobs: readonly AnyJob[]): string {
  return jobs
    .flatMap(({ name, every, tries }) =>
      every ? `${every} ${name} ?jobKey=${name}${tries ? `&max=${tries}` : ''}` : [],
    )
    .join('\n')
}

/**
 * Asks for the jobs that were due while nothing ran, each once, in one statement with the note that it was: of several workers that start
 * at once, one does. Nothing that is new here is late. A note from a clock that went wrong, more than a day ahead, is put right
 * first, or the job would never run again. Answers the names of what was asked for.
 */
export async function catchUp(db: Queries, jobs: readonly AnyJob[], now: Date): Promise<readonly string[]> {
  await db.run(sql`
    update graphile_worker._private_known_crontabs set last_execution = ${now} where last_execution > ${now}::timestamptz + interval '1 day'`)
  const late = jobs.flatMap(({ name, every, catchUpHours = 1 }) => {
    const due = every ? dueNear(every, now, -1, catchUpHours * 60) : null
    return due ? [{ name, due: due.toISOString() }] : []
  })
  const asked = await db.many<{ name: string }>(sql`
    with late as (select * from jsonb_to_recordset(${JSON.stringify(late)}) as n (name text, due timestamptz)),
    noted as (
      update graphile_worker._private_known_crontabs k set last_execution = late.due from late
      where k.identifier = late.name and coalesce(k.last_execution, k.known_since) < late.due returning k.identifier as name)
    select name from noted, lateral graphile_worker.add_job(noted.name, job_key => noted.name) order by name`)
  return asked.map(({ name }) => name)
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

const two = (text: string) => text.padStart(2, '0')

/** A schedule in plain English; its times are those of UTC. What is too odd for words is told as it is. */
export function scheduleInWords(every: string): string {
  const [minute = '*', hour = '*', date = '*', month = '*', weekday = '*'] = every.trim().split(/\s+/)
  const when = timesInWords(minute, hour)
  const on = daysInWords(date, month, weekday)
  if (when === null || on === null) return `By the schedule ${every} (UTC)`
  if (on !== '') return `${on} ${when}`
  return when.startsWith('at') ? `Every day ${when}` : when.charAt(0).toUpperCase() + when.slice(1)
}

const isList = (field: string) => /^\d+(,\d+)*$/.test(field)

function timesInWords(minute: string, hour: string): string | null {
  const step = /^\*\/(\d+)$/.exec(minute)?.[1]
  if (hour === '*') {
    if (minute === '*' || step === '1') return 'every minute'
    if (step) return `every ${counted(Number(step), 'minute', 'minutes')}`
    return isList(minute) ? `every hour ${pastInWords(minute)}` : null
  }
  if (!isList(minute)) return null
  const hours = /^\*\/(\d+)$/.exec(hour)?.[1]
  if (hours) return `every ${counted(Number(hours), 'hour', 'hours')} ${pastInWords(minute)}`
  if (!isList(hour)) return null
  const times = hour.split(',').flatMap((one) => minute.split(',').map((m) => `${two(one)}:${two(m)}`))
  return `at ${inSentence(times)} UTC`
}

/** Minutes past the hour, where one agrees with its number and several are a list. */
function pastInWords(minute: string): string {
  const minutes = minute.split(',')
  const last = counted(Number(minutes.at(-1)), 'minute', 'minutes')
  return `at ${inSentence([...minutes.slice(0, -1), last])} past`
}

function daysInWords(date: string, month: string, weekday: string): string | null {
  const range = /^(\d)-(\d)$/.exec(weekday)
  const days =
    weekday === '*'
      ? ''
      : range
        ? `From ${DAYS[Number(range[1]) % 7]} to ${DAYS[Number(range[2]) % 7]}`
        : isList(weekday)
          ? `Every ${inSentence(weekday.split(',').map((day) => DAYS[Number(day) % 7] ?? day))}`
          : null
  const dates = date === '*' ? '' : isList(date) ? `On day ${inSentence(date.split(','))} of ` : null
  const months =
    month === '*'
      ? dates
        ? 'each month'
        : ''
      : isList(month)
        ? inSentence(month.split(',').map((one) => MONTHS[Number(one) - 1] ?? one))
        : null
  if (days === null || dates === null || months === null) return null
  // Cron runs on either where both a date and a weekday are named: too odd for words.
  if (days && dates) return null
  if (days && months) return null
  if (dates) return `${dates}${months}`
  return months ? `Every day of ${months}` : days
}
