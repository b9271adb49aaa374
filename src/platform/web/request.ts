import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Person, Session } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { BlobStore } from '../blobs/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/index.ts'
import type { Values } from '../form/index.ts'
import type { Upload as LargeUpload } from '../uploads/index.ts'

/** A file that came with a form. */
export interface Upload {
  readonly name: string
  readonly bytes: Buffer
}

/** Everything that a handler is given. Nothing is ambient. */
export interface Request {
  /** As whoever is signed in sees it: of guarded tables it shows what they may read. */
  readonly db: Db
  readonly blobs: BlobStore
  readonly config: Config
  readonly isExample: boolean
  /** Whoever is signed in. Only public routes may find null here. */
  readonly visitor: Person | null
  readonly session: Session | null
  /** Names the browser that asks, without being a secret of it; null for one without a cookie. */
  readonly browser: string | null
  /** What the browser was given when somebody last signed in there with a password; a secret of it. */
  readonly known: string | null
  /** The address of whoever asks, as far as the proxies that are believed say. */
  readonly comesFrom: string
  readonly act: Act
  readonly now: Date
  readonly today: Day
  readonly params: Readonly<Record<string, string>>
  readonly query: Values
  readonly body: Values
  readonly json: unknown
  readonly file: Upload | null
  /** A file that came in pieces or with the form, of a route that takes large ones: all of it has come, and nobody has taken it. */
  readonly upload: LargeUpload | null
  readonly headers: IncomingHttpHeaders
  /** The bytes of a request that is nothing but bytes. */
  readonly stream: Readable | null
  readonly path: string
  readonly log: Logger
  /** Whether whoever asked has gone, so that nobody hears the answer. */
  readonly isGone: () => boolean
}

/** The same, for routes that somebody must be signed in for. */
export interface PersonRequest extends Request {
  readonly person: Person
}
