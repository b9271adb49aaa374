import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BadRequest, Refusal } from '../errors.ts'
import type { Values } from '../form/index.ts'
import { tooMany } from './kinds.ts'
import type { Most } from './route.ts'

/** Lists in lists in an API request: nothing of ours is as deep. */
const DEEPEST = 64
/** Values in an API request, with lists and objects: what makes JSON slow to read is not its bytes. Six for each row of the longest table. */
const MOST_VALUES = 120_000

/** Names in one object of an API request: many different ones are slow to read, and nothing of ours has as many. */
const MOST_NAMES = 1_000

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
  server.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => done(null, payload))
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

/** JSON, not deeper than can be meant, and with so many values as are read in one turn. */
export function jsonIn(text: string): unknown {
  const { deepest, values, names } = shapeOf(text)
  if (deepest > DEEPEST) throw new BadRequest('The JSON is too deep')
  if (values > MOST_VALUES)
    throw new Refusal(`The JSON has more than ${MOST_VALUES.toLocaleString('en-GB')} values`, 413, 'Send it in parts.')
  if (names > MOST_NAMES)
    throw new Refusal(
      `An object in the JSON has more than ${MOST_NAMES.toLocaleString('en-GB')} names`,
      413,
      'Send it in parts.',
    )
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown
  } catch {
    throw new BadRequest('What was sent is not JSON')
  }
}

interface Shape {
  readonly deepest: number
  readonly values: number
  /** In the list or object that has the most. */
  readonly names: number
}

/** How deep lists and objects lie in each other, how many values there are and how many names in one object, as far as it matters. Goes once through the text, and makes nothing of it. */
function shapeOf(text: string): Shape {
  let [depth, deepest, values, names, isQuoted] = [0, 0, 1, 0, false]
  /** By depth: how many members the open object has, and nothing for a list. */
  const members: (number | null)[] = []
  for (let at = 0; at < text.length && deepest <= DEEPEST && values <= MOST_VALUES && names <= MOST_NAMES; at += 1) {
    const mark = text[at]
    if (isQuoted && mark === '\\') at += 1
    else if (mark === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (mark === '[' || mark === '{') {
      depth += 1
      values += 1
      members[depth] = mark === '{' ? 1 : null
    } else if (mark === ',') {
      values += 1
      const before = members[depth] ?? null
      if (before !== null) {
        members[depth] = before + 1
        names = Math.max(names, before + 1)
      }
    } else if (mark === ']' || mark === '}') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return { deepest, values, names }
}
