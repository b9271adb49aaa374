import { BadRequest, Conflict, NotFound, Refusal } from '../errors.ts'

/** What a form takes: how long a file may be, and for how many hours one that has not been taken waits. */
export interface UploadPurpose {
  readonly name: string
  /** In bytes. */
  readonly most: number
}

/** A file that has come, or is coming, in pieces. */
export interface Upload {
  readonly id: string
  readonly personId: string
  readonly purpose: string
  readonly name: string
  /** In bytes; null while it is not known. */
  readonly size: number | null
  /** How many bytes are safe. */
  readonly received: number
  readonly key: Buffer
  readonly expiresAt: Date
}

/** The largest file that forms take, in bytes: a bucket copies five at most. */
export const LARGEST_FILE = 4_000_000_000

/** Uploads that somebody may have open at once. */
export const MOST_OPEN = 100

/** How long an upload lives after its last piece, in hours: not longer than what nobody names is kept. */
export const LIVES_HOURS = 24

/** There is no such upload, or it is somebody else's: the two look the same. */
export class NoUpload extends NotFound {
  constructor() {
    super('There is no such upload')
  }
}

/** Bytes came that do not begin where those before them ended. */
export class WrongOffset extends Conflict {
  constructor() {
    super('The upload has gone on meanwhile', 'Ask how much has come, and go on from there.')
  }
}

/** What came is not what its digest says. */
export class WrongChecksum extends Refusal {
  constructor() {
    super('The bytes are not those of the checksum', 460)
  }
}

/** Why no upload of this size may begin, or null. */
export function beginObstacle(purpose: UploadPurpose, size: number | null, open: number): Refusal | null {
  if (size !== null && size > purpose.most)
    return new Refusal(`The file is larger than ${inGigabytes(purpose.most)}`, 413)
  if (open >= MOST_OPEN)
    return new Refusal(
      'You have too many unfinished uploads',
      429,
      'Finish some of them, or wait a day until they end.',
    )
  return null
}

/** Names are shown to people and sent back in headers: no control characters, and not longer than file systems have them. */
export function readName(name: string): string {
  const clean = Array.from(name)
    .filter((letter) => letter >= ' ' && letter !== '\u007f')
    .join('')
  const last = clean.split(/[/\\]/).at(-1)?.trim() ?? ''
  if (last.length > 255)
    throw new BadRequest('The name of the file is too long', 'Give it a name of at most 255 characters.')
  return last
}

/** A limit as the hint of a form says it: `2 GB`. */
export const inGigabytes = (bytes: number): string =>
  bytes >= 1_000_000_000 ? `${bytes / 1_000_000_000} GB` : `${bytes / 1_000_000} MB`
