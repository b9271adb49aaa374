export { backupCommands } from './commands.ts'
export { examine, type FilesFound, readFilesAgain } from './files.ts'
export { type FrozenFile, frozenFileProblems, namedFiles } from './frozen.ts'
