import { type Queries, sql } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { clean, firstValue } from '../form/index.ts'
import { newId } from '../ids.ts'
import { ownPath, post, type Route, redirect } from '../web/index.ts'
import type { SavedView } from './view.ts'

/** The views of a list that a person has saved, by name. */
export function viewsOf(db: Queries, register: string, personId: string): Promise<SavedView[]> {
  return db.many(
    sql`select id, name, query from register.view where register = ${register} and person_id = ${personId} order by name limit 50`,
  )
}

/** Saving and removing views. They hold nothing but an address, for their owner alone, so they leave no audit entry. */
export const viewRoutes: readonly Route[] = [
  post('/views', 'signed-in', async ({ db, body, person }) => {
    const back = ownPath(firstValue(body, 'back'))
    const name = clean(firstValue(body, 'name')).slice(0, 100)
    const query = firstValue(body, 'query').slice(0, 2_000)
    if (name === '' || !query.startsWith('?')) return redirect(back, 'The view was not saved: give it a name')
    await db.run(sql`
      insert into register.view (id, register, person_id, name, query)
      values (${newId()}, ${firstValue(body, 'register').slice(0, 60)}, ${person.id}, ${name}, ${query})
      on conflict (register, person_id, name) do update set query = excluded.query`)
    return redirect(`${back}${query}`, `View “${name}” saved`)
  }),
  post('/views/remove', 'signed-in', async ({ db, body, person }) => {
    const removed = await db.run(
      sql`delete from register.view where id::text = ${firstValue(body, 'id')} and person_id = ${person.id}`,
    )
    if (removed === 0) throw new NotFound('There is no such view. It may have been removed already.')
    return redirect(ownPath(firstValue(body, 'back')), 'View removed')
  }),
]
