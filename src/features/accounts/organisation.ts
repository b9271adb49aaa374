import { findPerson, followGroups } from '#features/people/index.ts'
import { beginAttempt, findIdentity, keepTokens, linkIdentity, takeAttempt } from '#platform/access/index.ts'
import { audit } from '#platform/audit/index.ts'
import type { OidcSettings } from '#platform/config.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { Forbidden, NotFound, Refusal } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { type Reply, type Request, redirect } from '#platform/web/index.ts'
import { sealed } from './asking.ts'
import { paths } from './paths.ts'
import { beginSignIn, type Claims, finishSignIn } from './provider.ts'

function settingsOf({ config, isExample }: Request): OidcSettings {
  if (!config.oidc || isExample) throw new NotFound()
  return config.oidc
}

/** Sends the browser to the organisation's provider, and remembers what its answer must match. */
export async function goToProvider(asked: Request, next: string): Promise<Reply> {
  const { db, config, browser, now } = asked
  const settings = settingsOf(asked)
  // A browser without a cookie of ours could not be told from another one when it comes back: the sign-in page gives it one.
  if (browser === null) return redirect(`${paths.signIn}?next=${encodeURIComponent(next)}`)
  const { url, state, verifier, nonce } = await beginSignIn(config, settings)
  await db.transaction((tx) => beginAttempt(tx, state, browser, { verifier, nonce, next }, now))
  return redirect(url)
}

/** Who has come back from the provider, and where they wanted to go. Throws where the answer is not for this browser, or names nobody here. */
export async function comeBack(asked: Request): Promise<{ readonly personId: string; readonly next: string }> {
  const { db, config, browser, now, query, path, act, today, log } = asked
  const settings = settingsOf(asked)
  const state = firstValue(query, 'state')
  const attempt = browser === null || state === '' ? null : await takeAttempt(db, state, browser, now)
  if (!attempt)
    throw new Refusal(
      'Signing in did not work',
      401,
      'It took too long, or was begun in another window. Go back and try once more.',
    )
  const search = path.includes('?') ? path.slice(path.indexOf('?')) : ''
  const { claims, tokens } = await finishSignIn(config, settings, search, { state, ...attempt }, (error) =>
    log.warn({ err: error }, 'signing in elsewhere did not work'),
  )
  const personId = await db.deed(async (tx) => {
    const id = await personOf(tx, claims, settings, asked)
    if (!(await findPerson(tx, id, today))) throw new Forbidden('You have left, as far as this installation knows', ASK)
    await keepTokens(tx, claims, sealed(settings, tokens), now)
    await followGroups(tx, { ...act, actor: { kind: 'person', id, name: '' } }, id, claims.groups)
    return id
  })
  return { personId, next: attempt.next }
}

const ASK = 'If that is wrong, ask your Departmental Records Officer.'

/** The person by issuer and subject; the first time, by an address that the provider vouches for. */
async function personOf(tx: Tx, claims: Claims, { trustsEmail }: OidcSettings, { act, now }: Request): Promise<string> {
  const { issuer, subject, email } = claims
  const known = await findIdentity(tx, issuer, subject, now)
  if (known) return known
  if (!email || !(claims.isEmailVerified || trustsEmail))
    throw new Forbidden('Your organisation does not say which address is yours', ASK)
  const found = await tx.many<{ id: string }>(
    sql`select id from people.person where lower(email) = lower(${email}) limit 2`,
  )
  const [person] = found
  if (found.length !== 1 || !person) throw new Forbidden(`Nobody here has the address ${email}`, ASK)
  // A subject is never handed on: one that differs from the one on record is somebody else with the same address.
  if (!(await linkIdentity(tx, { issuer, subject, personId: person.id }, now)))
    throw new Forbidden('This address belongs to another account of your organisation', ASK)
  await audit(tx, act, 'identity.linked', { kind: 'person', id: person.id }, { issuer, subject })
  return person.id
}
