import { Readable } from 'node:stream'
import type { Queries, Tx } from '../db/index.ts'
import { type Depot, NothingThere, type Placement, UPLOADS } from '../depot/index.ts'
import { addressOf, BrokenSeal, sealed, sealedSize, unsealed } from '../seal.ts'
import { keyOf, makeGroup } from './groups.ts'
import type { MasterKeys } from './master.ts'
import {
  ChangedFile,
  checked,
  type KeptSealed,
  Meter,
  MissingFile,
  placeOf,
  type ReadOptions,
  type Stored,
  type StoredFile,
  sealedPlaceOf,
  storedAt,
} from './model.ts'
import { announce, sizeByRow } from './naming.ts'

export interface KeepOptions {
  /** More bytes than these are refused, and nothing is kept. */
  readonly most?: number
}

type Bytes = Uint8Array | AsyncIterable<Uint8Array>

/**
 * Keeps files under their SHA-256 digest: in the open, where two files with the same bytes are one; or sealed with the key of a group, where
 * they are one inside the group. Streams pass through little memory. A kept file is safe, but wanted only once a row names it (`nameFile`).
 */
export class BlobStore {
  readonly depot: Depot
  readonly masters: MasterKeys
  readonly #db: Queries | null

  constructor(depot: Depot, masters: MasterKeys, db: Queries | null) {
    this.depot = depot
    this.masters = masters
    this.#db = db
  }

  /** Where it keeps them, in words, for `/health` and the log. */
  get name(): string {
    return this.depot.name
  }

  /** The same store, asking for keys elsewhere: in a transaction, or a database that is being restored. */
  over(db: Queries): BlobStore {
    return new BlobStore(this.depot, this.masters, db)
  }

  /** Makes a group whose files are sealed with a key of their own, and can be destroyed with it. */
  makeGroup(tx: Tx, subject: string): Promise<string> {
    return makeGroup(tx, this.masters, subject)
  }

  /** Keeps bytes in the open, and answers when they are safe. Throws TooLarge. */
  async keep(bytes: Bytes, options: KeepOptions = {}): Promise<StoredFile> {
    const meter = new Meter(options.most)
    return this.#put(meter.pass(once(bytes)), async () => {
      const kept = meter.measured()
      return { kept, name: placeOf(kept.digest), isWhole: () => this.#isWhole(this.read(kept.digest)) }
    })
  }

  /** Keeps bytes sealed with the key of a group. Throws TooLarge, and LockedGroup where the group is destroyed. */
  async seal(group: string, bytes: Bytes, options: KeepOptions = {}): Promise<KeptSealed> {
    const meter = new Meter(options.most)
    const key = await this.#keyOf(group)
    return this.#put(sealed(key, meter.pass(once(bytes))), async () => {
      // Whoever destroyed the group meanwhile wants nothing of it any more.
      await this.#keyOf(group)
      const kept = meter.measured()
      const address = addressOf(key, kept.digest)
      return {
        kept: { ...kept, group, address },
        name: sealedPlaceOf(group, address),
        isWhole: () => this.#isWhole(this.read(kept.digest, { group })),
      }
    })
  }

  /** Keeps a file of which the digest and the size are known. Throws ChangedFile for other bytes, and keeps nothing of them. */
  async keepAs({ digest }: StoredFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    await this.keep(checked(digest, bytes))
  }

  /** Puts a sealed file back as it lay, such as out of a backup: it is opened when it is read. */
  async putBack(group: string, address: Uint8Array, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const name = sealedPlaceOf(group, address)
    await this.depot.put(bytes, async () => ({ name, how: 'replace' }))
  }

  /**
   * The bytes of a file, or a range of them. The stream ends with a MissingFile where there is none, with a ChangedFile where the bytes are not
   * those that were kept, and with a LockedGroup where their key is gone. A range of a file in the open cannot be compared with anything.
   */
  read(digest: Uint8Array, options: ReadOptions = {}): Readable {
    return Readable.from(
      options.group ? this.#pourSealed(digest, options.group, options) : this.#pour(digest, options),
      {
        objectMode: false,
      },
    )
  }

  /** Everything that lies in the store; what is no kept file comes under its own name. Uploads that have not ended are not told. */
  async *list(): AsyncIterable<Stored> {
    for await (const { name } of this.depot.list()) if (!name.startsWith(`${UPLOADS}/`)) yield storedAt(name)
  }

  async #put<File extends StoredFile>(
    bytes: AsyncIterable<Uint8Array>,
    place: () => Promise<{ readonly kept: File; readonly name: string; readonly isWhole: () => Promise<boolean> }>,
  ): Promise<File> {
    const kept: File[] = []
    await this.depot.put(bytes, async (): Promise<Placement> => {
      const placed = await place()
      kept.push(placed.kept)
      if (this.#db) await announce(this.#db, placed.name)
      if ((await this.depot.sizeOf(placed.name)) === null) return { name: placed.name, how: 'new' }
      return { name: placed.name, how: (await placed.isWhole()) ? 'there' : 'replace' }
    })
    const [first] = kept
    if (!first) throw new Error('The store has given the file no name')
    return first
  }

  async *#pour(digest: Uint8Array, { range }: ReadOptions): AsyncIterable<Uint8Array> {
    const lying = this.depot.read(placeOf(digest), range)
    yield* orMissing(digest, range ? lying : checked(digest, lying))
  }

  async *#pourSealed(digest: Uint8Array, group: string, { range }: ReadOptions): AsyncIterable<Uint8Array> {
    const key = await this.#keyOf(group)
    const name = sealedPlaceOf(group, addressOf(key, digest))
    const length = await this.depot.sizeOf(name)
    if (length === null) throw new MissingFile(digest)
    const size = this.#db && (await sizeByRow(this.#db, group, digest))
    if (size !== null && sealedSize(size) !== length) throw new ChangedFile(digest)
    const bytes = unsealed(key, (part) => this.depot.read(name, part), length, range)
    yield* orMissing(digest, range ? bytes : checked(digest, bytes))
  }

  /** Whether what lies there is what it should be: a file that was spoilt is not taken for kept. */
  async #isWhole(bytes: Readable): Promise<boolean> {
    try {
      for await (const _ of bytes);
      return true
    } catch (error) {
      if (error instanceof ChangedFile || error instanceof MissingFile) return false
      throw error
    }
  }

  #keyOf(group: string): Promise<Buffer> {
    if (!this.#db) throw new Error('Sealed files need a database, which has their keys')
    return keyOf(this.#db, this.masters, group)
  }
}

/** Says what the depot and the seal say in words of files. */
async function* orMissing(digest: Uint8Array, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (error instanceof NothingThere) throw new MissingFile(digest)
    throw error instanceof BrokenSeal ? new ChangedFile(digest) : error
  }
}

const once = (bytes: Bytes): AsyncIterable<Uint8Array> | Iterable<Uint8Array> =>
  bytes instanceof Uint8Array ? [bytes] : bytes
