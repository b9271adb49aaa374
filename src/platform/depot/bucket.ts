import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import {
  BadWrite,
  checkRange,
  type Depot,
  INCOMING,
  type Lying,
  NothingThere,
  type Placement,
  type Range,
} from './model.ts'
import { inPieces } from './pieces.ts'
import type { Shelf } from './shelf.ts'

export interface BucketSettings {
  readonly bucket: string
  /** Another service than Amazon's that speaks the same protocol. */
  readonly endpoint: string | null
  readonly region: string
}

/** What is held in memory of a write. S3 takes at most 10,000 parts, each but the last of 5 MiB at least. */
const PART = 8 * 1024 * 1024

/**
 * A bucket of S3 or of what speaks like it, so that any number of machines share it. The service answers when an object is durable. It is told
 * the digest of each part and refuses bytes that do not have it. What is longer than a part is written in parts under a passing name and
 * copied by the service to its own, which is known at the end only.
 */
export class BucketDepot implements Depot {
  readonly name: string
  readonly #client: S3Client
  readonly #bucket: string

  constructor({ bucket, endpoint, region }: BucketSettings) {
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

  async put(bytes: AsyncIterable<Uint8Array>, place: () => Promise<Placement>): Promise<void> {
    const pieces = inPieces(bytes, PART)[Symbol.asyncIterator]()
    const first = await pieces.next()
    const piece: Buffer = first.done ? Buffer.alloc(0) : first.value.bytes
    if (first.done || first.value.isLast) {
      // Whoever feeds the source knows all of it only once it has ended.
      await pieces.next()
      await this.#putWhole(piece, await place())
      return
    }
    await this.#putInParts(piece, pieces, place)
  }

  async #putWhole(bytes: Buffer, { name, how }: Placement): Promise<void> {
    if (how === 'there') return
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: name,
          Body: bytes,
          ContentLength: bytes.length,
          ContentType: BYTES,
          ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
          ...(how === 'new' ? { IfNoneMatch: '*' } : {}),
        }),
      )
    } catch (error) {
      // Somebody was faster with a file of the same name, which is one with the same bytes.
      if (!isTaken(error)) throw error
    }
  }

  async #putInParts(
    first: Buffer,
    rest: AsyncIterator<{ readonly bytes: Buffer }>,
    place: () => Promise<Placement>,
  ): Promise<void> {
    const at = { Bucket: this.#bucket, Key: `${INCOMING}/${randomUUID()}.part` }
    const { UploadId } = await this.#client.send(new CreateMultipartUploadCommand({ ...at, ContentType: BYTES }))
    const upload = { ...at, UploadId }
    try {
      const { parts, size } = await this.#sendParts(upload, first, rest)
      await this.#client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }))
      const taken = await this.sizeOf(at.Key)
      if (taken !== size) throw new BadWrite(this.name, size, taken)
      const { name, how } = await place()
      if (how !== 'there') await this.#copy(at.Key, name, size)
    } catch (error) {
      await this.#client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined)
      await this.remove(at.Key).catch(() => undefined)
      throw error
    }
    await this.remove(at.Key)
  }

  async #sendParts(
    upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined },
    first: Buffer,
    rest: AsyncIterator<{ readonly bytes: Buffer }>,
  ) {
    const parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = []
    let size = 0
    let next: Buffer | null = first
    while (next) {
      const sent: Buffer = next
      const ContentMD5 = createHash('md5').update(sent).digest('base64')
      const PartNumber = parts.length + 1
      const { ETag } = await this.#client.send(
        new UploadPartCommand({ ...upload, PartNumber, Body: sent, ContentLength: sent.length, ContentMD5 }),
      )
      parts.push({ PartNumber, ETag })
      size += sent.length
      const more: IteratorResult<{ readonly bytes: Buffer }> = await rest.next()
      next = more.done ? null : more.value.bytes
    }
    return { parts, size }
  }

  async #copy(from: string, to: string, size: number): Promise<void> {
    await this.#client.send(
      new CopyObjectCommand({ Bucket: this.#bucket, Key: to, CopySource: `${this.#bucket}/${from}` }),
    )
    const taken = await this.sizeOf(to)
    if (taken !== size) throw new BadWrite(this.name, size, taken)
  }

  async *read(name: string, range?: Range): AsyncIterable<Uint8Array> {
    checkRange(range)
    if (range && range.to <= range.from) return
    const Range = range ? `bytes=${range.from}-${range.to - 1}` : undefined
    const found = await this.#client
      .send(new GetObjectCommand({ Bucket: this.#bucket, Key: name, Range }))
      .catch((error: unknown) => {
        // A folder gives nothing of a range beyond the end.
        if (range && isBeyondEnd(error)) return null
        throw isMissing(error) ? new NothingThere(name) : error
      })
    if (found === null) return
    const { Body } = found
    if (!(Body instanceof Readable)) throw new Error('The object has no body')
    yield* Body
  }

  async room(): Promise<null> {
    return null
  }

  async sizeOf(name: string): Promise<number | null> {
    try {
      return (await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: name }))).ContentLength ?? null
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async *list(folder = ''): AsyncIterable<Lying> {
    for await (const one of this.#objects(folder && `${folder}/`)) if (!SHELVES.test(one.name)) yield one
  }

  async remove(name: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: name }))
  }

  async clear(before: Date): Promise<number> {
    let cleared = 0
    const { Uploads = [] } = await this.#client
      .send(new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: `${INCOMING}/` }))
      .catch((error: unknown) => {
        // Not every service that speaks like S3 can tell; its own rules of life end them.
        if (error instanceof Error && error.name === 'NotImplemented') return { Uploads: [] }
        throw error
      })
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (!Initiated || Initiated >= before) continue
      await this.#client.send(new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key, UploadId }))
      cleared += 1
    }
    for await (const { name, at } of this.list(INCOMING)) {
      if (at >= before) continue
      await this.remove(name)
      cleared += 1
    }
    return cleared
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
    for await (const { name } of this.#objects(prefix)) {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: name }))
      yield { name: name.slice(prefix.length), text: (await Body?.transformToString()) ?? '' }
    }
  }

  async *#objects(prefix: string): AsyncIterable<Lying> {
    let token: string | undefined
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken: token }),
      )
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined) yield { name: Key, at: LastModified ?? new Date() }
      token = page.NextContinuationToken
    } while (token !== undefined)
  }
}

const BYTES = 'application/octet-stream'

/** What lies on a shelf of the bucket is no kept file. */
const SHELVES = /^(?:checkpoints)\//

const isMissing = (error: unknown): boolean =>
  error instanceof Error && /^(NotFound|NoSuchKey|NoSuchUpload)$/.test(error.name)

const isTaken = (error: unknown): boolean =>
  error instanceof Error && /^(PreconditionFailed|ConditionalRequestConflict)$/.test(error.name)

/** Refused because the range begins where the file has ended (RFC 9110, section 15.5.17). */
const isBeyondEnd = (error: unknown): boolean => error instanceof Error && error.name === 'InvalidRange'
