import type { Queries } from '../db/index.ts'
import type { Html } from '../page/index.ts'
import type { AskedFilter, FilterContext, Listed, ListFilter, Listing, ShownList } from './model.ts'
import type { ListPage } from './query.ts'
import { listPart } from './views.ts'

/** A list with its filters. */
export async function listView<Row extends Listed>(
  db: Queries,
  listing: Listing<Row>,
  page: ListPage<Row>,
  context: FilterContext,
  options: ShownList,
): Promise<Html> {
  const filters = await Promise.all(
    listing.filters.map((filter) => asked(db, filter, page.state.filters[filter.key] ?? '', context)),
  )
  return listPart(listing, page, filters, options)
}

async function asked(db: Queries, filter: ListFilter, value: string, context: FilterContext): Promise<AskedFilter> {
  const options = filter.kind === 'choice' ? ((await filter.options?.(db, context)) ?? []) : []
  const isTyped = filter.kind === 'choice' && filter.typed && options.length >= filter.typed.from
  const typed = isTyped ? value && (await filter.typed.nameOf(db, value)) : null
  return { filter, value, options, typed }
}
