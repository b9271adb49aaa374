import type { PermissionFacts } from '#platform/access/index.ts'

export { peopleCommands } from './commands.ts'
export { appoint, loadExamplePeople, loadRoles } from './load.ts'
export { UNIT_KINDS } from './model.ts'
export { paths as peoplePaths } from './paths.ts'
export { routes as peopleRoutes } from './routes.ts'
export {
  findPerson,
  findPersonNamed,
  isWithin,
  type Match,
  matchNames,
  possibleOwners,
  type RoleHolder,
  roleHolders,
  unitTree,
} from './store.ts'

export const peoplePermissions: readonly PermissionFacts[] = [
  { key: 'people:read', means: 'See units, people, roles and appointments' },
  { key: 'people:change', means: 'Add and change units and people' },
  { key: 'accounts:administer', means: 'Give accounts, change roles and make appointments' },
]
