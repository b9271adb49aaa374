export { makeFirstAccountCode } from './store.ts'
