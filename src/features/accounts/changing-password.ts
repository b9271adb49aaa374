import { changeOwnPassword, checkPassword, signInNameOf } from '#platform/access/index.ts'
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
  if (session === null || (await checkPassword(db, name, current, act)) !== person.id) {
    const errors = [{ field: 'current', message: 'The current password is wrong' }]
    return page(changePassword(form.controls({ values: {}, errors }), errors), 422)
  }
  const ended = await db.transaction((tx) =>
    changeOwnPassword(tx, act, { personId: person.id, password, session: session.digest }),
  )
  return redirect(
    paths.account,
    ended > 0 ? 'Your password was changed, and you were signed out everywhere else' : 'Your password was changed',
  )
}
