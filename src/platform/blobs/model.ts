import { createHash } from 'node:crypto'
import type { Range } from '../depot/index.ts'
import { InOurWords, Refusal } from '../errors.ts'
import { sizeInWords } from '../words.ts'

/** A file as it is kept: by what it holds. */
export interface StoredFile {
  readonly digest: Buffer
  /** In bytes. */
  readonly size: number
}

/** A file of a group: sealed with the key of the group, at an address that only that key leads to. */
export interface KeptSealed extends StoredFile {
  readonly group: string
  readonly address: Buffer
}

export interface ReadOptions {
  /** The group whose key the file is sealed with; files of none are in the open. */
  readonly group?: string | null
  /** Some of its bytes: from one up to another, which is not among them. */
  readonly range?: Range
}

/** One thing that lies in a store: a kept file by its digest in hexadecimal, a sealed one by its group and address, or `stray`, what Muniment did not put there or did not finish. */
export type Stored =
  | { readonly kind: 'file'; readonly digest: string }
  | { readonly kind: 'sealed'; readonly group: string; readonly address: string }
  | { readonly kind: 'stray'; readonly name: string }

/** A file that rows speak of is not in the store. */
export class MissingFile extends InOurWords {
  constructor(digest: Uint8Array) {
    super(`The file ${Buffer.from(digest).toString('hex')} is not in the store`)
    this.name = 'MissingFile'
  }
}

/** The bytes of a file are not those that were kept. */
export class ChangedFile extends InOurWords {
  constructor(digest: Uint8Array) {
    super(`The file ${Buffer.from(digest).toString('hex')} is not what it was when it was kept`)
    this.name = 'ChangedFile'
  }
}

/** A group whose key is gone for good, or is not here. */
export class LockedGroup extends Refusal {
  constructor(isDestroyed: boolean) {
    super(
      isDestroyed ? 'The file was destroyed' : 'The key of the file is not here',
      isDestroyed ? 410 : 409,
      isDestroyed ? null : 'Bring the keys back: see docs/operate/keys.md.',
    )
  }
}

/** Measures bytes as they pass, and stops them where they are too many. */
export class Meter {
  readonly #hash = createHash('sha256')
  readonly #most: number
  #size = 0
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most
  }

  async *pass(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of bytes) {
      this.#size += chunk.length
      if (this.#size > this.#most) throw new TooLarge(this.#most)
      this.#hash.update(chunk)
      yield chunk
    }
  }

  /** What has passed, once it has ended. */
  measured(): StoredFile {
    return { digest: this.#hash.digest(), size: this.#size }
  }
}

/** A file is longer than is taken. */
export class TooLarge extends Refusal {
  constructor(most: number) {
    super(`The file is larger than ${sizeInWords(most)}`, 413)
  }
}

/** Passes bytes on and fails at the end where they are not those of the digest, so that nobody takes a changed file for whole. */
export async function* checked(digest: Uint8Array, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const meter = new Meter()
  yield* meter.pass(bytes)
  if (!meter.measured().digest.equals(Buffer.from(digest))) throw new ChangedFile(digest)
}

const HEX = /^[0-9a-f]{64}$/

/** Where a file lies in a store: two folders by the beginning of its digest. */
export const placeOf = (digest: Uint8Array): string => {
  const hex = Buffer.from(digest).toString('hex')
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`
}

/** The folder of everything that is sealed with the key of a group. */
export const groupFolder = (group: string): string => `${SEALED}/${group}`

/** Where a sealed file lies. */
export const sealedPlaceOf = (group: string, address: Uint8Array): string => {
  const hex = Buffer.from(address).toString('hex')
  return `${groupFolder(group)}/${hex.slice(0, 2)}/${hex}`
}

const SEALED = 'sealed'
const SEALED_NAME = /^sealed\/([0-9a-f-]{36})\/[0-9a-f]{2}\/([0-9a-f]{64})$/

/** What lies at a place of a store. */
export function storedAt(name: string): Stored {
  const last = name.split('/').at(-1) ?? ''
  if (HEX.test(last) && name === placeOf(Buffer.from(last, 'hex'))) return { kind: 'file', digest: last }
  const [, group, address] = SEALED_NAME.exec(name) ?? []
  if (group && address && name === sealedPlaceOf(group, Buffer.from(address, 'hex')))
    return { kind: 'sealed', group, address }
  return { kind: 'stray', name }
}

/** Where it lies, for people. */
export const nameOfStored = (stored: Stored): string =>
  stored.kind === 'file'
    ? stored.digest
    : stored.kind === 'sealed'
      ? sealedPlaceOf(stored.group, Buffer.from(stored.address, 'hex'))
      : stored.name
