import { textHeight } from './heights.ts'
import { layOut, pagesOf } from './layout.ts'
import { LOOKS } from './looks.ts'
import { linesBelowTitle, type PaperDocument } from './model.ts'
import { type Frame, ownFrame } from './set.ts'

/** The height of what stands before the blocks of a document that brings no template. */
export function leadOf(paper: PaperDocument, { isTall, tall, wide }: Frame): number {
  const { width } = isTall ? tall : wide
  return linesBelowTitle(paper).reduce(
    (sum, line) => sum + textHeight(line, LOOKS.subtitle, width),
    textHeight(paper.title, LOOKS.title, width),
  )
}

/** Where a document goes that is to be no longer than so many pages. */
export interface SummaryPlace {
  readonly frame: Frame
  /** The height of what stands there beside it, in points; null where its own title and subtitle do. */
  readonly lead: number | null
}

export const ownPlace = (): SummaryPlace => ({ frame: ownFrame('portrait', true), lead: null })

/** How many pages a document takes that brings no template, by estimate. */
export function pagesIn(paper: PaperDocument): number {
  const frame = ownFrame(paper.orientation, paper.isOneWay)
  const lead = leadOf(paper, frame)
  return Math.max(1, Math.ceil(pagesOf(layOut(paper.blocks, frame, lead), frame, lead)))
}

/** What estimates may be wrong by, in pages: programs and fonts differ. */
const SPARE = 0.12

/** The first of several drafts that is not longer than so many pages, by estimate; the last one where none is. */
export function firstWithin<T extends PaperDocument>(
  pages: number,
  drafts: Iterable<T>,
  { frame, lead }: SummaryPlace = ownPlace(),
): T {
  let draft: T | null = null
  for (draft of drafts) {
    const before = lead ?? leadOf(draft, frame)
    const length = pagesOf(layOut(draft.blocks, frame, before), frame, before)
    if (length <= pages - SPARE) return draft
  }
  if (draft === null) throw new Error('a document of no draft was asked for')
  return draft
}
