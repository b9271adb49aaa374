import { NotFound } from '../errors.ts'
import { isId } from '../ids.ts'
import type { PersonRequest } from '../web/index.ts'
import type { Item, Register } from './model.ts'
import { seenItem } from './store.ts'

/** The item that an address names, as far as whoever asks may see it. Throws NotFound. */
export async function existing(
  { db, params: { id = '' }, person }: Pick<PersonRequest, 'db' | 'params' | 'person'>,
  register: Register,
): Promise<Item> {
  const item = isId(id) ? await seenItem(db, register, id, person) : null
  if (!item) throw new NotFound(`There is no such ${register.singular}`)
  return item
}
