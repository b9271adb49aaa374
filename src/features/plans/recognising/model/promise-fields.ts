import type { ColumnField } from './model.ts'

const setOf = (...fields: readonly ColumnField[]): ReadonlySet<ColumnField> => new Set(fields)

/** What makes a promise of words: who keeps it, by when, and how it stands. */
export const WHO_WHEN_HOW = setOf('owner', 'target', 'owner-and-target', 'status')
/** What is only written beside an action, so that words beside which it stands are one. */
export const BESIDE_ACTION = setOf(...WHO_WHEN_HOW, 'priority')
