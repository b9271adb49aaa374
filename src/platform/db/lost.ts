import { Busy, NoRoom, Unavailable } from '../errors.ts'

/** Classes and codes of PostgreSQL that say that the server, and not the question, is what failed: Appendix A of its manual. */
const CODES = /^(08...|57P0[1-5]|25P03|53300|58030)$/
/**
 * What the system says of a connection that cannot be made or was lost, by what was asked of it (libuv's names). The same code of
 * another call speaks of something else: `open` says ENOENT of a file, `connect` of the server's socket.
 */
const SYSTEM: Readonly<Record<string, ReadonlySet<string>>> = {
  connect: new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']),
  getaddrinfo: new Set(['EAI_AGAIN', 'ENOTFOUND', 'ETIMEDOUT']),
  read: new Set(['ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTCONN']),
  write: new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTCONN']),
  shutdown: new Set(['ENOTCONN', 'EPIPE', 'ECONNRESET']),
  // TLS that was cut off while it was agreed names no call.
  '': new Set(['ECONNRESET']),
}
/** The driver gives these no code. */
const WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/

/** Whether an error says that the database is away, and nothing of what was asked. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof Unavailable || WORDS.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isAway)
  const code = 'code' in error ? String(error.code) : ''
  const call = 'syscall' in error ? String(error.syscall) : ''
  return CODES.test(code) || (SYSTEM[call]?.has(code) ?? false)
}

/** Whether the server found no room on its disk: `disk_full` of PostgreSQL. */
const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '53100'

/** What PostgreSQL says of a transaction that it undid for the sake of another: `serialization_failure` and `deadlock_detected`. */
const UNDONE = /^40(?:001|P01)$/

/** The database undid a transaction because another one was in its way: it can be done again. */
class Undone extends Busy {
  constructor(cause: unknown) {
    super('Somebody else is changing the same things', 'Nothing was saved. Try again in a moment.')
    this.cause = cause
  }
}

/** Whether an error says that the database undid a transaction for the sake of another. */
export const isUndone = (error: unknown): boolean => error instanceof Undone

/** The world's "no" where the database is away, its disk full or somebody else in the way; any other error as it is. */
export function told(error: unknown): unknown {
  if (isFull(error)) return new NoRoom(undefined, undefined, error)
  if (error instanceof Error && 'code' in error && UNDONE.test(String(error.code))) return new Undone(error)
  return isAway(error) && !(error instanceof Unavailable) ? new Unavailable(error) : error
}
