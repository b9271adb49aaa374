import { DOCUMENT_FORMATS, documentOnPage } from '#platform/documents/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { type FieldError, govukButton, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { ProgressReport } from './report.ts'

/** The progress report of all plans. */
export const allPage = (content: Html, errors: readonly FieldError[]): View => ({
  title: 'Progress report',
  back: { href: paths.plans, text: 'Back to action plans' },
  errors,
  content: html`${heading('Progress report', 'All action plans')}<p class="govuk-body m-no-print">${link(paths.layouts, 'Tailored reports')}</p>${content}`,
})

/** A report on a page, with the day that it is of, its files and its tables. */
export function reportPart(
  paper: ProgressReport,
  { path, query, chooser }: { readonly path: string; readonly query: string; readonly chooser: Html },
): Html {
  const links = DOCUMENT_FORMATS.map(
    ({ ending, name }) => html`<li><a class="govuk-link" href="${path}.${ending}${query}">${name}</a></li>`,
  )
  const form = html`<form method="get" action="${path}" class="m-no-print" novalidate>${chooser}${govukButton({ text: 'Show the report', classes: 'govuk-button--secondary' })}</form>`
  return html`${form}<h2 class="govuk-heading-m">${paper.title}</h2><p class="govuk-body m-meta">${paper.subtitle}</p><p class="govuk-body m-no-print">Download as:</p><ul class="govuk-list govuk-list--bullet m-no-print">${links}</ul>${documentOnPage(paper, (table) => downloads('Download this table', `${path}/table`, `${query}&number=${table}`))}`
}
