import { Aside } from '../aside/index.ts'
import type { PaperBlock, PaperDocument } from './model.ts'
import type { SummaryPlace } from './summary.ts'
import type { Filling } from './template.ts'
import type { TemplateEnding } from './template-kinds.ts'
import type { DocumentDoings } from './thread.ts'

export type DocumentEnding = 'html' | 'odt' | 'docx'

/** Documents are laid out, drawn and packed in a thread of their own: a long annex takes seconds. */
const aside = new Aside<DocumentDoings>(new URL('thread.ts', import.meta.url), {
  atOnce: 1,
  mostWaiting: 60,
  mostOfOne: 10,
  seconds: 60,
  mebibytes: 1_024,
})

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)

/** The document in one of the formats. */
export async function writeDocument(ending: DocumentEnding, document: PaperDocument): Promise<Buffer> {
  return asBuffer(await aside.do(ending, document))
}

/** How many pages a document takes, by estimate: programs and fonts differ. */
export const pagesOfDocument = (document: PaperDocument): Promise<number> => aside.do('pages', document)

/** The fields that a template asks for. The bytes must have been read without trouble before. */
export const templateFields = (ending: TemplateEnding, bytes: Uint8Array): Promise<string[]> =>
  aside.do('fields', { ending, bytes })

/** How long the words of a template are that stand beside the report, in points, and where the report goes. */
export const templatePlace = (ending: TemplateEnding, bytes: Uint8Array): Promise<SummaryPlace> =>
  aside.do('place', { ending, bytes })

/** Whether a package may be unpacked, by the sizes that it gives of itself. */
export const isSane = (bytes: Uint8Array): Promise<boolean> => aside.do('isSane', bytes)

/** A template with its fields filled in: see `template.ts`. */
export async function fillTemplate(
  ending: TemplateEnding,
  bytes: Uint8Array,
  fields: Readonly<Record<string, string>>,
  blocks: readonly PaperBlock[],
  filling: Filling = {},
): Promise<Buffer> {
  return asBuffer(await aside.do('fill', { ending, bytes, fields, blocks, filling }))
}
