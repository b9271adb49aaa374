import { may, rowsOf } from '#platform/access/index.ts'
import { firstValue } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { routes as addingRoutes } from './adding/routes.ts'
import { SCAN_STATES } from './model.ts'
import { visible } from './names.ts'
import { routes as overviewRoutes } from './overview/routes.ts'
import { paths } from './paths.ts'
import { routes as policyRoutes } from './policies/routes.ts'
import { routes as scanningRoutes } from './scanning/routes.ts'
import { searchFiles, sharesSeen } from './search.ts'
import { SHARE } from './seeing.ts'
import { searchPage, sharesPage } from './views.ts'

const FOUND_SHOWN = 100
const MOST_ROWS = 100_000

const canManage = ({ person }: PersonRequest) => may(person, 'shares:manage')

export const routes: readonly Route[] = [
  get(paths.shares, 'shares:read', async (asked) =>
    page(sharesPage(await sharesSeen(asked.db, asked.person), canManage(asked))),
  ),
  ...tableRoutes(`${paths.shares}/table`, 'shares:read', rowsOf(SHARE), async (asked) => ({
    title: 'Shared drives',
    headers: ['Share', 'Unit', 'Files', 'Bytes', 'Bytes in duplicates', 'State', 'Scanned at'],
    rows: (await sharesSeen(asked.db, asked.person)).map((one) => [
      one.name,
      one.unit,
      one.files,
      one.bytes,
      one.saved,
      one.state ? SCAN_STATES[one.state] : null,
      one.scannedAt?.toISOString() ?? null,
    ]),
  })),
  get(
    paths.search,
    'shares:read',
    async (asked) => {
      const words = firstValue(asked.query, 'words').trim().slice(0, 200)
      const found = await searchFiles(asked.db, asked.person, words, FOUND_SHOWN + 1)
      return page(searchPage(words, found.slice(0, FOUND_SHOWN), found.length > FOUND_SHOWN, visible))
    },
    { seenBy: rowsOf(SHARE) },
  ),
  ...tableRoutes(`${paths.search}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const words = firstValue(asked.query, 'words').trim().slice(0, 200)
    const found = await searchFiles(asked.db, asked.person, words, MOST_ROWS)
    return {
      title: `Files with ${words}`,
      headers: ['File', 'Share', 'Format', 'Bytes', 'Last changed'],
      rows: found.map((one) => [one.path, one.share, one.format, one.size, one.modifiedAt?.toISOString() ?? null]),
    }
  }),
  ...addingRoutes,
  ...policyRoutes,
  ...scanningRoutes,
  ...overviewRoutes,
]
