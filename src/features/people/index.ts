export { actingPerson, askIn } from './acting.ts'
export { administrators } from './administering.ts'
export {
  actsForFrom,
  answerables,
  holdersOn,
  isOrActsFor,
  isPermittedIn,
  permittedIn,
  permittedOn,
  rolesThatMay,
} from './answering.ts'
export { endingWith } from './ending.ts'
export { againstHolders } from './governance/ahead.ts'
export { checkRules } from './governance/check.ts'
export { followGroups } from './groups.ts'
export {
  APPOINTED_EVER,
  appointmentsOn,
  delegationsOn,
  hasLeft,
  hasNotLeft,
  holdsByGroup,
  inForce,
  mailedOn,
  notOver,
  presentOn,
} from './in-force.ts'
export { inUnit, inUnitOfIts, ofTheBody } from './in-unit.ts'
export { appoint } from './load.ts'
export { UNIT_KINDS } from './model.ts'
export { joinName, leftJoinName, nameByKey, namedRows } from './names.ts'
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
} from './store.ts'
export { HOLDER, PERSON, ROLE, ROLE_HELD, UNIT } from './targets.ts'
export { unitFilter } from './tree.ts'
export { unitIdsAbove, unitIdsBelow } from './units-around.ts'
