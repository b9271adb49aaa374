import { type Form, type FormState, form, select } from '../form/index.ts'
import { dataTable, deedButton, govukButton, heading, html, link, postForm, type View } from '../page/index.ts'
import { counted } from '../words.ts'
import { leftOut, type Preview, type PreviewRow, type Sheet, type UnknownName } from './importing.ts'
import type { Register } from './model.ts'

/** Rows and names of an import that are shown; the figures count them all. */
const MOST = 200

/** Asks what each column of a table means. A field can be given by one column only. */
export function columnsForm(
  register: Register,
  { headers, rows }: Sheet,
): Form<Record<string, ReturnType<typeof select>>> {
  const options = register.fields.map(({ column, label }) => ({ value: column, text: label }))
  return form(
    Object.fromEntries(
      headers.map((header, index) => {
        const sample = rows.find((cells) => cells[index])?.[index] ?? ''
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
export function givenTwice(columns: Sheet['columns']): number[] {
  return columns.flatMap((column, index) => (column && columns.indexOf(column) < index ? [index] : []))
}

/** What would be added, what would not, what each column means, and names that lead nowhere. */
export function checkPage(
  register: Register,
  importId: string,
  { sheet, found, state }: { readonly sheet: Sheet; readonly found: Preview; readonly state: FormState },
): View {
  const own = `${register.path}/import/${importId}`
  const good = found.rows.filter(({ value }) => value !== null)
  const bad = found.rows.filter(({ value }) => value === null)
  const title = `Check ${register.plural} before you add them`
  const left = leftOut(sheet)
  const drop = deedButton(`${own}/drop`, 'Drop this import', { kind: 'secondary' })
  const add =
    good.length > 0
      ? postForm(
          own,
          govukButton({
            text: `Add ${counted(good.length, register.singular, register.plural)}`,
            preventDoubleClick: true,
          }),
        )
      : null
  return {
    title,
    back: { href: `${register.path}/import` },
    errors: state.errors,
    content: html`${heading(title)}<p class="govuk-body">${good.length} can be added and ${bad.length} cannot.</p>${
      left.length > 0 ? html`<p class="govuk-body">These columns are left out: ${left.join(', ')}.</p>` : null
    }<details class="govuk-details"${left.length > 0 || state.errors.length > 0 ? ' open' : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What each column means</span></summary><div class="govuk-details__text">${postForm(
      `${own}/columns`,
      [
        columnsForm(register, sheet).controls(state),
        govukButton({ text: 'Use these columns', classes: 'govuk-button--secondary' }),
      ],
    )}</div></details>${namesTable(found.unknown, own)}${
      bad.length > 0
        ? html`${rowsTable(register, sheet, 'Rows that will be left out', bad, true)}<p class="govuk-body">They wait here after the others are added. Check again when what they name is there, or drop them.</p>`
        : null
    }${good.length > 0 ? rowsTable(register, sheet, 'Rows that will be added', good, false) : null}<div class="m-actions-bar">${add}${drop}</div>`,
  }
}

function namesTable(unknown: readonly UnknownName[], own: string) {
  if (unknown.length === 0) return null
  return html`${dataTable({
    caption: 'Names that lead nowhere yet',
    columns: [
      { text: 'Name', classes: 'm-words' },
      { text: 'What it should be' },
      { text: 'Rows', numeric: true },
      { text: 'Now' },
    ],
    rows: unknown
      .slice(0, MOST)
      .map(({ to, name, rows }) => [
        name,
        to.singular,
        rows,
        link(`${to.path}/add`, `Add this ${to.singular}`, `: ${name}`),
      ]),
  })}<p class="govuk-body">${link(own, 'Check again')} once they are there: what you imported waits here.</p>`
}

function rowsTable(
  register: Register,
  { columns }: Sheet,
  caption: string,
  rows: readonly PreviewRow[],
  withProblems: boolean,
) {
  const fields = register.fields.filter(({ column }) => columns.includes(column))
  return html`${dataTable({
    caption,
    columns: [
      { text: 'Row', classes: 'm-narrow' },
      ...(withProblems ? [{ text: 'What is wrong', classes: 'm-words' }] : []),
      ...fields.map(({ label }) => ({ text: label })),
    ],
    rows: rows
      .slice(0, MOST)
      .map(({ number, problems, values }) => [
        String(number),
        ...(withProblems ? [problems.join('. ')] : []),
        ...fields.map(({ column }) => values[column] ?? ''),
      ]),
  })}${rows.length > MOST ? html`<p class="govuk-body">The first ${MOST} of ${rows.length} are shown.</p>` : null}`
}
