export type { HouseDoor, Household } from './admit.ts'
export { orAgain } from './again.ts'
export { ownPath } from './own-path.ts'
export { jsonIn } from './parsers.ts'
export {
  type ApiFacts,
  file,
  get,
  json,
  type LargeFiles,
  LONG_FORM,
  MANY_ENTRIES,
  type Most,
  open,
  type PersonRequest,
  page,
  patch,
  post,
  protocol,
  type Reply,
  type Request,
  type Route,
  redirect,
  type Upload,
} from './route.ts'
export { buildServer, INLINE_SCRIPT } from './server.ts'
