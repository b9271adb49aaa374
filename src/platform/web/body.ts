import { once } from 'node:events'
import type { FastifyRequest } from 'fastify'
import { BadRequest, Refusal } from '../errors.ts'
import type { Values } from '../form/index.ts'
import { LIMITS } from '../reading/index.ts'
import type { Route, Upload } from './route.ts'

export interface Sent {
  readonly body: Values
  readonly json: unknown
  readonly file: Upload | null
}

const typed = new WeakMap<FastifyRequest, Values>()

/** The fields that came with a request, as far as they were read: for the page that says why it was refused. */
export function fieldsOf(request: FastifyRequest): Values {
  const type = request.headers['content-type'] ?? ''
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  return typed.get(request) ?? (isForm ? ((request.body ?? {}) as Values) : {})
}

/** Reads what a request carries: fields of a form, a file with them, or JSON. Refuses text that the database cannot keep. */
export async function readBody(route: Route, request: FastifyRequest): Promise<Sent> {
  const sent = await read(route, request)
  const wrong = [sent.body, sent.json, sent.file?.name].map(unkeepableIn).find((one) => one !== null)
  if (wrong) throw new BadRequest(`What was sent has ${wrong} in it`, 'Remove it and send it once more.')
  return sent
}

/** What no text of PostgreSQL can hold, in words, where it stands in any text of a value. Goes through it without calling itself, however deep it is. */
function unkeepableIn(value: unknown): string | null {
  const left: unknown[] = [value]
  for (let one = left.pop(); left.length > 0 || one !== undefined; one = left.pop()) {
    if (typeof one === 'string' && one.includes('\0')) return 'a NUL character'
    // JSON can say one half of a pair of UTF-16 alone (RFC 8259, section 8.2).
    if (typeof one === 'string' && !one.isWellFormed()) return 'half a character'
    if (typeof one === 'object' && one !== null)
      for (const [name, inner] of Object.entries(one)) left.push(name, inner ?? '')
  }
  return null
}

async function read(route: Route, request: FastifyRequest): Promise<Sent> {
  if (route.method === 'GET') return { body: {}, json: null, file: null }
  if (request.isMultipart()) return readParts(request)
  if (request.headers['content-type']?.startsWith('application/json'))
    return { body: {}, json: request.body, file: null }
  return { body: (request.body ?? {}) as Values, json: null, file: null }
}

async function readParts(request: FastifyRequest): Promise<Sent> {
  const body: Record<string, string | string[]> = {}
  typed.set(request, body)
  let file: Upload | null = null
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer()
        if (part.filename || bytes.length > 0) file = { name: part.filename, bytes }
      } else add(body, part.fieldname, String(part.value))
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!/LIMIT|TOO_LARGE/.test(code)) throw new BadRequest('What was sent cannot be read as a form', AGAIN)
    await drain(request)
    throw tooLarge()
  }
  return { body, json: null, file }
}

const AGAIN = 'Go back, load the page again and send the form once more.'

function add(body: Record<string, string | string[]>, name: string, value: string): void {
  const before = body[name]
  body[name] = before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value]
}

/** Bytes of a refused upload that are read and thrown away, so that browsers get to see the answer. */
const DRAIN_MOST = 250 * 1024 * 1024

async function drain({ raw, headers }: FastifyRequest): Promise<void> {
  if (raw.readableEnded || Number(headers['content-length'] ?? 0) > DRAIN_MOST) return
  raw.unpipe()
  raw.resume()
  await Promise.race([once(raw, 'end'), once(raw, 'close')])
}

function tooLarge(): Refusal {
  const most = LIMITS.fileBytes / 1024 / 1024
  return new Refusal(
    `The file is larger than ${most} MB`,
    413,
    'Remove its pictures, or save only the tables as a new file, and try again.',
  )
}
