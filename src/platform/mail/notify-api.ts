import { createHmac } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'
import { text } from 'node:stream/consumers'

/** What the service answered. `body` is what its JSON says, or the words as they came where it is none. */
export interface NotifyReply {
  readonly status: number
  readonly body: unknown
}

/** Asks the API of GOV.UK Notify. @throws Error where it cannot be reached or does not answer in time */
export type AskNotify = (method: 'GET' | 'POST', path: string, json?: object) => Promise<NotifyReply>

const PRODUCTION = 'https://api.notifications.service.gov.uk'
const PATIENCE_MS = 30_000
/** Characters of an identifier as it stands in a key. */
const ID = 36

const base64 = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')

/**
 * A token for one request: a JSON Web Token (RFC 7519) signed with HMAC and SHA-256. A key ends with the id of the service, a hyphen, and the secret:
 * https://docs.notifications.service.gov.uk/rest-api.html#authorisation-header
 */
export function notifyToken(key: string, now: Date): string {
  const [service, secret] = [key.slice(-2 * ID - 1, -ID - 1), key.slice(-ID)]
  const signed = `${base64({ typ: 'JWT', alg: 'HS256' })}.${base64({ iss: service, iat: Math.round(now.getTime() / 1000) })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** The API under a key. A proxy that the environment names (`HTTPS_PROXY`, `NO_PROXY`) is used. */
export function notifyApi(key: string, url: string | null): AskNotify {
  const base = url ?? PRODUCTION
  const protocol = base.startsWith('http:') ? http : https
  const agent = new protocol.Agent({ proxyEnv: process.env })
  return (method, path, json) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${notifyToken(key, new Date())}`, 'user-agent': 'Muniment' }
      const body = json && JSON.stringify(json)
      const request = protocol.request(
        base + path,
        {
          method,
          agent,
          signal: AbortSignal.timeout(PATIENCE_MS),
          headers: body
            ? { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
            : headers,
        },
        (reply) => {
          text(reply).then((said) => resolve({ status: reply.statusCode ?? 0, body: read(said) }), reject)
        },
      )
      request.on('error', reject)
      request.end(body)
    })
}

function read(said: string): unknown {
  try {
    return JSON.parse(said)
  } catch {
    return said
  }
}
