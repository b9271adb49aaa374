import type { ReferenceTarget, RegisterField } from '#platform/register/index.ts'
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
  closedOn: 'left_on',
  isLastDay: true,
  closing: 'left on',
}
export const ROLE: ReferenceTarget = {
  table: ['people', 'role'],
  path: paths.roles,
  singular: 'role',
  name: 'name',
  closedOn: 'ended_on',
  isLastDay: true,
  closing: 'was retired on',
}

/** Who holds something until a last day, which is known or not: appointments, duties, seats. */
export const HOLDER: RegisterField = {
  kind: 'reference',
  column: 'person_id',
  label: 'Person',
  required: 'Select the person',
  to: PERSON,
  until: 'until_on',
}

/** Which role they hold until then. */
export const ROLE_HELD: RegisterField = {
  kind: 'reference',
  column: 'role_id',
  label: 'Role',
  required: 'Select the role',
  to: ROLE,
  until: 'until_on',
  filtered: true,
}
