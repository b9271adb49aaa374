import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/index.ts'
import { type Depot, SPARED_HOURS, UPLOADS } from '../depot/index.ts'
import { Conflict } from '../errors.ts'
import { isId, newId } from '../ids.ts'
import { unsealed } from '../seal.ts'
import {
  beginObstacle,
  endOf,
  NoUpload,
  quotaObstacle,
  readName,
  roomObstacle,
  type Upload,
  type UploadPurpose,
} from './model.ts'
import {
  deleteExpired,
  deleteUpload,
  findUpload,
  insertUpload,
  type Piece,
  piecesAfter,
  settleSize,
  takenBy,
  unknownNames,
} from './store.ts'

/** A file that was kept whole: the SHA-256 of what it holds, and its size in bytes. */
interface Whole {
  readonly digest: Buffer
  readonly size: number
}

/** What uploads need of the store of files: where their pieces lie, and that it keeps them whole. */
export interface UploadStore {
  readonly depot: Depot
  readonly keep: (bytes: AsyncIterable<Uint8Array>) => Promise<Whole>
}

export interface Landing {
  readonly db: Db
  readonly blobs: UploadStore
  readonly config: Pick<Config, 'uploads'>
  readonly now: Date
}

type Begun = Pick<Upload, 'name' | 'size' | 'subject'> & {
  /** As many bytes as may come, where the length is not known. */
  readonly expected?: number
}

/** Begins an upload of somebody who may make one. Throws a Refusal where it would be too large, they have too many, or there is no room. */
export async function beginUpload(
  { db, blobs, config, now }: Landing,
  personId: string,
  purpose: UploadPurpose,
  { name, size, subject, expected = 0 }: Begun,
): Promise<Upload> {
  const upload: Upload = {
    id: newId(now.getTime()),
    personId,
    purpose: purpose.name,
    subject,
    name: readName(name),
    size,
    received: 0,
    key: randomBytes(32),
    begunAt: now,
    expiresAt: endOf(now, now),
  }
  const bytes = size ?? Math.min(expected, purpose.most)
  const free = await blobs.depot.room()
  await db.transaction(async (tx) => {
    const { uploads: limits } = config
    const taken = await takenBy(tx, personId, now)
    const obstacle =
      beginObstacle(purpose, size, taken) ?? quotaObstacle(bytes, taken, limits) ?? roomObstacle(bytes, free, limits)
    if (obstacle) throw obstacle
    await insertUpload(tx, upload)
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

/** Says that all of an upload has come whose length nobody had said. */
export async function completeUpload({ db }: Pick<Landing, 'db'>, { id }: Upload): Promise<void> {
  await settleSize(db, id)
}

export const isComplete = ({ size, received }: Upload): boolean => size !== null && received === size

const gone = () => new Conflict('Part of the upload is gone', 'Choose the file again.')

/** The bytes of one piece of an upload. */
export async function* bytesOfPiece(
  { blobs: { depot } }: Pick<Landing, 'blobs'>,
  { key }: Pick<Upload, 'key'>,
  { name }: Pick<Piece, 'name'>,
): AsyncIterable<Uint8Array> {
  const length = await depot.sizeOf(name)
  if (length === null) throw gone()
  yield* unsealed(key, (range) => depot.read(name, range), length)
}

/** The bytes of an upload, in their order. */
export async function* bytesOf(landing: Pick<Landing, 'db' | 'blobs'>, upload: Upload): AsyncIterable<Uint8Array> {
  let from = 0
  for (;;) {
    const pieces = await piecesAfter(landing.db, upload.id, from)
    for (const piece of pieces) {
      yield* bytesOfPiece(landing, upload, piece)
      from += piece.size
    }
    if (pieces.length === 0) break
  }
  if (from !== upload.received) throw gone()
}

/** Keeps the bytes of an upload in the open, as a file that a row may name. Throws NoRoom where too little would stay free. */
export async function keepUpload(landing: Omit<Landing, 'now'>, upload: Upload): Promise<Whole> {
  const { blobs, config } = landing
  const full = roomObstacle(upload.received, await blobs.depot.room(), config.uploads)
  if (full) throw full
  return blobs.keep(bytesOf(landing, upload))
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
export async function dropPieces(blobs: Pick<UploadStore, 'depot'>, id: string): Promise<void> {
  for await (const { name } of blobs.depot.list(`${UPLOADS}/${id}`)) await blobs.depot.remove(name)
}

const PAGE = 500

/** Ends uploads that nobody went on with, and takes away pieces that no upload has. Answers how many of each. */
export async function expireUploads({
  db,
  blobs,
  now,
}: Omit<Landing, 'config'>): Promise<{ readonly uploads: number; readonly pieces: number }> {
  let [uploads, pieces] = [0, 0]
  for (let ended = await deleteExpired(db, now); ended.length > 0; ended = await deleteExpired(db, now))
    for (const { id } of ended) {
      uploads += 1
      await dropPieces(blobs, id)
    }
  const before = new Date(now.getTime() - SPARED_HOURS * 3_600_000)
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
