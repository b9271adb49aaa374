import { type FormState, firstValue, form, radios, type Values } from '#platform/form/index.ts'
import {
  dataTable,
  govukButton,
  govukDetails,
  govukInsetText,
  govukRadios,
  govukTextarea,
  type Html,
  heading,
  html,
  lines,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { shortened } from '#platform/words.ts'
import { paths } from '../../paths.ts'
import type { OtherRow } from '../../recognising/model/model.ts'
import { actionPlaceInWords } from '../../recognising/model/places.ts'
import { ownersInWords } from '../../recognising/owners/owner-reader.ts'
import { goOn } from './going-on.ts'

const SHOWN = 100

const KIND_NAMES: Readonly<Record<OtherRow['kind'] | 'action', string>> = {
  action: 'An action',
  heading: 'A heading for the rows below it',
  headers: 'Headers: the columns below are read by them',
  total: 'A total, or a count of other rows: it is left out',
  declined: 'It says that there is no action',
  without: 'A row without an action: it is left out',
  more: 'It goes on with the action above it',
  other: 'Something else that is no action: it is left out',
}

const READ_AS: Readonly<Record<OtherRow['kind'], string>> = {
  heading: 'A heading',
  headers: 'Headers',
  total: 'A total',
  declined: 'No action',
  without: 'Without an action',
  more: 'Goes on with the action above it',
  other: 'Not an action',
}

export const rowKindForm = form({
  kind: radios({
    label: 'What is this row?',
    required: 'Select what this row is',
    options: Object.entries(KIND_NAMES).map(([value, text]) => ({ value, text })),
  }),
})

/** Asks what a row is. */
export function rowKindPage(
  id: string,
  { place, words }: { readonly place: string; readonly words: string },
  state: FormState,
): View {
  return {
    title: 'What a row is',
    back: { href: paths.import(id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('What a row is', actionPlaceInWords(place))}${govukInsetText({ html: lines(words) })}${postForm(paths.importRowKind(id, place), [rowKindForm.controls(state), govukButton({ text: 'Read the document again', preventDoubleClick: true })])}`,
    ),
  }
}

/** Rows that were read as something else than actions, each to be changed. */
export function otherRowsTable(rows: readonly OtherRow[], id: string): Html | null {
  if (rows.length === 0) return null
  const more =
    rows.length > SHOWN
      ? html`<p class="govuk-body">The first ${SHOWN} of ${rows.length.toLocaleString('en-GB')} are shown.</p>`
      : null
  const table = dataTable({
    caption: 'Rows that are not actions',
    captionClasses: 'govuk-visually-hidden',
    columns: [{ text: 'Where' }, { text: 'Text', classes: 'm-words' }, { text: 'Read as' }, { text: 'Correct' }],
    rows: rows
      .slice(0, SHOWN)
      .map(({ place, kind, words }) => [
        actionPlaceInWords(place),
        shortened(words, 300),
        READ_AS[kind],
        goOn(paths.importRowKind(id, place), 'Change', actionPlaceInWords(place)),
      ]),
  })
  return govukDetails({
    summaryText: 'Rows that were not read as actions',
    html: html`${table}${more}`,
  })
}

interface Asked {
  readonly cell: string
  readonly ways: readonly (readonly string[])[]
  readonly name: string
}

/** Part of the form about the plan, so that what is typed there is kept. Asks of each cell that can be read in several ways who its owners are. */
export function ownersToCheck(asked: readonly Asked[], id: string, typed: Values): Html | null {
  if (asked.length === 0) return null
  const more =
    asked.length > SHOWN
      ? html`<p class="govuk-body">The first ${SHOWN} of ${asked.length.toLocaleString('en-GB')} are asked; the others follow.</p>`
      : null
  return html`<div id="owners">${govukDetails({
    summaryText: 'Who the owners are',
    open: true,
    html: html`<p class="govuk-body">These cells can be read as one owner or as several. Your answer holds wherever the same words stand.</p>${[
      asked.slice(0, SHOWN).map((one) => ownersRadios(one, typed)),
      more,
      govukButton({
        text: 'Save the owners',
        classes: 'govuk-button--secondary',
        attributes: { formaction: paths.importOwners(id) },
      }),
    ]}`,
  })}</div>`
}

function ownersRadios({ cell, ways, name }: Asked, typed: Values): Html {
  const own = govukTextarea({
    id: `own-${name}`,
    name: `own-${name}`,
    rows: '3',
    label: { text: 'Owners, one on each line' },
    value: firstValue(typed, `own-${name}`) || cell,
  })
  const radios = govukRadios({
    idPrefix: `owners-${name}`,
    name: `owners-${name}`,
    classes: 'govuk-radios--small',
    fieldset: { legend: { text: cell, classes: 'govuk-fieldset__legend--s' } },
    value: firstValue(typed, `owners-${name}`),
    items: [
      ...ways.map((way, index) => ({ value: String(index), text: ownersInWords(way) })),
      { value: 'own', text: 'In another way, which I write below' },
    ],
  })
  return html`${radios}${govukDetails({ summaryText: 'Write the owners', html: own })}`
}
