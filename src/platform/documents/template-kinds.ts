import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { escapeXml } from '../xml.ts'

/** The formats in which a department can bring a template of its own. */
export type TemplateEnding = 'odt' | 'docx'

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

export const KINDS: Readonly<Record<TemplateEnding, Kind>> = {
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

export const MAIN: Readonly<Record<TemplateEnding, string>> = { odt: 'content.xml', docx: 'word/document.xml' }

/** The ids of the styles that a template has for headings: their names are the same in every language (ECMA-376, part 1, 17.7.4.9). */
export function headingsIn(parts: Record<string, Uint8Array>): [string | null, string | null] {
  const styles = strFromU8(parts['word/styles.xml'] ?? new Uint8Array())
  const named = (name: string): string | null => {
    for (const [, id = '', inner = ''] of styles.matchAll(
      /<w:style\s[^>]*w:styleId="([^"]*)"[^>]*>([\s\S]*?)<\/w:style>/g,
    ))
      if (new RegExp(`<w:name\\s+w:val="${name}"`, 'i').test(inner)) return id
    return null
  }
  return [named('heading 1'), named('heading 2')]
}

/** The package again: OpenDocument wants its media type first and uncompressed. */
export function packed(ending: TemplateEnding, parts: Readonly<Record<string, Uint8Array>>): Buffer {
  const { mimetype, ...rest } = parts
  const files: Zippable = ending === 'odt' && mimetype ? { mimetype: [mimetype, { level: 0 }], ...rest } : { ...parts }
  return Buffer.from(zipSync(files, { mtime: new Date('2000-01-01T00:00:00Z') }))
}
