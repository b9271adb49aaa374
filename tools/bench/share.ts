import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeOle2 as compound, type Part, makeZip as zip } from '../../packages/formats/test/make.ts'

/**
 * Makes a shared drive such as offices have, the same one each time: letters, sheets, slides, mail, scans, pictures, archives,
 * web pages, databases and rubbish in nested folders, their sizes spread as those of real files are (half are small, a few are
 * large).
 */
export function makeShare(root: string, { files, bytes }: { files: number; bytes: number }): void {
  const random = numbers(20261121)
  const scale = bytes / files / MEAN
  for (let count = 0; count < files; count += 1) {
    const kind = pick(KINDS, random)
    const folder = join(
      root,
      `Team ${Math.floor(random() * 12)}`,
      `Project ${Math.floor(random() * 20)}`,
      `${2001 + Math.floor(random() * 24)}`,
    )
    mkdirSync(folder, { recursive: true })
    const size = Math.max(200, Math.round(spread(random) * scale * kind.weight))
    writeFileSync(join(folder, `${kind.stem} ${count}.${kind.extension}`), kind.make(size, random))
  }
}

/** Makes so many files of a few bytes each. */
export function makeTinyFiles(root: string, files: number): void {
  const random = numbers(7)
  for (let count = 0; count < files; count += 1) {
    const folder = join(root, String(Math.floor(count / 500)))
    if (count % 500 === 0) mkdirSync(folder, { recursive: true })
    const kind = pick(TINY, random)
    writeFileSync(join(folder, `note ${count}.${kind.extension}`), kind.make(60 + Math.floor(random() * 400), random))
  }
}

type Random = () => number

/** A small generator of numbers from 0 to 1 that begins anew from its seed (mulberry32). */
function numbers(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

const MEAN = 100_000

/** Log-normal with a mean near `MEAN`. */
function spread(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.min(20_000_000, MEAN * Math.exp(1.6 * normal - 1.28))
}

interface Kind {
  readonly stem: string
  readonly extension: string
  readonly share: number
  readonly weight: number
  make(size: number, random: Random): Buffer
}

function pick<T extends { readonly share: number }>(kinds: readonly T[], random: Random): T {
  const all = kinds.reduce((sum, { share }) => sum + share, 0)
  let at = random() * all
  for (const kind of kinds) {
    at -= kind.share
    if (at < 0) return kind
  }
  return kinds[0] as T
}

const WORDS =
  'minister policy letter records review draft department meeting the of and to in for a with paper agreed action costs by year report estimate office'.split(
    ' ',
  )

function prose(size: number, random: Random): string {
  const parts: string[] = []
  for (let length = 0; length < size; ) {
    const word = WORDS[Math.floor(random() * WORDS.length)] as string
    parts.push(word)
    length += word.length + 1
    if (random() < 0.08) parts.push('.\n')
  }
  return parts.join(' ')
}

/** Bytes without order, as compressed pictures and sound have. */
function noise(size: number, random: Random): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  const whole = size & ~3
  for (let at = 0; at < whole; at += 4) bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), at)
  for (let at = whole; at < size; at += 1) bytes[at] = Math.floor(random() * 256)
  return bytes
}

const text = (name: string, words: string): Part => ({ name, bytes: Buffer.from(words) })

function openXml(kind: 'word' | 'xl' | 'ppt', size: number, random: Random): Buffer {
  const main = { word: 'word/document.xml', xl: 'xl/workbook.xml', ppt: 'ppt/presentation.xml' }[kind]
  const type = {
    word: 'wordprocessingml.document',
    xl: 'spreadsheetml.sheet',
    ppt: 'presentationml.presentation',
  }[kind]
  const overrides = ['styles', 'settings', 'theme/theme1', 'fontTable', 'webSettings']
    .map(
      (name) =>
        `<Override PartName="/${kind}/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.${name.replace('/', '.')}+xml"/>`,
    )
    .join('')
  return zip([
    text(
      '[Content_Types].xml',
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/>${overrides}</Types>`,
    ),
    text('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'),
    text(main, `<document><body>${prose(Math.min(size, 20_000), random)}</body></document>`),
    ...['styles', 'settings', 'theme/theme1', 'fontTable', 'webSettings'].map((name) =>
      text(`${kind}/${name}.xml`, prose(900, random)),
    ),
    { name: `${kind}/media/image1.jpeg`, bytes: noise(size, random), isStored: true },
    text('docProps/app.xml', '<Properties><Application>Microsoft Office Word</Application></Properties>'),
    text('docProps/core.xml', '<coreProperties/>'),
  ])
}

function openDocument(mime: string, size: number, random: Random): Buffer {
  return zip([
    { ...text('mimetype', mime), isStored: true },
    text(
      'content.xml',
      `<office:document-content office:version="1.2">${prose(Math.min(size, 30_000), random)}</office:document-content>`,
    ),
    text('styles.xml', prose(3000, random)),
    text('meta.xml', '<office:document-meta office:version="1.2"/>'),
    { name: 'Pictures/1.png', bytes: noise(size, random), isStored: true },
    text(
      'META-INF/manifest.xml',
      `<manifest:manifest manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="${mime}"/></manifest:manifest>`,
    ),
  ])
}

function word97(size: number, random: Random): Buffer {
  const object = Buffer.alloc(106)
  Buffer.from('0100feff030a0000ffffffff0609020000000000c000000000000046', 'hex').copy(object)
  const name = Buffer.from(
    '\u0018\0\0\0Microsoft Word-Dokument\0\n\0\0\0MSWordDoc\0\u0010\0\0\0Word.Document.8\0',
    'latin1',
  )
  const main = Buffer.concat([Buffer.from('eca5c100', 'hex'), Buffer.from(prose(Math.min(size, 5_000_000), random))])
  return compound([
    { name: 'WordDocument', bytes: main },
    { name: '\u0001CompObj', bytes: Buffer.concat([object.subarray(0, 28), name]) },
    { name: '1Table', bytes: noise(4000, random) },
    { name: '\u0005SummaryInformation', bytes: noise(400, random) },
  ])
}

function excel97(size: number, random: Random): Buffer {
  const main = Buffer.concat([
    Buffer.from('0908100000060500bb0dcc0741000000', 'hex'),
    noise(Math.min(size, 5_000_000), random),
  ])
  return compound([
    { name: 'Workbook', bytes: main },
    { name: '\u0005SummaryInformation', bytes: noise(400, random) },
  ])
}

function pdf(size: number, random: Random): Buffer {
  const head = Buffer.from(
    `%PDF-1.${3 + Math.floor(random() * 5)}\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n3 0 obj\n<</Length ${size}/Filter/FlateDecode>>\nstream\n`,
    'latin1',
  )
  return Buffer.concat([
    head,
    noise(size, random),
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n'),
  ])
}

function jpeg(size: number, random: Random): Buffer {
  const head = Buffer.from('ffd8ffe000104a46494600010101006000600000ffdb0043', 'hex')
  return Buffer.concat([head, noise(size, random), Buffer.from('ffd9', 'hex')])
}

function png(size: number, random: Random): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000004000000030008020000009d', 'hex')
  return Buffer.concat([head, noise(size, random), Buffer.from('0000000049454e44ae426082', 'hex')])
}

const mail = (size: number, random: Random) =>
  Buffer.from(
    `Received: from mail by office; Mon, 5 Mar 2018 09:00:00 +0000\r\nFrom: a@example.gov.uk\r\nTo: b@example.gov.uk\r\nSubject: ${prose(30, random)}\r\nDate: Mon, 5 Mar 2018 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n${prose(size, random)}`,
  )

const page = (size: number, random: Random) =>
  Buffer.from(
    `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<html><head><title>${prose(20, random)}</title></head><body>${prose(size, random)}</body></html>\n`,
  )

const sheet = (size: number, random: Random) => {
  const lines: string[] = ['Name,Amount,Date,Note']
  for (let length = 0; length < size; length += 40)
    lines.push(
      `${prose(8, random).trim()},${Math.floor(random() * 1e6)},2019-03-${10 + Math.floor(random() * 20)},${prose(12, random).trim()}`,
    )
  return Buffer.from(lines.join('\r\n'))
}

const KINDS: readonly Kind[] = [
  { stem: 'Letter', extension: 'docx', share: 20, weight: 0.8, make: (size, random) => openXml('word', size, random) },
  { stem: 'Budget', extension: 'xlsx', share: 10, weight: 0.6, make: (size, random) => openXml('xl', size, random) },
  { stem: 'Slides', extension: 'pptx', share: 4, weight: 6, make: (size, random) => openXml('ppt', size, random) },
  { stem: 'Old letter', extension: 'doc', share: 12, weight: 0.5, make: word97 },
  { stem: 'Old budget', extension: 'xls', share: 6, weight: 0.5, make: excel97 },
  { stem: 'Report', extension: 'pdf', share: 16, weight: 2.2, make: pdf },
  { stem: 'Photograph', extension: 'jpg', share: 8, weight: 2.5, make: jpeg },
  { stem: 'Picture', extension: 'png', share: 4, weight: 0.6, make: png },
  { stem: 'Message', extension: 'eml', share: 5, weight: 0.2, make: mail },
  { stem: 'Page', extension: 'html', share: 4, weight: 0.2, make: page },
  { stem: 'Notes', extension: 'txt', share: 5, weight: 0.1, make: (size, random) => Buffer.from(prose(size, random)) },
  { stem: 'Data', extension: 'csv', share: 3, weight: 0.4, make: sheet },
  {
    stem: 'Draft',
    extension: 'odt',
    share: 2,
    weight: 0.4,
    make: (size, random) => openDocument('application/vnd.oasis.opendocument.text', size, random),
  },
  {
    stem: 'Archive',
    extension: 'zip',
    share: 1,
    weight: 6,
    make: (size, random) => zip([{ name: 'a.bin', bytes: noise(size, random), isStored: true }]),
  },
]

const TINY: readonly Pick<Kind, 'extension' | 'share' | 'make'>[] = [
  { extension: 'txt', share: 4, make: (size, random) => Buffer.from(prose(size, random)) },
  {
    extension: 'xml',
    share: 2,
    make: (size, random) => Buffer.from(`<?xml version="1.0"?>\n<note>${prose(size, random)}</note>`),
  },
  { extension: 'html', share: 2, make: page },
  { extension: 'csv', share: 2, make: sheet },
]
