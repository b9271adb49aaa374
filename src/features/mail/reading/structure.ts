import { type Headers, readHeaders } from './headers.ts'
import { LIMITS, type Warnings } from './model.ts'
import { type Parameterised, readParameters } from './parameters.ts'

/** A part of a mail (RFC 2046): its head, and either parts within it or a body, which is a range of the mail's own bytes. */
export interface MimePart {
  readonly headers: Headers
  readonly type: Parameterised
  readonly disposition: Parameterised
  /** In small letters: `base64`. */
  readonly encoding: string
  /** The bytes between its head and its end, still encoded. */
  readonly body: Uint8Array
  readonly parts: readonly MimePart[]
}

interface Open {
  readonly head: Omit<MimePart, 'body' | 'parts'>
  readonly bodyFrom: number
  readonly boundary: string | null
  readonly parts: MimePart[]
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const DASH = '-'.charCodeAt(0)
/** A boundary has 70 characters at most (RFC 2046, 5.1.1); mailers write longer ones. */
const LONGEST_BOUNDARY = 300

/**
 * The parts of a mail, in one pass over its lines. A boundary that never comes ends with the mail, and one that comes without a part
 * of its own is passed over: what was sent is always found, though a part may hold too much.
 */
export function readStructure(bytes: Uint8Array, warnings: Warnings): MimePart {
  return new StructureReader(bytes, warnings).read()
}

class StructureReader {
  readonly #bytes: Uint8Array
  readonly #warnings: Warnings
  readonly #open: Open[] = []
  readonly #depthOf = new Map<string, number>()
  #count = 0
  #root: MimePart | null = null

  constructor(bytes: Uint8Array, warnings: Warnings) {
    this.#bytes = bytes
    this.#warnings = warnings
  }

  read(): MimePart {
    let at = this.#begin(0, 'text/plain')
    while (at < this.#bytes.length) {
      const end = this.#lineEnd(at)
      const found = this.#bytes[at] === DASH && this.#bytes[at + 1] === DASH ? this.#boundaryAt(at, end) : null
      if (!found) {
        at = end
        continue
      }
      // The line end before a boundary is the boundary's own (RFC 2046, 5.1.1).
      this.#closeTo(found.depth, this.#withoutLineEnd(at))
      if (found.isLast) {
        // What stands below the last boundary is for nobody (RFC 2046, 5.1.1), and the boundary comes no more.
        this.#depthOf.delete(found.boundary)
        at = end
      } else if (this.#count >= LIMITS.parts) {
        this.#warnings.say(`The mail has more than ${LIMITS.parts} parts: the others were not read.`)
        break
      } else
        at = this.#begin(
          end,
          this.#open.at(-1)?.head.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
        )
    }
    if (this.#depthOf.size > 0 && this.#open.some(({ boundary }) => boundary !== null && this.#depthOf.has(boundary)))
      this.#warnings.say('The mail ends before its last part does: a part of it may be missing.')
    this.#closeTo(0, this.#bytes.length)
    return this.#root ?? this.#none()
  }

  /** Opens the part whose head begins there. Answers where its body begins. */
  #begin(from: number, type: string): number {
    const bodyFrom = this.#bodyFrom(from)
    const headers = readHeaders(this.#bytes.subarray(from, bodyFrom), this.#warnings)
    const said = readParameters(headers.raw('content-type'), this.#warnings)
    const head = {
      headers,
      type: said.value.includes('/') ? said : { ...said, value: type },
      disposition: readParameters(headers.raw('content-disposition'), this.#warnings),
      encoding: readParameters(headers.raw('content-transfer-encoding'), this.#warnings).value,
    }
    const boundary = this.#boundaryOf(head.type)
    this.#count += 1
    this.#open.push({ head, bodyFrom, boundary, parts: [] })
    if (boundary !== null) this.#depthOf.set(boundary, this.#open.length)
    return bodyFrom
  }

  #boundaryOf({ value, parameters }: Parameterised): string | null {
    const boundary = parameters.get('boundary')?.trimEnd()
    if (!value.startsWith('multipart/') || !boundary || boundary.length > LONGEST_BOUNDARY) return null
    // One that has the boundary of a part around it cannot be told from that part: what is in it is found there.
    if (this.#depthOf.has(boundary)) return null
    if (this.#open.length < LIMITS.depth) return boundary
    this.#warnings.say(`The mail has parts more than ${LIMITS.depth} deep: they are kept as one.`)
    return null
  }

  /** The open part whose boundary stands on a line. */
  #boundaryAt(at: number, end: number): { boundary: string; depth: number; isLast: boolean } | null {
    if (end - at > LONGEST_BOUNDARY + 8) return null
    const line = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + at + 2, end - at - 2)
      .toString('utf8')
      .trimEnd()
    const depth = this.#depthOf.get(line)
    if (depth !== undefined) return { boundary: line, depth, isLast: false }
    const last = line.endsWith('--') ? line.slice(0, -2) : null
    const closed = last === null ? undefined : this.#depthOf.get(last)
    return last === null || closed === undefined ? null : { boundary: last, depth: closed, isLast: true }
  }

  /** Closes the parts that are deeper; their bodies end there. */
  #closeTo(depth: number, end: number): void {
    while (this.#open.length > depth) {
      const one = this.#open.pop()
      if (!one) return
      if (one.boundary !== null && this.#depthOf.get(one.boundary) === this.#open.length + 1)
        this.#depthOf.delete(one.boundary)
      const part: MimePart = {
        ...one.head,
        body: this.#bytes.subarray(one.bodyFrom, Math.max(one.bodyFrom, end)),
        parts: one.parts,
      }
      const parent = this.#open.at(-1)
      if (parent) parent.parts.push(part)
      else this.#root = part
    }
  }

  #withoutLineEnd(at: number): number {
    const before = this.#bytes[at - 1] === LINE_FEED ? at - 1 : at
    return this.#bytes[before - 1] === CARRIAGE_RETURN ? before - 1 : before
  }

  /** Where the line ends that begins there, with its line end. */
  #lineEnd(at: number): number {
    const end = this.#bytes.indexOf(LINE_FEED, at)
    return end < 0 ? this.#bytes.length : end + 1
  }

  /** Where the body begins: below the first empty line, or where a boundary or two lines that are no fields stand in the place of a head. */
  #bodyFrom(from: number): number {
    let stranger: number | null = null
    for (let at = from; at < this.#bytes.length; at = this.#lineEnd(at)) {
      const first = this.#bytes[at]
      if (first === LINE_FEED) return at + 1
      if (first === CARRIAGE_RETURN && this.#bytes[at + 1] === LINE_FEED) return at + 2
      if (first === DASH && this.#bytes[at + 1] === DASH && this.#boundaryAt(at, this.#lineEnd(at))) return at
      const isField = this.#isOfHead(at)
      if (!isField && stranger !== null) return stranger
      stranger = isField ? null : at
    }
    return stranger ?? this.#bytes.length
  }

  /** Whether a line may stand in a head: a field, one that goes on, or the mark of a mailbox. */
  #isOfHead(at: number): boolean {
    const line = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + at, Math.min(220, this.#bytes.length - at))
    return /^(?:[ \t]|[!-9;-~]+[ \t]*:|>?From )/.test(line.toString('latin1'))
  }

  #none(): MimePart {
    const none = { value: '', parameters: new Map<string, string>() }
    return {
      headers: readHeaders(new Uint8Array(), this.#warnings),
      type: { ...none, value: 'text/plain' },
      disposition: none,
      encoding: '',
      body: new Uint8Array(),
      parts: [],
    }
  }
}
