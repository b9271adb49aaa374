import type { FastifyReply, FastifyRequest } from 'fastify'
import { csrfToken, KNOWN_DAYS, leaveNotice, may, newToken } from '../access/index.ts'
import type { Config } from '../config.ts'
import { Refusal, Unavailable } from '../errors.ts'
import { failureForLog, failureInWords } from '../failure/index.ts'
import { CSRF_MARK, renderPage, type View } from '../page/index.ts'
import { unturned } from '../unseen.ts'
import { cookieName, type HouseDoor, type Household, SignInFirst, visitOf } from './admit.ts'
import { wordsTyped } from './again.ts'
import { fieldsOf } from './body.ts'
import type { FileReply, Reply } from './reply.ts'
import { problemView, unavailableView, withWayBack, withWordsTyped } from './views.ts'

/** Sends what a handler answered. */
export async function send(
  answer: Reply | FileReply,
  request: FastifyRequest,
  reply: FastifyReply,
  house: Household,
): Promise<FastifyReply> {
  switch (answer.kind) {
    case 'page':
      return sendPage(answer.view, answer.status, request, reply, house)
    case 'redirect':
      return sendRedirect(answer, request, reply, house)
    case 'file':
      return reply
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(unturned(answer.name))}`)
        .header('content-security-policy', "sandbox; default-src 'none'")
        .type(answer.type)
        .send(answer.body)
    case 'bare':
      return reply.status(answer.status).headers(answer.headers).type('text/plain; charset=utf-8').send(answer.text)
    case 'json':
      return reply
        .status(answer.status)
        .type(answer.type ?? 'application/json; charset=utf-8')
        .send(JSON.stringify(answer.value))
  }
}

async function sendPage(
  view: View,
  status: number,
  request: FastifyRequest,
  reply: FastifyReply,
  house: Household,
): Promise<FastifyReply> {
  const { person, session, token } = visitOf(request)
  const hasForm = view.content.markup.includes(CSRF_MARK)
  const known = token ?? (hasForm ? startVisit(reply, house) : null)
  // The notice stays for the next page where there is no database to take it from.
  if (session?.notice && status !== 503) await leaveNotice(house.db, session.digest, null)
  const open = person ? house.doors.filter(({ admits }) => admits === 'signed-in' || may(person, admits)) : []
  const doors = inNavigation(open)
  const markup = renderPage(view, {
    doors: person ? [...doors, { text: 'Your account', href: '/account', leadsTo: [] }] : [],
    path: request.url.split('?')[0] ?? '/',
    isExample: house.isExample,
    notice: status === 503 ? null : (session?.notice ?? null),
    csrf: known === null ? null : csrfToken(known),
  })
  return reply.status(status).type('text/html; charset=utf-8').send(markup)
}

/** So many doors the navigation has at most, beside the way to one's account. */
const MOST_DOORS = 7

/** The doors of the navigation, each with the addresses that are marked as its own. One of another subject stands beside the others where there is room, and is never marked as theirs. */
function inNavigation(open: Household['doors']) {
  const isBehind = ({ behind }: HouseDoor) => open.some(({ href }) => href === behind)
  const first = open.filter((door) => !isBehind(door))
  const apart = open.filter((door) => isBehind(door) && door.isApart)
  const shown = [...first, ...apart.slice(0, Math.max(0, MOST_DOORS - first.length))]
  return shown.map((door) => ({
    ...door,
    leadsTo: open.filter((one) => one.behind === door.href && !one.isApart).map(({ href }) => href),
  }))
}

/** Visitors who have not signed in get a token of their own, so that the sign-in form is protected too. */
function startVisit(reply: FastifyReply, house: Household): string {
  const token = newToken()
  setCookie(reply, house, 'visitor', token)
  return token
}

function setCookie(
  reply: FastifyReply,
  { config }: Household,
  name: 'session' | 'visitor' | 'known',
  value: string,
): void {
  const lasting = name === 'known' ? { maxAge: KNOWN_DAYS * 86_400 } : {}
  reply.setCookie(cookieName(config, name), value, { ...cookieOptions(config), ...lasting })
}

/** The same when a cookie is set and when it is taken away: browsers pass over a `__Host-` cookie that is not secure (RFC 6265bis, 4.1.3.2). */
const cookieOptions = (config: Config) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl?.startsWith('https:') ?? false,
  }) as const

async function sendRedirect(
  answer: Extract<Reply, { kind: 'redirect' }>,
  request: FastifyRequest,
  reply: FastifyReply,
  house: Household,
): Promise<FastifyReply> {
  const { session } = visitOf(request)
  if (answer.notice && session) await leaveNotice(house.db, session.digest, answer.notice)
  if (answer.signIn) setCookie(reply, house, 'session', answer.signIn)
  if (answer.known) setCookie(reply, house, 'known', answer.known)
  if (answer.signOut) reply.clearCookie(cookieName(house.config, 'session'), cookieOptions(house.config))
  return reply.redirect(answer.to, 303)
}

/** Sends an error: the world's "no" as it is, anything else as our fault, logged once with the request's id. */
export async function answerProblem(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
  house: Household,
): Promise<FastifyReply> {
  const status = error instanceof Refusal ? error.status : (error.statusCode ?? 500)
  // What the world refused is not our fault, also where its number says that a server is down.
  const isOurs = status >= 500 && !(error instanceof Refusal)
  if (isOurs) request.log.error({ failure: failureForLog(error) }, 'failed')
  if (error instanceof Unavailable) {
    request.log.warn({ reason: failureInWords(error.cause) }, 'the database is away')
  }
  if (status === 429 || status === 503) sayWhen(reply)
  const isTus = request.headers['tus-resumable'] !== undefined
  if (isTus) reply.header('tus-resumable', '1.0.0')
  if (request.url.startsWith('/api/') || isTus) {
    const detail = isOurs ? 'Something went wrong' : error.message
    const advice = error instanceof Refusal ? error.advice : null
    return send(
      {
        kind: 'json',
        status,
        type: 'application/problem+json',
        value: {
          title: detail,
          status,
          ...(advice ? { detail: advice } : {}),
          ...(isTus ? {} : { requestId: request.id }),
        },
      },
      request,
      reply,
      house,
    )
  }
  if (error instanceof SignInFirst) {
    const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : ''
    return reply.redirect(`/sign-in${back}`, 303)
  }
  const view = error instanceof Unavailable ? unavailableView(error, request) : problemView(status, error, request.id)
  const sent = request.method === 'POST' && visitOf(request).person ? fieldsOf(request) : {}
  const shown = withWordsTyped(view, wordsTyped(sent), status < 500)
  const isRefused = error instanceof Refusal && (status === 400 || status === 409)
  return sendPage(isRefused ? withWayBack(shown, sent, request.url) : shown, status, request, reply, house)
}

/** Says in how many seconds it is worth while to ask again. */
function sayWhen(reply: FastifyReply): void {
  if (reply.getHeader('retry-after') === undefined) reply.header('retry-after', '10')
}
