import { strFromU8, strToU8 } from 'fflate'
import { type DocxRun, docxBody, endOf } from './docx-body.ts'
import { addParts, LISTS_FROM } from './docx-parts.ts'
import { layOut } from './layout.ts'
import { odtBody } from './odt-body.ts'
import type { Frame } from './set.ts'
import { docxPlace, sectionsFor } from './template-docx.ts'
import { headingsIn } from './template-kinds.ts'
import { addPictures, odtPlace, withAutomatic } from './template-odt.ts'
import type { Edit, Spot } from './template-spots.ts'

interface Insert {
  readonly edits: readonly Edit[]
  readonly finished: (xml: string) => string
}

/** What holds paragraphs of a template beside its pages. */
export const ODT_BOXES = ['table:table-cell', 'draw:text-box', 'text:list-item']
const DOCX_BOXES = ['w:tc', 'w:txbxContent']

/** Whether a place stands within one of some elements. */
export const isInside = (xml: string, at: number, boxes: readonly string[]): boolean => {
  const before = xml.slice(0, at)
  return boxes.some((box) => {
    const opened = before.match(new RegExp(`<${box}(?:>|\\s[^>]*[^/]>)`, 'g'))?.length ?? 0
    return opened > (before.match(new RegExp(`</${box}>`, 'g'))?.length ?? 0)
  })
}

/** The width of the cell around a place, in twentieths of a point; null where it stands on the page itself. */
export function cellAt(xml: string, at: number): number | null {
  if (!isInside(xml, at, DOCX_BOXES)) return null
  const found = [...xml.slice(0, at).matchAll(/<w:tcW\s[^>]*w:w="(\d+)"[^>]*>/g)].at(-1)
  return found?.[0].includes('w:type="dxa"') ? Number(found[1]) : 4_000
}

/** Whether anything is to be seen in a part of a template. */
const shows = (xml: string) =>
  /<(?:w:drawing|w:pict|w:tbl|draw:frame|table:table)[ >]/.test(xml) || />[^<\s][^<]*</.test(xml)

const withOneWay = (frame: Frame, isOneWay: boolean): Frame => (isOneWay ? { ...frame, isOneWay } : frame)

export async function odtInsert(
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

export async function docxInsert(
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
