import { Unavailable } from '../errors.ts'

/** Classes and codes of PostgreSQL that say that the server, and not the question, is what failed: Appendix A of its manual. */
const CODES = /^(08...|57P0[1-5]|25P03|53300|58030)$/
/** What the system says of a connection that cannot be made or was lost. */
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENOTCONN',
])
/** The driver gives these no code. */
const WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/

/** Whether an error says that the database is away, and nothing of what was asked. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof Unavailable || WORDS.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isAway)
  const code = 'code' in error ? String(error.code) : ''
  return CODES.test(code) || SYSTEM.has(code)
}

/** The world's "no" where the database is away; any other error as it is. */
export function told(error: unknown): unknown {
  return isAway(error) && !(error instanceof Unavailable) ? new Unavailable(error) : error
}
