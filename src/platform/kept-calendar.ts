import { readBankHolidays } from './calendar/bank-holidays-table.ts'
import { type Division, type WorkingDays, workingDays } from './calendar/index.ts'

/** Working days by the file of bank holidays that an administrator keeps, or by the table that comes with the product where none is kept. */
export const keptCalendar = (division: Division, file: string | null): WorkingDays =>
  workingDays(division, file === null ? undefined : readBankHolidays(file))
