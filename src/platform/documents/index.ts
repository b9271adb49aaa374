import type { DocumentEnding } from './writing.ts'

/** The formats in which documents leave: HTML to read, OpenDocument to edit, Word because people ask. */
export const DOCUMENT_FORMATS: readonly {
  readonly ending: DocumentEnding
  readonly type: string
  readonly name: string
}[] = [
  { ending: 'odt', type: 'application/vnd.oasis.opendocument.text', name: 'OpenDocument (ODT)' },
  {
    ending: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: 'Word (DOCX)',
  },
  { ending: 'html', type: 'text/html; charset=utf-8', name: 'HTML' },
]

export { documentOnPage, tablesOf, writtenOnPage } from './html.ts'
export { letterEnd } from './letter.ts'
export type { PaperBlock, PaperColumn, PaperDocument } from './model.ts'
export { WRITTEN_HINT } from './prose.ts'
export {
  canonicalBlocks,
  firstRecorded,
  inTime,
  isAdmitted,
  type ReportSection,
  revived,
  type Span,
  type SpanOnRecord,
  sinceDay,
  tableOrWords,
  told,
  writtenBlocks,
} from './sections.ts'
export { firstWithin, ownPlace, type SummaryPlace } from './summary.ts'
export type { TemplateEnding } from './template-kinds.ts'
export { CONTENT_FIELD } from './template-spots.ts'
export {
  type DocumentEnding,
  fillTemplate,
  isSane,
  pagesOfDocument,
  templateFields,
  templatePlace,
  writeDocument,
} from './writing.ts'
