export { checkboxes, choices, radios, select, wordsOf, YES_NO } from './choices.ts'
export { countIn, versionIn } from './counts.ts'
export { day, moment, notLater } from './days.ts'
export { asDecimal, type DecimalOptions, decimal, outsideRange } from './decimal.ts'
export { decisionForm } from './decision.ts'
export {
  type Choice,
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
export { backToForm, CHECKED_FORM, isGoingBack, keptValues } from './kept.ts'
export { type LargeFileOptions, largeFile } from './large-file.ts'
export { CHOOSE_FROM_MOST, chosenByName, isTyped, nameOfChoice } from './named.ts'
export { besideBox, type Unit, wholeNumber } from './numbers.ts'
export { password } from './password.ts'
export { clean, oneLine, requiredText, type TextOptions, text, webAddress } from './text.ts'
