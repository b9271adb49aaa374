import { tableRoutes } from '#platform/listing/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { ASSETS_SEEN } from '../seeing.ts'
import { cameTo } from './handover.ts'
import { handoverPage, missingFrom } from './handover-views.ts'

export const routes: readonly Route[] = [
  get(paths.handover, 'assets:read', async ({ db, person }) => {
    return page(handoverPage(person.name, await cameTo(db, person.id)))
  }),
  ...tableRoutes(`${paths.handover}/table`, 'assets:read', ASSETS_SEEN, async ({ db, person }) => ({
    title: 'Assets that came to you',
    headers: ['Asset', 'From', 'On', 'It does not say'],
    rows: (await cameTo(db, person.id)).map(({ entry, from, on }) => [entry.name, from, on, missingFrom(entry)]),
  })),
]
