export { BlobStore, type Kept } from './store.ts'
