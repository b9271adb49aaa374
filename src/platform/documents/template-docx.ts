import { endOf } from './docx-body.ts'
import type { Area, Frame, Stretch } from './set.ts'

/** Where a template is written on: the section of that place, and its text as it is and turned. */
export interface DocxPlace {
  readonly frame: Frame
  /** The properties of the section, and where they stand in the document; at its end where it has none. */
  readonly section: string
  readonly from: number
}

/** A4 with margins of an inch: what a document has that does not say. */
const USUAL =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
const SECTION = /<w:sectPr(?:\s[^>]*)?(?:\/>|>[\s\S]*?<\/w:sectPr>)/g

/** The section in which the given place of a document stands. `cell` is the width of the cell around it, in twentieths of a point. */
export function docxPlace(document: string, at: number, cell: number | null): DocxPlace {
  const found = [...document.matchAll(SECTION)].find(({ index }) => index >= at)
  const section = found?.[0] ?? USUAL
  const own = areaOf(section, false)
  const turned = areaOf(section, true)
  const [wide, high] = paperOf(section)
  const isTall = high >= wide
  const within = (area: Area) => (cell === null ? area : { ...area, width: Math.max(60, cell / 20 - 12) })
  const frame: Frame = {
    tall: within(isTall ? own : turned),
    wide: within(isTall ? turned : own),
    isTall,
    isOneWay: cell !== null,
  }
  return { frame, section, from: found?.index ?? -1 }
}

const measure = (tag: string, name: string, none: number) =>
  Math.abs(Number(new RegExp(`\\sw:${name}="(-?\\d+)"`).exec(tag)?.[1] ?? none))

function paperOf(section: string): [number, number] {
  const size = /<w:pgSz[^>]*>/.exec(section)?.[0] ?? ''
  return [measure(size, 'w', 11_906), measure(size, 'h', 16_838)]
}

function areaOf(section: string, isTurned: boolean): Area {
  const [across, down] = isTurned ? paperOf(section).toReversed() : paperOf(section)
  const margins = /<w:pgMar[^>]*>/.exec(section)?.[0] ?? ''
  const columns = /<w:cols[^>]*>/.exec(section)?.[0] ?? ''
  const count = Math.max(1, measure(columns, 'num', 1))
  const side = measure(margins, 'left', 1440) + measure(margins, 'right', 1440) + measure(margins, 'gutter', 0)
  const width = ((across ?? 0) - side - measure(columns, 'space', 720) * (count - 1)) / count
  const height = (down ?? 0) - measure(margins, 'top', 1440) - measure(margins, 'bottom', 1440)
  return { width: Math.max(60, width / 20), height: Math.max(120, height / 20) }
}

/** The same section, begun on a page of its own; without a first page that differs, and numbers that begin again. */
const goingOn = (section: string) =>
  section.replace(/<w:(?:type|titlePg)(?:\s[^>]*)?\/>/g, '').replace(/(<w:pgNumType[^>]*?)\s?w:start="\d+"/, '$1')

const turned = (section: string) => {
  const [wide, high] = paperOf(section)
  const size = `<w:pgSz w:w="${high}" w:h="${wide}"${high > wide ? ' w:orient="landscape"' : ''}/>`
  if (/<w:pgSz[^>]*>/.test(section)) return section.replace(/<w:pgSz[^>]*>/, () => size)
  return section.replace(/<w:pgMar|<w:cols|<w:docGrid|<\/w:sectPr>/, (next) => size + next)
}

/** How stretches are put into the section of a template. */
export interface Sections {
  /** What ends the section of what stands before them. */
  readonly before: string
  /** What ends the section of each stretch. */
  readonly sections: readonly string[]
  /** What the section around them becomes. */
  readonly around: string
}

/** Sections for stretches that stand where a template has one: pages are turned, and turned back for what follows. */
export function sectionsFor(
  stretches: readonly Stretch[],
  { frame, section }: DocxPlace,
  { hasBefore, hasAfter }: { readonly hasBefore: boolean; readonly hasAfter: boolean },
): Sections {
  const isOwn = (one: Stretch | undefined) => one === undefined || one.isTall === frame.isTall
  const isBroken = hasBefore && !isOwn(stretches[0])
  const shaped = (one: Stretch | undefined, isFirst: boolean) => {
    const base = isFirst ? section : goingOn(section)
    return isOwn(one) ? base : turned(base)
  }
  const last = stretches.length - 1
  const isTurnedBack = hasAfter && !isOwn(stretches[last])
  const sections = stretches.map((one, index) =>
    index < last || isTurnedBack ? shaped(one, index === 0 && !isBroken) : '',
  )
  const isFirst = last < 1 && !isBroken && !isTurnedBack
  return {
    before: isBroken ? endOf(section) : '',
    sections,
    around: shaped(isTurnedBack ? undefined : stretches[last], isFirst),
  }
}
