import type { PaperBlock } from './model.ts'
import { KINDS, type TemplateEnding } from './template-kinds.ts'

/** A paragraph of its own with this field becomes the whole content. */
export const CONTENT_FIELD = 'report'

/** A place in the text of a template that becomes blocks. */
export interface Spot {
  readonly from: number
  readonly to: number
  readonly paragraph: string
  readonly blocks: readonly PaperBlock[]
  /** Whether it is the report, for which pages may be turned. */
  readonly isReport: boolean
}

/** Other words for a part of a text. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A text with its edits, and what stands between them by a rule. */
export function pieced(text: string, edits: readonly Edit[], between: (xml: string) => string): string {
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

export function spotsIn(
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
