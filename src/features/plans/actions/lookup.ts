import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { type Action, findAction } from './store.ts'

/** The action of an address. @throws NotFound */
export async function found({ db, params }: Pick<PersonRequest, 'db' | 'params'>): Promise<Action> {
  const id = params.id ?? ''
  const action = isId(id) ? await findAction(db, id) : null
  if (!action) throw new NotFound()
  return action
}
