import { createHash } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { failureForLog } from '../failure/index.ts'
import { newId } from '../ids.ts'
import { findAsset } from '../page/index.ts'
import { inNameOf } from '../queue.ts'
import { giveUp } from '../uploads/index.ts'
import { admit, type Household, isStranger, letIn, visitOf } from './admit.ts'
import { answerProblem, send } from './answer.ts'
import { PATIENCE, type Patience, watchArrival } from './arriving.ts'
import { BodiesInMemory } from './carrying.ts'
import { healthRoute } from './health.ts'
import { FORM_LIMITS, isMultipart, tooLong } from './kinds.ts'
import { openApi } from './open-api.ts'
import { readKinds } from './parsers.ts'
import { type FileReply, json, type Reply } from './reply.ts'
import type { PersonRequest } from './request.ts'
import { type Most, open, type Route } from './route.ts'

/** govuk-frontend's one inline script, by its hash: a test compares it with what the template holds. */
export const INLINE_SCRIPT =
  "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"

/** Style sheets, scripts and pictures of the house, which never change under their address. */
const STATIC = '/assets/:version/:name'

/** Builds the web process over a house: its routes, and the walls around them. */
export async function buildServer(
  house: Household,
  routes: readonly Route[],
  log: Logger,
  patience: Patience = PATIENCE,
): Promise<FastifyInstance> {
  const server = serverOf(house, log)
  await secure(server, house)
  const all = [...routes, open('GET', '/api/openapi.json', async () => json(openApi(routes, house.config)))]
  const known = new Map(all.map((route) => [`${route.method} ${route.path}`, route]))
  const routeOf = ({ method, routeOptions }: FastifyRequest) => known.get(`${method} ${routeOptions.url}`) ?? null
  server.addHook('onRequest', async (request, reply) => {
    const whole = wholeOf(routeOf(request), request, patience)
    watchArrival(request, reply, { whole, isStranger: (isAnswered) => isStranger(request, isAnswered) }, patience)
    if (request.is404) throw notFound()
  })
  await server.register(cookie)
  readKinds(server, (request) => routeOf(request)?.most ?? NOTHING)
  await server.register(multipart, { limits: FORM_LIMITS })
  await server.register(rateLimit, { global: false })
  server.addHook('onResponse', async (request, reply) => logAnswer(request, reply))
  healthRoute(server, house)
  answerRoutes(server, house, all)
  server.get<{ Params: { name: string } }>(STATIC, async (request, reply) => {
    const asset = findAsset(request.params.name)
    if (!asset) return answerProblem(notFound(), request, reply, house)
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.body)
  })
  server.setNotFoundHandler((request, reply) => answerProblem(notFound(), request, reply, house))
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const isLong = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
    return answerProblem(isLong ? tooLong(request.routeOptions.bodyLimit) : error, request, reply, house)
  })
  return server
}

const serverOf = ({ config }: Household, log: Logger): FastifyInstance =>
  Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    // What comes while it stops is answered in words as well, as long as there is somebody to answer.
    return503OnClosing: false,
    trustProxy: believed(config),
    genReqId: () => newId(),
    // A route says how much it takes: what has no route takes nothing.
    bodyLimit: 1,
    // The head of a request comes at once. How long its body may take, the route says (`watchArrival`).
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => void answerUnreadable(error.statusCode ?? 400, reply),
  })

/** Answers an address that cannot be read, or is too long to be one of ours: no hook of the server is asked of it, and nothing of it is said again. */
const answerUnreadable = (status: number, reply: FastifyReply): FastifyReply =>
  reply
    .code(status)
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    .type('text/plain; charset=utf-8')
    .send('The address cannot be read. Check it and try again.')

/** Each route with what it takes, who is let in, and what it answers. */
function answerRoutes(server: FastifyInstance, house: Household, routes: readonly Route[]): void {
  const bodies = new BodiesInMemory()
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      config: route.path === '/sign-in' && route.method === 'POST' ? { rateLimit: TRIES } : {},
      bodyLimit: route.most.bytes,
      onRequest: async (request, reply) => {
        await letIn(route, request, house)
        bodies.admit(route, request, reply, visitOf(request).person?.id ?? null)
      },
      preParsing: (request, _reply, payload, done) => {
        bodies.watch(request, payload)
        done(null, payload)
      },
      handler: async (request, reply) => {
        const asked = await admit(route, request, reply, house)
        const answer = await inNameOf(asked.visitor?.id ?? request.ip, () => answerTo(route, asked, request))
        return send(answer, request, reply, house)
      },
    })
  }
}

/** Tries to sign in with a password from one address. A try is a form that has come: lines that bring none take none of them. */
const TRIES = { max: 30, timeWindow: '1 minute', hook: 'preHandler' } as const

const NOTHING: Most = { bytes: 1, names: 0 }

/** How long the whole body may take; null where a file of any length may come. */
function wholeOf(route: Route | null, request: FastifyRequest, { whole, document }: Patience): number | null {
  if (route?.isProtocol || route?.takesBytes || (route?.takesLarge && isMultipart(request))) return null
  return route?.takesFile && isMultipart(request) ? document : whole
}

/** What a route answers. A file that no page shows again is given up: one that came with the form, or that may not be added at all. */
async function answerTo(route: Route, asked: PersonRequest, request: FastifyRequest): Promise<FileReply | Reply> {
  try {
    return await route.handle(asked)
  } catch (error) {
    const isDenied = error instanceof Forbidden || error instanceof NotFound
    if (asked.upload && (isDenied || request.isMultipart()))
      await giveUp(asked, asked.upload).catch((failure: unknown) =>
        asked.log.warn({ failure: failureForLog(failure) }, 'an upload was left'),
      )
    throw error
  }
}

/** Which proxies are believed: the nearest so many, or those at some addresses. */
function believed({ proxies }: Config): false | string[] | ((address: string, hop: number) => boolean) {
  if (proxies === null) return false
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : [...proxies]
}

const notFound = () => Object.assign(new Error('Cannot find the page'), { statusCode: 404 })

async function secure(server: FastifyInstance, { config }: Household): Promise<void> {
  const hash = createHash('sha256').update(INLINE_SCRIPT).digest('base64')
  const isSecure = config.publicUrl?.startsWith('https:') ?? false
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", `'sha256-${hash}'`],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        ...(isSecure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  server.addHook('onSend', async (request, reply) => {
    // By the route, and not by the words of the address: a room may have the same first ones.
    if (request.routeOptions.url !== STATIC || reply.statusCode !== 200) reply.header('cache-control', 'no-store')
  })
}

/** A piece of an address that may let somebody in, such as the token of a calendar: long, and no identifier. */
const SECRET = /(?<=\/)(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\/|$))[^/]{24,}(?=\/|$)/g

/** The path of an address as it may stand in a log: without the query, and without what lets people in. */
export const shownPath = (url: string): string => (url.split('?')[0] ?? '').replaceAll(SECRET, '…')

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      path: shownPath(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    },
    'answered',
  )
}
