import { type Doings, serveAside } from '../aside/index.ts'
import { writeDocx } from './docx.ts'
import { writeHtml } from './html.ts'
import { keptPicture } from './kept-picture.ts'
import type { PaperBlock, PaperDocument } from './model.ts'
import { writeOdt } from './odt.ts'
import { pagesIn } from './summary.ts'
import { type Filling, fillTemplate, templateFields, templatePlace } from './template.ts'
import { isSane, type TemplateEnding } from './template-kinds.ts'

/** A template as it was kept. */
export interface Template {
  readonly ending: TemplateEnding
  readonly bytes: Uint8Array
}

/** A template with what is filled in. */
export interface Filled extends Template {
  readonly fields: Readonly<Record<string, string>>
  readonly blocks: readonly PaperBlock[]
  readonly filling: Filling
}

/** Pictures that came from elsewhere in this process are markup of ours, as they were there. */
const ours = (blocks: readonly PaperBlock[]): PaperBlock[] =>
  blocks.map((one) => (one.type === 'picture' ? { ...one, svg: keptPicture(one.svg.markup) } : one))
const own = (paper: PaperDocument): PaperDocument => ({ ...paper, blocks: ours(paper.blocks) })

const doings = {
  odt: (paper: PaperDocument) => writeOdt(own(paper)),
  docx: (paper: PaperDocument) => writeDocx(own(paper)),
  html: (paper: PaperDocument) => writeHtml(own(paper)),
  pages: (paper: PaperDocument) => pagesIn(own(paper)),
  fill: ({ ending, bytes, fields, blocks, filling }: Filled) =>
    fillTemplate(ending, bytes, fields, ours(blocks), filling),
  fields: ({ ending, bytes }: Template) => templateFields(ending, bytes),
  place: ({ ending, bytes }: Template) => templatePlace(ending, bytes),
  isSane: (bytes: Uint8Array) => isSane(bytes),
} satisfies Doings

/** What a thread writes of documents, by name. */
export type DocumentDoings = typeof doings

serveAside(doings)
