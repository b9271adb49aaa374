import { asTheReader, type Permission } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Db } from '../db/index.ts'
import { SHEET_FORMATS, type SheetSource, sheet } from '../exports/index.ts'
import type { Values } from '../form/index.ts'
import { download, file, type PersonRequest, type Route } from '../web/index.ts'
import type { FilterContext, Listed, Listing } from './model.ts'
import { readAll, readState } from './query.ts'

/** The downloads of a list: the rows that its filters let through, all of them, in each format. */
export function listRoutes<Row extends Listed>(
  path: string,
  admits: Permission,
  listingOn: (today: Day, asked: PersonRequest) => Listing<Row> | Promise<Listing<Row>>,
): Route[] {
  return SHEET_FORMATS.map((format) =>
    download(`${path}.${format.ending}`, admits, asTheReader('the list'), async (asked) => {
      const { db, query, today, person } = asked
      const listing = await listingOn(today, asked)
      const body = await sheet(format.ending, tableOfRows(db, listing, query, { today, person }))
      return file(`${listing.key}-${today}.${format.ending}`, format.type, body)
    }),
  )
}

/** Every row that the filters of a query let through, as a table to be written. */
export function tableOfRows<Row extends Listed>(
  db: Db,
  listing: Listing<Row>,
  query: Values,
  context: FilterContext,
): SheetSource {
  return {
    title: listing.plural,
    headers: listing.columns.map(({ label }) => label),
    batches: cells(listing, readAll(db, listing, readState(listing, query), context)),
  }
}

async function* cells<Row extends Listed>(listing: Listing<Row>, batches: AsyncIterable<Row[]>) {
  for await (const rows of batches) yield rows.map((row) => listing.columns.map(({ text }) => text(row)))
}
