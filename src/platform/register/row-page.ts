import { type Form, type FormState, form, text } from '../form/index.ts'
import { govukButton, type Html, heading, hidden, html, link, postForm, type View } from '../page/index.ts'
import type { KeptImport } from './importing.ts'
import type { Register } from './model.ts'
import type { Columns } from './sheet.ts'
import type { ShownRow } from './shown-import.ts'

/** Asks what a row of the file should say. */
export function rowForm({ headers, columns }: Columns): Form<Record<string, ReturnType<typeof text>>> {
  return form(
    Object.fromEntries(
      headers.flatMap((header, index) =>
        columns[index]
          ? [[`cell-${index}`, text({ label: header || `Column ${index + 1}`, lines: 1, most: 20_000 })] as const]
          : [],
      ),
    ),
  )
}

export function rowPage(register: Register, kept: KeptImport, row: ShownRow, state: FormState): View {
  const own = `${register.path}/import/${kept.id}`
  const title = `Change row ${row.number}`
  return {
    title,
    back: { href: `${own}?show=waiting` },
    errors: state.errors,
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${heading(title, kept.fileName)}<p class="govuk-body">It waits because: ${row.why.join('. ')}.</p><p class="govuk-body">What you change here is changed in this import, not in your file.</p>${postForm(
      `${own}/rows/${row.number}`,
      [rowForm(kept).controls(state), govukButton({ text: 'Check this row', preventDoubleClick: true })],
    )}${changeForm(register, own, row)}</div></div>`,
  }
}

/** Says of a duplicate that it is meant to change what the row before it saved. */
function changeForm(
  { path, singular }: Register,
  own: string,
  { number, savedBy, itemId, name }: ShownRow,
): Html | null {
  if (savedBy === null || itemId === null) return null
  return html`<h2 class="govuk-heading-m">If it is not a duplicate</h2><p class="govuk-body">Row ${savedBy} of this file has been saved: ${link(`${path}/${itemId}`, name)}. Row ${number} is about the same ${singular}. If row ${number} is meant to change it, say so. You will see what would change before it is saved.</p>${postForm(
    `${own}/rows/${number}/change-saved`,
    [
      hidden('saved', String(savedBy)),
      govukButton({
        text: `Let row ${number} change what row ${savedBy} saved`,
        classes: 'govuk-button--secondary',
        preventDoubleClick: true,
      }),
    ],
  )}`
}
