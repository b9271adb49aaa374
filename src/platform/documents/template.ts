import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { type DocxRun, docxBody, endOf } from './docx-body.ts'
import { addParts, LISTS_FROM } from './docx-parts.ts'
import { textHeight } from './heights.ts'
import { layOut } from './layout.ts'
import { legalText } from './legal.ts'
import { LOOKS } from './looks.ts'
import type { PaperBlock } from './model.ts'
import { escapeXml } from './odf-package.ts'
import { odtBody } from './odt-body.ts'
import { plainWords } from './prose.ts'
import type { Frame } from './set.ts'
import type { Place } from './summary.ts'
import { docxPlace, sectionsFor } from './template-docx.ts'
import { addPictures, odtPlace, withAutomatic } from './template-odt.ts'

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

export interface Filling {
  /** Fields that people wrote: in a paragraph of their own they become paragraphs, lists and bold. */
  readonly prose?: Readonly<Record<string, string>>
  /** Whether no page is turned. */
  readonly isOneWay?: boolean
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
  { prose = {}, isOneWay = false }: Filling = {},
): Promise<Buffer> {
  const { isPart, paragraph, textOf, withText } = KINDS[ending]
  const parts = unzipSync(bytes)
  const plain = {
    ...fields,
    ...Object.fromEntries(Object.entries(prose).map(([name, text]) => [name, plainWords(text)])),
  }
  const filled = (one: string): string => {
    const text = textOf(one)
    if (!text.includes('{{')) return one
    return withText(one, legalText(text.replace(FIELD, (whole, field: string) => plain[field] ?? whole)))
  }
  const main = MAIN[ending]
  const before = strFromU8(parts[main] ?? new Uint8Array())
  const spots = spotsIn(ending, before, prose, blocks)
  const insert = ending === 'odt' ? odtInsert : docxInsert
  const inserted = await insert(parts, before, spots, isOneWay)
  for (const [name, part] of Object.entries(parts))
    if (isPart(name) && name !== main) parts[name] = strToU8(strFromU8(part).replace(paragraph, filled))
  parts[main] = strToU8(inserted.finished(pieced(before, inserted.edits, (xml) => xml.replace(paragraph, filled))))
  return packed(ending, parts)
}

const MAIN: Readonly<Record<TemplateEnding, string>> = { odt: 'content.xml', docx: 'word/document.xml' }

/** A place in the text of a template that becomes blocks. */
interface Spot {
  readonly from: number
  readonly to: number
  readonly paragraph: string
  readonly blocks: readonly PaperBlock[]
  /** Whether it is the report, for which pages may be turned. */
  readonly isReport: boolean
}

/** Other words for a part of a text. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A text with its edits, and what stands between them by a rule. */
function pieced(text: string, edits: readonly Edit[], between: (xml: string) => string): string {
  let from = 0
  const pieces: string[] = []
  for (const edit of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    pieces.push(between(text.slice(from, edit.from)), edit.text)
    from = edit.to
  }
  return pieces.join('') + between(text.slice(from))
}

/** Where content goes that no field asks for. */
const ENDS: Readonly<Record<TemplateEnding, RegExp>> = {
  odt: /<\/office:text>/,
  docx: /(?:<w:sectPr(?: [^>]*)?(?:\/>|>(?:(?!<w:sectPr)[\s\S])*<\/w:sectPr>))?\s*<\/w:body>/,
}

function spotsIn(
  ending: TemplateEnding,
  xml: string,
  prose: Readonly<Record<string, string>>,
  blocks: readonly PaperBlock[],
): Spot[] {
  const { paragraph, textOf } = KINDS[ending]
  const spots: Spot[] = []
  for (const { 0: one, index } of xml.matchAll(paragraph)) {
    if (!one.includes('{{')) continue
    const [whole, name = ''] = /^\{\{\s*([\w-]+)\s*\}\}$/.exec(textOf(one).trim()) ?? []
    const text = prose[name]
    if (whole === undefined || (name !== CONTENT_FIELD && text === undefined)) continue
    const place = { from: index, to: index + one.length, paragraph: one }
    if (name === CONTENT_FIELD) spots.push({ ...place, blocks, isReport: !spots.some(({ isReport }) => isReport) })
    else spots.push({ ...place, blocks: [{ type: 'written', text: text ?? '' }], isReport: false })
  }
  if (spots.some(({ blocks: some }) => some === blocks)) return spots
  const at = ENDS[ending].exec(xml)?.index ?? xml.length
  return [...spots, { from: at, to: at, paragraph: '', blocks, isReport: true }]
}

/** How long the words of a template are that stand beside the report, in points, and where the report goes. */
export function templatePlace(ending: TemplateEnding, bytes: Uint8Array): Place {
  const parts = unzipSync(bytes)
  const xml = strFromU8(parts[MAIN[ending]] ?? new Uint8Array())
  const { paragraph, textOf } = KINDS[ending]
  const spot = spotsIn(ending, xml, {}, []).find(({ isReport }) => isReport)
  const at = spot?.from ?? 0
  const { frame } =
    ending === 'odt' ? odtPlace(parts, xml, at, isInside(xml, at, ODT_BOXES)) : docxPlace(xml, at, cellAt(xml, at))
  const { width } = frame.isTall ? frame.tall : frame.wide
  const lead = [...xml.matchAll(paragraph)].reduce(
    (sum, { 0: one, index }) => (index === at ? sum : sum + textHeight(textOf(one), LOOKS.subtitle, width)),
    0,
  )
  return { frame: { ...frame, isOneWay: true }, lead }
}

interface Insert {
  readonly edits: readonly Edit[]
  readonly finished: (xml: string) => string
}

/** What holds paragraphs of a template beside its pages. */
const ODT_BOXES = ['table:table-cell', 'draw:text-box', 'text:list-item']
const DOCX_BOXES = ['w:tc', 'w:txbxContent']

/** Whether a place stands within one of some elements. */
const isInside = (xml: string, at: number, boxes: readonly string[]): boolean => {
  const before = xml.slice(0, at)
  return boxes.some((box) => {
    const opened = before.match(new RegExp(`<${box}(?:>|\\s[^>]*[^/]>)`, 'g'))?.length ?? 0
    return opened > (before.match(new RegExp(`</${box}>`, 'g'))?.length ?? 0)
  })
}

/** The width of the cell around a place, in twentieths of a point; null where it stands on the page itself. */
function cellAt(xml: string, at: number): number | null {
  if (!isInside(xml, at, DOCX_BOXES)) return null
  const found = [...xml.slice(0, at).matchAll(/<w:tcW\s[^>]*w:w="(\d+)"[^>]*>/g)].at(-1)
  return found?.[0].includes('w:type="dxa"') ? Number(found[1]) : 4_000
}

/** Whether anything is to be seen in a part of a template. */
const shows = (xml: string) =>
  /<(?:w:drawing|w:pict|w:tbl|draw:frame|table:table)[ >]/.test(xml) || />[^<\s][^<]*</.test(xml)

const withOneWay = (frame: Frame, isOneWay: boolean): Frame => (isOneWay ? { ...frame, isOneWay } : frame)

async function odtInsert(
  parts: Record<string, Uint8Array>,
  xml: string,
  spots: readonly Spot[],
  isOneWay: boolean,
): Promise<Insert> {
  const report = spots.find(({ isReport }) => isReport)
  const at = report?.from ?? xml.length
  const place = odtPlace(parts, xml, at, isInside(xml, at, ODT_BOXES))
  const many = spots.map(({ blocks, isReport }) =>
    layOut(blocks, withOneWay(place.frame, isOneWay || !isReport || place.frame.isOneWay)),
  )
  const { isTall } = place.frame
  const [tall, wide] = isTall ? [place.own, place.turned] : [place.turned, place.own]
  const styles = strFromU8(parts['styles.xml'] ?? new Uint8Array())
  const hasHeadings = styles.includes('style:name="Heading_20_1"') && styles.includes('style:name="Heading_20_2"')
  const goesOn = shows(xml.slice(report?.to ?? xml.length))
  const isNested = isInside(xml, at, ODT_BOXES)
  const body = await odtBody(many, { tall, wide, startsTall: isTall, goesOn, hasHeadings, isNested })
  addPictures(parts, body.pictures)
  if (many.some((one) => one.some((stretch) => stretch.isTall !== isTall)))
    parts['styles.xml'] = strToU8(place.withTurned())
  return {
    edits: spots.map(({ from, to }, index) => ({ from, to, text: body.bodies[index] ?? '' })),
    finished: (filled) => withAutomatic(filled, body.styles),
  }
}

async function docxInsert(
  parts: Record<string, Uint8Array>,
  xml: string,
  spots: readonly Spot[],
  isOneWay: boolean,
): Promise<Insert> {
  const edits: Edit[] = []
  const runs: DocxRun[] = []
  const befores: string[] = []
  for (const { from, to, blocks, isReport } of spots) {
    const place = docxPlace(xml, from, cellAt(xml, from))
    const stretches = layOut(blocks, withOneWay(place.frame, isOneWay || !isReport || place.frame.isOneWay))
    const end = place.from < 0 ? xml.length : place.from
    const start = xml.lastIndexOf('</w:sectPr>', from)
    const { before, sections, around } = sectionsFor(stretches, place, {
      hasBefore: shows(xml.slice(Math.max(start, xml.indexOf('<w:body')), from)),
      hasAfter: shows(xml.slice(to, Math.max(to, end))),
    })
    runs.push({ stretches, sections })
    befores.push(before)
    // The end of a section may stand in the paragraph that is replaced: it is kept, in a paragraph after it.
    const isWithin = place.from >= from && place.from < to
    if (!isWithin && around !== place.section && place.from >= 0)
      edits.push({ from: place.from, to: place.from + place.section.length, text: around })
    edits.push({ from, to, text: isWithin ? endOf(around) : '' })
  }
  const body = await docxBody(runs, { headings: headingsIn(parts), listsFrom: LISTS_FROM })
  addParts(parts, body)
  let run = 0
  const filled = edits.map((edit) => {
    const spot = spots[run]
    if (!spot || edit.from !== spot.from || edit.to !== spot.to) return edit
    const text = `${befores[run] ?? ''}${body.bodies[run] ?? ''}${edit.text}`
    run += 1
    return { ...edit, text }
  })
  return { edits: filled, finished: (done) => done }
}

/** The ids of the styles that a template has for headings: their names are the same in every language (ECMA-376, part 1, 17.7.4.9). */
function headingsIn(parts: Record<string, Uint8Array>): [string | null, string | null] {
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
function packed(ending: TemplateEnding, parts: Readonly<Record<string, Uint8Array>>): Buffer {
  const { mimetype, ...rest } = parts
  const files: Zippable = ending === 'odt' && mimetype ? { mimetype: [mimetype, { level: 0 }], ...rest } : { ...parts }
  return Buffer.from(zipSync(files, { mtime: new Date('2000-01-01T00:00:00Z') }))
}
