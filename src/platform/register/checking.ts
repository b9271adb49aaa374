import { type Form, type FormState, form, select } from '../form/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  type Html,
  heading,
  hidden,
  html,
  link,
  postForm,
  type View,
} from '../page/index.ts'
import { capital, counted, inSentence } from '../words.ts'
import type { UnknownName } from './deciding.ts'
import { keptInWords } from './field-words.ts'
import type { Counts, KeptImport } from './importing.ts'
import { type Register, shownFields } from './model.ts'
import { type Columns, ID, ID_LABEL, takenFields, VERSION, VERSION_LABEL } from './sheet.ts'
import type { ShownRow } from './shown-import.ts'

/** Asks what each column of a table means. A field can be given by one column only. */
export function columnsForm(
  register: Register,
  { headers }: Columns,
  samples: readonly string[],
): Form<Record<string, ReturnType<typeof select>>> {
  const options = [
    ...takenFields(register).map(({ column, label }) => ({ value: column, text: label })),
    { value: ID, text: ID_LABEL },
    { value: VERSION, text: VERSION_LABEL },
  ]
  return form(
    Object.fromEntries(
      headers.map((header, index) => {
        const sample = samples[index] ?? ''
        const short = sample.length > 80 ? `${sample.slice(0, 79)}…` : sample
        const hint = short ? { hint: `Such as “${short}”` } : {}
        return [
          `column-${index}`,
          select({ label: header || `Column ${index + 1}`, ...hint, options, blank: 'Leave it out' }),
        ]
      }),
    ),
  )
}

/** Fields that two columns or more would give. */
export function givenTwice(columns: Columns['columns']): number[] {
  return columns.flatMap((column, index) => (column && columns.indexOf(column) < index ? [index] : []))
}

/** What rows come to, in the order in which people want to know it. */
export const SHOWN = ['waiting', 'updated', 'added', 'unchanged'] as const

const CAPTIONS: Readonly<Record<keyof Counts, string>> = {
  waiting: 'Rows that wait',
  updated: 'Entries that will be updated',
  added: 'Entries that will be added',
  unchanged: 'Rows that change nothing',
}

const WORDS: Readonly<Record<keyof Counts, readonly [string, string]>> = {
  waiting: ['row waits', 'rows wait'],
  updated: ['will be updated', 'will be updated'],
  added: ['will be added', 'will be added'],
  unchanged: ['row changes nothing', 'rows change nothing'],
}

export interface CheckPage {
  readonly kept: KeptImport
  readonly counts: Counts
  readonly shown: keyof Counts
  readonly rows: readonly ShownRow[]
  readonly isMore: boolean
  /** Whether other rows of the file have been saved. */
  readonly isPartSaved: boolean
  readonly left: readonly string[]
  readonly unknown: readonly (UnknownName & { readonly rows: number })[]
  readonly samples: readonly string[]
  readonly state: FormState
}

/** What would be added and updated, what waits, what each column means, and names that lead nowhere. */
export function checkPage(register: Register, page: CheckPage): View {
  const { kept, counts, left, state } = page
  const own = `${register.path}/import/${kept.id}`
  const title = `Check ${register.plural} before you import them`
  const isOpen = left.length > 0 || state.errors.length > 0
  return {
    title,
    back: { href: `${register.path}/import` },
    errors: state.errors,
    content: html`${heading(title)}${countsList(own, page)}${
      left.length > 0 ? html`<p class="govuk-body">These columns are left out: ${left.join('; ')}.</p>` : null
    }<details class="govuk-details"${isOpen ? ' open' : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What each column means</span></summary><div class="govuk-details__text">${postForm(
      `${own}/columns`,
      [
        columnsForm(register, kept, page.samples).controls(state),
        govukButton({ text: 'Use these columns', classes: 'govuk-button--secondary' }),
      ],
    )}</div></details>${namesTable(page.unknown)}${rowsTable(register, own, page)}${
      counts.waiting > 0
        ? html`<p class="govuk-body">Rows that wait stay here after the others are saved. Change them here, or check again when what they name is there, or drop them.</p>`
        : null
    }<div class="m-actions-bar">${saveForm(own, page, register)}${deedButton(`${own}/check`, 'Check again', { kind: 'secondary' })}${deedButton(`${own}/drop`, 'Drop this import', { kind: 'secondary' })}</div>`,
  }
}

function countsList(own: string, { counts, isPartSaved }: CheckPage): Html {
  const lines = SHOWN.map((outcome) => {
    const words = counted(counts[outcome], ...WORDS[outcome])
    return html`<li>${counts[outcome] > 0 ? link(`${own}?show=${outcome}`, words) : words}</li>`
  })
  const rows = counted(counts.added + counts.updated + counts.unchanged + counts.waiting, 'row', 'rows')
  const said = isPartSaved
    ? `The other rows of this file have been saved. Of the ${rows} left, nothing has been saved yet:`
    : `Nothing has been saved yet. Of ${rows}:`
  return html`<p class="govuk-body">${said}</p><ul class="govuk-list govuk-list--bullet">${lines}</ul>`
}

/** The digest says what was shown: only that is done. */
function saveForm(own: string, { counts, kept }: CheckPage, { singular, plural }: Register): Html | null {
  const { added, updated } = counts
  if (added + updated === 0) return null
  const parts = inSentence([
    ...(added > 0 ? [`add ${counted(added, singular, plural)}`] : []),
    ...(updated > 0 ? [`update ${counted(updated, singular, plural)}`] : []),
  ])
  const button = govukButton({ text: capital(parts), preventDoubleClick: true })
  return postForm(own, [hidden('seen', kept.digest ?? ''), button])
}

function namesTable(unknown: CheckPage['unknown']): Html | null {
  if (unknown.length === 0) return null
  return dataTable({
    caption: 'Names that lead nowhere yet',
    columns: [
      { text: 'Name', classes: 'm-words' },
      { text: 'What it should be' },
      { text: 'Rows', numeric: true },
      { text: 'Now' },
    ],
    rows: unknown.map(({ path, singular, name, rows }) => [
      name,
      singular,
      rows,
      link(`${path}/add`, `Add this ${singular}`, `: ${name}`),
    ]),
  })
}

function rowsTable(register: Register, own: string, { kept, shown, rows, isMore }: CheckPage): Html | null {
  if (rows.length === 0) return null
  const { heads, cells } = columnsOf(register, own, kept, shown)
  const more = isMore
    ? html`<p class="govuk-body">${link(`${own}?show=${shown}&after=${rows.at(-1)?.number ?? 0}`, 'Next rows')}</p>`
    : null
  return html`${dataTable({
    caption: CAPTIONS[shown],
    columns: [{ text: 'Row', classes: 'm-narrow' }, ...heads],
    rows: rows.map((row) => [String(row.number), ...cells(row)]),
  })}${more}`
}

interface RowColumns {
  readonly heads: readonly { readonly text: string; readonly classes?: string }[]
  readonly cells: (row: ShownRow) => readonly Content[]
}

function columnsOf(register: Register, own: string, kept: KeptImport, shown: keyof Counts): RowColumns {
  const item = ({ itemId, name }: ShownRow) => (itemId ? link(`${register.path}/${itemId}`, name) : name)
  if (shown === 'unchanged') return { heads: [{ text: 'Entry', classes: 'm-words' }], cells: (row) => [item(row)] }
  if (shown === 'updated')
    return {
      heads: [{ text: 'Entry' }, { text: 'What changes', classes: 'm-words' }],
      cells: (row) => [item(row), changesList(register, row)],
    }
  const fields = takenFields(register).flatMap((field) => {
    const place = kept.columns.indexOf(field.column)
    return place < 0 ? [] : [{ text: field.label, place }]
  })
  const given = (row: ShownRow) => fields.map(({ place }) => row.cells[place] ?? '')
  if (shown === 'added') return { heads: fields.map(({ text: label }) => ({ text: label })), cells: given }
  return {
    heads: [
      { text: 'What is wrong', classes: 'm-words' },
      ...fields.map(({ text: label }) => ({ text: label })),
      { text: 'Now' },
    ],
    cells: (row) => [
      row.why.join('. '),
      ...given(row),
      link(`${own}/rows/${row.number}`, 'Change', `row ${row.number}`),
    ],
  }
}

function changesList(register: Register, { fields }: ShownRow): Html {
  const known = new Map(shownFields(register).map((field) => [field.column, field]))
  const lines = Object.entries(fields).map(([column, [before, after]]) => {
    const say = (words: string) => (words === '' ? 'nothing' : `“${keptInWords(known.get(column), words)}”`)
    return html`<li>${known.get(column)?.label ?? column}: from ${say(before)} to ${say(after)}</li>`
  })
  return html`<ul class="govuk-list govuk-list--bullet">${lines}</ul>`
}
