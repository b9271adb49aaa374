import type { z } from 'zod'
import { type Permission, type SeenBy, tellTo } from '../access/index.ts'
import type { UploadPurpose } from '../uploads/index.ts'
import type { FileReply, Reply } from './reply.ts'
import type { PersonRequest, Request } from './request.ts'

/** Who may call a route: anybody, anybody who is signed in, or those with a permission. */
export type Admission = 'public' | 'signed-in' | Permission

/** What the API document says of a route that answers JSON. */
export interface ApiFacts {
  /** How the rows are seen that it tells of. */
  readonly seenBy: SeenBy
  readonly summary: string
  readonly tag: string
  readonly query?: Readonly<Record<string, { readonly description: string; readonly schema: object }>>
  readonly body?: object
  /** What is sent is the bytes of a file, and no JSON. */
  readonly takesBytes?: true
  /** What is answered is the bytes of a file. */
  readonly answersBytes?: true
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
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD' | 'DELETE' | 'OPTIONS'
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
  /** Whether programs send it the bytes of one file of any length, which it reads as they come. */
  readonly takesBytes: boolean
  /** How the rows are seen that it tells of; null for pages, whose parts say it. */
  readonly seenBy: SeenBy | null
  /** That it is of what belongs to no unit: only a right that holds everywhere opens it. */
  readonly isOfWholeBody?: true
  handle(asked: PersonRequest): Promise<Reply | FileReply>
}

type Options = {
  readonly takesFile?: boolean
  readonly takesLarge?: LargeFiles
  readonly isForeign?: boolean
  readonly api?: ApiFacts
  readonly most?: Most
  readonly isProtocol?: boolean
  readonly seenBy?: SeenBy
}

/** Whether programs use it, with a key and JSON, and not people with a browser. */
export const isOfApi = ({ path }: Pick<Route, 'path'>): boolean => path.startsWith('/api/')

const mostOf = (path: string, admits: Admission): Most =>
  admits === 'public' ? FROM_ANYBODY : isOfApi({ path }) ? OF_API : OF_FORM

function route<Given extends Request>(
  method: Route['method'],
  path: string,
  admits: Admission,
  handle: (asked: Given) => Promise<Reply | FileReply>,
  options: Options,
): Route {
  const seenBy = options.seenBy ?? options.api?.seenBy ?? null
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
    takesBytes: options.api?.takesBytes ?? false,
    seenBy,
    handle: toldBy({ key: path, seenBy }, handle as unknown as Route['handle']),
  }
}

/** What a route tells, held against what it says of how its rows are seen. What changes something is asked by its deed, and answers what came of it. */
function toldBy(
  { key, seenBy }: { readonly key: string; readonly seenBy: SeenBy | null },
  handle: Route['handle'],
): Route['handle'] {
  if (seenBy === null) return handle
  return (asked) =>
    asked.visitor === null
      ? handle(asked)
      : tellTo({ key, seenBy }, { db: asked.db, viewer: asked.visitor }, (db, person) =>
          handle({ ...asked, db, person, visitor: person }),
        )
}

/** A page that people with this permission may see. */
export function get(
  path: string,
  admits: Permission | 'signed-in',
  handle: (asked: PersonRequest) => Promise<Reply>,
  options: Options = {},
): Route {
  return route('GET', path, admits, handle, options)
}

/** A file that people with this permission may have: it says how the rows are seen that it tells of. */
export function download(
  path: string,
  admits: Permission | 'signed-in',
  seenBy: SeenBy,
  handle: (asked: PersonRequest) => Promise<FileReply>,
  { api }: { readonly api?: Omit<ApiFacts, 'seenBy'> } = {},
): Route {
  return route('GET', path, admits, handle, api ? { api: { ...api, seenBy } } : { seenBy })
}

/** A file for whoever has its address, such as a calendar. It is told to somebody whom the handler finds, or to anybody. */
export function feed(path: string, seenBy: SeenBy, handle: (asked: Request) => Promise<FileReply>): Route {
  return route('GET', path, 'public', handle, { seenBy })
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

/** A deed of programs that puts something in its place. */
export function put(
  path: string,
  admits: Permission,
  handle: (asked: PersonRequest) => Promise<Reply>,
  options: Options = {},
): Route {
  return route('PUT', path, admits, handle, options)
}

/** A deed of programs that takes something away. */
export function remove(
  path: string,
  admits: Permission,
  handle: (asked: PersonRequest) => Promise<Reply>,
  options: Options = {},
): Route {
  return route('DELETE', path, admits, handle, options)
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
