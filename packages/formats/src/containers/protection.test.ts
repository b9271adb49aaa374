import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeOle2, makeZip } from '../../test/make.ts'
import { Identifier } from '../identify.ts'
import { WholeContent } from '../matching/content.ts'
import { STARTER } from '../releases/releases.ts'
import { loadRelease } from '../signatures/load.ts'

const identifier = new Identifier(loadRelease(STARTER, null))
const isProtected = (bytes: Buffer, name: string) => identifier.identify(new WholeContent(bytes), name).isProtected

/** A ZIP file whose only entry says that it is encrypted. */
function encryptedZip(): Buffer {
  const bytes = makeZip([{ name: 'a', bytes: Buffer.from('b') }])
  const at = bytes.indexOf(Buffer.from('504b0102', 'hex'))
  bytes.writeUInt16LE(1, at + 8)
  return bytes
}

const word = (flags: number) => {
  const main = Buffer.alloc(600)
  main.writeUInt16LE(0xa5ec, 0)
  main.writeUInt16LE(flags, 10)
  return makeOle2([
    { name: 'WordDocument', bytes: main },
    { name: '\u0001CompObj', bytes: Buffer.concat([Buffer.alloc(60), Buffer.from('Word.Document.8\0')]) },
  ])
}

const excel = (...records: readonly (readonly [number, number])[]) => {
  const main = Buffer.concat(
    [[0x0809, 16] as const, ...records].map(([type, length]) => {
      const record = Buffer.alloc(4 + length)
      record.writeUInt16LE(type, 0)
      record.writeUInt16LE(length, 2)
      if (type === 0x0809) record.writeUInt16LE(0x0600, 4)
      return record
    }),
  )
  return makeOle2([{ name: 'Workbook', bytes: main }])
}

const odt = (manifest: string) =>
  makeZip([
    { name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.text'), isStored: true },
    { name: 'content.xml', bytes: Buffer.from('<office:document-content office:version="1.2"/>') },
    { name: 'META-INF/manifest.xml', bytes: Buffer.from(`<manifest:manifest>${manifest}</manifest:manifest>`) },
  ])

const FILES: readonly (readonly [string, Buffer, string, boolean])[] = [
  ['a ZIP file with an encrypted entry', encryptedZip(), 'a.zip', true],
  ['a ZIP file', makeZip([{ name: 'a', bytes: Buffer.from('b') }]), 'a.zip', false],
  ['a letter that is encrypted', word(0x0100), 'a.doc', true],
  ['a letter', word(0x00c1), 'a.doc', false],
  ['a workbook with a password', excel([0x00e1, 2], [0x002f, 54]), 'a.xls', true],
  ['a workbook', excel([0x00e1, 2], [0x0042, 2]), 'a.xls', false],
  [
    'a new document in an encrypted package',
    makeOle2([
      { name: 'EncryptedPackage', bytes: Buffer.alloc(50) },
      { name: 'EncryptionInfo', bytes: Buffer.alloc(50) },
    ]),
    'a.docx',
    true,
  ],
  ['an OpenDocument text whose manifest says so', odt('<manifest:encryption-data/>'), 'a.odt', true],
  ['an OpenDocument text', odt(''), 'a.odt', false],
  [
    'a PDF with encryption in its trailer',
    Buffer.from('%PDF-1.6\n...trailer <</Encrypt 4 0 R>>\n%%EOF'),
    'a.pdf',
    true,
  ],
  ['a PDF', Buffer.from('%PDF-1.6\n...trailer <<>>\n%%EOF'), 'a.pdf', false],
  ['a note about /Encrypt', Buffer.from('see /Encrypt'), 'a.txt', false],
]

describe('needing a password', () => {
  for (const [what, bytes, name, is] of FILES)
    it(`is ${is ? '' : 'not '}told of ${what}`, () => assert.equal(isProtected(bytes, name), is))
})
