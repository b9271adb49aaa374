import { beginAttempt, takeAttempt } from '#platform/access/index.ts'
import type { OidcSettings } from '#platform/config.ts'
import { NotFound, Refusal } from '#platform/errors.ts'
import { failureForLog } from '#platform/failure/index.ts'
import { firstValue } from '#platform/form/index.ts'
import { type Reply, type Request, redirect } from '#platform/web/index.ts'
import { paths } from './paths.ts'
import { beginSignIn, finishSignIn } from './provider.ts'
import { recognisePerson } from './recognise-person.ts'

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
  await beginAttempt(db, state, browser, { verifier, nonce, next }, now)
  return redirect(url)
}

/** Who has come back from the provider, and where they wanted to go. Throws where the answer is not for this browser, or names nobody here. */
export async function comeBack(asked: Request): Promise<{ readonly personId: string; readonly next: string }> {
  const { db, config, browser, now, query, path, act, log } = asked
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
  const known = await finishSignIn(config, settings, search, { state, ...attempt }, (error) =>
    log.warn({ failure: failureForLog(error) }, 'signing in elsewhere did not work'),
  )
  return { personId: await recognisePerson(db, act, settings, known), next: attempt.next }
}
