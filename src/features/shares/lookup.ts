import { mayDo, outside, type Person } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { SHARE } from './seeing.ts'
import { findShare, type Share } from './store.ts'

/** The share of the address, if there is one and the person may see it. */
export async function foundShare({ db, params, person }: PersonRequest): Promise<Share> {
  const id = params.id ?? ''
  const share = isId(id) ? await findShare(db, id, person) : null
  if (!share) throw new NotFound()
  return share
}

export const mayManage = (person: Person, { unitId, audience }: Share): boolean =>
  mayDo(person, SHARE, 'manage', { unitId, audience })

/** The same, for somebody who manages it. @throws NotFound, Forbidden */
export async function shareToManage(asked: PersonRequest): Promise<Share> {
  const share = await foundShare(asked)
  if (!mayManage(asked.person, share)) throw outside(share.unitId)
  return share
}
