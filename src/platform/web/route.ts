import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Permission, Person, Session } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { BlobStore } from '../blobs/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/index.ts'
import type { Values } from '../form/index.ts'
import type { View } from '../page/index.ts'
import type { Upload as LargeUpload, UploadPurpose } from '../uploads/index.ts'

/** Who may call a route: anybody, anybody who is signed in, or those with a permission. */
export type Admission = 'public' | 'signed-in' | Permission

/** A file that came with a form. */
export interface Upload {
  readonly name: string
  readonly bytes: Buffer
}

/** Everything that a handler is given. Nothing is ambient. */
export interface Request {
  readonly db: Db
  readonly blobs: BlobStore
  readonly config: Config
  readonly isExample: boolean
  /** Whoever is signed in. Only public routes may find null here. */
  readonly visitor: Person | null
  readonly session: Session | null
  /** Names the browser that asks, without being a secret of it; null for one without a cookie. */
  readonly browser: string | null
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

export type Reply =
  | { readonly kind: 'page'; readonly view: View; readonly status: number }
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly notice: string | null
      readonly signIn?: string
      readonly signOut?: true
    }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly body: Buffer | Readable }
  | {
      readonly kind: 'bare'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly text: string
    }
  | { readonly kind: 'json'; readonly value: unknown; readonly status: number; readonly type?: string }

/** What the API document says of a route that answers JSON. */
export interface ApiFacts {
  readonly summary: string
  readonly tag: string
  readonly query?: Readonly<Record<string, { readonly description: string; readonly schema: object }>>
  readonly body?: object
  readonly answer: z.ZodType | object
}

/** What a form takes large files for, and who may send one: asked before the first byte, and by the deed again. */
export interface LargeFiles extends UploadPurpose {
  /** Without it nobody may send one. */
  readonly admits: Permission
  /** What a file is added to, from the address of its form. */
  subject(params: Request['params']): string
  /** Throws where this person may not add a file to that; null stands for everything that there is. */
  allow(asked: PersonRequest, subject: string | null): Promise<void>
}

/** How much a route takes that comes without a file: bytes of a body, and fields of a form. */
export interface Most {
  readonly bytes: number
  readonly names: number
}

const KB = 1_000
const NAMES = 2_000
/** What anybody may send, who may be nobody: a name, a password, and the address where they wanted to go, which came in the head of a request. */
const FROM_ANYBODY: Most = { bytes: 16 * KB, names: 100 }
const OF_API: Most = { bytes: 256 * KB, names: NAMES }
const OF_FORM: Most = { bytes: 1_000 * KB, names: NAMES }
/** Many entries of a list that programs send at once: what is parsed in one turn. */
export const MANY_ENTRIES: Most = { bytes: 4_000 * KB, names: 0 }
/** A form with some fields for each row of a list that may be as long as a document has rows. */
export const LONG_FORM: Most = { bytes: 4_000 * KB, names: 20_000 }

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'HEAD' | 'DELETE' | 'OPTIONS'
  readonly path: string
  readonly admits: Admission
  readonly takesFile: boolean
  /** What it takes a large file for: one that never is in memory, and is not lost where the form is refused. */
  readonly takesLarge: LargeFiles | null
  /** Whether other sites and programs may send this form: only where something in it proves the right to do so. */
  readonly isForeign: boolean
  readonly api: ApiFacts | null
  readonly most: Most
  /** Whether it is of a protocol, which sends bytes and no form. */
  readonly isProtocol: boolean
  handle(asked: PersonRequest): Promise<Reply>
}

type Options = {
  readonly takesFile?: boolean
  readonly takesLarge?: LargeFiles
  readonly isForeign?: boolean
  readonly api?: ApiFacts
  readonly most?: Most
  readonly isProtocol?: boolean
}

/** Whether programs use it, with a key and JSON, and not people with a browser. */
export const isOfApi = ({ path }: Pick<Route, 'path'>): boolean => path.startsWith('/api/')

const mostOf = (path: string, admits: Admission): Most =>
  admits === 'public' ? FROM_ANYBODY : isOfApi({ path }) ? OF_API : OF_FORM

function route<Given extends Request>(
  method: Route['method'],
  path: string,
  admits: Admission,
  handle: (asked: Given) => Promise<Reply>,
  options: Options,
): Route {
  return {
    method,
    path,
    admits,
    takesFile: options.takesFile ?? options.takesLarge !== undefined,
    takesLarge: options.takesLarge ?? null,
    isForeign: options.isForeign ?? false,
    api: options.api ?? null,
    most: options.most ?? mostOf(path, admits),
    isProtocol: options.isProtocol ?? false,
    handle: handle as unknown as Route['handle'],
  }
}

/** A page or file that people with this permission may see. */
export function get(
  path: string,
  admits: Permission | 'signed-in',
  handle: (asked: PersonRequest) => Promise<Reply>,
  options: Options = {},
): Route {
  return route('GET', path, admits, handle, options)
}

/** A deed. */
export function post(
  path: string,
  admits: Permission | 'signed-in',
  handle: (asked: PersonRequest) => Promise<Reply>,
  options: Options = {},
): Route {
  return route('POST', path, admits, handle, options)
}

export function patch(
  path: string,
  admits: Permission,
  handle: (asked: PersonRequest) => Promise<Reply>,
  options: Options = {},
): Route {
  return route('PATCH', path, admits, handle, options)
}

/** A request of a protocol that is no page and no form, such as that of uploads. */
export function protocol(
  method: Route['method'],
  path: string,
  admits: Permission | 'signed-in',
  handle: (asked: PersonRequest) => Promise<Reply>,
): Route {
  return route(method, path, admits, handle, { isProtocol: true })
}

/** What anybody may ask, whether or not they are signed in. */
export function open(
  method: 'GET' | 'POST',
  path: string,
  handle: (asked: Request) => Promise<Reply>,
  options: Options = {},
): Route {
  return route(method, path, 'public', handle, options)
}

export const page = (view: View, status = 200): Reply => ({ kind: 'page', view, status })
export const redirect = (to: string, notice: string | null = null): Reply => ({ kind: 'redirect', to, notice })
export const file = (name: string, type: string, body: Buffer | Readable): Reply => ({
  kind: 'file',
  name,
  type,
  body,
})
export const json = (value: unknown, status = 200): Reply => ({ kind: 'json', value, status })
