import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { findShare, type Share } from './store.ts'

/** The share of the address, if there is one and the person may see it. */
export async function foundShare({ db, params, person }: PersonRequest): Promise<Share> {
  const id = params.id ?? ''
  const share = isId(id) ? await findShare(db, id, person) : null
  if (!share) throw new NotFound()
  return share
}
