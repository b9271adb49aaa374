export { countIn, versionIn } from './counts.ts'
export { day, moment, notLater } from './days.ts'
export { asDecimal, type DecimalOptions, decimal, outsideRange } from './decimal.ts'
export { decisionForm } from './decision.ts'
export {
  type Field,
  type Form,
  type FormRead,
  type FormState,
  type FormValue,
  firstValue,
  form,
  type Read,
  type Values,
  valueOrRefusal,
  valuesOf,
} from './field.ts'
export {
  type Choice,
  checkboxes,
  choices,
  clean,
  password,
  radios,
  requiredText,
  select,
  type TextOptions,
  text,
  webAddress,
  wholeNumber,
  wordsOf,
  YES_NO,
} from './fields.ts'
export { backToForm, CHECKED_FORM, isGoingBack, keptValues } from './kept.ts'
export { type LargeFileOptions, largeFile } from './large-file.ts'
