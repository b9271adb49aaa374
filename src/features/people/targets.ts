import type { ReferenceTarget } from '#platform/register/index.ts'
import { paths } from './paths.ts'
import { unitsAhead } from './reorganising/ahead.ts'

/** Who sees and changes the room's registers, where one does not say otherwise. */
export const common = { see: 'people:read', change: 'people:change', rows: 'every' } as const

/** What fields of any register may point to. */
export const UNIT: ReferenceTarget = {
  table: ['people', 'unit'],
  path: paths.units,
  singular: 'unit',
  name: 'name',
  closedOn: 'closed_on',
  ahead: unitsAhead,
}
export const PERSON: ReferenceTarget = {
  table: ['people', 'person'],
  path: paths.persons,
  singular: 'person',
  name: 'name',
}
export const ROLE: ReferenceTarget = { table: ['people', 'role'], path: paths.roles, singular: 'role', name: 'name' }
