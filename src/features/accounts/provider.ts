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
): Promise<Claims> {
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
    const info =
      hasAll || !configuration.serverMetadata().userinfo_endpoint
        ? {}
        : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return claimsOf({ ...info, ...claims }, settings.groupsClaim)
  } catch (error) {
    onTrouble(error)
    throw new Refusal(
      'Signing in did not work',
      401,
      `Your organisation’s answer could not be used${error instanceof client.AuthorizationResponseError ? `: ${error.error}` : ''}. Go back and try once more.`,
    )
  }
}

function claimsOf(
  claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string },
  groupsClaim: string,
): Claims {
  const groups = claims[groupsClaim]
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof claims.email === 'string' ? claims.email : null,
    isEmailVerified: claims.email_verified === true,
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string').slice(0, 1_000) : [],
  }
}
