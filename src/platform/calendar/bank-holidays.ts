import { BANK_HOLIDAYS } from './bank-holidays.content.ts'
import type { BankHolidays } from './bank-holidays-table.ts'
import { addDays, type Day, weekdayOf, yearOf } from './day.ts'

export const DIVISIONS = ['england-and-wales', 'scotland', 'northern-ireland'] as const
export type Division = (typeof DIVISIONS)[number]

/** Working days of one division, from a table of its bank holidays. */
export interface WorkingDays {
  /** Whether the day is a Saturday, a Sunday or a bank holiday. */
  isOff(day: Day): boolean
  /** The day so many working days after this one, which is not counted: FOI Act 2000, s. 10(6). */
  after(day: Day, workingDays: number): Day
  /** Whether the table knows the bank holidays of this day's year; where not, only weekends are left out. */
  knows(day: Day): boolean
}

/** Working days by the table that comes with the product, or by one that an administrator keeps (`readBankHolidays`). */
export function workingDays(division: Division, table: BankHolidays = BANK_HOLIDAYS): WorkingDays {
  const years = table[division]
  const off = new Set<string>(Object.values(years).flat())
  const isOff = (day: Day) => weekdayOf(day) > 5 || off.has(day)
  return {
    isOff,
    knows: (day) => String(yearOf(day)) in years,
    after(day, count) {
      let now = day
      for (let left = count; left > 0; ) {
        now = addDays(now, 1)
        if (!isOff(now)) left -= 1
      }
      return now
    },
  }
}

/** The day after the working day before this one: what fell on days off since then is told today. */
export function sinceLastWorkingDay(today: Day, calendar: WorkingDays): Day {
  let day = addDays(today, -1)
  for (let back = 0; back < 14 && calendar.isOff(day); back += 1) day = addDays(day, -1)
  return addDays(day, 1)
}
