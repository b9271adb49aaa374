export {
  beginUpload,
  bytesOf,
  type Checksum,
  completeUpload,
  dropPieces,
  endUpload,
  expireUploads,
  giveUp,
  isComplete,
  type Landing,
  openUpload,
  receive,
} from './deeds.ts'
export { inGigabytes, LARGEST_FILE, LIVES_HOURS, type Upload, type UploadPurpose, WrongChecksum } from './model.ts'
