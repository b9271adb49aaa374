import type { FastifyRequest } from 'fastify'
import { BadRequest, Refusal } from '../errors.ts'
import { LIMITS } from '../reading/index.ts'
import { counted, sizeInWords } from '../words.ts'
import { hasBody } from './arriving.ts'
import { isOfApi, type Route } from './route.ts'

/** What a form with a file may hold. */
export const FORM_LIMITS = {
  fileSize: LIMITS.fileBytes,
  files: 1,
  fields: 200,
  /** Bytes of one field, and of all fields with their names. */
  fieldSize: 4_000_000,
  together: 4_000_000,
  parts: 250,
} as const

/** The media type of what comes, without its parameters. */
const kindOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type']?.split(';')[0] ?? '').trim().toLowerCase()

export const isForm = (request: FastifyRequest): boolean => kindOf(request) === 'application/x-www-form-urlencoded'
export const isMultipart = (request: FastifyRequest): boolean => kindOf(request) === 'multipart/form-data'
export const isBytes = (request: FastifyRequest): boolean => kindOf(request) === 'application/offset+octet-stream'
export const isFile = (request: FastifyRequest): boolean => kindOf(request) === 'application/octet-stream'
const isJson = (request: FastifyRequest): boolean => kindOf(request) === 'application/json'

export const AGAIN = 'Go back, load the page again and send the form once more.'

/** Throws where a route does not take what a request carries, by its kind or its length: before any of it is read. */
export function checkKind(route: Route, request: FastifyRequest): void {
  if (!hasBody(request) || route.method === 'GET' || route.method === 'HEAD') return
  if (route.isProtocol && isBytes(request)) return
  if (route.isProtocol) throw new Refusal('Send bytes as application/offset+octet-stream', 415)
  if (route.takesBytes) {
    if (isFile(request)) return
    throw new Refusal('Send the bytes of the file', 415, 'With the content type application/octet-stream.')
  }
  if (isOfApi(route)) {
    if (!isJson(request)) throw new Refusal('Send JSON', 415, 'With the content type application/json.')
  } else if (isMultipart(request) && route.takesFile) {
    // Its length is that of the file as well, which is told of once its fields are known.
    return
  } else if (isMultipart(request)) {
    // Programs send a form without a file in this way too (RFC 8058, section 3.2).
    if (!route.isForeign) throw new BadRequest('This form takes no file', AGAIN)
  } else if (!isForm(request)) throw new BadRequest('What was sent is not a form', AGAIN)
  if (Number(request.headers['content-length'] ?? 0) > route.most.bytes) throw tooLong(route.most.bytes)
}

export const tooLong = (most: number): Refusal =>
  new Refusal(`What was sent is longer than ${sizeInWords(most)}`, 413, 'Nothing was saved. Send less of it at once.')

export const tooMany = (names: number): Refusal =>
  new Refusal(
    `What was sent has more than ${counted(names, 'field', 'fields')}`,
    413,
    'Nothing was saved. Send fewer at once.',
  )
