import { changeOwnPassword, checkPassword, signInNameOf, WAIT_MINUTES } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { ownPasswordForm } from './forms.ts'
import { paths } from './paths.ts'
import { changePassword } from './views.ts'

/** Changing one's own password. Whoever signs in with their organisation alone has none, and finds no page. */
export const passwordRoutes: readonly Route[] = [
  get(paths.password, 'signed-in', async (asked) => {
    const name = await ownName(asked)
    return page(changePassword(ownPasswordForm([name]).controls()))
  }),
  post(paths.password, 'signed-in', change),
]

async function ownName({ db, person, isExample }: PersonRequest): Promise<string> {
  const name = isExample ? null : await signInNameOf(db, person.id)
  if (name === null) throw new NotFound()
  return name
}

async function change(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, person, session } = asked
  const name = await ownName(asked)
  const form = ownPasswordForm([name, person.name])
  const read = form.read(body)
  if (!read.ok) return page(changePassword(form.controls(read), read.errors), 422)
  const { current, password } = read.value
  // Whoever is signed in is counted by the session: guesses from elsewhere hold nobody up here.
  const from = { address: `session ${session?.digest.toString('hex')}`, browser: asked.known }
  const given = { signInName: name, password: current, from }
  if (session === null || (await checkPassword(db, given, act)) !== person.id) {
    const message = `The current password is wrong. After too many tries you have to wait ${WAIT_MINUTES} minutes`
    const errors = [{ field: 'current', message }]
    return page(changePassword(form.controls({ values: {}, errors }), errors), 422)
  }
  const ended = await changeOwnPassword(db, act, { personId: person.id, password, session: session.digest })
  return redirect(
    paths.account,
    ended > 0 ? 'Your password was changed, and you were signed out everywhere else' : 'Your password was changed',
  )
}
