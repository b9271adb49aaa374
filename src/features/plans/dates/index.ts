export { ENDS_KEPT } from './from-promises.ts'
export { interpretDate, LONGEST_WORDS } from './interpret.ts'
export { type Interpretation, KINDS, type Kind, type Reading } from './model.ts'
export {
  deadlinesIn,
  isDeadlineIn,
  itemsOf,
  occurrencesOf,
  partsOf,
  type Recurrence,
  recurrenceOf,
} from './promises.ts'
