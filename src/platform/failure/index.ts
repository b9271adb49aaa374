export { failureForLog, failureInWords } from './failure.ts'
export { maskedLine } from './masked-line.ts'
