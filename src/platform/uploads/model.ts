import type { UploadLimits } from '../config.ts'
import { BadRequest, Conflict, NoRoom, NotFound, Refusal } from '../errors.ts'
import { withoutUnseen } from '../unseen.ts'
import { sizeInWords } from '../words.ts'

/** What a form takes: how long a file may be. */
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
  /** What it is to be added to, in the words of its purpose; null where whoever began it may add to everything. */
  readonly subject: string | null
  readonly name: string
  /** In bytes; null while it is not known. */
  readonly size: number | null
  /** How many bytes are safe. */
  readonly received: number
  readonly key: Buffer
  readonly begunAt: Date
  readonly expiresAt: Date
}

/** What uploads that have not ended take: those of one person, and those of everybody; each as long as it was said to be. */
export interface Taken {
  readonly open: number
  /** In bytes. */
  readonly ofOne: number
  /** In bytes. */
  readonly ofAll: number
}

/** The largest file that forms take, in bytes: a bucket copies five at most. */
export const LARGEST_FILE = 4_000_000_000

/** Uploads that somebody may have open at once. */
export const MOST_OPEN = 100

/** How long an upload lives after its last piece, in hours. */
export const LIVES_HOURS = 24

/** An upload ends so many hours after it was begun, whatever still comes. */
export const LONGEST_LIFE_HOURS = 7 * 24

/** When an upload that had a piece now ends by itself. */
export const endOf = (begunAt: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + LIVES_HOURS * 3_600_000, begunAt.getTime() + LONGEST_LIFE_HOURS * 3_600_000))

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

/** Another request sends bytes of the same upload: one does at a time. */
export class IsHeld extends Conflict {
  constructor() {
    super(
      'Another request is sending this upload',
      'Wait until it has ended, ask how much has come, and go on from there.',
    )
  }
}

/** Why no upload of this size may begin, or null. */
export function beginObstacle(purpose: UploadPurpose, size: number | null, { open }: Taken): Refusal | null {
  if (size !== null && size > purpose.most)
    return new Refusal(`The file is larger than ${sizeInWords(purpose.most)}`, 413)
  if (open >= MOST_OPEN)
    return new Refusal(
      'You have too many unfinished uploads',
      429,
      'Finish some of them, or wait a day until they end.',
    )
  return null
}

/** Why uploads may not take so many bytes more, or null. */
export function quotaObstacle(more: number, { ofOne, ofAll }: Taken, limits: UploadLimits): NoRoom | null {
  if (ofOne + more > limits.ofOne)
    return new NoRoom(
      `Your unfinished uploads would take more than ${sizeInWords(limits.ofOne)} together`,
      'Nothing of this file was kept. Finish some of the others, or wait a day until they end.',
    )
  if (ofAll + more > limits.ofAll)
    return new NoRoom(
      `The unfinished uploads of everybody would take more than ${sizeInWords(limits.ofAll)} together`,
      'Nothing of this file was kept. Try again in a while.',
    )
  return null
}

/** Why nothing more of so many bytes is written where so much is free, or null. What is not known stands against nothing. */
export function roomObstacle(bytes: number, free: number | null, { keepFree }: UploadLimits): NoRoom | null {
  if (free === null || free - bytes >= keepFree) return null
  return new NoRoom(
    'There is no room for this file',
    `Muniment keeps ${sizeInWords(keepFree)} free. Tell whoever looks after this installation.`,
  )
}

/** Names are shown to people and sent back in headers: on one line, nothing that nobody sees, and not longer than file systems have them. */
export function readName(name: string): string {
  const last = (
    withoutUnseen(name.replace(/[\n\t]/g, ''))
      .split(/[/\\]/)
      .at(-1) ?? ''
  ).trim()
  if (last.length > 255)
    throw new BadRequest('The name of the file is too long', 'Give it a name of at most 255 characters.')
  return last
}
