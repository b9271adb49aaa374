import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BadRequest, Refusal } from '../errors.ts'
import type { Values } from '../form/index.ts'
import { counted } from '../words.ts'
import { overIn, SHAPE } from './json-shape.ts'
import { tooMany } from './kinds.ts'
import type { Most } from './route.ts'

/** Teaches a server to read forms and JSON, as much of them as the route takes, and bytes that a route reads as they come. */
export function readKinds(server: FastifyInstance, mostOf: (request: FastifyRequest) => Most): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (request: FastifyRequest, text: string) => formIn(text, mostOf(request).names),
  )
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => jsonIn(text),
  )
  for (const bytes of ['application/offset+octet-stream', 'application/octet-stream'])
    server.addContentTypeParser(bytes, (_request, payload, done) => done(null, payload))
}

/** The fields of a form, in the order of their names' first coming (URL Standard, application/x-www-form-urlencoded). Throws where there are too many. */
export function formIn(text: string, names: number): Values {
  let count = 1
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) count += 1
  if (count > names) throw tooMany(names)
  const values = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values.get(name)
    if (Array.isArray(before)) before.push(value)
    else values.set(name, before === undefined ? value : [before, value])
  }
  return Object.assign(Object.create(null) as Values, Object.fromEntries(values))
}

/** JSON, not deeper than can be meant, and with so much in it as is read in one turn. */
export function jsonIn(text: string): unknown {
  const over = overIn(text)
  if (over) throw tooMuch(over)
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown
  } catch {
    throw new BadRequest('What was sent is not JSON')
  }
}

function tooMuch(over: keyof typeof WORDS | 'deepest'): Refusal {
  if (over === 'deepest') return new BadRequest('The JSON is too deep')
  return new Refusal(WORDS[over], 413, 'Send it in parts.')
}

const WORDS = {
  values: `The JSON has more than ${counted(SHAPE.values, 'value', 'values')}`,
  names: `An object in the JSON has more than ${counted(SHAPE.names, 'name', 'names')}`,
  beginnings: 'The objects in the JSON have too many different names, or have them in too many different orders',
} as const
