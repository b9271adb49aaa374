import { createHash, type Hash, randomBytes, randomUUID } from 'node:crypto'
import { type BlobStore, LONGEST_UPLOAD_HOURS, sealed, UPLOADS, unsealed } from '../blobs/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { inPieces } from '../depot/index.ts'
import { Conflict, Refusal } from '../errors.ts'
import { isId, newId } from '../ids.ts'
import {
  beginObstacle,
  inGigabytes,
  LIVES_HOURS,
  NoUpload,
  readName,
  type Upload,
  type UploadPurpose,
  WrongChecksum,
  WrongOffset,
} from './model.ts'
import {
  addPieces,
  countOpen,
  deleteExpired,
  deleteUpload,
  findUpload,
  insertUpload,
  type Piece,
  piecesAfter,
  settleSize,
  unknownNames,
} from './store.ts'

export interface Landing {
  readonly db: Db
  readonly blobs: BlobStore
  readonly now: Date
}

/** What is held in memory of an upload. What a killed process had taken of a piece is sent again. */
const PIECE = 4 * 1024 * 1024

const endOf = (now: Date) => new Date(now.getTime() + LIVES_HOURS * 3_600_000)

/** Begins an upload of somebody who may make one. Throws a Refusal where it would be too large, or they have too many. */
export async function beginUpload(
  { db, now }: Pick<Landing, 'db' | 'now'>,
  personId: string,
  purpose: UploadPurpose,
  { name, size }: Pick<Upload, 'name' | 'size'>,
): Promise<Upload> {
  const upload: Upload = {
    id: newId(now.getTime()),
    personId,
    purpose: purpose.name,
    name: readName(name),
    size,
    received: 0,
    key: randomBytes(32),
    expiresAt: endOf(now),
  }
  await db.transaction(async (tx) => {
    const obstacle = beginObstacle(purpose, size, await countOpen(tx, personId, now))
    if (obstacle) throw obstacle
    await insertUpload(tx, upload, now)
  })
  return upload
}

/** Somebody's upload. Throws NoUpload for another's as for none. */
export async function openUpload(
  { db, now }: Pick<Landing, 'db' | 'now'>,
  id: string,
  personId: string,
): Promise<Upload> {
  const upload = isId(id) ? await findUpload(db, id, personId, now) : null
  if (!upload) throw new NoUpload()
  return upload
}

export interface Checksum {
  readonly algorithm: 'sha1' | 'sha256'
  readonly digest: Buffer
}

/**
 * Takes bytes of an upload from where it stands, piece by piece: each is safe before the next is read. Where the line breaks, what has come
 * stays; with a checksum it is all or nothing. Answers how many bytes are safe. Throws WrongOffset, WrongChecksum, and a Refusal where more
 * comes than was said.
 */
export async function receive(
  landing: Landing,
  upload: Upload,
  from: number,
  body: AsyncIterable<Uint8Array>,
  { most, checksum = null }: { readonly most: number; readonly checksum?: Checksum | null },
): Promise<number> {
  if (from !== upload.received) throw new WrongOffset()
  const broken = { error: null as unknown }
  const hash = checksum && createHash(checksum.algorithm)
  const waiting: Piece[] = []
  let offset = from
  try {
    for await (const { bytes } of inPieces(untilBroken(body, broken, hash), PIECE)) {
      if (bytes.length === 0) continue
      if (offset + bytes.length > (upload.size ?? most)) throw tooMuch(upload, most)
      const piece = { from: offset, size: bytes.length, name: `${UPLOADS}/${upload.id}/${randomUUID()}` }
      waiting.push(piece)
      await landing.blobs.depot.put(sealed(upload.key, once(bytes)), async () => ({ name: piece.name, how: 'new' }))
      offset += bytes.length
      if (!hash) await commit(landing, upload, waiting)
    }
    if (hash && checksum) await commitChecked(landing, upload, waiting, { hash, checksum, broken })
  } catch (error) {
    for (const { name } of waiting) await landing.blobs.depot.remove(name).catch(() => undefined)
    throw error
  }
  if (broken.error) throw lineBroke()
  return offset
}

const tooMuch = ({ size }: Upload, most: number): Refusal =>
  size === null
    ? new Refusal(`The file is larger than ${inGigabytes(most)}`, 413)
    : new Refusal('More bytes came than the upload has', 413)

/** Nobody is there to hear it: it is no fault of anybody. */
const lineBroke = (): Refusal => new Refusal('The upload broke off', 400, 'Go on from what has come.')

/** Bytes until the line breaks: what has come till then is as good as any. */
async function* untilBroken(
  body: AsyncIterable<Uint8Array>,
  broken: { error: unknown },
  hash: Hash | null,
): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of body) {
      hash?.update(chunk)
      yield chunk
    }
  } catch (error) {
    broken.error = error
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Makes the waiting pieces part of the upload, or fails where another request was faster. */
async function commit({ db, now }: Landing, { id }: Upload, waiting: Piece[]): Promise<void> {
  if (!(await addPieces(db, id, waiting, endOf(now)))) throw new WrongOffset()
  waiting.length = 0
}

async function commitChecked(
  landing: Landing,
  upload: Upload,
  waiting: Piece[],
  {
    hash,
    checksum,
    broken,
  }: { readonly hash: Hash; readonly checksum: Checksum; readonly broken: { readonly error: unknown } },
): Promise<void> {
  if (broken.error) throw lineBroke()
  if (!hash.digest().equals(checksum.digest)) throw new WrongChecksum()
  await commit(landing, upload, waiting)
}

/** Says that all of an upload has come whose length nobody had said. */
export async function completeUpload({ db }: Pick<Landing, 'db'>, { id }: Upload): Promise<void> {
  await settleSize(db, id)
}

export const isComplete = ({ size, received }: Upload): boolean => size !== null && received === size

/** The bytes of an upload, in their order. */
export async function* bytesOf(
  { db, blobs }: Pick<Landing, 'db' | 'blobs'>,
  { id, key, received }: Upload,
): AsyncIterable<Uint8Array> {
  let from = 0
  for (;;) {
    const pieces = await piecesAfter(db, id, from)
    for (const { name, size } of pieces) {
      const length = await blobs.depot.sizeOf(name)
      if (length === null) throw new Conflict('Part of the upload is gone', 'Choose the file again.')
      yield* unsealed(key, (range) => blobs.depot.read(name, range), length)
      from += size
    }
    if (pieces.length === 0) break
  }
  if (from !== received) throw new Conflict('Part of the upload is gone', 'Choose the file again.')
}

/** Ends an upload in the transaction that takes it: two cannot. Its pieces are taken away afterwards (`dropPieces`). */
export async function endUpload(tx: Tx, { id }: Pick<Upload, 'id'>): Promise<void> {
  if (!(await deleteUpload(tx, id))) throw new Conflict('The file has been taken already')
}

/** Gives an upload up. */
export async function giveUp({ db, blobs }: Pick<Landing, 'db' | 'blobs'>, { id }: Pick<Upload, 'id'>): Promise<void> {
  await deleteUpload(db, id)
  await dropPieces(blobs, id)
}

/** Takes the pieces of an upload that has ended out of the store. What a crash leaves of them, the job finds. */
export async function dropPieces(blobs: BlobStore, id: string): Promise<void> {
  for await (const { name } of blobs.depot.list(`${UPLOADS}/${id}`)) await blobs.depot.remove(name)
}

const PAGE = 500

/** Ends uploads that nobody went on with, and takes away pieces that no upload has. Answers how many of each. */
export async function expireUploads({
  db,
  blobs,
  now,
}: Landing): Promise<{ readonly uploads: number; readonly pieces: number }> {
  let [uploads, pieces] = [0, 0]
  for (let ended = await deleteExpired(db, now); ended.length > 0; ended = await deleteExpired(db, now))
    for (const { id } of ended) {
      uploads += 1
      await dropPieces(blobs, id)
    }
  const before = new Date(now.getTime() - LONGEST_UPLOAD_HOURS * 3_600_000)
  let page: string[] = []
  const drop = async () => {
    for (const name of await unknownNames(db, page)) {
      await blobs.depot.remove(name)
      pieces += 1
    }
    page = []
  }
  for await (const { name, at } of blobs.depot.list(UPLOADS)) {
    if (at < before) page.push(name)
    if (page.length >= PAGE) await drop()
  }
  await drop()
  return { uploads, pieces }
}
