import type { Tx } from '../db/index.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { firstValue, type Values } from '../form/index.ts'
import { dropPieces, endUpload, keepUpload, type Landing, type Upload } from '../uploads/index.ts'
import type { LargeFiles, PersonRequest } from '../web/index.ts'
import { asFile, fileIn, fileOf, type ItemFile, NEW, purposeOf, removeName } from './file-value.ts'
import { existing } from './lookup.ts'
import { type FieldValue, type Item, type Register, writtenBy } from './model.ts'
import type { Saved } from './save.ts'

/** The files that forms of a register take: sent for one of its items, or for a new one, by whoever may write that field. */
export function filesOf(register: Register): LargeFiles | null {
  const field = fileOf(register)
  if (!field) return null
  return {
    name: purposeOf(register),
    most: field.most,
    admits: register.change,
    subject: ({ id = NEW }) => id,
    async allow(asked, subject) {
      if (!fileOf(writtenBy(register, asked.person)))
        throw new Forbidden(`You do not have permission to change “${field.label}”`)
      if (subject !== null && subject !== NEW) await existing({ ...asked, params: { id: subject } }, register)
    },
  }
}

/** What a form says of the file of an item: another one comes, it goes, or it stays. Answers a problem where there must be one and is none. */
export function fileGiven(
  register: Register,
  item: Item | null,
  { body, upload }: { readonly body: Values; readonly upload: Upload | null },
): {
  readonly value: Record<string, FieldValue>
  readonly problems: { field: string; message: string; control: string }[]
} {
  const field = fileOf(register)
  if (!field) return { value: {}, problems: [] }
  const { column, required } = field
  const isRemoved = firstValue(body, removeName(column)) === 'yes'
  const stays = isRemoved ? null : ((item?.[column] ?? null) as FieldValue)
  const problems = required && !upload && stays === null ? [{ field: column, message: required, control: 'file' }] : []
  return { value: { [column]: stays }, problems }
}

/** Saves an item with the file that has come for it: the bytes are safe before the row is, and the upload ends with it. */
export async function savingFile(
  { blobs, ...landing }: Omit<Landing, 'now'>,
  register: Register,
  upload: Upload | null,
  save: (value: Readonly<Record<string, FieldValue>>, alongside: (tx: Tx) => Promise<void>) => Promise<Saved>,
): Promise<Saved> {
  const field = fileOf(register)
  if (!field || !upload) return save({}, async () => undefined)
  const { digest, size } = await keepUpload({ blobs, ...landing }, upload)
  const file = asFile({ digest: digest.toString('hex'), size, name: upload.name || 'File' })
  const saved = await save({ [field.column]: file }, (tx) => endUpload(tx, upload))
  if (!('message' in saved)) await dropPieces(blobs, upload.id)
  return saved
}

/** The file that an address of an item names, for whoever may read its field. Throws NotFound. */
export async function fileAsked(asked: PersonRequest, register: Register): Promise<ItemFile> {
  const field = fileOf(register)
  const file =
    field && field.column === asked.params.column ? fileIn((await existing(asked, register))[field.column]) : null
  if (!file) throw new NotFound()
  return file
}
