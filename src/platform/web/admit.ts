import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  browserName,
  type FindPerson,
  findKey,
  findSession,
  isCsrfToken,
  keptWithin,
  may,
  type Permission,
  type Person,
  type Session,
  seenAs,
} from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { BlobStore } from '../blobs/index.ts'
import { dayOf } from '../calendar/index.ts'
import { addressIn, type Config } from '../config.ts'
import type { Db } from '../db/index.ts'
import { BadRequest, Forbidden, NotFound, Refusal } from '../errors.ts'
import type { Values } from '../form/index.ts'
import type { Notice } from '../notice.ts'
import { readBody, type Sent } from './body.ts'
import { AGAIN, checkKind } from './kinds.ts'
import type { PersonRequest } from './request.ts'
import { isOfApi, type Route } from './route.ts'

/** A door in the service navigation, with the permission that opens it. */
export interface HouseDoor {
  readonly text: string
  readonly href: string
  readonly admits: Permission | 'signed-in'
  /** The door behind which it lies: whoever may use that one finds it there, so that nobody sees more than seven. */
  readonly behind?: string
  /** That it is of another subject than that one: it stands beside it where there is room, and is not marked as a part of it. */
  readonly isApart?: true
}

/** What the walls around the routes need to know of the house. */
export interface Household {
  readonly db: Db
  readonly blobs: BlobStore
  readonly config: Config
  readonly isExample: boolean
  readonly findPerson: FindPerson
  readonly health: () => Promise<object>
  /** The doors in the service navigation. */
  readonly doors: readonly HouseDoor[]
  /** The clock. */
  readonly now: () => Date
}

/** Whoever has to sign in first is sent to do so, and back again. */
export class SignInFirst extends Refusal {
  constructor() {
    super('Sign in to continue', 401)
  }
}

/** What is known of the request's visitor, kept with the request for the page around an error. */
export interface Visit {
  readonly token: string | null
  readonly session: (Session & { notice: Notice | null }) | null
  readonly person: Person | null
  /** The permissions of the key that they came with. */
  readonly within?: readonly string[]
}

const visits = new WeakMap<FastifyRequest, Visit>()

export function visitOf(request: FastifyRequest): Visit {
  return visits.get(request) ?? { token: null, session: null, person: null }
}

/** Whether nobody is known to have sent this. As long as it is being found out they get the benefit of the doubt; once it is answered, none. */
export function isStranger(request: FastifyRequest, isAnswered: boolean): boolean {
  const visit = visits.get(request)
  return visit ? visit.person === null : isAnswered
}

/** `__Host-` cookies need https; on plain http, which only the local machine uses, the name says nothing. */
export function cookieName(config: Config, name: 'session' | 'visitor' | 'known'): string {
  return `${config.publicUrl?.startsWith('https:') ? '__Host-' : ''}muniment-${name}`
}

/** Lets a request in, or says no, before any of its body is read: who it is, whether they may, and whether the route takes such a body. */
export async function letIn(route: Route, request: FastifyRequest, house: Household): Promise<void> {
  // Nothing has an address with a NUL in it, and the database would refuse to be asked for it.
  if (/%00/.test(request.url)) throw new NotFound()
  checkHost(request, house)
  await checkVisitor(route, request, house)
  checkKind(route, request)
}

/** Finds who it is, and whether they may. */
async function checkVisitor(route: Route, request: FastifyRequest, house: Household): Promise<void> {
  const now = house.now()
  const visit = isOfApi(route) ? await visitByKey(request, house, now) : await visitByCookie(request, house, now)
  visits.set(request, visit)
  if (route.admits !== 'public' && !visit.person) throw new SignInFirst()
  if (route.admits !== 'public' && route.admits !== 'signed-in' && !may(visit.person, route.admits)) {
    throw new Forbidden(
      'You do not have permission to see this page',
      'If you think that you should, ask your Departmental Records Officer.',
    )
  }
}

/** Whoever sends for so long is asked for once more, in milliseconds: meanwhile a session may have ended, or a right been taken. */
const LONG_MS = 2_000

/** Reads what a request that was let in carries, and whether it is theirs. */
export async function admit(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  house: Household,
): Promise<PersonRequest> {
  const now = house.now()
  const visit = visitOf(request)
  const isForgeable = !isReading(route) && !isOfApi(route) && !route.isForeign
  const prove = (body: Values) => {
    if (isForgeable) checkForgery(body, visit.token, request)
  }
  const known = whatIsKnown(request, visit, house, now)
  const { takesLarge } = route
  const allow = async () => takesLarge?.allow({ ...known, ...NOTHING_SENT }, takesLarge.subject(known.params))
  const sent = await readBody(route, request, { ...known, prove, allow })
  prove(sent.body)
  if (reply.elapsedTime > LONG_MS && !route.takesLarge) await checkVisitor(route, request, house)
  return { ...known, ...sent }
}

const NOTHING_SENT: Sent = { body: {}, json: null, file: null, upload: null, stream: null }

/** What is known of a request before any of its body is read. */
function whatIsKnown(
  request: FastifyRequest,
  visit: Visit,
  house: Household,
  now: Date,
): Omit<PersonRequest, keyof Sent> {
  const act: Act = {
    actor: visit.person ? { kind: 'person', id: visit.person.id, name: visit.person.name } : { kind: 'system' },
    at: now,
    requestId: request.id,
    address: addressIn(house.config),
    ...(visit.within ? { within: visit.within } : {}),
  }
  return {
    db: visit.person ? seenAs(house.db, visit.person) : house.db,
    blobs: house.blobs,
    config: house.config,
    isExample: house.isExample,
    visitor: visit.person,
    person: visit.person as Person,
    session: visit.session,
    browser: visit.token === null ? null : browserName(visit.token),
    known: request.cookies[cookieName(house.config, 'known')] ?? null,
    comesFrom: request.ip,
    act,
    now,
    today: dayOf(now),
    params: request.params as Record<string, string>,
    query: request.query as Values,
    headers: request.headers,
    path: request.url,
    log: request.log as PersonRequest['log'],
    isGone: () => request.raw.socket.destroyed,
  }
}

/** The example is open to whoever can reach it, so a web site must not reach it through a name of its own. */
function checkHost(request: FastifyRequest, { isExample, config }: Household): void {
  if (!isExample) return
  const host = request.headers.host?.replace(/:\d+$/, '')
  const own = config.publicUrl ? new URL(config.publicUrl).hostname : null
  if (host && !['localhost', '127.0.0.1', '[::1]', own].includes(host))
    throw new Refusal('The example answers on this machine only', 421)
}

async function visitByCookie(request: FastifyRequest, house: Household, now: Date): Promise<Visit> {
  const token = request.cookies[cookieName(house.config, 'session')] ?? null
  const session = token ? await findSession(house.db, token, now) : null
  const person = session ? await house.findPerson(house.db, session.personId, dayOf(now)) : null
  if (person) return { token, session, person }
  return { token: request.cookies[cookieName(house.config, 'visitor')] ?? null, session: null, person: null }
}

/** A key acts for its person with the permissions that both have. */
async function visitByKey(request: FastifyRequest, house: Household, now: Date): Promise<Visit> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const key = token ? await findKey(house.db, token, dayOf(now)) : null
  const person = key ? await house.findPerson(house.db, key.personId, dayOf(now)) : null
  if (!key || !person) return { token: null, session: null, person: null }
  return { token: null, session: null, person: keptWithin(person, key.permissions), within: key.permissions }
}

/** Requests that change nothing need no proof of where they come from. */
const isReading = ({ method }: Route) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

function checkForgery(body: Values, token: string | null, request: FastifyRequest): void {
  const sent = body._csrf ?? request.headers['x-csrf-token']
  const isOwn = typeof sent === 'string' && token !== null && isCsrfToken(sent, token)
  const isCrossSite = request.headers['sec-fetch-site'] === 'cross-site'
  if (!isOwn || isCrossSite) throw new BadRequest('The form has expired or came from another site', AGAIN)
}
