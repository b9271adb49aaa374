import { maskedLine } from './masked-line.ts'

/**
 * What went wrong, on one line, for people to read and to be kept: a kind of failure in our own words. What a server, a library or the system
 * said of it is left out, whatever language it is in, because it may hold a password or what somebody wrote. Of it stay only names that have
 * a known form: a code, a status, the name of a rule of the database. At most 500 signs.
 */
export function failureInWords(error: unknown): string {
  const known = causesOf(error).flatMap((one) => kindOf(one) ?? [])[0]
  if (known !== undefined) return known
  const name = causesOf(error).flatMap((one) => formed(one, 'name', NAME) ?? [])[0]
  const facts = [name ?? 'Error', placeOf(error)].filter((one) => one !== null).join(' at ')
  return `Something went wrong that Muniment has no words for (${facts})`
}

/** The same for the log, with the places in the program that it passed through. */
export function failureForLog(error: unknown): { readonly words: string; readonly at: readonly string[] } {
  return { words: failureInWords(error), at: placesOf(error) }
}

/** An error and what caused it, the outermost first; of several at once the first. */
function causesOf(error: unknown): readonly object[] {
  const found: object[] = []
  for (let one = error; typeof one === 'object' && one !== null && found.length < 6; ) {
    found.push(one)
    one = one instanceof AggregateError ? one.errors[0] : 'cause' in one ? one.cause : null
  }
  return found
}

const NAME = /^(?=.{3,60}$)(?:[A-Z][a-z]*|[A-Z]{2,5}(?=[A-Z][a-z]))(?:[A-Z][a-z]+)*$/
const CODE = /^(?=.{3,60}$)[A-Z]+(?:_[A-Z]+)*$/
const SQLSTATE = /^[0-9A-Z]{5}$/
/** The name of a table, a column or a rule of ours. */
const IDENTIFIER = /^[a-z]+(?:_[a-z]+)*$/
const STATUS = /^[1-5]\d\d$/

/** What a property says, where it has a form in which nothing else can stand; null where it has not. */
function formed(error: object, property: string, form: RegExp): string | null {
  const value: unknown = property in error ? Reflect.get(error, property) : null
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.length <= 63 && form.test(text) ? text : null
}

/** What `InOurWords` of the errors has and nothing else. */
const OURS = Symbol.for('muniment.in-our-words')

const isInOurWords = (error: object): error is Error => error instanceof Error && Reflect.get(error, OURS) === true

/** What kind of failure it is, in our words; null where it is none that is known. */
function kindOf(error: object): string | null {
  if (isInOurWords(error)) return maskedLine(error.message || error.name)
  const name = formed(error, 'name', NAME)
  if (name === 'AbortError') return 'It was stopped before its end'
  if (name === 'TimeoutError') return 'It took longer than it may'
  return ofSystem(error) ?? ofDatabase(error) ?? ofMailServer(error) ?? ofServer(error, name)
}

const inBrackets = (words: string, ...facts: readonly (string | null)[]): string =>
  `${words} (${facts.filter((one) => one !== null).join(', ')})`

/** What the system says by its codes (errno.h, and those of Node.js for names and certificates). */
const OF_SYSTEM: readonly (readonly [codes: RegExp, words: string])[] = [
  [/^ENOENT$/, 'A file, a folder or a program is not there'],
  [/^(?:EACCES|EPERM|EROFS)$/, 'Muniment may not read or write a file or a folder'],
  [/^(?:ENOSPC|EDQUOT)$/, 'A disk is full'],
  [/^(?:EMFILE|ENFILE)$/, 'Too many files are open'],
  [/^ENOMEM$/, 'There is not enough memory'],
  [/^(?:EIO|ESTALE)$/, 'A disk or a share could not read or write'],
  [/^ECONNREFUSED$/, 'Another computer or program refused the connection'],
  [
    /^(?:ECONNRESET|EPIPE|ENOTCONN|UND_ERR_SOCKET|ESOCKET|ECONNECTION)$/,
    'The connection to another computer or program broke off',
  ],
  [/^(?:ENOTFOUND|EAI_AGAIN|EDNS)$/, 'The name of another computer was not found'],
  [/^(?:ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_[A-Z_]*TIMEOUT)$/, 'Another computer did not answer in time'],
  [/^(?:EHOSTUNREACH|ENETUNREACH)$/, 'Another computer cannot be reached'],
  [
    /^(?:CERT_|ERR_TLS|ERR_SSL|ETLS|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/,
    'The certificate of another computer was not accepted',
  ],
]

function ofSystem(error: object): string | null {
  const code = formed(error, 'code', CODE)
  const [, words] = OF_SYSTEM.find(([codes]) => code !== null && codes.test(code)) ?? []
  if (words) return inBrackets(words, code, formed(error, 'syscall', /^[a-z]{2,20}$/))
  // An error of the system names the call that failed, also where its code is none of those above.
  return code !== null && formed(error, 'syscall', /^[a-z]{2,20}$/) ? inBrackets('The system refused it', code) : null
}

/** What PostgreSQL says by the classes of its codes: Appendix A of its manual. */
const OF_DATABASE: readonly (readonly [codes: RegExp, words: string])[] = [
  [/^(?:08|57P)/, 'The connection to the database broke off'],
  [/^23/, 'A rule of the database stands against it'],
  [/^28/, 'The database did not accept the user name or the password'],
  [/^40/, 'The database undid it for the sake of something else'],
  [/^42501/, 'The database does not permit it'],
  [/^53/, 'The database has no room, memory or connections left'],
  [/^55/, 'Something else in the database was in the way'],
  [/^57014/, 'The database took longer than it may'],
]

function ofDatabase(error: object): string | null {
  const code = formed(error, 'code', SQLSTATE)
  if (code === null || !('severity' in error)) return null
  const [, words = 'The database refused it'] = OF_DATABASE.find(([codes]) => codes.test(code)) ?? []
  const named = ['table', 'constraint'].map((one) => formed(error, one, IDENTIFIER))
  return inBrackets(words, `code ${code}`, ...named, code === '42501' ? deniedIn(error) : null)
}

/** The name of what a role may not use, which PostgreSQL gives in its words alone. */
function deniedIn(error: object): string | null {
  const said = error instanceof Error ? error.message.slice(0, 200) : ''
  return /^permission denied for (?:table|view|sequence|schema|function) ([a-z]+(?:_[a-z]+)*)$/.exec(said)?.[1] ?? null
}

/** What a mail server says by its codes (RFC 5321, section 4.2, and RFC 3463). */
function ofMailServer(error: object): string | null {
  const status = formed(error, 'responseCode', STATUS)
  const step = formed(error, 'code', CODE)
  if (status !== null) {
    const said: unknown = 'response' in error ? error.response : null
    const [, more = null] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(typeof said === 'string' ? said : '') ?? []
    const words = Number(status) >= 500 ? 'The mail server refused it' : 'The mail server did not take it yet'
    return inBrackets(words, [status, more].filter((one) => one !== null).join(' '))
  }
  if (step === 'EAUTH') return 'The mail server did not accept the user name or the password (EAUTH)'
  return step === 'EENVELOPE' ? 'The mail server did not take the address (EENVELOPE)' : null
}

/** What a server on the web says by its status (RFC 9110, section 15), and the kind of error that it names. */
function ofServer(error: object, name: string | null): string | null {
  for (const holder of [error, inner(error, '$metadata'), inner(error, 'response')]) {
    const status = ['statusCode', 'httpStatusCode', 'status']
      .map((one) => (holder ? formed(holder, one, STATUS) : null))
      .find((one) => one !== null)
    if (status) return inBrackets('Another server refused it', status, name === 'Error' ? null : name)
  }
  return null
}

function inner(error: object, property: string): object | null {
  const value: unknown = property in error ? Reflect.get(error, property) : null
  return typeof value === 'object' ? value : null
}

/** Where in the program it went wrong; null where that is not told. */
const placeOf = (error: unknown): string | null => placesOf(error)[0] ?? null

/** So many places are told of. */
const PLACES = 12

/** The files and lines of Muniment that an error came through. What it said stands before them, and is passed over. */
function placesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return []
  const { stack, message } = error
  const start = message === '' ? 0 : stack.indexOf(message) + message.length
  return stack
    .slice(start, start + 20_000)
    .split('\n')
    .flatMap((line) => {
      const [, file, row] =
        /^ {4}at .{0,300}\/((?:src|test|tools|packages\/formats\/src)\/[a-z\d/.-]{1,150}\.ts):(\d{1,6})/.exec(line) ??
        []
      return file ? [`${file}:${row}`] : []
    })
    .slice(0, PLACES)
}
