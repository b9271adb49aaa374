import { join } from 'node:path'
import { type BankHolidays, readBankHolidays } from './bank-holidays-table.ts'

/** The bank holidays that come with the product. */
export const BANK_HOLIDAYS: BankHolidays = readBankHolidays(
  join(import.meta.dirname, '../../../content/calendar/bank-holidays.yaml'),
)
