export type { Reach, Subject } from '../person.ts'
export { seenAs, toldOf } from './askers.ts'
export { condition, isWholeTo } from './condition.ts'
export { mayDo } from './decide.ts'
export { type DeedRule, type ObjectKind, objectKind } from './kind.ts'
export { byTheHouse } from './passing.ts'
export { policies, policiesOfPast } from './policies.ts'
export { type SeenRows, seenBy } from './rows.ts'
export type { Fact, FactsOf, Rule, Words } from './rule.ts'
export {
  asTheReader,
  everybody,
  readerWith,
  rowsOf,
  type SeenAsByReader,
  type SeenBy,
  type SeenByEverybody,
  type Telling,
  tellTo,
} from './seen-by.ts'
