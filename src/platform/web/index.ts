export type { HouseDoor, Household } from './admit.ts'
export { orAgain } from './again.ts'
export { ownPath } from './own-path.ts'
export { jsonIn } from './parsers.ts'
export { type FileReply, file, formReply, json, page, type Reply, redirect, redirectUndone } from './reply.ts'
export type { PersonRequest, Request, Upload } from './request.ts'
export {
  type ApiFacts,
  download,
  feed,
  get,
  type LargeFiles,
  LONG_FORM,
  MANY_ENTRIES,
  type Most,
  open,
  patch,
  post,
  protocol,
  put,
  type Route,
  remove,
} from './route.ts'
export { buildServer, INLINE_SCRIPT } from './server.ts'
export { ofWholeBody } from './whole-body.ts'
