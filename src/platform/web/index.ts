export type { HouseDoor, Household } from './admit.ts'
export { orAgain } from './again.ts'
export { ownPath } from './own-path.ts'
