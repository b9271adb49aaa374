import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { docxPieces } from './docx-pieces.ts'
import { legalText } from './legal.ts'
import type { PaperBlock } from './model.ts'
import { escapeXml } from './odf-package.ts'
import { odtPieces } from './odt.ts'

/** The formats in which a department can bring a template of its own. */
export type TemplateEnding = 'odt' | 'docx'

/** A paragraph of its own with this field becomes the whole content. */
export const CONTENT_FIELD = 'report'

const FIELD = /\{\{\s*([\w-]+)\s*\}\}/g

const decoded = (xml: string) =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&')

interface Kind {
  /** Paragraphs that hold no other paragraph. */
  readonly paragraph: RegExp
  /** The parts of the package in which fields may stand. */
  readonly isPart: (name: string) => boolean
  readonly textOf: (paragraph: string) => string
  /** The paragraph with other words and, as far as it goes, its own looks. */
  readonly withText: (paragraph: string, text: string) => string
}

const KINDS: Readonly<Record<TemplateEnding, Kind>> = {
  docx: {
    paragraph: /<w:p(?: [^>]*)?>(?:(?!<w:p[ >])[\s\S])*?<\/w:p>/g,
    isPart: (name) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(name),
    textOf: (paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => decoded(text)).join(''),
    withText: (paragraph, text) => {
      let isFirst = true
      return paragraph.replace(/<w:t(?: [^>]*)?>[^<]*<\/w:t>/g, () => {
        if (!isFirst) return '<w:t></w:t>'
        isFirst = false
        return text
          .split('\n')
          .map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`)
          .join('<w:br/>')
      })
    },
  },
  odt: {
    paragraph: /<text:(p|h)(?: [^>]*)?>(?:(?!<text:(?:p|h)[ >])[\s\S])*?<\/text:\1>/g,
    isPart: (name) => name === 'content.xml' || name === 'styles.xml',
    textOf: (paragraph) =>
      decoded(
        paragraph
          .replace(/<text:line-break\/>/g, '\n')
          .replace(/<text:s(?: [^>]*)?\/>/g, ' ')
          .replace(/<[^>]+>/g, ''),
      ),
    withText: (paragraph, text) => {
      const [open = '<text:p>'] = /^<text:(?:p|h)(?: [^>]*)?>/.exec(paragraph) ?? []
      const close = paragraph.startsWith('<text:h') ? '</text:h>' : '</text:p>'
      return open + text.split('\n').map(escapeXml).join('<text:line-break/>') + close
    },
  },
}

/** More than this is no letterhead: a package can be made to burst when it is unpacked. */
const UNPACKED_MOST = 60 * 1024 * 1024

/** Whether all parts of a template together are small enough to be unpacked here. */
export function isSane(bytes: Uint8Array): boolean {
  let size = 0
  let parts = 0
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize
        parts += 1
        return false
      },
    })
  } catch {
    return false
  }
  return size <= UNPACKED_MOST && parts <= 2_000
}

/** The fields that a template asks for. The bytes must have been read without trouble before. */
export function templateFields(ending: TemplateEnding, bytes: Uint8Array): string[] {
  const { isPart, paragraph, textOf } = KINDS[ending]
  const parts = unzipSync(bytes, { filter: ({ name }) => isPart(name) })
  const texts = Object.values(parts).flatMap((part) =>
    [...strFromU8(part).matchAll(paragraph)].map(([one]) => textOf(one)),
  )
  return [...new Set(texts.flatMap((text) => [...text.matchAll(FIELD)].map(([, name = '']) => name)))]
}

/**
 * A template with its fields filled in. A paragraph that is only `{{report}}` becomes the blocks; where none is, they follow at the end.
 * Fields that are not known stay as they are: `templateFields` tells them before.
 */
export async function fillTemplate(
  ending: TemplateEnding,
  bytes: Uint8Array,
  fields: Readonly<Record<string, string>>,
  blocks: readonly PaperBlock[],
): Promise<Buffer> {
  const { isPart, paragraph, textOf, withText } = KINDS[ending]
  const parts = unzipSync(bytes)
  const insert = ending === 'odt' ? await odtInsert(parts, blocks) : await docxInsert(parts, blocks)
  const main = ending === 'odt' ? 'content.xml' : 'word/document.xml'
  for (const [name, part] of Object.entries(parts)) {
    if (!isPart(name)) continue
    let isPlaced = name !== main
    let xml = strFromU8(part).replace(paragraph, (one) => {
      const text = textOf(one)
      if (!text.includes('{{')) return one
      if (name === main && text.trim() === `{{${CONTENT_FIELD}}}`) {
        isPlaced = true
        return insert.body
      }
      return withText(one, legalText(text.replace(FIELD, (whole, field: string) => fields[field] ?? whole)))
    })
    if (!isPlaced) xml = xml.replace(insert.end, (end) => insert.body + end)
    parts[name] = strToU8(name === main ? insert.styled(xml) : xml)
  }
  return packed(ending, parts)
}

interface Insert {
  readonly body: string
  /** Where content goes that no field asks for. */
  readonly end: RegExp
  styled(xml: string): string
}

async function odtInsert(parts: Record<string, Uint8Array>, blocks: readonly PaperBlock[]): Promise<Insert> {
  const layout = /fo:page-width="([\d.]+)(cm|mm|in)"[^>]*/.exec(strFromU8(parts['styles.xml'] ?? new Uint8Array()))
  const unit = layout?.[2] === 'mm' ? 0.1 : layout?.[2] === 'in' ? 2.54 : 1
  const width = layout ? Number(layout[1]) * unit - 4 : 17
  const { body, styles, pictures } = await odtPieces(blocks, Math.max(10, width))
  let manifest = strFromU8(parts['META-INF/manifest.xml'] ?? new Uint8Array())
  for (const [name, picture] of Object.entries(pictures)) {
    const own = name.replace('Pictures/', 'Pictures/muniment-')
    parts[own] = picture
    const type = own.endsWith('.svg') ? 'image/svg+xml' : 'image/png'
    manifest = manifest.replace(
      '</manifest:manifest>',
      `<manifest:file-entry manifest:full-path="${own}" manifest:media-type="${type}"/></manifest:manifest>`,
    )
  }
  parts['META-INF/manifest.xml'] = strToU8(manifest)
  return {
    body: body.replaceAll('xlink:href="Pictures/', 'xlink:href="Pictures/muniment-'),
    end: /<\/office:text>/,
    styled: (xml) =>
      xml.includes('<office:automatic-styles/>')
        ? xml.replace('<office:automatic-styles/>', `<office:automatic-styles>${styles}</office:automatic-styles>`)
        : xml.replace('</office:automatic-styles>', `${styles}</office:automatic-styles>`),
  }
}

async function docxInsert(parts: Record<string, Uint8Array>, blocks: readonly PaperBlock[]): Promise<Insert> {
  const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  const page = /<w:pgSz[^>]*w:w="(\d+)"/.exec(document)
  const margins = /<w:pgMar[^>]*/.exec(document)?.[0] ?? ''
  const margin = (side: string) => Number(new RegExp(`w:${side}="(\\d+)"`).exec(margins)?.[1] ?? 1134)
  const width = Math.max(4_000, Number(page?.[1] ?? 11_906) - margin('left') - margin('right'))
  const { body, pictures } = await docxPieces(blocks, width)
  const relations = 'word/_rels/document.xml.rels'
  let rels = strFromU8(
    parts[relations] ??
      strToU8('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'),
  )
  for (const { relation, file, bytes } of pictures) {
    parts[`word/media/${file}`] = bytes
    const entry = `<Relationship Id="${relation}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/${file}"/>`
    rels = rels.replace('</Relationships>', `${entry}</Relationships>`)
  }
  parts[relations] = strToU8(rels)
  const types = strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array())
  if (pictures.length > 0 && !/Extension="png"/i.test(types))
    parts['[Content_Types].xml'] = strToU8(
      types.replace('</Types>', '<Default Extension="png" ContentType="image/png"/></Types>'),
    )
  return { body, end: /(?:<w:sectPr(?: [^>]*)?>(?:(?!<w:sectPr)[\s\S])*<\/w:sectPr>)?<\/w:body>/, styled: (xml) => xml }
}

/** The package again: OpenDocument wants its media type first and uncompressed. */
function packed(ending: TemplateEnding, parts: Readonly<Record<string, Uint8Array>>): Buffer {
  const { mimetype, ...rest } = parts
  const files: Zippable = ending === 'odt' && mimetype ? { mimetype: [mimetype, { level: 0 }], ...rest } : { ...parts }
  return Buffer.from(zipSync(files, { mtime: new Date('2000-01-01T00:00:00Z') }))
}
