import { finished, type Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LIMITS } from '../reading/index.ts'
import { cut, hasBody } from './arriving.ts'
import { BodyBytes, type BodyLimits, ownRoomFull, roomFull } from './body-bytes.ts'
import { FORM_LIMITS, isBytes, isFile, isMultipart } from './kinds.ts'
import type { Route } from './route.ts'
import { type Coming, Strangers } from './strangers.ts'

const MB = 1024 * 1024
/** A document with the fields of its form. */
const DOCUMENT = LIMITS.fileBytes + FORM_LIMITS.together

/** Whoever is signed in may have four documents on their way, and ten may be for everybody. */
const OF_PEOPLE: BodyLimits = { ofOne: 4 * DOCUMENT, ofAll: 10 * DOCUMENT }
/** Whoever is not known, by their address: they cannot take the room of those who are. */
const OF_OTHERS: BodyLimits = { ofOne: 4 * MB, ofAll: 32 * MB }

/** Counts the bytes of bodies that are announced, so that those who send many at once are told to wait before any of it is read. */
export class AnnouncedBodies {
  readonly #limits: BodyLimits
  readonly bytes = new BodyBytes()

  constructor(limits: BodyLimits) {
    this.#limits = limits
  }

  /** Takes room for so many bytes. Answers what gives it back. Throws a Refusal (429) of this person, and Busy where everybody sends too much. */
  take(who: string, bytes: number): () => void {
    if (this.bytes.of(who) + bytes > this.#limits.ofOne) throw ownRoomFull()
    if (this.bytes.ofAll + bytes > this.#limits.ofAll) throw roomFull()
    this.bytes.add(who, bytes)
    return () => this.bytes.add(who, -bytes)
  }
}

/** Bytes of a body that may be in memory at once, at most. */
export function mostInMemory(route: Route, request: FastifyRequest): number {
  if (!hasBody(request) || isBytes(request) || (route.takesBytes && isFile(request))) return 0
  const length = request.headers['content-length']
  const announced = length === undefined ? Number.POSITIVE_INFINITY : Number(length)
  const most = !isMultipart(request) ? route.most.bytes : route.takesLarge ? FORM_LIMITS.together : DOCUMENT
  return Math.min(announced, most)
}

/** The bodies that one server has in memory: of those who are signed in as they are announced, of others as they come. */
export class BodiesInMemory {
  readonly #people = new AnnouncedBodies(OF_PEOPLE)
  readonly #others = new Strangers(OF_OTHERS)
  readonly #coming = new WeakMap<FastifyRequest, Coming>()

  /** Takes room for the body of a request until its answer has gone. Throws as `AnnouncedBodies.take` and `Strangers.begin`. */
  admit(route: Route, request: FastifyRequest, reply: FastifyReply, personId: string | null): void {
    const bytes = mostInMemory(route, request)
    if (bytes === 0) return
    if (personId !== null) {
      finished(reply.raw, this.#people.take(personId, bytes))
      return
    }
    const coming = this.#others.begin(request.ip, () => cut(request, reply))
    this.#coming.set(request, coming)
    request.raw.once('end', () => coming.whole())
    finished(reply.raw, () => coming.end())
  }

  /** Counts what comes of a body that is about to be read, and leaves it to whoever reads it. They must begin in the same turn. */
  watch(request: FastifyRequest, payload: Readable): void {
    const coming = this.#coming.get(request)
    if (coming) payload.on('data', (some: Buffer | string) => coming.come(some.length))
  }
}
