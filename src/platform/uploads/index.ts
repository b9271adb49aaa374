export {
  beginUpload,
  bytesOf,
  completeUpload,
  dropPieces,
  endUpload,
  expireUploads,
  giveUp,
  isComplete,
  keepUpload,
  type Landing,
  openUpload,
} from './deeds.ts'
export {
  LARGEST_FILE,
  LIVES_HOURS,
  LONGEST_LIFE_HOURS,
  type Upload,
  type UploadPurpose,
  WrongChecksum,
} from './model.ts'
export { type Checksum, receive, receiveWhole } from './receiving.ts'
