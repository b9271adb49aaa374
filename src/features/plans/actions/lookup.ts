import { outside } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { mayChangeAction } from '../rights.ts'
import { type Action, findAction } from './store.ts'

/** The action of an address. @throws NotFound */
export async function foundAction({ db, params }: Pick<PersonRequest, 'db' | 'params'>): Promise<Action> {
  const id = params.id ?? ''
  const action = isId(id) ? await findAction(db, id) : null
  if (!action) throw new NotFound()
  return action
}

/** The same, for somebody who may change it. @throws NotFound, Forbidden */
export async function foundToChange(asked: Pick<PersonRequest, 'db' | 'params' | 'person'>): Promise<Action> {
  const action = await foundAction(asked)
  if (!mayChangeAction(asked.person, action)) throw outside(action.unitId ?? action.planUnitId)
  return action
}
