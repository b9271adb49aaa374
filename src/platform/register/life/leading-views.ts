import { type Html, html, link } from '../../page/index.ts'
import { capital, counted } from '../../words.ts'
import type { Leading } from './moved.ts'

/** Entries by their registers: how many, the first of them as links, and how many others there are. */
export const leadingList = (all: readonly Leading[]): Html[] =>
  all.map(({ register, count, named }) => {
    const others = count - named.length
    const more = others > 0 ? html`<li>and ${counted(others, 'other', 'others')}</li>` : null
    const lines = named.map(({ id, name }) => html`<li>${link(`${register.path}/${id}`, name)}</li>`)
    return html`<p class="govuk-body">${capital(register.plural)}: ${String(count)}</p><ul class="govuk-list govuk-list--bullet">${lines}${more}</ul>`
  })
