export { answerIn } from './disposable.ts'
export { bytesAt } from './file-at.ts'
export { textOfHtml } from './html-text.ts'
export { hasBubblewrap, inDisposable, readDocument, readRows } from './isolated.ts'
export {
  type Block,
  type Cell,
  cellLine,
  cellText,
  EMPTY_CELL,
  type Format,
  type Heading,
  type Hidden,
  type Paragraph,
  type ReadDocument,
  type Table,
} from './model.ts'
export type { NumberedRow } from './numbered.ts'
export { damaged, inSentences, LIMITS, tooMuch, UnreadableFile } from './problem.ts'
export { readBytes } from './read.ts'
export { readers } from './readers.ts'
export { READABLE, sniff } from './sniff.ts'
export { LINE_ENDS, lineEndsOf } from './text.ts'
export { walkXml, type XmlEvents } from './xml.ts'
