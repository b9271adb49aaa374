import type { Content } from '../../matching/content.ts'
import { BrokenContainer } from '../entries.ts'
import { Cursor } from './cursor.ts'
import { findEnd, LOCAL_MARK } from './end.ts'
import { widened } from './wide.ts'

/** An entry as the directory tells of it. */
export interface Entry {
  /** Where its local header begins in the file. */
  readonly at: number
  readonly method: number
  readonly packed: number
  readonly isEncrypted: boolean
}

export interface Directory {
  readonly entries: ReadonlyMap<string, Entry>
  readonly hasEncrypted: boolean
  /** Where it begins. */
  readonly from: number
}

/** The directory is not as one reader wants it; the other may still read it. */
export class IrregularZip extends BrokenContainer {
  override readonly name = 'IrregularZip'
}

export type IsWanted = (name: string) => boolean

const ENTRY_MARK = 0x02014b50
const ENTRY_SIZE = 46
const MOST_DIRECTORY = 64 * 1024 * 1024

/**
 * The directory as TrueVFS reads it, with which DROID begins: it ends where its end record begins, and must hold as many
 * entries as that says. Of two entries with one name the later counts.
 *
 * @throws IrregularZip where DROID goes on with Commons Compress, BrokenContainer where it gives up
 */
export function readStrictly(content: Content, isWanted: IsWanted): Directory {
  const end = findEnd(content)
  if (end.isParted) throw new IrregularZip('It is parted over several disks')
  if (end.commentEnd > content.size) throw new BrokenContainer('Its comment is cut short')
  const from = end.isWide ? end.offset : end.endAt - end.length
  const shift = end.isWide ? 0 : from - end.offset
  const entries = new Map<string, Entry>()
  const read = readEntries(content, from, (name, entry) => {
    if (isWanted(name)) entries.set(name, { ...entry, at: entry.at + shift })
  })
  if (read.hasOddExtra) throw new IrregularZip('An entry has an irregular extra field')
  // Programs that know nothing of more than 65,535 entries count on from nought.
  if ((end.count - read.count) % 0x10000 !== 0) throw new IrregularZip('Its directory has another number of entries')
  return { entries, hasEncrypted: read.hasEncrypted, from }
}

/**
 * The directory as Commons Compress reads it: from where its end record says that it begins, moved on by what stands before
 * the file, as far as there are entries. Of two entries with one name the first counts.
 *
 * @throws BrokenContainer
 */
export function readLeniently(content: Content, isWanted: IsWanted): Directory {
  const end = findEnd(content)
  const shift = end.isWide ? 0 : Math.max(0, end.endAt - end.length - end.offset)
  const from = end.offset + shift
  const entries = new Map<string, Entry>()
  const read = readEntries(content, from, (name, entry) => {
    const at = entry.at + shift
    if (at > from) throw new BrokenContainer('An entry lies behind the directory')
    if (isWanted(name) && !entries.has(name)) entries.set(name, { ...entry, at })
  })
  if (read.count === 0 && new Cursor(content, shift).mark() === LOCAL_MARK)
    throw new BrokenContainer('Its directory is empty')
  return { entries, hasEncrypted: read.hasEncrypted, from }
}

interface ReadEntries {
  readonly count: number
  readonly hasEncrypted: boolean
  readonly hasOddExtra: boolean
}

/** Goes through the directory as long as there is a mark of an entry. @throws BrokenContainer where the file ends in it */
function readEntries(content: Content, from: number, take: (name: string, entry: Entry) => void): ReadEntries {
  if (from < 0) throw new BrokenContainer('Its directory begins before the file')
  const cursor = new Cursor(content, from)
  let [count, hasEncrypted, hasOddExtra] = [0, false, false]
  for (; cursor.mark() === ENTRY_MARK; count += 1) {
    if (cursor.at - from > MOST_DIRECTORY) throw new BrokenContainer('Its directory is too large')
    const fields = fieldsOf(cursor.take(ENTRY_SIZE))
    const { method, isEncrypted } = fields
    const name = nameOf(cursor.take(fields.nameLength))
    const wide = widened(fields, cursor.take(fields.extraLength))
    cursor.take(fields.commentLength)
    hasEncrypted ||= isEncrypted
    hasOddExtra ||= wide.isOdd
    take(name, { at: wide.at, packed: wide.packed, method, isEncrypted })
  }
  return { count, hasEncrypted, hasOddExtra }
}

/** What an entry says before its name (APPNOTE 4.3.12). The bytes are those of the cursor and do not stay. */
function fieldsOf(fixed: Buffer) {
  return {
    isEncrypted: (fixed.readUInt16LE(8) & 1) === 1,
    method: fixed.readUInt16LE(10),
    packed: fixed.readUInt32LE(20),
    size: fixed.readUInt32LE(24),
    nameLength: fixed.readUInt16LE(28),
    extraLength: fixed.readUInt16LE(30),
    commentLength: fixed.readUInt16LE(32),
    at: fixed.readUInt32LE(42),
  }
}

/** Names are UTF-8 to both readers, whether they say so or not. Some programs close names with a zero. */
function nameOf(bytes: Buffer): string {
  const name = bytes.toString('utf8')
  return name.endsWith('\0') ? name.replaceAll('\0', '') : name
}
