import { prepared, type Queries, sql } from '../db/index.ts'
import { newId } from '../ids.ts'
import type { SavedView } from './model.ts'

/** The views of a list that a person has saved, by name. */
export function viewsOf(db: Queries, register: string, personId: string): Promise<SavedView[]> {
  return db.many(
    prepared(
      sql`select id, name, query from register.view where register = ${register} and person_id = ${personId} order by name limit 50`,
    ),
  )
}

/** Saves a view under its name, in the place of one that has it already. */
export async function saveView(
  db: Queries,
  { register, personId, name, query }: Readonly<Record<'register' | 'personId' | 'name' | 'query', string>>,
): Promise<void> {
  await db.run(sql`
      insert into register.view (id, register, person_id, name, query)
      values (${newId()}, ${register}, ${personId}, ${name}, ${query})
      on conflict (register, person_id, name) do update set query = excluded.query`)
}

/** Removes a view of somebody; answers with how many there were. */
export const removeView = (db: Queries, id: string, personId: string): Promise<number> =>
  db.run(sql`delete from register.view where id::text = ${id} and person_id = ${personId}`)
