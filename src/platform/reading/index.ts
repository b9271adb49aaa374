export { hasBubblewrap, readDocument } from './isolated.ts'
export {
  type Block,
  type Cell,
  cellText,
  EMPTY_CELL,
  type Format,
  type Heading,
  type Paragraph,
  type ReadDocument,
  type Table,
} from './model.ts'
export { LIMITS, UnreadableFile } from './problem.ts'
export { READABLE } from './sniff.ts'
