export { dependsOn, possibleActionBefore } from './after-actions.ts'
export { type Extent, extentOf } from './extent.ts'
export { ENDS_KEPT } from './from-promises.ts'
export { interpretDate, LONGEST_WORDS } from './interpret.ts'
export { type DoubtKind, type Interpretation, KINDS, type Kind, type Reading } from './model.ts'
export {
  deadlinesIn,
  type Item,
  itemsOf,
  listedIn,
  occurrencesOf,
  partsOf,
  type Recurrence,
  recurrenceOf,
  saysDay,
} from './promises.ts'
export { dateSaidIn } from './said-in-action.ts'
export { withoutCountedFrom } from './sentences.ts'
