import type { Person } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Db } from '../db/index.ts'
import type { Values } from '../form/index.ts'
import type { Content, Html } from '../page/index.ts'
import { listView } from './asked-filters.ts'
import type { Listed, Listing } from './model.ts'
import { readPage, readState } from './query.ts'
import { viewsOf } from './store.ts'

/** What a request asks of a list. */
export interface AskedList {
  readonly db: Db
  readonly query: Values
  readonly today: Day
  readonly person: Person
}

/** A list as an address asks for it: its page, the filters and the views that somebody saved. `usual` is asked where the address asks for nothing. */
export async function listAsAsked<Row extends Listed>(
  { db, query, today, person }: AskedList,
  listing: Listing<Row>,
  options: {
    readonly path: string
    readonly caption: string
    readonly empty?: Content
    readonly usual?: Values
    /** Whether it is turned round unless the address says how it is sorted: for lists whose newest rows are wanted first. */
    readonly isDescending?: boolean
  },
): Promise<Html> {
  const { usual = {}, isDescending = false, ...shown } = options
  const context = { today, person }
  const given = Object.keys(query).length === 0 ? usual : query
  const asked = isDescending && !('order' in given || 'sort' in given) ? { ...given, order: 'descending' } : given
  const [rows, views] = await Promise.all([
    readPage(db, listing, readState(listing, asked), context),
    viewsOf(db, listing.key, person.id),
  ])
  return listView(db, listing, rows, context, { ...shown, views })
}
