import * as client from 'openid-client'
import { addressIn, type Config, type OidcSettings } from '#platform/config.ts'
import { Refusal } from '#platform/errors.ts'
import { paths } from './paths.ts'

/** What a provider says of somebody who has signed in there. */
export interface Claims {
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly groups: readonly string[]
}

/** What the provider is asked again with. */
export interface Tokens {
  readonly access: string
  readonly refresh: string | null
  /** When the access token runs out, by the clock of this machine, in milliseconds. */
  readonly accessUntil: number
  /** Whether the provider names groups in its identity token alone, which only comes anew with a refresh token. */
  readonly groupsInIdToken: boolean
}

/** Discovered once in a while: a provider changes its keys and addresses rarely, and may be down at the moment. */
const KEEP_MILLISECONDS = 10 * 60_000
const known = new Map<string, { readonly at: number; readonly configuration: client.Configuration }>()

async function discovered({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const key = `${issuer} ${clientId}`
  const found = known.get(key)
  if (found && Date.now() - found.at < KEEP_MILLISECONDS) return found.configuration
  const isLocal = new URL(issuer).protocol === 'http:'
  try {
    const configuration = await client.discovery(
      new URL(issuer),
      clientId,
      clientSecret ?? undefined,
      clientSecret ? undefined : client.None(),
      // Tokens are believed by their signature, and not only because they came from the right address (OpenID Connect Core, 3.1.3.7).
      { execute: [client.enableNonRepudiationChecks, ...(isLocal ? [client.allowInsecureRequests] : [])] },
    )
    known.set(key, { at: Date.now(), configuration })
    return configuration
  } catch {
    if (found) return found.configuration
    throw new Refusal(
      'Your organisation’s sign-in cannot be reached',
      503,
      'Try again in a few minutes. If it goes on, tell whoever looks after this installation.',
    )
  }
}

const returnAddress = (config: Pick<Config, 'publicUrl' | 'port'>) => `${addressIn(config)}${paths.organisationBack}`

/** Where the browser is sent, and what must be remembered until it comes back: code flow with PKCE and a nonce (RFC 6749, RFC 7636, OpenID Connect Core). */
export async function beginSignIn(
  config: Pick<Config, 'publicUrl' | 'port'>,
  settings: OidcSettings,
): Promise<{ readonly url: string; readonly state: string; readonly verifier: string; readonly nonce: string }> {
  const configuration = await discovered(settings)
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: returnAddress(config),
    scope: settings.scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { url: url.href, state, verifier, nonce }
}

/** Exchanges the code that the browser brought back, and checks everything about it. Throws a Refusal that says no more than that it did not work. */
export async function finishSignIn(
  config: Pick<Config, 'publicUrl' | 'port'>,
  settings: OidcSettings,
  query: string,
  expected: { readonly state: string; readonly verifier: string; readonly nonce: string },
  onTrouble: (error: unknown) => void,
): Promise<{ readonly claims: Claims; readonly tokens: Tokens }> {
  const configuration = await discovered(settings)
  try {
    const tokens = await client.authorizationCodeGrant(configuration, new URL(`${returnAddress(config)}${query}`), {
      pkceCodeVerifier: expected.verifier,
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('no claims')
    const hasAll = claims.email !== undefined && claims[settings.groupsClaim] !== undefined
    const asked: Promise<Readonly<Record<string, unknown>>> = configuration.serverMetadata().userinfo_endpoint
      ? client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : Promise.resolve({})
    // Where the identity token says everything, this only tells whether the provider can be asked again without a refresh token.
    const info: Readonly<Record<string, unknown>> = await (hasAll ? asked.catch(() => ({})) : asked)
    const groupsInIdToken = claims[settings.groupsClaim] !== undefined && info[settings.groupsClaim] === undefined
    return {
      claims: claimsOf({ ...info, ...claims }, settings.groupsClaim),
      tokens: tokensOf(tokens, null, groupsInIdToken),
    }
  } catch (error) {
    onTrouble(error)
    throw new Refusal(
      'Signing in did not work',
      401,
      `Your organisation’s answer could not be used${error instanceof client.AuthorizationResponseError ? `: ${error.error}` : ''}. Go back and try once more.`,
    )
  }
}

function tokensOf(
  {
    access_token,
    refresh_token,
    expires_in,
  }: { readonly access_token: string; readonly refresh_token?: string; readonly expires_in?: number },
  refresh: string | null,
  groupsInIdToken: boolean,
): Tokens {
  return {
    access: access_token,
    refresh: refresh_token ?? refresh,
    accessUntil: Date.now() + (expires_in ?? 300) * 1_000,
    groupsInIdToken,
  }
}

/**
 * What the provider says now of somebody who signed in before. `gone` when it takes their tokens back: the account was closed, or the consent
 * withdrawn. `silent` when there is nothing left to ask it with, `unreachable` when it does not answer.
 */
export type Said =
  | { readonly kind: 'groups'; readonly groups: readonly string[]; readonly tokens: Tokens }
  | { readonly kind: 'gone' | 'silent' | 'unreachable' }

/** Asks the provider again, without the person. */
export async function askAgain(settings: OidcSettings, subject: string, tokens: Tokens): Promise<Said> {
  let configuration: client.Configuration
  try {
    configuration = await discovered(settings)
  } catch {
    return { kind: 'unreachable' }
  }
  const isFresh = tokens.accessUntil > Date.now()
  if (!tokens.groupsInIdToken && isFresh) {
    const said = await userInfo(configuration, settings, subject, tokens)
    if (said.kind !== 'gone' || tokens.refresh === null) return said
  }
  return tokens.refresh === null
    ? { kind: 'silent' }
    : refreshed(configuration, settings, subject, tokens, tokens.refresh)
}

async function userInfo(
  configuration: client.Configuration,
  { groupsClaim }: OidcSettings,
  subject: string,
  tokens: Tokens,
): Promise<Said> {
  try {
    const info = await client.fetchUserInfo(configuration, tokens.access, subject)
    return { kind: 'groups', groups: groupsOf(info[groupsClaim]), tokens }
  } catch (error) {
    return { kind: isRefusal(error) ? 'gone' : 'unreachable' }
  }
}

async function refreshed(
  configuration: client.Configuration,
  settings: OidcSettings,
  subject: string,
  { groupsInIdToken }: Tokens,
  refresh: string,
): Promise<Said> {
  try {
    const answer = await client.refreshTokenGrant(configuration, refresh)
    const tokens = tokensOf(answer, refresh, groupsInIdToken)
    if (!groupsInIdToken) return await userInfo(configuration, settings, subject, tokens)
    const claims = answer.claims()
    if (!claims) return { kind: 'silent' }
    return claims.sub === subject
      ? { kind: 'groups', groups: groupsOf(claims[settings.groupsClaim]), tokens }
      : { kind: 'gone' }
  } catch (error) {
    return { kind: isRefusal(error) ? 'gone' : 'unreachable' }
  }
}

/** Whether the provider said no, and not merely nothing (RFC 6750, 3.1; RFC 6749, 5.2). */
function isRefusal(error: unknown): boolean {
  if (error instanceof client.WWWAuthenticateChallengeError) return error.status === 401
  return error instanceof client.ResponseBodyError && error.error === 'invalid_grant'
}

const groupsOf = (groups: unknown): readonly string[] =>
  Array.isArray(groups) ? groups.filter((group) => typeof group === 'string').slice(0, 1_000) : []

function claimsOf(
  claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string },
  groupsClaim: string,
): Claims {
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof claims.email === 'string' ? claims.email : null,
    isEmailVerified: claims.email_verified === true,
    groups: groupsOf(claims[groupsClaim]),
  }
}
