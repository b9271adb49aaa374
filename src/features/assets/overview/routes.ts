import { may } from '#platform/access/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import { NotFound } from '#platform/errors.ts'
import { countIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listAsAsked, listRoutes, tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { ASSETS_SEEN } from '../seeing.ts'
import { entriesOf, totals } from '../store.ts'
import { type Flow, flowOf } from './flow.ts'
import { gapListing } from './gaps.ts'
import { flowPage, gapsPage, homePage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.home, 'assets:read', async ({ db, today, person }) => {
    const figures = await totals(db, today)
    return page(homePage(figures, may(person, 'shares:read')))
  }),
  get(paths.gaps, 'assets:read', async (asked) => {
    const list = await listAsAsked(asked, gapListing(asked.today), {
      path: paths.gaps,
      caption: 'Incomplete entries',
    })
    return page(gapsPage(list))
  }),
  ...listRoutes(paths.gaps, 'assets:read', gapListing),
  get(paths.flow(':id'), 'assets:read', async (asked) => {
    const found = await toDraw(asked, { key: 'the picture of flows', seenBy: ASSETS_SEEN }, flowFor)
    const { asset, steps } = found.rows
    return page(
      flowPage(
        asset,
        found.as(({ flow }) => flow),
        steps,
      ),
    )
  }),
  ...tableRoutes(`${paths.flow(':id')}/table`, 'assets:read', ASSETS_SEEN, async (asked) => {
    const { asset, flow } = await flowFor(asked)
    const names = new Map(flow.nodes.map((node) => [node.key, node]))
    return {
      title: `Flow of ${asset.name}`,
      headers: ['From', 'Kind', 'How', 'To', 'Kind'],
      rows: flow.links.map(({ from, to, words }) => [
        names.get(from)?.name ?? '',
        names.get(from)?.kind ?? '',
        words,
        names.get(to)?.name ?? '',
        names.get(to)?.kind ?? '',
      ]),
    }
  }),
]

async function flowFor({
  db,
  params,
  query,
}: PersonRequest): Promise<{ asset: { id: string; name: string }; flow: Flow; steps: number }> {
  const id = params.id ?? ''
  const [asset] = isId(id) ? await entriesOf(db, [id]) : []
  if (!asset) throw new NotFound()
  const steps = Math.min(3, Math.max(1, countIn(query, 'steps', 2)))
  return { asset, flow: await flowOf(db, asset, steps), steps }
}
