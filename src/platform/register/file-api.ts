import { asTheReader } from '../access/index.ts'
import { BadRequest, Conflict, Forbidden, NotFound, Refusal } from '../errors.ts'
import { firstValue } from '../form/index.ts'
import { giveUp, receiveWhole } from '../uploads/index.ts'
import { download, file, json, type LargeFiles, type PersonRequest, put, type Route, remove } from '../web/index.ts'
import { sizeInWords } from '../words.ts'
import { itemSchema } from './api-schemas.ts'
import { fileOf } from './file-value.ts'
import { fileAsked, filesOf, savingFile } from './files.ts'
import { existing } from './lookup.ts'
import { type Item, type Register, readBy, writtenBy } from './model.ts'
import { changeItem, type Saved } from './save.ts'

/** Hands the file of an item over as it came: nothing of it is opened here, nor by the browser. */
export async function handOver(asked: PersonRequest, register: Register) {
  const { name, digest } = await fileAsked(asked, readBy(register, asked.person))
  return file(name, 'application/octet-stream', asked.blobs.read(Buffer.from(digest, 'hex')))
}

const VERSION_QUERY = {
  version: {
    description: 'The version that you read; without it the file of whichever there is',
    schema: { type: 'integer' },
  },
} as const

/** The file of an item for programs: taken out, put in its place or in that of another, and removed. `shown` answers the item as they read it. */
export function fileApi(register: Register, shown: (asked: PersonRequest) => Promise<object>): Route[] {
  const files = filesOf(register)
  if (!files) return []
  const path = `/api/v1${register.path}/:id/files/:column`
  const { plural, see, change } = register
  const answer = itemSchema(register)
  return [
    download(path, see, asTheReader('the register'), async (asked) => handOver(asked, register), {
      api: { summary: `Read the file of one of the ${plural}`, tag: plural, answersBytes: true, answer: {} },
    }),
    put(
      path,
      change,
      async (asked) => {
        await putFile(asked, register, files)
        return json(await shown(asked))
      },
      {
        api: {
          seenBy: asTheReader('the register'),
          summary: `Put a file into one of the ${plural}, or in place of the one that is there: at most ${sizeInWords(files.most)}`,
          tag: plural,
          query: { name: { description: 'The name of the file', schema: { type: 'string' } }, ...VERSION_QUERY },
          takesBytes: true,
          answer,
        },
      },
    ),
    remove(
      path,
      change,
      async (asked) => {
        await removeFile(asked, register, files)
        return json(await shown(asked))
      },
      {
        api: {
          seenBy: asTheReader('the register'),
          summary: `Remove the file of one of the ${plural}`,
          tag: plural,
          query: VERSION_QUERY,
          answer,
        },
      },
    ),
  ]
}

/** The item whose file an address names, for whoever may write it, with the version that they mean. */
async function writable(asked: PersonRequest, register: Register, files: LargeFiles) {
  const { params, query } = asked
  if (fileOf(register)?.column !== params.column) throw new NotFound()
  const item = await existing(asked, register)
  await files.allow(asked, item.id)
  const given = firstValue(query, 'version')
  if (given !== '' && !/^\d{1,9}$/.test(given)) throw new BadRequest('The version must be a whole number')
  return { item, version: given === '' ? item.version : Number(given) }
}

function saved(outcome: Saved): void {
  if ('message' in outcome) throw outcome.isOfRights ? new Forbidden(outcome.message) : new Conflict(outcome.message)
}

/** Takes the bytes of a file as they come, and saves them with the item when all of them are safe. */
async function putFile(asked: PersonRequest, register: Register, files: LargeFiles): Promise<void> {
  const { item, version } = await writable(asked, register, files)
  const { db, act, person, query, headers, stream } = asked
  const name = firstValue(query, 'name').trim()
  if (name === '') throw new BadRequest('Say what the file is called', 'In the address, as ?name=agreement.pdf.')
  checkVersion(item, version, register)
  const expected = Number(headers['content-length'] ?? 0)
  if (expected > files.most) throw new Refusal(`The file is larger than ${sizeInWords(files.most)}`, 413)
  const upload = stream && (await receiveWhole(asked, person.id, files, { name, subject: item.id, expected }, stream))
  if (!upload) throw new BadRequest('The file is empty')
  const own = writtenBy(register, person)
  try {
    saved(
      await savingFile(asked, own, upload, (withFile, alongside) =>
        changeItem(db, act, own, item.id, version, withFile, alongside),
      ),
    )
  } catch (error) {
    await giveUp(asked, upload)
    throw error
  }
}

/** Says that somebody was faster before a large file comes in vain. */
function checkVersion(item: Item, version: number, { singular }: Register): void {
  if (item.version !== version) throw new Conflict(`Somebody else has changed this ${singular} meanwhile`)
}

async function removeFile(asked: PersonRequest, register: Register, files: LargeFiles): Promise<void> {
  const { item, version } = await writable(asked, register, files)
  const field = fileOf(register)
  if (!field || (item[field.column] ?? null) === null) throw new NotFound('There is no file')
  if (field.required) throw new Conflict(field.required)
  const own = writtenBy(register, asked.person)
  saved(await changeItem(asked.db, asked.act, own, item.id, version, { [field.column]: null }))
}
