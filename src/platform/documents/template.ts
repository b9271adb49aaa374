import { strFromU8, strToU8, unzipSync } from 'fflate'
import { legalText } from '../xml.ts'
import { textHeight } from './heights.ts'
import { LOOKS } from './looks.ts'
import type { PaperBlock } from './model.ts'
import { plainWords } from './prose.ts'
import type { SummaryPlace } from './summary.ts'
import { docxPlace } from './template-docx.ts'
import { cellAt, docxInsert, isInside, ODT_BOXES, odtInsert } from './template-inserts.ts'
import { KINDS, MAIN, packed, type TemplateEnding } from './template-kinds.ts'
import { odtPlace } from './template-odt.ts'
import { pieced, spotsIn } from './template-spots.ts'

const FIELD = /\{\{\s*([\w-]+)\s*\}\}/g

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

/** How long the words of a template are that stand beside the report, in points, and where the report goes. */
export function templatePlace(ending: TemplateEnding, bytes: Uint8Array): SummaryPlace {
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
