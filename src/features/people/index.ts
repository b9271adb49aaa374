export { actingPerson } from './acting.ts'
export { administrators } from './administering.ts'
export { actsForFrom, answerables, holdersOn, isOrActsFor, permittedOn } from './answering.ts'
export { endingWith } from './ending.ts'
export { againstHolders } from './governance/ahead.ts'
export { checkRules } from './governance/check.ts'
export { followGroups } from './groups.ts'
export { appoint } from './load.ts'
export { UNIT_KINDS } from './model.ts'
export { paths as peoplePaths } from './paths.ts'
export { unitChoices, unitsAhead } from './reorganising/ahead.ts'
export { changeWhich } from './reorganising/changing.ts'
export {
  findPerson,
  findPersonNamed,
  isWithin,
  knownNames,
  type Match,
  matchNames,
  personName,
  possibleOwners,
  roleHolders,
  unitTree,
} from './store.ts'
export { PERSON, ROLE, UNIT } from './targets.ts'
