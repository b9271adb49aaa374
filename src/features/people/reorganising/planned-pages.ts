import { inWords } from '#platform/calendar/index.ts'
import { type FormState, keptValues, type Values } from '#platform/form/index.ts'
import {
  type Content,
  govukButton,
  govukInsetText,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { Ahead } from '#platform/register/index.ts'
import { paths } from '../paths.ts'
import { KINDS, type Kind } from './model.ts'
import { effectsTable, staysInWords } from './pages.ts'
import { plannedTable } from './past-pages.ts'
import type { Planned } from './planned.ts'

export const choosePage = (planned: readonly Planned[]): View => ({
  title: 'Reorganise units',
  back: { href: paths.home, text: 'Back to people' },
  content: twoThirds(
    html`${heading('Reorganise units')}<p class="govuk-body">You can check what will change before you confirm. A reorganisation on a later day happens automatically on that day. What was where stays on record.</p><ul class="govuk-list">${Object.entries(KINDS).map(([kind, { text, about }]) => html`<li class="govuk-!-margin-bottom-3">${link(paths.reorganiseAs(kind), text)}<br><span class="m-meta">${about}</span></li>`)}</ul>${plannedTable(planned)}<p class="govuk-body">${link(paths.reorganisations, 'See what was reorganised')}</p>`,
  ),
})

/** The form of a reorganisation. `limits` says what somebody may not divide. */
export function fillInPage(
  kind: Kind,
  limits: string | null,
  [places, controls]: readonly [Values, Content],
  state: FormState,
): View {
  const { text, about } = KINDS[kind]
  return {
    title: text,
    back: { href: paths.reorganise, text: 'Back' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(text)}<p class="govuk-body">${about}</p>${limits ? govukInsetText({ text: limits }) : null}${postForm(paths.reorganiseAs(kind), [keptValues(places), controls, govukButton({ text: 'Check what will change', preventDoubleClick: true })])}`,
    ),
  }
}

/** What a planned reorganisation will do, and what will stay where it is. */
export const effectsPart = (
  found: Parameters<typeof effectsTable>[0],
  what: Parameters<typeof effectsTable>[1],
  {
    all,
    units,
    stays,
  }: {
    readonly all: Parameters<typeof effectsTable>[2]
    readonly units: Parameters<typeof effectsTable>[3]
    readonly stays: number
  },
): Html =>
  html`${effectsTable(found, what, all, units)}${stays > 0 ? html`<p class="govuk-body">${staysInWords(stays, what)}.</p>` : null}`

/** Said of what is kept from somebody. */
export const unseenPart = (isPlanner: boolean): Html =>
  html`<p class="govuk-body">Some items may not be shown to you${isPlanner ? ', because of your role.' : '. Ask whoever planned it.'}</p>`

export const thingsPart = (things: Html | null, unseen: Html | null): Html => html`${things}${unseen}`

/** Everything that is planned for a unit, said first on its page. */
export function aheadPart(rows: readonly (Ahead & { readonly isPlanned: boolean })[]): Html {
  if (rows.length === 0) return html``
  const lines = rows.map(({ words, on, href, isPlanned }) => {
    const more = isPlanned ? html` ${link(href, 'See what is planned', `for ${inWords(on)}`)}` : null
    return html`<p class="govuk-body">This unit ${words} on ${inWords(on)}.${more}</p>`
  })
  return govukInsetText({ html: html`${lines}` })
}
