import type { PermissionFacts } from '#platform/access/index.ts'

export { actingPerson } from './acting.ts'
export { administrators } from './administering.ts'
export { answerables, holdersOn, isOrActsFor } from './answering.ts'
export { endingWith } from './ending.ts'
export { againstHolders } from './governance/ahead.ts'
export { checkRules } from './governance/check.ts'
export type { RoleBelonging } from './governance/retiring.ts'
export { followGroups } from './groups.ts'
export { peopleJobs } from './jobs.ts'
export { appoint, loadExamplePeople, loadRoleRules, loadRoles } from './load.ts'
export { measures as peopleMeasures } from './measures.ts'
export { UNIT_KINDS } from './model.ts'
export { needs as peopleNeeds } from './needs.ts'
export { paths as peoplePaths } from './paths.ts'
export { references as peopleReferences } from './references.ts'
export { unitChoices, unitsAhead } from './reorganising/ahead.ts'
export { belongings as peopleBelongings, records as peopleRecords } from './reorganising/belongings.ts'
export { changeWhich } from './reorganising/changing.ts'
export type { Belonging, UnitRecord } from './reorganising/model.ts'
export { registers as peopleRegisters, routes as peopleRoutes } from './routes.ts'
export { sections as peopleSections } from './sections.ts'
export {
  findPerson,
  findPersonNamed,
  isWithin,
  knownNames,
  type Match,
  matchNames,
  personName,
  possibleOwners,
  type RoleHolder,
  roleHolders,
  unitTree,
} from './store.ts'
export { PERSON, ROLE, UNIT } from './targets.ts'
export { type PersonReference, recordsOf, tiesOf } from './ties.ts'

export const peoplePermissions: readonly PermissionFacts[] = [
  { key: 'people:read', means: 'See units, people, roles and appointments' },
  { key: 'people:change', means: 'Add and change units and people' },
  { key: 'accounts:administer', means: 'Give accounts, change roles and make appointments' },
]
