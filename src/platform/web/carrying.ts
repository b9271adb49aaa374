import { finished } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Busy, Refusal } from '../errors.ts'
import { LIMITS } from '../reading/index.ts'
import { hasBody } from './arriving.ts'
import { FORM_LIMITS, isBytes, isMultipart } from './kinds.ts'
import type { Route } from './route.ts'

/** How many bytes of bodies may be in memory at once: those of one person or address, and those of all of them. */
export interface CarryingLimits {
  readonly ofOne: number
  readonly ofAll: number
}

const MB = 1024 * 1024
/** A document with the fields of its form. */
const DOCUMENT = LIMITS.fileBytes + FORM_LIMITS.together

/** Whoever is signed in may have four documents on their way, and ten may be for everybody. */
const OF_PEOPLE: CarryingLimits = { ofOne: 4 * DOCUMENT, ofAll: 10 * DOCUMENT }
/** Whoever is not known, by their address: they cannot take the room of those who are. */
const OF_OTHERS: CarryingLimits = { ofOne: 4 * MB, ofAll: 32 * MB }

/** Counts the bytes of bodies that are in memory, so that those who send many at once are told to wait. */
export class Carrying {
  readonly #limits: CarryingLimits
  readonly #ofOne = new Map<string, number>()
  #ofAll = 0

  constructor(limits: CarryingLimits) {
    this.#limits = limits
  }

  get bytes(): number {
    return this.#ofAll
  }

  /** Takes room for so many bytes. Answers what gives it back. Throws a Refusal (429) of this person, and Busy where everybody sends too much. */
  take(who: string, bytes: number): () => void {
    const own = this.#ofOne.get(who) ?? 0
    if (own + bytes > this.#limits.ofOne)
      throw new Refusal('You send too much at once', 429, 'Wait until some of it has come, and send this again.')
    if (this.#ofAll + bytes > this.#limits.ofAll)
      throw new Busy('Too much is being sent to Muniment at once', 'Wait a minute and send it again.')
    this.#ofOne.set(who, own + bytes)
    this.#ofAll += bytes
    return () => {
      const left = (this.#ofOne.get(who) ?? 0) - bytes
      if (left > 0) this.#ofOne.set(who, left)
      else this.#ofOne.delete(who)
      this.#ofAll -= bytes
    }
  }
}

/** Bytes of a body that may be in memory at once, at most. */
export function mostInMemory(route: Route, request: FastifyRequest): number {
  if (!hasBody(request) || isBytes(request)) return 0
  const length = request.headers['content-length']
  const announced = length === undefined ? Number.POSITIVE_INFINITY : Number(length)
  const most = !isMultipart(request) ? route.most.bytes : route.takesLarge ? FORM_LIMITS.together : DOCUMENT
  return Math.min(announced, most)
}

/** What one server carries. */
export class Carriage {
  readonly #people = new Carrying(OF_PEOPLE)
  readonly #others = new Carrying(OF_OTHERS)

  /** Takes room for the body of a request until its answer has gone. Throws as `Carrying.take`. */
  admit(route: Route, request: FastifyRequest, reply: FastifyReply, personId: string | null): void {
    const bytes = mostInMemory(route, request)
    if (bytes === 0) return
    const giveBack = personId === null ? this.#others.take(request.ip, bytes) : this.#people.take(personId, bytes)
    finished(reply.raw, giveBack)
  }
}
