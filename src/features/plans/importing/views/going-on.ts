import { formLink, type Html, html } from '#platform/page/index.ts'
import { paths } from '../../paths.ts'

/** The form about the plan; wherever else the page leads, what is typed in it goes along and is kept. */
export const ABOUT = 'about-the-plan'
/** The name under which the form is told where somebody goes on to. */
export const GOING_TO = 'go-to'
/** The name under which the form is told which guess somebody found right. */
export const CONFIRMED = 'confirmed'

/** Leads on to an address of the same import. */
export const goOn = (address: string, text: string, hidden?: string): Html =>
  formLink({ form: ABOUT, name: GOING_TO, value: address }, text, hidden)

/** What the Enter key does in the form, whatever buttons stand before it. */
export const enterKey = (hasPlan: boolean): Html =>
  hasPlan
    ? html`<button type="submit" form="${ABOUT}" hidden>Import this plan</button>`
    : html`<button type="submit" form="${ABOUT}" name="deed" value="keep" hidden>Save and go on checking</button>`

/** Whether a path of this installation, as `ownPath` gives it, is one of this import, so that nobody is sent elsewhere. */
export const isOfImport = (id: string, path: string): boolean =>
  ['/', '?'].some((next) => path.startsWith(`${paths.import(id)}${next}`))
