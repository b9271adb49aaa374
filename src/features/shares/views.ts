import { dayOf, inWords } from '#platform/calendar/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { dataTable, govukButton, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import { countInWords, type Found, SCAN_STATES, type ShareRow } from './model.ts'
import { paths } from './paths.ts'

export function sharesPage(shares: readonly ShareRow[], canManage: boolean): View {
  const table =
    shares.length === 0
      ? html`<p class="govuk-body">No share was profiled yet.</p>`
      : html`${dataTable({
          caption: 'Shared drives',
          columns: [
            { text: 'Share', classes: 'm-words' },
            { text: 'Unit' },
            { text: 'Files', numeric: true },
            { text: 'Size', numeric: true },
            { text: 'In duplicates', numeric: true },
            { text: 'Last scan', classes: 'm-date' },
          ],
          rows: shares.map((one) => [
            link(paths.share(one.id), one.name),
            one.unit ?? 'The whole department',
            countInWords(one.files),
            sizeInWords(one.bytes),
            sizeInWords(one.saved),
            one.state === null
              ? 'Never'
              : one.state === 'finished' && one.scannedAt
                ? inWords(dayOf(one.scannedAt))
                : SCAN_STATES[one.state],
          ]),
        })}${downloads('Download this table', `${paths.shares}/table`)}`
  const links = [
    ...(canManage ? [link(paths.add, 'Profile a folder'), link(paths.load, 'Load a profile made with DROID')] : []),
    link(paths.policies, 'Policies for formats'),
  ]
  return {
    title: 'Shared drives',
    content: html`${heading('Shared drives')}<p class="govuk-body">What is on them, in which formats, how old, how much of it twice, and what is at risk.</p>${searchBox('')}<div class="m-actions-bar">${links}</div>${table}`,
  }
}

/** A search over every share that the person may see. */
export function searchBox(words: string): Html {
  return html`<form method="get" action="${paths.search}" class="m-search" role="search"><div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="words">Find files on every share</label><div class="govuk-hint" id="words-hint">Part of a name, a path or a format</div><input class="govuk-input govuk-input--width-20" id="words" name="words" type="search" value="${words}" aria-describedby="words-hint"> ${govukButton({ text: 'Search', classes: 'govuk-button--secondary m-beside' })}</div></form>`
}

export function searchPage(
  words: string,
  found: readonly Found[],
  isCut: boolean,
  visible: (text: string) => string,
): View {
  const table =
    words === ''
      ? ''
      : found.length === 0
        ? html`<p class="govuk-body">Nothing has “${words}” in its name, path or format.</p>`
        : dataTable({
            caption: isCut
              ? `The first ${counted(found.length, 'file', 'files')}`
              : counted(found.length, 'file', 'files'),
            columns: [
              { text: 'File', classes: 'm-words' },
              { text: 'Share' },
              { text: 'Format', classes: 'm-words' },
              { text: 'Size', numeric: true },
              { text: 'Last changed', classes: 'm-date' },
            ],
            rows: found.map((one) => [
              link(paths.file(one.shareId, one.id), visible(one.path)),
              link(paths.share(one.shareId), one.share),
              one.format ?? 'Not known',
              one.size === null ? '–' : sizeInWords(one.size),
              one.modifiedAt ? inWords(dayOf(one.modifiedAt)) : '–',
            ]),
          })
  return {
    title: words === '' ? 'Find files' : `${words}: files`,
    back: { href: paths.shares, text: 'Back to shared drives' },
    content: html`${heading('Find files')}${searchBox(words)}${table}${words !== '' && found.length > 0 ? downloads('Download this table', `${paths.search}/table`, `?words=${encodeURIComponent(words)}`) : ''}`,
  }
}
