export { type Field, firstValue, form, type Form, type FormRead, type FormState, type FormValue, type Read, type Values, valuesOf } from './field.ts'
export { checkboxes, type Choice, day, password, radios, requiredText, select, text } from './fields.ts'
