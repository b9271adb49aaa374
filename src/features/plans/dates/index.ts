export { interpretDate } from './interpret.ts'
export { type Interpretation, KINDS, type Kind, type Reading } from './model.ts'
export { occurrencesOf, partsOf, type Recurrence, recurrenceOf } from './promises.ts'
