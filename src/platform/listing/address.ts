import type { ListState } from './query.ts'

/** The query part of an address that shows a state, with some of it changed. */
export function address(
  state: ListState,
  change: { sort?: string; backwards?: boolean; filters?: ListState['filters']; after?: string; before?: string } = {},
): string {
  const { sort, backwards, filters } = { ...state, ...change }
  const parameters = new URLSearchParams({ ...filters, sort, ...(backwards ? { order: 'descending' } : {}) })
  if (change.after) parameters.set('after', change.after)
  if (change.before) parameters.set('before', change.before)
  return `?${parameters.toString()}`
}
