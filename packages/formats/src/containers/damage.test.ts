import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeOle2, makeZip } from '../../test/make.ts'
import { Identifier } from '../identify.ts'
import { WholeContent } from '../matching/content.ts'
import { STARTER } from '../releases/releases.ts'
import { loadRelease } from '../signatures/load.ts'

const identifier = new Identifier(loadRelease(STARTER, null))
const told = (bytes: Buffer, name: string) => {
  const { formats, basis, warnings } = identifier.identify(new WholeContent(bytes), name)
  return [formats.map(({ puid }) => puid).join(), basis, warnings.length > 0 ? 'warned' : 'quiet'].join(' ')
}

type Change = (bytes: Buffer) => Buffer | undefined
const changed = (bytes: Buffer, change: Change) => {
  const copy = Buffer.from(bytes)
  return change(copy) ?? copy
}
const put = (value: number, at: number): Change => {
  return (bytes) => {
    bytes.writeUInt32LE(value, at)
    return undefined
  }
}

const both =
  (...changes: readonly Change[]): Change =>
  (bytes) =>
    changes.reduce((before, change) => change(before) ?? before, bytes)

/** Sectors: 0 the table, 1 the directory, 2 to 9 WordDocument, of which only the name is asked for, 10 to 17 CompObj. */
const LETTER = makeOle2([
  { name: 'WordDocument', bytes: Buffer.alloc(600) },
  { name: '\u0001CompObj', bytes: Buffer.concat([Buffer.alloc(60), Buffer.from('Word.Document.8\0')]) },
])
const TABLE = 512
const FIRST = 1024 + 128
const ENTRY = FIRST + 128
const LETTER_TOLD = 'fmt/40 container quiet'
const GENERIC = 'fmt/111 signature warned'

/** What DROID answers, by how Apache POI reads. */
const OLE2: readonly (readonly [string, Change, string])[] = [
  ['nothing', () => undefined, LETTER_TOLD],
  ['rubbish above the 32 bits of a size', put(0xdeadbeef, ENTRY + 124), LETTER_TOLD],
  ['rubbish above the size of the root', put(0xffffffff, 1024 + 124), LETTER_TOLD],
  ['another cut-off between short and long streams', put(1, 56), LETTER_TOLD],
  ['a last sector that is cut short', (bytes) => bytes.subarray(0, bytes.length - 300), LETTER_TOLD],
  ['a stream that nobody reads, which is not there', put(200, FIRST + 116), LETTER_TOLD],
  ['a stream whose last sector is cut off', (bytes) => bytes.subarray(0, bytes.length - 600), GENERIC],
  ['a stream that says 3 GiB', put(0xc0000000, ENTRY + 120), GENERIC],
  ['a stream whose chain ends before its size', put(0xfffffffe, TABLE + 11 * 4), GENERIC],
  ['a stream whose chain goes in circles', put(10, TABLE + 12 * 4), GENERIC],
  ['a stream whose chain leads to a free mark', put(0xffffffff, TABLE + 12 * 4), GENERIC],
  ['a short stream without a stream of short ones', put(76, ENTRY + 120), GENERIC],
  ['a stream without a beginning', put(0xfffffffe, ENTRY + 116), GENERIC],
  ['an empty stream', put(0, ENTRY + 120), 'fmt/111 signature quiet'],
  ['sectors of another size', put(0x0006000a, 30), GENERIC],
  ['a table of sectors beyond the file', put(5000, 76), GENERIC],
  ['fewer tables of sectors than it says', put(2, 44), GENERIC],
  ['no table of sectors', put(0, 44), GENERIC],
  ['a negative number of tables', put(0xffffffff, 44), GENERIC],
  ['a list of tables that is not there', put(1, 72), GENERIC],
  [
    'lists of tables that hold none and go in circles',
    both(put(2, 68), put(0x7fffffff, 72), (bytes) => void bytes.fill(0xff, 1536, 2048), put(2, 2044)),
    GENERIC,
  ],
  ['a directory that goes in circles', put(1, TABLE + 4), GENERIC],
  ['a directory beyond the file', put(9000, 48), GENERIC],
  ['no root', put(0x01010000, 1024 + 64), GENERIC],
  ['a name longer than an entry', put(0x01020084, ENTRY + 64), GENERIC],
  ['two entries with one name', (bytes) => void bytes.copy(bytes, ENTRY, FIRST, FIRST + 66), GENERIC],
  ['a brother that is not in the directory', put(77, ENTRY + 72), LETTER_TOLD],
  ['a first child that is not in the directory', put(77, 1024 + 76), GENERIC],
  ['a table of short sectors without a beginning', put(1, 64), LETTER_TOLD],
  ['a table of short sectors beyond the file', (bytes) => void bytes.writeBigUInt64LE(0x1000022b8n, 60), GENERIC],
]

/** CompObj as a short stream, in the first two sectors of 64 bytes; sector 2 holds their table. */
const short = (first: number): Change =>
  both(
    put(2, 60),
    put(1, 64),
    put(10, 1024 + 116),
    put(4096, 1024 + 120),
    put(0, ENTRY + 116),
    put(76, ENTRY + 120),
    put(first, 3 * 512),
    put(0xfffffffe, 3 * 512 + 4),
  )

const SHORT: typeof OLE2 = [
  ['nothing', short(1), LETTER_TOLD],
  ['the stream of short ones missing', both(short(1), put(0xfffffffe, 1024 + 116)), GENERIC],
  ['the stream of short ones beyond the file', both(short(1), put(500, 1024 + 116)), GENERIC],
  ['a chain that ends too early', short(0xfffffffe), GENERIC],
  ['a chain that goes in circles', short(0), GENERIC],
  ['a chain that leads beyond its table', short(128), GENERIC],
  ['a chain that leads to no sector', short(0x7fffffff), GENERIC],
  ['a chain that leads beyond the stream of short ones', both(short(127), put(0xfffffffe, TABLE + 10 * 4)), GENERIC],
  ['a size of all short ones that is below zero', both(short(1), put(0xf0000000, 1024 + 120)), GENERIC],
]

describe('short streams of an OLE2 file are told as DROID tells them, with', () => {
  for (const [what, change, expected] of SHORT)
    it(what, () => assert.equal(told(changed(LETTER, change), 'a.unknown'), expected))
})

describe('a damaged OLE2 file is told as DROID tells it:', () => {
  for (const [what, change, expected] of OLE2)
    it(what, () => assert.equal(told(changed(LETTER, change), 'a.unknown'), expected))
})

const SHEET = makeZip([
  { name: 'padding', bytes: Buffer.alloc(100, 'p'), isStored: true },
  { name: 'word/document.xml', bytes: Buffer.from('<document>'.repeat(200)) },
  {
    name: '[Content_Types].xml',
    bytes: Buffer.from(
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
  },
])
const END = SHEET.lastIndexOf(Buffer.from('504b0506', 'hex'))
const DIRECTORY = SHEET.readUInt32LE(END + 16)
const SECOND = SHEET.indexOf(Buffer.from('504b0102', 'hex'), DIRECTORY + 1)
const THIRD = SHEET.indexOf(Buffer.from('504b0102', 'hex'), SECOND + 1)
const LOCAL = SHEET.readUInt32LE(THIRD + 42)
const LETTER_IN_ZIP = 'fmt/412 container quiet'
const ZIP = 'x-fmt/263 signature warned'

/** What DROID answers, by how TrueVFS reads and, where that finds something irregular, Commons Compress. */
const ZIPS: readonly (readonly [string, Change, string])[] = [
  ['nothing', () => undefined, LETTER_IN_ZIP],
  ['bytes before it', (bytes) => Buffer.concat([Buffer.from('xx'), bytes]), LETTER_IN_ZIP],
  ['another number of entries', (bytes) => void bytes.writeUInt16LE(9, END + 10), LETTER_IN_ZIP],
  ['no number of entries', (bytes) => void bytes.fill(0, END + 8, END + 12), LETTER_IN_ZIP],
  ['a number of another disk', (bytes) => void bytes.writeUInt16LE(1, END + 4), LETTER_IN_ZIP],
  ['a size of an entry that is not so', put(3, THIRD + 24), LETTER_IN_ZIP],
  ['a local header without its mark', put(0, LOCAL), LETTER_IN_ZIP],
  ['an entry that is encrypted', (bytes) => void bytes.writeUInt16LE(1, THIRD + 8), ZIP],
  [
    'another entry that is encrypted',
    (bytes) => void bytes.writeUInt16LE(1, DIRECTORY + 8),
    'fmt/412 container warned',
  ],
  ['an entry that cannot be unpacked', (bytes) => void bytes.fill(0xff, LOCAL + 50, LOCAL + 60), ZIP],
  ['an entry that is cut short', put(4, THIRD + 20), ZIP],
  ['a way of packing that nobody knows', (bytes) => void bytes.writeUInt16LE(97, THIRD + 10), ZIP],
  ['an entry beyond the file', put(0x7fffffff, THIRD + 42), ZIP],
  ['a comment that is cut short', (bytes) => void bytes.writeUInt16LE(500, END + 20), ZIP],
  ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2), '  quiet'],
]

describe('a damaged ZIP file is told as DROID tells it:', () => {
  for (const [what, change, expected] of ZIPS)
    it(what, () => assert.equal(told(changed(SHEET, change), 'a.unknown'), expected))

  const parted: Change = (bytes) => void bytes.writeUInt16LE(1, END + 4)
  const SECOND_READER: typeof ZIPS = [
    ['an entry behind the directory', both(parted, put(DIRECTORY + 1, DIRECTORY + 42)), ZIP],
    ['an entry that reaches into the directory', both(parted, put(DIRECTORY, THIRD + 20)), ZIP],
    ['nothing but an entry that the first reader passes over', put(DIRECTORY + 1, DIRECTORY + 42), LETTER_IN_ZIP],
  ]
  for (const [what, change, expected] of SECOND_READER)
    it(`by the second reader, ${what}`, () => assert.equal(told(changed(SHEET, change), 'a.unknown'), expected))

  it('of two entries with one name the later counts to the first reader, and the first to the second', () => {
    const types = (kind: string) =>
      Buffer.from(
        `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`,
      )
    const twice = makeZip([
      { name: '[Content_Types].xml', bytes: types('none') },
      { name: '[Content_Types].xml', bytes: types('wordprocessingml.document') },
      { name: 'word/document.xml', bytes: Buffer.from('<document/>') },
    ])
    assert.equal(told(twice, 'a.docx'), LETTER_IN_ZIP)
    const end = twice.lastIndexOf(Buffer.from('504b0506', 'hex'))
    for (const at of [end + 10, end + 4, end + 6]) {
      const irregular = Buffer.from(twice)
      irregular.writeUInt16LE(7, at)
      assert.notEqual(told(irregular, 'a.docx'), LETTER_IN_ZIP, 'to the second reader, the first counts')
    }
    const miscounted = Buffer.from(twice)
    miscounted.writeUInt16LE(7, end + 8)
    miscounted.writeUInt16LE(7, end + 10)
    assert.notEqual(told(miscounted, 'a.docx'), LETTER_IN_ZIP)
  })
})
