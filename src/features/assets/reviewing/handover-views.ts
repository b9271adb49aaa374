import { inWords } from '#platform/calendar/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { dataTable, deedButton, heading, html, link, noted, type View } from '#platform/page/index.ts'
import { completeness } from '../model.ts'
import { paths } from '../paths.ts'
import type { AssetRow } from '../store.ts'
import type { Handover } from './handover.ts'

/** What somebody does about the assets that came to them. */
export function handoverPage(name: string, came: readonly Handover[]): View {
  const rows = came.map(rowOf)
  return {
    title: 'Assets that came to you',
    back: { href: paths.mine, text: 'Back to your assets' },
    content: html`${heading('Assets that came to you', name)}${
      rows.length === 0
        ? html`<p class="govuk-body">Nothing is waiting: you have confirmed every asset that came to you from another owner.</p>`
        : html`<p class="govuk-body">You answer for these now. For each of them:</p><ol class="govuk-list govuk-list--number"><li>Ask whoever owned it before what is not written down: who really uses it, what is about to change, what worries them.</li><li>Read the entry, and see where it lives and flows: with whom it is shared, what depends on it.</li><li>Put right what is wrong and fill in what it does not say, or ask the Knowledge and Information Management team to.</li><li>Ask for a deputy to be named.</li><li>Confirm that the entry is right.</li></ol>${dataTable(
            {
              caption: 'Assets that came to you',
              captionClasses: 'govuk-visually-hidden',
              columns: [
                { text: 'Asset', classes: 'm-words' },
                { text: 'From' },
                { text: 'It does not say', classes: 'm-words' },
                { text: 'What you can do' },
              ],
              rows,
            },
          )}${downloads('Download this table', `${paths.handover}/table`)}`
    }`,
  }
}

/** What an entry does not say to a new owner. */
export const missingFrom = (entry: AssetRow): string =>
  [...completeness(entry).missing, ...(entry.deputyId ? [] : ['a deputy'])].join(', ')

function rowOf({ from, on, entry }: Handover) {
  return [
    html`${link(paths.asset(entry.id), entry.name)}<br>${link(paths.flow(entry.id), 'Where it lives and flows', `: ${entry.name}`)}`,
    noted(from, inWords(on)),
    missingFrom(entry),
    deedButton(paths.confirm(entry.id), 'It is right', {
      kind: 'secondary',
      values: { version: String(entry.version) },
      hiddenText: entry.name,
    }),
  ]
}
