import { nameFile } from '../blobs/index.ts'
import type { Tx } from '../db/index.ts'
import type { FieldValue, Item, Register, RegisterField } from './model.ts'

export type FileField = Extract<RegisterField, { kind: 'file' }>

/** The field of a register that takes a file; null where it has none. A form carries one file. */
export function fileOf({ fields, plural }: Pick<Register, 'fields' | 'plural'>): FileField | null {
  const [field, another] = fields.filter((one): one is FileField => one.kind === 'file')
  if (another) throw new Error(`The register of ${plural} has more than one file`)
  return field ?? null
}

/** A file of an item, whose bytes are kept by their digest. */
export interface ItemFile {
  /** SHA-256, in hexadecimal. */
  readonly digest: string
  /** In bytes. */
  readonly size: number
  readonly name: string
}

/** A file as the value of its field. It never comes from outside: whoever knows a digest has not got the file. */
export const asFile = ({ digest, size, name }: ItemFile): string => `${digest} ${size} ${name}`

/** The file that a value says; null where it says none. */
export function fileIn(value: unknown): ItemFile | null {
  const [, digest, size, name] = (typeof value === 'string' && /^([0-9a-f]{64}) (\d+) ([\s\S]*)$/.exec(value)) || []
  return digest === undefined || name === undefined ? null : { digest, size: Number(size), name }
}

/** A file as exports and the history say it. */
export const fileInFull = ({ name, digest }: ItemFile): string => `${name} (SHA-256 ${digest})`

/** The same as pages say it. */
export const withShortDigest = (words: string): string =>
  words.replace(/(?<=\(SHA-256 [0-9a-f]{12})[0-9a-f]{52}(?=\)$)/, '…')

/** Keeps what items name from being collected, as far as they did not name it before. */
export async function nameFiles(
  tx: Tx,
  register: Register,
  value: Readonly<Record<string, FieldValue>>,
  before: Item | null,
): Promise<void> {
  const field = fileOf(register)
  const file = field && value[field.column] !== before?.[field.column] ? fileIn(value[field.column]) : null
  if (file) await nameFile(tx, { digest: Buffer.from(file.digest, 'hex'), size: file.size })
}

/** What stands for an item that is not there yet, where a file is sent for it. */
export const NEW = 'new'

/** The purpose for which files of a register are sent. */
export const purposeOf = ({ key }: Pick<Register, 'key'>): string => `register-${key}`

/** The field of a form that says that the file goes. */
export const removeName = (column: string): string => `${column}-remove`
