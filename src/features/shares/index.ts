export { isSeenByAll } from './seeing.ts'
