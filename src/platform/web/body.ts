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
  if (holdsNul(sent.body) || holdsNul(sent.json) || sent.file?.name.includes('\0'))
    throw new BadRequest('What was sent has a NUL character in it', 'Remove it and send it once more.')
  return sent
}

/** Whether a NUL stands in any text of a value. Goes through it without calling itself, however deep it is. */
function holdsNul(value: unknown): boolean {
  const left: unknown[] = [value]
  for (let one = left.pop(); left.length > 0 || one !== undefined; one = left.pop()) {
    if (typeof one === 'string' && one.includes('\0')) return true
    if (typeof one === 'object' && one !== null)
      for (const [name, inner] of Object.entries(one)) left.push(name, inner ?? '')
  }
  return false
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
    if (!/LIMIT|TOO_LARGE/.test(code)) throw error
    await drain(request)
    throw tooLarge()
  }
  return { body, json: null, file }
}

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
