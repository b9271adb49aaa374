export { changeOwnPassword, checkPassword, hasAccounts, saveAccount, shutOut, signInNameOf } from './accounts.ts'
export { guessable } from './common-passwords.ts'
export {
  type Attempt,
  beginAttempt,
  endOneSession,
  findIdentity,
  keepTokens,
  linkIdentity,
  type OpenSession,
  openSessions,
  takeAttempt,
} from './identities.ts'
export { endKey, findKey, KEY_DAYS, type KeyFacts, keysOf, makeKey } from './keys.ts'
export { CLEARANCES, type Clearance, COVERED, MARKINGS, type Marking } from './markings.ts'
export {
  condition,
  type DeedRule,
  type FactsOf,
  HOUSE_VIEWER,
  mayDo,
  type ObjectKind,
  objectKind,
  policies,
  type Rule,
  type SeenRows,
  seenBy,
  toldOf,
} from './objects/index.ts'
export {
  type FindPerson,
  keptWithin,
  may,
  type Permission,
  type PermissionFacts,
  type Person,
  type Reach,
  type Subject,
  theHouse,
} from './person.ts'
export {
  browserName,
  csrfToken,
  endSession,
  endSessionsOf,
  findSession,
  forgetOldSessions,
  isCsrfToken,
  leaveNotice,
  newToken,
  type Session,
  startSession,
} from './sessions.ts'
