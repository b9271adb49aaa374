import type { ItemUnit } from '#platform/register/index.ts'
import { actingPerson } from './acting.ts'

/** Items of a register belong to the unit that this column names: there somebody has to have the right to change them. */
export const inUnit = (column: string): ItemUnit => ({ by: 'column', column, acting: actingPerson })

/** They belong to the unit of what a field leads to, which a table says in a column. */
export const inUnitOfIts = (column: string, table: readonly [string, string], unit = 'unit_id'): ItemUnit => ({
  by: 'through',
  column,
  table,
  unit,
  acting: actingPerson,
})

/** They are units. */
export const unitsThemselves = (above: string): ItemUnit => ({ by: 'itself', above, acting: actingPerson })

/** They belong to no unit, so that only a right that holds everywhere changes them. */
export const ofTheBody = (because: string): ItemUnit => ({ by: 'body', because, acting: actingPerson })

/** The right to change them cannot be kept to a unit. */
export const byAppointers: ItemUnit = { by: 'any', because: 'rights to appoint hold everywhere' }
