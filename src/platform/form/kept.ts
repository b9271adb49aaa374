import { type Html, hidden } from '../page/index.ts'
import { firstValue, type Values, valuesOf } from './field.ts'

/** The button of a check page that leads back to the form, and the id of the form of that page, which holds what was typed. */
const GOING_BACK = 'go-back'
const CHECKED = 'checked'

/** What a check page answers itself, and does not hand on. */
const OWN = new Set(['_csrf', 'sure', 'from', GOING_BACK])

/** What was typed, hidden in a form, so that the next page has it as well; but for what that page asks itself, by name. */
export function keptValues(values: Values, asked: ReadonlySet<string> = new Set()): Html[] {
  return Object.keys(values)
    .filter((name) => !OWN.has(name) && !asked.has(name))
    .flatMap((name) => valuesOf(values, name).map((one) => hidden(name, one)))
}

/** What a check page hands to `postForm`: its form can then be left by `backToForm`. */
export const CHECKED_FORM = { id: CHECKED } as const

/** “Back” of a check page: sends what it holds to the address of its form, or to another one, which shows the form as it was filled in. */
export const backToForm = (text = 'Back', action?: string) => ({
  form: CHECKED,
  name: GOING_BACK,
  text,
  ...(action === undefined ? {} : { action }),
})

/** Whether somebody came back from the check page: the form is shown with what was sent, and nothing is done. */
export const isGoingBack = (values: Values): boolean => firstValue(values, GOING_BACK) === 'yes'
