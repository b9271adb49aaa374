import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Person } from '../access/index.ts'
import { BadRequest, Refusal } from '../errors.ts'
import { firstValue, type Values } from '../form/index.ts'
import { LIMITS } from '../reading/index.ts'
import { takingTurns } from '../turns.ts'
import { withoutUnseen } from '../unseen.ts'
import {
  giveUp,
  isComplete,
  type Landing,
  type Upload as LargeUpload,
  openUpload,
  receiveWhole,
} from '../uploads/index.ts'
import { sizeInWords } from '../words.ts'
import { AGAIN, FORM_LIMITS, isForm, tooLong } from './kinds.ts'
import type { Upload } from './request.ts'
import { isOfApi, type LargeFiles, type Route } from './route.ts'

export interface Sent {
  readonly body: Values
  readonly json: unknown
  readonly file: Upload | null
  readonly upload: LargeUpload | null
  readonly stream: Readable | null
}

/** Where a large file goes, whose it is, and what proves that the form is this installation's: asked before a byte is kept. */
export interface Reception extends Landing {
  readonly person: Person | null
  readonly params: Readonly<Record<string, string>>
  readonly prove: (body: Values) => void
  /** Throws where they may not add a file to what the form is about. */
  readonly allow: () => Promise<void>
}

const NOTHING = { json: null, file: null, upload: null, stream: null }

const typed = new WeakMap<FastifyRequest, Values>()

/** The fields that came with a request, as far as they were read: for the page that says why it was refused. */
export function fieldsOf(request: FastifyRequest): Values {
  return typed.get(request) ?? (isForm(request) ? ((request.body ?? {}) as Values) : {})
}

/** Reads what a request carries: fields of a form, a file with them, or JSON. Refuses text that the database cannot keep. */
export async function readBody(route: Route, request: FastifyRequest, reception: Reception): Promise<Sent> {
  const sent = await read(route, request, reception)
  const wrong = await unkeepableIn([sent.body, sent.json, sent.file?.name, sent.upload?.name])
  if (wrong) throw new BadRequest(`What was sent has ${wrong} in it`, 'Remove it and send it once more.')
  return sent
}

/** So many values are looked at before others may have their turn. */
const BETWEEN_TURNS = 1_000

/** What no text of PostgreSQL can hold, in words, where it stands in any text of a value. Goes through it without calling itself, however deep it is. */
async function unkeepableIn(value: unknown): Promise<string | null> {
  const turn = takingTurns()
  const left: unknown[] = [value]
  for (let seen = 1; left.length > 0; seen += 1) {
    const one = left.pop()
    if (seen % BETWEEN_TURNS === 0) await turn()
    if (typeof one === 'string' && one.includes('\0')) return 'a NUL character'
    // JSON can say one half of a pair of UTF-16 alone (RFC 8259, section 8.2).
    if (typeof one === 'string' && !one.isWellFormed()) return 'half a character'
    if (typeof one === 'object' && one !== null && Object.hasOwn(one, '__proto__')) return 'the name __proto__'
    if (Array.isArray(one)) for (const inner of one) left.push(inner)
    else if (typeof one === 'object' && one !== null)
      for (const [name, inner] of Object.entries(one)) left.push(name, inner)
  }
  return null
}

async function read(route: Route, request: FastifyRequest, reception: Reception): Promise<Sent> {
  if (route.method === 'GET' || route.method === 'HEAD') return { ...NOTHING, body: {} }
  if (request.body instanceof Readable) return { ...NOTHING, body: {}, stream: request.body }
  // A form is never anything but a form: JSON holds values that no field has.
  if (isOfApi(route)) return { ...NOTHING, body: {}, json: request.body }
  if (route.takesLarge) return readLarge(request, route.takesLarge, reception)
  return request.isMultipart() ? readParts(request, reception) : { ...NOTHING, body: valuesOfForm(request) }
}

/** The fields of a form without a file. */
function valuesOfForm(request: FastifyRequest): Values {
  if (isForm(request) || request.body === undefined || request.body === null) return (request.body ?? {}) as Values
  throw new BadRequest('What was sent is not a form', AGAIN)
}

async function readParts(request: FastifyRequest, { prove }: Reception): Promise<Sent> {
  const fields = new Fields(request)
  let file: Upload | null = null
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        // Nothing of a file is kept before the form is known to be ours: its token stands before it.
        prove(fields.body)
        const bytes = await part.toBuffer()
        if (part.filename || bytes.length > 0) file = { name: withoutUnseen(part.filename), bytes }
      } else fields.add(part)
    }
  } catch (error) {
    if (error instanceof Refusal) {
      await drain(request)
      throw error
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!/LIMIT|TOO_LARGE/.test(code)) throw new BadRequest('What was sent cannot be read as a form', AGAIN)
    await drain(request)
    throw tooLarge()
  }
  return { ...NOTHING, body: fields.body, file }
}

/** Reads a form with a large file: it goes to where uploads lie while it comes, or has come there already and is named by the form. */
async function readLarge(request: FastifyRequest, purpose: LargeFiles, reception: Reception): Promise<Sent> {
  const { person } = reception
  if (!person) throw new BadRequest('Sign in to send a file')
  if (!request.isMultipart()) {
    const body = valuesOfForm(request)
    return { ...NOTHING, body, upload: await namedUpload(body, purpose, person, reception) }
  }
  const fields = new Fields(request)
  const { body } = fields
  let come: LargeUpload | null = null
  try {
    // One byte more than may come, so that the file that is too long is told by whoever receives it.
    for await (const part of request.parts({ limits: { ...FORM_LIMITS, fileSize: purpose.most + 1 } })) {
      if (part.type !== 'file') fields.add(part)
      else if (part.filename) {
        reception.prove(body)
        await reception.allow()
        const subject = purpose.subject(reception.params)
        const expected = Number(request.headers['content-length']) || 0
        come = await receiveWhole(reception, person.id, purpose, { name: part.filename, subject, expected }, part.file)
      } else part.file.resume()
    }
  } catch (error) {
    if (come) await giveUp(reception, come)
    await drain(request)
    throw error
  }
  return { ...NOTHING, body, upload: come ?? (await namedUpload(body, purpose, person, reception)) }
}

/** The upload that a form names: of this person, for this form, and whole. */
async function namedUpload(
  body: Values,
  purpose: LargeFiles,
  { id }: Person,
  reception: Reception,
): Promise<LargeUpload | null> {
  const named = firstValue(body, 'upload')
  if (named === '') return null
  const upload = await openUpload(reception, named, id).catch(() => null)
  const isForThis = upload?.subject === null || upload?.subject === purpose.subject(reception.params)
  if (!upload || upload.purpose !== purpose.name || !isForThis || !isComplete(upload))
    throw new BadRequest('The file has not come whole, or has been taken', 'Go back and choose the file again.')
  return upload
}

/** The fields of a form with a file, which are in memory: only so many bytes of all of them. */
class Fields {
  readonly body: Record<string, string | string[]> = {}
  #bytes = 0

  constructor(request: FastifyRequest) {
    typed.set(request, this.body)
  }

  add({ fieldname, fieldnameTruncated, value, valueTruncated }: MultipartValue): void {
    const text = String(value)
    this.#bytes += Buffer.byteLength(fieldname) + Buffer.byteLength(text)
    if (fieldnameTruncated || valueTruncated || this.#bytes > FORM_LIMITS.together) throw tooLong(FORM_LIMITS.together)
    const before = this.body[fieldname]
    this.body[fieldname] = before === undefined ? text : [...(typeof before === 'string' ? [before] : before), text]
  }
}

/** Bytes of a refused upload that are read and thrown away, so that browsers get to see the answer. */
const DRAIN_MOST = 250 * 1024 * 1024
/** Whoever sends nothing for so long does not wait for the answer either. */
const DRAIN_SILENCE_MS = 30_000

async function drain({ raw, headers }: FastifyRequest): Promise<void> {
  if (raw.readableEnded || Number(headers['content-length'] ?? 0) > DRAIN_MOST) return
  raw.unpipe()
  raw.resume()
  const gone = setTimeout(() => raw.destroy(), DRAIN_SILENCE_MS)
  raw.on('data', () => gone.refresh())
  await Promise.race([once(raw, 'end'), once(raw, 'close')])
  clearTimeout(gone)
}

function tooLarge(): Refusal {
  return new Refusal(
    `The file is larger than ${sizeInWords(LIMITS.fileBytes)}`,
    413,
    'Remove its pictures, or save only the tables as a new file, and try again.',
  )
}
