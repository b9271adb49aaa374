export { clock } from './clock.ts'
export { dayOfTrigger } from './days.ts'
export type { Asked, Outcome, Refused } from './model.ts'
export { type YearEnd, yearEndFrom } from './years.ts'
