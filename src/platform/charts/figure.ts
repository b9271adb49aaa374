import { type Content, dataTable, type Html, html, type TableColumn } from '../page/index.ts'
import type { Picture } from './svg.ts'

/** A picture under its heading, and the same figures as a table that opens below it. */
export function pictureWithTable(options: {
  readonly id: string
  readonly title: string
  readonly picture: Picture
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly Content[])[]
  readonly below?: Content
}): Html {
  const { id, title, picture, columns, rows, below } = options
  return html`<section class="m-section"><h2 class="govuk-heading-m" id="${id}-heading">${title}</h2><div class="m-wide" tabindex="0" role="region" aria-labelledby="${id}-heading"><figure class="m-figure">${picture}</figure></div><details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">The picture as a table<span class="govuk-visually-hidden">: ${title}</span></span></summary><div class="govuk-details__text">${dataTable({ caption: `${title}: the numbers`, captionClasses: 'govuk-table__caption--s', columns, rows })}</div></details>${below ?? ''}</section>`
}
