import { createHash } from 'node:crypto'
import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { BlobStore, Kept } from './model.ts'

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
    const digest = createHash('sha256').update(bytes).digest()
    const place = { Bucket: this.#bucket, Key: keyOf(digest) }
    if ((await this.#sizeOf(place)) !== bytes.length)
      await this.#client.send(
        new PutObjectCommand({
          ...place,
          Body: bytes,
          ContentLength: bytes.length,
          ContentType: 'application/octet-stream',
          ChecksumSHA256: digest.toString('base64'),
        }),
      )
    return { digest, size: bytes.length }
  }

  read(digest: Uint8Array): Readable {
    const out = new PassThrough()
    void this.#pour(digest, out).catch((error: unknown) =>
      out.destroy(error instanceof Error ? error : new Error(String(error))),
    )
    return out
  }

  async #sizeOf(place: { readonly Bucket: string; readonly Key: string }): Promise<number | null> {
    try {
      return (await this.#client.send(new HeadObjectCommand(place))).ContentLength ?? null
    } catch (error) {
      if (error instanceof Error && /^(NotFound|NoSuchKey)$/.test(error.name)) return null
      throw error
    }
  }

  async #pour(digest: Uint8Array, out: PassThrough): Promise<void> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: keyOf(digest) }))
    if (!(Body instanceof Readable)) throw new Error('The object has no body')
    await pipeline(Body, checked(digest), out)
  }
}

const keyOf = (digest: Uint8Array) => {
  const hex = Buffer.from(digest).toString('hex')
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`
}

/** Passes bytes on and fails at the end where they are not those of the digest, so that nobody takes a changed file for whole. */
function checked(digest: Uint8Array): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(
        hash.digest().equals(Buffer.from(digest)) ? null : new Error('The object is not what it was when it was kept'),
      )
    },
  })
}
