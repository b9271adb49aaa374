import type { Content } from '../../matching/content.ts'
import { BrokenContainer } from '../entries.ts'
import { Cursor } from './cursor.ts'

const END_MARK = 0x06054b50
const END_SIZE = 22
/** Nearly every file has no comment, or a short one. */
const SHORT_COMMENT = 1024
const LONGEST_COMMENT = 0xffff
const END64_MARK = 0x06064b50
const LOCATOR_MARK = 0x07064b50
const LOCATOR_SIZE = 20
export const LOCAL_MARK = 0x04034b50

/** What the end record says, or the 64-bit one that stands before it. */
export interface End {
  /** Where the (64-bit) end record begins. */
  readonly endAt: number
  readonly length: number
  readonly offset: number
  readonly count: number
  readonly isWide: boolean
  /** Whether it says that there are several disks, or counts entries in two ways. */
  readonly isParted: boolean
  /** Where its comment ends. */
  readonly commentEnd: number
}

/** The last end record of the file (APPNOTE 4.3.16, 4.3.14). @throws BrokenContainer */
export function findEnd(content: Content): End {
  const at = placeOfEnd(content, SHORT_COMMENT) ?? placeOfEnd(content, LONGEST_COMMENT)
  if (at === null) throw new BrokenContainer('It has no directory')
  const record = new Cursor(content, at).take(END_SIZE)
  const plain = {
    endAt: at,
    length: record.readUInt32LE(12),
    offset: record.readUInt32LE(16),
    count: record.readUInt16LE(10),
    isWide: false,
    isParted:
      record.readUInt16LE(4) !== 0 ||
      record.readUInt16LE(6) !== 0 ||
      record.readUInt16LE(8) !== record.readUInt16LE(10),
    commentEnd: at + END_SIZE + record.readUInt16LE(20),
  }
  return wideEnd(content, plain) ?? plain
}

function placeOfEnd(content: Content, comment: number): number | null {
  const from = Math.max(0, content.size - END_SIZE - comment)
  content.load(from, content.size)
  const bytes = content.bytes.subarray(from - content.base)
  for (let at = bytes.length - END_SIZE; at >= 0; at -= 1)
    if (bytes[at] === 0x50 && bytes.readUInt32LE(at) === END_MARK) return from + at
  return null
}

function wideEnd(content: Content, plain: End): End | null {
  const locatorAt = plain.endAt - LOCATOR_SIZE
  if (locatorAt < 0) return null
  const locator = new Cursor(content, locatorAt).take(LOCATOR_SIZE)
  if (locator.readUInt32LE(0) !== LOCATOR_MARK) return null
  const areParted = locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) !== 1
  const at = whole(locator, 8)
  const record = new Cursor(content, at).take(56)
  if (record.readUInt32LE(0) !== END64_MARK) throw new BrokenContainer('Its 64-bit end record is missing')
  const count = whole(record, 32)
  return {
    ...plain,
    endAt: at,
    length: whole(record, 40),
    offset: whole(record, 48),
    count,
    isWide: true,
    isParted:
      plain.isParted ||
      areParted ||
      record.readUInt32LE(16) !== 0 ||
      record.readUInt32LE(20) !== 0 ||
      whole(record, 24) !== count,
  }
}

/** @throws BrokenContainer where the number is larger than any place in a file */
function whole(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at))
  if (!Number.isSafeInteger(value)) throw new BrokenContainer('It says an impossible number')
  return value
}
