import { peoplePaths } from '#features/people/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { LinkedRisk, OwnedRisk } from './neighbour-risks.ts'
import { paths } from './paths.ts'
import { bandTag } from './tags.ts'

/** Open risks beside a person or a role. `register` is where all of one person's are listed; null where they are of several people. */
export function ownedPart(rows: readonly OwnedRisk[], register: string | null): Html {
  const [first] = rows
  const owner = ({ ownerId, owner: name }: OwnedRisk) => (register ? [] : [link(peoplePaths.person(ownerId), name)])
  const all =
    first && first.all > rows.length
      ? html`<p class="govuk-body">There are ${counted(first.all, 'risk', 'risks')}. These are the first ${rows.length}.</p>`
      : null
  const more = register
    ? html`<p class="govuk-body m-no-print">${link(register, 'See the open risks that they own')}</p>`
    : null
  return html`${dataTable({
    caption: 'Risks that are open',
    columns: [
      { text: 'Risk', classes: 'm-words' },
      { text: 'Held in' },
      ...(register ? [] : [{ text: 'Owner' }]),
      { text: 'Band' },
    ],
    rows: rows.map((row) => [
      link(paths.risk(row.id), row.title),
      row.unit,
      ...owner(row),
      bandTag(row.band, row.colour, row.score),
    ]),
  })}${all}${more}`
}

export const breachesPart = (shown: readonly { readonly name: string; readonly href: string }[]): Html =>
  html`<h2 class="govuk-heading-m">Breaches under way</h2><ul class="govuk-list govuk-list--bullet">${shown.map(({ name, href }) => html`<li>${link(href, name)}</li>`)}</ul>`

export const breachesAndRisks = (breaches: Html | null, risks: Html | null): Html => html`${breaches}${risks}`

/** Open risks that are linked with something, and its incidents. */
export function linkedPart(
  risks: readonly LinkedRisk[],
  incidents: readonly { readonly id: string; readonly title: string }[],
): Html {
  const list =
    incidents.length > 0
      ? html`<h2 class="govuk-heading-m">Incidents</h2><ul class="govuk-list govuk-list--bullet">${incidents.map(({ id, title }) => html`<li>${link(paths.incident(id), title)}</li>`)}</ul>`
      : null
  if (risks.length === 0)
    return html`<h2 class="govuk-heading-m">Risks</h2><p class="govuk-body">None is linked with it.</p>${list}`
  return html`${dataTable({
    caption: 'Risks',
    columns: [{ text: 'Risk', classes: 'm-words' }, { text: 'Held in' }, { text: 'Band' }],
    rows: risks.map((row) => [link(paths.risk(row.id), row.title), row.unit, bandTag(row.band, row.colour, row.score)]),
  })}${list}`
}
