import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { type BlobStore, checked, type Kept, MissingFile, placeOf, type Stored, storedAt } from './model.ts'
import type { Shelf } from './shelf.ts'

export interface ObjectSettings {
  readonly bucket: string
  /** Another service than Amazon's that speaks the same protocol. */
  readonly endpoint: string | null
  readonly region: string
}

/**
 * Keeps files in a bucket of S3 or of what speaks like it, so that any number of machines share them. The service answers a put when
 * the object is durable; it is told the digest and refuses bytes that do not have it.
 */
export class ObjectStore implements BlobStore {
  readonly name: string
  readonly #client: S3Client
  readonly #bucket: string

  constructor({ bucket, endpoint, region }: ObjectSettings) {
    this.name = `bucket ${bucket}`
    this.#bucket = bucket
    this.#client = new S3Client({
      region,
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      maxAttempts: 4,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
  }

  async keep(bytes: Uint8Array): Promise<Kept> {
    const kept = { digest: createHash('sha256').update(bytes).digest(), size: bytes.length }
    await this.#put(kept, () => bytes)
    return kept
  }

  async keepAs(expected: Kept, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#put(expected, () => Readable.from(checked(expected.digest, bytes), { objectMode: false }))
  }

  async #put({ digest, size }: Kept, body: () => Uint8Array | Readable): Promise<void> {
    const place = { Bucket: this.#bucket, Key: placeOf(digest).join('/') }
    if ((await this.#sizeOf(place)) === size) return
    await this.#client.send(
      new PutObjectCommand({
        ...place,
        Body: body(),
        ContentLength: size,
        ContentType: 'application/octet-stream',
        ChecksumSHA256: Buffer.from(digest).toString('base64'),
      }),
    )
  }

  read(digest: Uint8Array): Readable {
    return Readable.from(this.#pour(digest), { objectMode: false })
  }

  async *list(): AsyncIterable<Stored> {
    for await (const name of this.#names('')) if (!SHELVES.test(name)) yield storedAt(name)
  }

  /** Small files of another kind in the same bucket, under a word of their own. */
  shelf(word: string): Shelf {
    return {
      name: `the folder ${word} of the bucket ${this.#bucket}`,
      put: async (name, text) => {
        await this.#client.send(
          new PutObjectCommand({
            Bucket: this.#bucket,
            Key: `${word}/${name}`,
            Body: text,
            ContentType: 'application/json',
          }),
        )
      },
      list: () => this.#texts(`${word}/`),
    }
  }

  async *#texts(prefix: string): AsyncIterable<{ readonly name: string; readonly text: string }> {
    for await (const name of this.#names(prefix)) {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: name }))
      yield { name: name.slice(prefix.length), text: (await Body?.transformToString()) ?? '' }
    }
  }

  async *#names(prefix: string): AsyncIterable<string> {
    let token: string | undefined
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken: token }),
      )
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  async #sizeOf(place: { readonly Bucket: string; readonly Key: string }): Promise<number | null> {
    try {
      return (await this.#client.send(new HeadObjectCommand(place))).ContentLength ?? null
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async *#pour(digest: Uint8Array): AsyncIterable<Uint8Array> {
    const { Body } = await this.#client
      .send(new GetObjectCommand({ Bucket: this.#bucket, Key: placeOf(digest).join('/') }))
      .catch((error: unknown) => {
        throw isMissing(error) ? new MissingFile(digest) : error
      })
    if (!(Body instanceof Readable)) throw new Error('The object has no body')
    yield* checked(digest, Body)
  }
}

/** What lies on a shelf of the bucket is no kept file. */
const SHELVES = /^[a-z]{3,}\//

const isMissing = (error: unknown): boolean => error instanceof Error && /^(NotFound|NoSuchKey)$/.test(error.name)
