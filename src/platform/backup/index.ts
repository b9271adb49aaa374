export { examine, type FilesFound, readFilesAgain } from './files.ts'
export { type FrozenFile, frozenFileProblems, namedFiles } from './frozen.ts'
export { storeJobs } from './jobs.ts'
