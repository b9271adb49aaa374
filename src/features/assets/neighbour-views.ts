import { peoplePaths } from '#features/people/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { Held } from './answering.ts'
import { paths } from './paths.ts'

/** The assets that a finding of governance is about. */
export const findingPart = (rows: readonly Pick<Held, 'id' | 'name' | 'how'>[]): Html =>
  dataTable({
    caption: 'Information assets',
    columns: [{ text: 'Asset', classes: 'm-words' }, { text: 'As' }],
    rows: rows.map((row) => [link(paths.asset(row.id), row.name), row.how]),
  })

/** Assets that a person or holders of a role answer for. `register` is where all of one person's are listed. */
export function answeredPart(rows: readonly Held[], register: string | null): Html {
  const [first] = rows
  // On a person's page everything is theirs.
  const isOne = register !== null
  const person = ({ personId, person: name }: Held) => (isOne ? [] : [link(peoplePaths.person(personId), name)])
  const cut =
    first && first.all > rows.length
      ? html`<p class="govuk-body">There are ${counted(first.all, 'entry', 'entries')}. These are the first ${rows.length}.</p>`
      : null
  const more = register
    ? html`<p class="govuk-body m-no-print">${link(register, 'See the information assets that they own')}</p>`
    : null
  return html`${dataTable({
    caption: 'Information assets',
    columns: [{ text: 'Asset', classes: 'm-words' }, ...(isOne ? [] : [{ text: 'Person' }]), { text: 'As' }],
    rows: rows.map((row) => [link(paths.asset(row.id), row.name), ...person(row), row.how]),
  })}${cut}${more}`
}
