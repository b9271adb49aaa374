import { addDays, type Day, weekdayOf, workingDays, yearOf } from '#platform/calendar/index.ts'
import { usualBankHolidays } from './feasts.ts'

/** A day that was reached by counting working days, and what had to be assumed. */
interface Counted {
  readonly day: Day
  readonly notes: readonly string[]
}

const england = workingDays('england-and-wales')

function isWorking(day: Day): boolean {
  if (weekdayOf(day) > 5) return false
  return england.knows(day) ? !england.isOff(day) : !usualBankHolidays(yearOf(day)).has(day)
}

const NOTE = 'Weekends and the bank holidays of England and Wales are left out.'
const BY_RULE =
  'The bank holidays of those years are worked out by their rule, without any that were added for one year.'

function count(from: Day, working: number, step: 1 | -1): Counted {
  let day = from
  let known = true
  for (let left = working; left > 0; ) {
    day = addDays(day, step)
    known &&= england.knows(day)
    if (isWorking(day)) left -= 1
  }
  return { day, notes: known ? [NOTE] : [NOTE, BY_RULE] }
}

/** The day so many working days after this one, which is not counted. */
export const afterWorkingDays = (from: Day, working: number): Counted => count(from, working, 1)

/** The day so many working days before this one, which is not counted. */
export const beforeWorkingDays = (from: Day, working: number): Counted => count(from, working, -1)
