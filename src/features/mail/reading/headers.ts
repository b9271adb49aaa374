import { decodeText } from './charsets.ts'
import { decodeWords } from './encoded-words.ts'
import { LIMITS, type Warnings } from './model.ts'

/** The fields of a part's head (RFC 5322, 2.2), by their names in small letters; each as written, its lines unfolded. */
export class Headers {
  readonly #fields: ReadonlyMap<string, readonly string[]>
  readonly #warnings: Warnings
  constructor(fields: ReadonlyMap<string, readonly string[]>, warnings: Warnings) {
    this.#fields = fields
    this.#warnings = warnings
  }

  /** The first field of a name, as written. */
  raw(name: string): string | null {
    return this.#fields.get(name)?.[0] ?? null
  }

  /** Every field of a name, one after another. */
  every(name: string): readonly string[] {
    return this.#fields.get(name) ?? []
  }

  /** A field as people read it. */
  text(name: string): string | null {
    const raw = this.raw(name)
    return raw === null ? null : decodeWords(raw, this.#warnings).trim()
  }

  get size(): number {
    return this.#fields.size
  }
}

/** A name of a field: anything that is seen but a colon. Mailers of old put a blank before the colon. */
const FIELD = /^([!-9;-~]{1,200})[ \t]*:(.*)$/s
/** Lines that mailboxes and relays put above or between fields. */
const ENVELOPE = /^>?From /

/** The fields of a head, of which the bytes are given without the empty line below it. */
export function readHeaders(bytes: Uint8Array, warnings: Warnings): Headers {
  if (bytes.length > LIMITS.headerBytes) warnings.say('The head of the mail is too long: the rest of it was not read.')
  const text = decodeText(bytes.subarray(0, LIMITS.headerBytes), null, warnings)
  const fields = new Map<string, string[]>()
  let count = 0
  for (const field of unfolded(text)) {
    const [, name = '', value = ''] = FIELD.exec(field) ?? []
    if (name === '') {
      if (!ENVELOPE.test(field)) warnings.say('A line of the head is no field of a mail: it was passed over.')
      continue
    }
    count += 1
    if (count > LIMITS.fields) {
      warnings.say(`The head has more than ${LIMITS.fields} fields: the others were not read.`)
      break
    }
    const key = name.toLowerCase()
    const known = fields.get(key)
    if (known) known.push(value.trim())
    else fields.set(key, [value.trim()])
  }
  return new Headers(fields, warnings)
}

/** The lines of a head, each with those that go on with it: they begin with a blank. */
function unfolded(text: string): string[] {
  const fields: string[][] = []
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^[ \t]/.test(line)) fields.at(-1)?.push(line)
    else if (line !== '') fields.push([line])
  }
  return fields.map((lines) => lines.join(''))
}

/** Comments in round brackets, which may stand in one another (RFC 5322, 3.2.2), taken out of a field. Quoted text stays. */
export function withoutComments(text: string): string {
  if (!text.includes('(')) return text
  let kept = ''
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\' && (isQuoted || depth > 0)) {
      if (depth === 0) kept += text.slice(at, at + 2)
      at += 1
    } else if (sign === '"' && depth === 0) {
      isQuoted = !isQuoted
      kept += sign
    } else if (isQuoted) kept += sign
    else if (sign === '(') depth += 1
    else if (sign === ')' && depth > 0) depth -= 1
    else if (depth === 0) kept += sign
  }
  // A bracket that nothing closes is no comment.
  return depth > 0 ? text : kept
}
