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
  valuesOf,
} from './field.ts'
export {
  type Choice,
  checkboxes,
  day,
  password,
  radios,
  requiredText,
  select,
  text,
  webAddress,
  wholeNumber,
} from './fields.ts'
