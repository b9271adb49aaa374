import { checkboxes, type Field, largeFile } from '../form/index.ts'
import { type Html, html, link } from '../page/index.ts'
import type { Upload } from '../uploads/index.ts'
import { sizeInWords } from '../words.ts'
import { type FileField, fileIn, fileOf, NEW, purposeOf, removeName } from './file-value.ts'
import type { FieldValue, FileShown, Item, Register } from './model.ts'

const pathOfFile = ({ path }: Pick<Register, 'path'>, id: string, column: string) => `${path}/${id}/files/${column}`

/** A file of an item as a link that hands it over, with its size. */
export function fileLink(register: Pick<Register, 'path'>, { column }: FileField, item: Item): Html | null {
  const file = fileIn(item[column])
  return (
    file &&
    html`${link(pathOfFile(register, item.id, column), file.name)} <span class="m-meta">${sizeInWords(file.size)}</span>`
  )
}

/** What programs are told of a file. */
export function fileAsJson(register: Pick<Register, 'path'>, column: string, item: Item): object | null {
  const file = fileIn(item[column])
  return file && { ...file, href: `/api/v1${pathOfFile(register, item.id, column)}` }
}

export function fileShown(
  register: Register,
  item: Item | null,
  come: Upload | null,
): Record<string, { file: FileShown }> {
  const field = fileOf(register)
  if (!field) return {}
  const there = item && fileLink(register, field, item)
  return { [field.column]: { file: { purpose: purposeOf(register), subject: item?.id ?? NEW, come, there } } }
}

/** Asks for a file of any size. It reads nothing: what a form says of the file is told by `fileGiven`. */
export function fileControl(field: FileField, shown: FileShown | undefined): Field<FieldValue> {
  const { label, hint, most } = field
  const words = [...(hint ? [hint] : []), `Of any kind, at most ${sizeInWords(most)}. It is kept as it is`].join('. ')
  return {
    label,
    hint,
    firstControl: () => 'file',
    read: () => ({ value: null }),
    control: (name, values, error) => {
      const { purpose = '', subject = '', come = null, there = null } = shown ?? {}
      const remove = checkboxes({ label: 'The file that is there', options: [{ value: 'yes', text: 'Remove it' }] })
      const now =
        there && html`<p class="govuk-body">There now: ${there}</p>${remove.control(removeName(name), values)}`
      return html`${largeFile({ label, hint: words, purpose, subject, error, come })}${now}`
    },
    write: () => ({}),
    show: () => '',
    schema: { type: ['object', 'null'] },
  }
}
