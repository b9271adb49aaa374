import { NotFound } from '../errors.ts'
import { firstValue, oneLine } from '../form/index.ts'
import { ownPath, post, type Route, redirect, redirectUndone } from '../web/index.ts'
import { removeView, saveView } from './store.ts'

/** Saving and removing views. They hold nothing but an address, for their owner alone, so they leave no audit entry. */
export const viewRoutes: readonly Route[] = [
  post('/views', 'signed-in', async ({ db, body, person }) => {
    const back = ownPath(firstValue(body, 'back'))
    const name = oneLine(firstValue(body, 'name')).slice(0, 100)
    const query = firstValue(body, 'query').slice(0, 2_000)
    if (name === '' || !query.startsWith('?')) return redirectUndone(back, 'The view was not saved: give it a name')
    await saveView(db, { register: firstValue(body, 'register').slice(0, 60), personId: person.id, name, query })
    return redirect(`${back}${query}`, `View “${name}” saved`)
  }),
  post('/views/remove', 'signed-in', async ({ db, body, person }) => {
    const removed = await removeView(db, firstValue(body, 'id'), person.id)
    if (removed === 0) throw new NotFound('There is no such view. It may have been removed already.')
    return redirect(ownPath(firstValue(body, 'back')), 'View removed')
  }),
]
