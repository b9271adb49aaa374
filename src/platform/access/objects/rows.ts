import { type Sql, sql } from '../../db/index.ts'
import type { Subject } from '../person.ts'
import { condition } from './condition.ts'
import type { ObjectKind } from './kind.ts'

/**
 * Which rows somebody is shown who may open the page at all: each one, or those that a rule lets them read. `row` is the name
 * that the query gives the table. Whatever shows rows has to say it.
 */
export type SeenRows = 'every' | { readonly of: ObjectKind; readonly row: string }

/** The condition of it. */
export const seenBy = (rows: SeenRows, viewer: Subject): Sql =>
  rows === 'every' ? sql`true` : condition(viewer, rows.of, 'read', rows.row)
