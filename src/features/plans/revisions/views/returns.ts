import { type Content, dataTable, govukButton, heading, html, postForm, type View } from '#platform/page/index.ts'
import { paths } from '../../paths.ts'
import { cut, SHOWN } from './comparison.ts'

export interface ReturnRow {
  readonly action: string
  readonly what: string
  readonly before: Content
  readonly after: Content
  readonly becomes: string
}

/** What an owner's workbook would become. */
export function returnPage(
  importId: string,
  plan: { readonly id: string; readonly title: string },
  rows: readonly ReturnRow[],
  isUsable: boolean,
  approved: string,
): View {
  const table = dataTable({
    caption: 'What you changed',
    columns: [
      { text: 'Action', classes: 'm-words' },
      { text: 'What' },
      { text: 'As it stands' },
      { text: 'In your workbook', classes: 'm-words' },
      { text: 'What becomes of it' },
    ],
    rows: rows
      .slice(0, SHOWN)
      .map(({ action, what, before, after, becomes }) => [action, what, before, after, becomes]),
  })
  return {
    title: 'Check your updates',
    back: { href: paths.versions(plan.id), text: 'Choose another file' },
    content: html`${heading('Check your updates', plan.title)}${rows.length === 0 ? html`<p class="govuk-body-l">Your workbook says nothing new.</p>` : table}${cut(rows.length)}${
      isUsable
        ? postForm(paths.returned(importId), [
            html`<input type="hidden" name="approved" value="${approved}">`,
            govukButton({ text: 'Make these claims and add this commentary', preventDoubleClick: true }),
          ])
        : null
    }`,
  }
}
