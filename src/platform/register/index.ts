export { chosenAhead } from './ahead.ts'
export { registerCommands } from './commands.ts'
export { isEmailAddress, nameKey } from './fields.ts'
export { filesOf } from './files.ts'
export { declarationDifferences } from './held-declarations.ts'
export { heldRows } from './held-rows.ts'
export { byCommand, takeSheet } from './importing.ts'
export {
  asAskedByRoom,
  checkMayChange,
  inUnitOf,
  mayAddTo,
  mayChangeItem,
  rightProblems,
} from './in-unit.ts'
export type { ItemUnit } from './item-unit.ts'
export { type AllRegisters, lifeCommands } from './life/commands.ts'
export { ENDS_ON, HOLDS_UNTIL, type Life, NOTHING_LEADS, STAYS_ON_RECORD } from './life/declared.ts'
export { referencesTo } from './life/deleting.ts'
export { endDue } from './life/ending.ts'
export { lifeRoutes } from './life/index.ts'
export { listingOf } from './listing.ts'
export { addMany, changeMany } from './many.ts'
export {
  answersOf,
  type FieldValue,
  fileColumns,
  type Given,
  type Item,
  nameField,
  type Obstacles,
  type PanelBeside,
  type Problem,
  type Register,
  type RegisterField,
  WHY_ENDED,
} from './model.ts'
export { oneAfterOther } from './obstacles.ts'
export type { Ahead, ReferenceTarget } from './reference-target.ts'
export { registerRoutes } from './routes.ts'
export { addIn, addItem, addQuietly, changeIn, changeItem, changeQuietly, problemOf } from './save.ts'
export { plain, type Sheet, sheetOf } from './sheet.ts'
export { mayBeLedTo } from './start.ts'
export { findItem, seenItem } from './store.ts'
