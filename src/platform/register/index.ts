export { type Ahead, chosenAhead } from './ahead.ts'
export { registerCommands } from './commands.ts'
export { nameKey } from './fields.ts'
export { filesOf } from './files.ts'
export { declarationDifferences } from './held-declarations.ts'
export { heldRows } from './held-rows.ts'
export { byCommand, takeSheet } from './importing.ts'
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
  type ReferenceTarget,
  type Register,
  type RegisterField,
} from './model.ts'
export { oneAfterOther } from './obstacles.ts'
export { registerRoutes } from './routes.ts'
export { addIn, addItem, addQuietly, changeIn, changeItem, changeQuietly, problemOf } from './save.ts'
export { plain, type Sheet, sheetOf } from './sheet.ts'
export { findItem, seenItem } from './store.ts'
