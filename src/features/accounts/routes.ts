import { findPerson, peoplePaths, roleHolders } from '#features/people/index.ts'
import {
  checkPassword,
  endKey,
  endSession,
  hasAccounts,
  keysOf,
  knowBrowser,
  may,
  openSessions,
  type PermissionFacts,
  type Person,
  signInNameOf,
  WAIT_MINUTES,
} from '#platform/access/index.ts'
import { addDays, instantFrom } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import {
  get,
  open,
  ownPath,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Request,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { mayUsePassword, tellOfPassword } from './breaking-glass.ts'
import { passwordRoutes } from './changing-password.ts'
import { endOwnSession } from './end-own-session.ts'
import { accountForm, firstAccountForm, keyForm, signInForm } from './forms.ts'
import { giveAccount } from './give-account.ts'
import { makeFirstAccount } from './make-first-account.ts'
import { makeOwnKey } from './make-own-key.ts'
import { comeBack, goToProvider } from './organisation.ts'
import { paths } from './paths.ts'
import { OWN_ACCOUNT } from './seeing.ts'
import { signIn } from './sign-in.ts'
import { isTaken } from './store.ts'
import { accountPage, exampleSignIn, firstAccount, giveAccountPage, keyMade, passwordSignIn } from './views.ts'

/** Where somebody wanted to go before they signed in. */
function nextPath(path: string): string {
  const next = ownPath(path)
  return next.startsWith(paths.signIn) ? '/' : next
}

type SignedIn = Extract<Reply, { kind: 'redirect' }>

const ORGANISATION = 'Your organisation'

async function signedIn({ db, act, today }: Request, personId: string, next: string, how: string): Promise<SignedIn> {
  // What the organisation said holds for the day on which it said so.
  const latest = how === ORGANISATION ? instantFrom(`${addDays(today, 1)}T00:00`) : null
  const token = await signIn(db, act, { personId, how, latest })
  return { kind: 'redirect', to: nextPath(next), notice: null, signIn: token }
}

export function routes(permissions: readonly PermissionFacts[]): Route[] {
  return [
    ...signInRoutes,
    post(paths.signOut, 'signed-in', async ({ db, session, now }) => {
      if (session) await endSession(db, session.digest, now)
      return { kind: 'redirect', to: paths.signIn, notice: null, signOut: true }
    }),
    get(paths.account, 'signed-in', async (asked) => account(asked, permissions)),
    ...passwordRoutes,
    ...ownTables,
    post(paths.endSession, 'signed-in', endOne),
    post(paths.keys, 'signed-in', async (asked) => addKey(asked, permissions)),
    post(paths.endKey, 'signed-in', async ({ db, act, body, person }) => {
      const id = firstValue(body, 'id')
      if (isId(id)) await endKey(db, act, id, person.id)
      return redirect(paths.account, 'The key was ended')
    }),
    get('/account/of/:id', 'accounts:administer', async ({ db, params, today }) => {
      const person = isId(params.id ?? '') ? await findPerson(db, params.id ?? '', today) : null
      if (!person) throw new NotFound()
      return page(giveAccountPage(person.id, person.name))
    }),
    post('/account/of/:id', 'accounts:administer', give),
  ]
}

/** Ways in: by password, by the organisation, by the example, and the first account of all. */
const signInRoutes: readonly Route[] = [
  open('GET', paths.signIn, async ({ db, isExample, today, query, config }) => {
    const next = nextPath(firstValue(query, 'next') || '/')
    return page(
      isExample ? exampleSignIn((await roleHolders(db, today)).rows, next) : passwordSignIn(next, config.oidc !== null),
    )
  }),
  open('GET', paths.organisation, (asked) => goToProvider(asked, nextPath(firstValue(asked.query, 'next') || '/'))),
  open('GET', paths.organisationBack, async (asked) => {
    const { personId, next } = await comeBack(asked)
    return signedIn(asked, personId, next, ORGANISATION)
  }),
  open('POST', paths.signIn, signInWithPassword),
  open('POST', paths.example, async (asked) => {
    const person = await findPerson(asked.db, idIn(asked, 'person'), asked.today)
    if (!asked.isExample || !person) throw new NotFound()
    return signedIn(asked, person.id, firstValue(asked.body, 'next'), 'The example')
  }),
  open('GET', paths.first, async ({ db, query }) => {
    if (await hasAccounts(db)) throw new NotFound()
    return page(firstAccount(firstValue(query, 'code')))
  }),
  open('POST', paths.first, openFirstAccount),
]

/** Somebody's own keys and sessions as files. */
const ownTables: readonly Route[] = [
  ...tableRoutes(paths.keys, 'signed-in', OWN_ACCOUNT, async ({ db, person }) => ({
    title: 'Keys for the API',
    headers: ['For', 'Made', 'Ends'],
    rows: (await keysOf(db, person.id)).map(({ name, createdAt, expiresOn }) => [
      name,
      createdAt.toISOString(),
      expiresOn,
    ]),
  })),
  ...tableRoutes(paths.sessions, 'signed-in', OWN_ACCOUNT, async ({ db, person, session, now }) => ({
    title: 'Your sessions',
    headers: ['Begun', 'Last seen', 'Signed in with', 'This one'],
    rows: (await openSessions(db, person.id, session?.digest ?? null, now)).map((one) => [
      one.createdAt.toISOString(),
      one.seenAt.toISOString(),
      one.beganWith,
      one.isThis ? 'yes' : 'no',
    ]),
  })),
]

async function endOne({ db, act, body, person }: PersonRequest): Promise<Reply> {
  const ended = await endOwnSession(db, act, person.id, firstValue(body, 'id'))
  return redirect(paths.account, ended ? 'The session was ended' : 'The session had ended already')
}

function idIn({ body }: Request, name: string): string {
  const id = firstValue(body, name)
  if (!isId(id)) throw new NotFound()
  return id
}

async function signInWithPassword(asked: Request): Promise<Reply> {
  const { db, body, act, isExample, config, now } = asked
  if (isExample) throw new NotFound()
  const hasProvider = config.oidc !== null
  const next = nextPath(firstValue(body, 'next') || '/')
  const read = signInForm.read(body)
  if (!read.ok) return page(passwordSignIn(next, hasProvider, read), 422)
  const from = { address: asked.comesFrom, browser: asked.known }
  const personId = await checkPassword(db, { signInName: read.value.name, password: read.value.password, from }, act)
  if (personId && (await mayUsePassword(asked, personId))) {
    await tellOfPassword(asked, personId)
    const known = await knowBrowser(db, asked.known, personId, now)
    return { ...(await signedIn(asked, personId, next, 'A password')), known }
  }
  const message = personId
    ? 'Sign in with your organisation: passwords are for those who administer accounts'
    : `The sign-in name or the password is wrong. After too many tries you have to wait ${WAIT_MINUTES} minutes before you can sign in, also with the right password`
  const state = { values: { name: read.value.name }, errors: [{ field: 'name', message }] }
  return page(passwordSignIn(next, hasProvider, state), 422)
}

async function openFirstAccount(asked: Request): Promise<Reply> {
  const { db, body, act } = asked
  const code = firstValue(body, 'code')
  const read = firstAccountForm.read(body)
  if (!read.ok) return page(firstAccount(code, read), 422)
  const personId = await makeFirstAccount(db, act, code, read.value)
  return signedIn(asked, personId, '/', 'A password')
}

async function account(
  { db, person, isExample, session, now, today }: PersonRequest,
  permissions: readonly PermissionFacts[],
  state?: Parameters<ReturnType<typeof keyForm>['controls']>[0],
): Promise<Reply> {
  const form = keyForm(offered(person, permissions))
  const view = accountPage(person, {
    isExample,
    keys: await keysOf(db, person.id),
    sessions: await openSessions(db, person.id, session?.digest ?? null, now),
    hasPassword: !isExample && (await signInNameOf(db, person.id)) !== null,
    today,
    keyControls: form.controls(state),
    errors: state?.errors ?? [],
  })
  return page(view, state ? 422 : 200)
}

const offered = (own: Person, permissions: readonly PermissionFacts[]) =>
  permissions.filter(({ key }) => may(own, key)).map(({ key, means }) => ({ value: key, text: means }))

async function addKey(asked: PersonRequest, permissions: readonly PermissionFacts[]): Promise<Reply> {
  const { db, act, body, person } = asked
  const read = keyForm(offered(person, permissions)).read(body)
  if (!read.ok) return account(asked, permissions, read)
  const { days, ...key } = read.value
  const token = await makeOwnKey(db, act, person.id, { ...key, days: Number(days) })
  return page(keyMade(token))
}

async function give({ db, act, body, params, today, person: giver }: PersonRequest): Promise<Reply> {
  const person = isId(params.id ?? '') ? await findPerson(db, params.id ?? '', today) : null
  if (!person || !may(giver, 'accounts:administer')) throw new NotFound()
  const read = accountForm.read(body)
  if (!read.ok) return page(giveAccountPage(person.id, person.name, read), 422)
  if (await isTaken(db, read.value.name, person.id))
    return page(
      giveAccountPage(person.id, person.name, {
        values: body,
        errors: [{ field: 'name', message: 'Somebody else has this sign-in name' }],
      }),
      422,
    )
  const { name, password } = read.value
  await giveAccount(db, act, { personId: person.id, signInName: name, password })
  return redirect(peoplePaths.person(person.id), 'The account was saved')
}
