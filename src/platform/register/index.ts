export type { Item, ReferenceTarget, Register, RegisterField } from './model.ts'
export { registerRoutes } from './routes.ts'
export { addIn, addItem, changeItem } from './save.ts'
export { findItem } from './store.ts'
