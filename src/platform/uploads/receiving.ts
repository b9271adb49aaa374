import { createHash, type Hash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { inPieces, UPLOADS } from '../depot/index.ts'
import { Refusal } from '../errors.ts'
import { Queue } from '../queue.ts'
import { sealed } from '../seal.ts'
import { sizeInWords } from '../words.ts'
import { beginUpload, bytesOfPiece, completeUpload, giveUp, type Landing } from './deeds.ts'
import {
  endOf,
  IsHeld,
  MOST_OPEN,
  quotaObstacle,
  roomObstacle,
  type Upload,
  type UploadPurpose,
  WrongChecksum,
  WrongOffset,
} from './model.ts'
import { addPieces, hold, lastPiece, letGo, type Piece, takenBy } from './store.ts'

export interface Checksum {
  readonly algorithm: 'sha1' | 'sha256'
  readonly digest: Buffer
}

/** What is held in memory of an upload. What a killed process had taken of a piece is sent again. */
const PIECE = 4 * 1024 * 1024
/** A piece at the end of an upload that is smaller than this is joined with what comes next, so that small requests make no crowd of files. */
const SMALL = 256 * 1024
/** How many uploads of one person a process takes bytes of at once; their others wait, unread. */
const AT_ONCE = 4
/** Whoever sends nothing for so long has gone. In milliseconds. */
const SILENCE_MS = 30_000
/** How often it is said that an upload is still being sent; the hold of one whose process died ends a little later. */
const BEAT_MS = 5_000

export interface ReceiveOptions {
  readonly most: number
  readonly checksum?: Checksum | null
  readonly silence?: number
  readonly beat?: number
}

/**
 * Takes bytes of an upload from where it stands, piece by piece: each is safe before the next is read. Where the line breaks, what has come
 * stays; with a checksum it is all or nothing. One request sends an upload at a time, and a few of one person: the others are told at once,
 * or wait unread. Answers how many bytes are safe. Throws WrongOffset, IsHeld, WrongChecksum, NoRoom, and a Refusal where more comes than was said.
 */
export async function receive(
  landing: Landing,
  upload: Upload,
  from: number,
  body: AsyncIterable<Uint8Array>,
  options: ReceiveOptions,
): Promise<number> {
  if (from !== upload.received) throw new WrongOffset()
  const holder = randomUUID()
  const received = await hold(landing.db, upload.id, holder)
  if (received === null) throw new IsHeld()
  const receiving = new Receiving(landing, upload, holder, options)
  const beat = async () => {
    const isLost = (await hold(landing.db, upload.id, holder)) === null
    if (isLost) end(body)
  }
  const beating = setInterval(() => void beat().catch(() => undefined), options.beat ?? BEAT_MS)
  try {
    if (from !== received) throw new WrongOffset()
    return await inTurn(upload.personId, () => receiving.take(body))
  } finally {
    clearInterval(beating)
    await letGo(landing.db, upload.id, holder).catch(() => undefined)
  }
}

/** What is known of a file that comes in one request. */
interface Announced {
  readonly name: string
  readonly subject: string | null
  /** As many bytes as may come, from the head of the request; 0 where it does not say. */
  readonly expected: number
}

/** Receives a file that comes in one request: all of it, or nothing is kept. Answers null for an empty one, which is none. */
export async function receiveWhole(
  landing: Landing,
  personId: string,
  purpose: UploadPurpose,
  announced: Announced,
  body: AsyncIterable<Uint8Array>,
): Promise<Upload | null> {
  const upload = await beginUpload(landing, personId, purpose, { ...announced, size: null })
  try {
    const received = await receive(landing, upload, 0, body, { most: purpose.most })
    if (received > 0) {
      await completeUpload(landing, upload)
      return { ...upload, size: received, received }
    }
  } catch (error) {
    await giveUp(landing, upload)
    throw error
  }
  await giveUp(landing, upload)
  return null
}

const lines = new Map<string, Queue>()

/** Does the work when fewer than a few of this person are done. No more can wait than uploads can be open. */
async function inTurn<Result>(personId: string, work: () => Promise<Result>): Promise<Result> {
  const line =
    lines.get(personId) ?? new Queue({ atOnce: AT_ONCE, mostWaiting: MOST_OPEN, mostOfOne: MOST_OPEN, words: WORDS })
  lines.set(personId, line)
  try {
    return await line.run(work)
  } finally {
    if (line.running + line.waiting === 0) lines.delete(personId)
  }
}

const WORDS = {
  ofOne: () => WORDS.ofAll,
  ofAll: ['You send too many files at once', 'Wait until some of them have come.'] as const,
}

/** One request that sends bytes of an upload. */
class Receiving {
  readonly #landing: Landing
  readonly #upload: Upload
  readonly #holder: string
  readonly #options: ReceiveOptions
  /** Pieces that lie there and are not part of the upload yet. */
  readonly #waiting: Piece[] = []
  #tail: Piece | null = null
  /** Bytes that are part of the upload. */
  #received: number
  #broken: unknown = null

  constructor(landing: Landing, upload: Upload, holder: string, options: ReceiveOptions) {
    this.#landing = landing
    this.#upload = upload
    this.#holder = holder
    this.#options = options
    this.#received = upload.received
  }

  async take(body: AsyncIterable<Uint8Array>): Promise<number> {
    const { checksum = null } = this.#options
    const hash = checksum && createHash(checksum.algorithm)
    const before = await this.#small()
    let offset = this.#received - before.length
    try {
      for await (const { bytes } of inPieces(this.#after(before, body, hash), PIECE)) {
        if (offset + bytes.length <= this.#received) continue
        await this.#put(offset, bytes)
        offset += bytes.length
        if (!hash) await this.#commit()
      }
      if (hash && checksum) await this.#commitChecked(hash, checksum)
    } catch (error) {
      for (const { name } of this.#waiting) await this.#landing.blobs.depot.remove(name).catch(() => undefined)
      throw error
    }
    if (this.#broken !== null) throw lineBroke()
    return this.#received
  }

  /** The bytes of the last piece, where it is to be joined with what comes. */
  async #small(): Promise<Buffer> {
    const last = await lastPiece(this.#landing.db, this.#upload.id)
    if (!last || last.size >= SMALL || last.from + last.size !== this.#received) return Buffer.alloc(0)
    const bytes: Uint8Array[] = []
    for await (const chunk of bytesOfPiece(this.#landing, this.#upload, last)) bytes.push(chunk)
    this.#tail = last
    return Buffer.concat(bytes)
  }

  /** What was there before, and bytes until the line breaks: what has come till then is as good as any. */
  async *#after(
    before: Uint8Array,
    body: AsyncIterable<Uint8Array>,
    hash: Hash | null,
  ): AsyncGenerator<Uint8Array, void, void> {
    yield before
    try {
      for await (const chunk of untilSilent(body, this.#options.silence ?? SILENCE_MS)) {
        hash?.update(chunk)
        yield chunk
      }
    } catch (error) {
      this.#broken = error
    }
  }

  /** Writes a piece that begins there, where it may. */
  async #put(from: number, bytes: Buffer): Promise<void> {
    const { db, blobs, config } = this.#landing
    const { id, key, size } = this.#upload
    // The room for it is that of the upload: one that was given up, or that another request has, has none.
    if ((await hold(db, id, this.#holder)) === null) throw new WrongOffset()
    if (from + bytes.length > (size ?? this.#options.most)) throw this.#tooMuch()
    const full = roomObstacle(bytes.length, await blobs.depot.room(), config.uploads)
    if (full) throw full
    const piece = { from, size: bytes.length, name: `${UPLOADS}/${id}/${randomUUID()}` }
    this.#waiting.push(piece)
    await blobs.depot.put(sealed(key, once(bytes)), async () => ({ name: piece.name, how: 'new' }))
  }

  #tooMuch(): Refusal {
    return this.#upload.size === null
      ? new Refusal(`The file is larger than ${sizeInWords(this.#options.most)}`, 413)
      : new Refusal('More bytes came than the upload has', 413)
  }

  /** Makes the waiting pieces part of the upload, or fails where it has ended or gone on meanwhile. */
  async #commit(): Promise<void> {
    const { db, blobs, now } = this.#landing
    const { id, begunAt } = this.#upload
    const pieces = [...this.#waiting]
    const last = pieces.at(-1)
    if (!last) return
    const [received, tail] = [this.#received, this.#tail]
    await db.transaction(async (tx) => {
      const coming = { id, holder: this.#holder, received, tail, pieces, now, expiresAt: endOf(begunAt, now) }
      if (!(await addPieces(tx, coming))) throw new WrongOffset()
      // One whose length nobody said takes its room as it comes.
      const full =
        this.#upload.size === null &&
        quotaObstacle(0, await takenBy(tx, this.#upload.personId, now), this.#landing.config.uploads)
      if (full) throw full
    })
    this.#received = last.from + last.size
    this.#waiting.length = 0
    this.#tail = null
    if (tail) await blobs.depot.remove(tail.name).catch(() => undefined)
  }

  async #commitChecked(hash: Hash, { digest }: Checksum): Promise<void> {
    if (this.#broken !== null) throw lineBroke()
    if (!hash.digest().equals(digest)) throw new WrongChecksum()
    await this.#commit()
  }
}

/** Nobody is there to hear it: it is no fault of anybody. */
const lineBroke = (): Refusal => new Refusal('The upload broke off', 400, 'Go on from what has come.')

/** What comes, until nothing has come for so many milliseconds: then the line is cut. */
async function* untilSilent(
  body: AsyncIterable<Uint8Array>,
  milliseconds: number,
): AsyncGenerator<Uint8Array, void, void> {
  const cut = () => end(body)
  let timer = setTimeout(cut, milliseconds)
  try {
    for await (const chunk of body) {
      clearTimeout(timer)
      yield chunk
      timer = setTimeout(cut, milliseconds)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Takes nothing more of what comes. */
function end(body: AsyncIterable<Uint8Array>): void {
  if (body instanceof Readable) body.destroy(new Error('nothing more is taken'))
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
