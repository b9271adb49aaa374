export * from './bank-holidays.ts'
export * from './day.ts'
export * from './financial-year.ts'
export { type CalendarEntry, iCalendar } from './icalendar.ts'
