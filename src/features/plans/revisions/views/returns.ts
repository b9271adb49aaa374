import {
  type Content,
  dataTable,
  govukButton,
  heading,
  hidden,
  html,
  postForm,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../../paths.ts'
import { cut, SHOWN } from './matches.ts'

export interface ReturnRow {
  readonly action: string
  readonly what: string
  readonly before: Content
  readonly after: Content
  /** The status that is read out of the words; null where they become no claim. */
  readonly readAs: string | null
  readonly becomes: string
}

/** What an owner's workbook would become. */
export function returnPage(
  importId: string,
  plan: { readonly id: string; readonly title: string },
  rows: readonly ReturnRow[],
  /** What the button says that it does; null where there is nothing to do. */
  deed: string | null,
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
      .map(({ action, what, before, after, readAs, becomes }) => [
        action,
        what,
        before,
        readAs ? html`${after}<br><span class="m-meta">Read as: ${readAs}</span>` : after,
        becomes,
      ]),
  })
  return {
    title: 'Check your updates',
    back: { href: paths.versions(plan.id), text: 'Choose another file' },
    content: html`${heading('Check your updates', plan.title)}${rows.length === 0 ? html`<p class="govuk-body-l">Your workbook says nothing new.</p>` : table}${cut(rows.length)}${
      deed
        ? postForm(paths.returned(importId), [
            hidden('approved', approved),
            govukButton({ text: deed, preventDoubleClick: true }),
          ])
        : null
    }`,
  }
}
