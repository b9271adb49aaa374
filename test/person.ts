import type { Permission, Person, Reach } from '#platform/access/index.ts'

/** Somebody who holds these permissions everywhere, for rules that are asked without a database. */
export const personWith = (permissions: readonly string[], over: Partial<Person> = {}): Person => ({
  id: 'me',
  name: 'Me',
  roles: [],
  roleIds: [],
  groupIds: [],
  unitIds: [],
  unitsAbove: [],
  markings: [],
  reach: new Map(permissions.map((key): [Permission, Reach] => [key as Permission, 'everywhere'])),
  today: '2026-11-21',
  ...over,
})
