/** The format engine: tells what files are by PRONOM's signatures, as DROID does. See README.md beside this folder. */
export { faultInWords, formatCommands } from './cli.ts'
export { DroidWriter, droidHeader } from './droid-csv.ts'
export { type ExamineOptions, Examiner } from './files/examine.ts'
export { examineStream, type StreamOptions } from './files/examine-stream.ts'
export { FileContent } from './files/file-content.ts'
export { isRubbish, NAME_PROBLEMS, type NameProblem, nameProblems } from './files/names.ts'
export { type Entry, realRoot, walk } from './files/walk.ts'
export { type Basis, extensionOf, type Identification, Identifier, USUAL_LIMIT } from './identify.ts'
export { inTerminal, linesInTerminal } from './in-terminal.ts'
export { type Content, WholeContent } from './matching/content.ts'
export type { ScanLimit } from './matching/find.ts'
export { type Batch, type ProfileOptions, profile, Team } from './profiling/pool.ts'
export { bringSignatures, OFFICIAL_PAGE } from './releases/fetch.ts'
export {
  currentRelease,
  goBack,
  installRelease,
  keptReleases,
  releaseHome,
  STARTER,
  useRelease,
} from './releases/releases.ts'
export { asJson, type EntryKind, type FormatName, HASHES, type HashName, type Row } from './result.ts'
export { loadRelease } from './signatures/load.ts'
export type { Format, Release } from './signatures/model.ts'
export { readBinaryRelease, readContainerRelease, UnreadableRelease } from './signatures/read-xml.ts'
