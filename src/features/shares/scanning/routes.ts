import { rowsOf } from '#platform/access/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, post, type Route, redirect } from '#platform/web/index.ts'
import { askForScan, stopScan } from '../deeds.ts'
import { foundShare, shareToManage } from '../lookup.ts'
import { SCAN_STATES } from '../model.ts'
import { paths } from '../paths.ts'
import { SHARE } from '../seeing.ts'
import { findScan, movements, scansOf } from '../store.ts'
import { scanPage, scansPage } from './views.ts'

const MOVEMENTS_SHOWN = 500
const MOST_ROWS = 100_000

export const routes: readonly Route[] = [
  post(`${paths.share(':id')}/scan`, 'shares:manage', async (asked) => {
    const share = await shareToManage(asked)
    if (share.root === null) throw new BadRequest('This profile was made elsewhere', 'Load a later one from there.')
    await askForScan(asked.db, asked.act, share.id, firstValue(asked.body, 'digests') === 'yes')
    return redirect(paths.share(share.id), 'The scan was asked for')
  }),
  post(`${paths.share(':id')}/stop`, 'shares:manage', async (asked) => {
    const share = await shareToManage(asked)
    const isStopped = await stopScan(asked.db, asked.act, share.id)
    return redirect(
      paths.share(share.id),
      isStopped ? 'The scan stops after what it is at' : 'The scan had ended already',
    )
  }),
  get(paths.scans(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    return page(scansPage(share, await scansOf(asked.db, share.id)))
  }),
  ...tableRoutes(`${paths.scans(':id')}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    return {
      title: `Scans of ${share.name}`,
      headers: ['Scan', 'State', 'Asked for', 'By', 'Seen', 'Examined', 'Added', 'Changed', 'Gone'],
      rows: (await scansOf(asked.db, share.id, 10_000)).map((one) => [
        one.number,
        SCAN_STATES[one.state],
        one.askedAt.toISOString(),
        one.askedBy,
        one.seen,
        one.examined,
        one.added,
        one.changed,
        one.gone,
      ]),
    }
  }),
  get(paths.scan(':id', ':number'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const scan = await scanOf(asked, share.id)
    const moved = await movements(asked.db, share.id, scan.number, MOVEMENTS_SHOWN + 1)
    return page(scanPage(share, scan, moved.slice(0, MOVEMENTS_SHOWN), moved.length > MOVEMENTS_SHOWN))
  }),
  ...tableRoutes(`${paths.scan(':id', ':number')}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    const scan = await scanOf(asked, share.id)
    return {
      title: `Scan ${scan.number} of ${share.name}`,
      headers: ['File', 'What', 'Bytes', 'Last changed', 'Format'],
      rows: (await movements(asked.db, share.id, scan.number, MOST_ROWS)).map((one) => [
        one.path,
        one.what,
        one.size,
        one.modifiedAt?.toISOString() ?? null,
        one.format,
      ]),
    }
  }),
]

async function scanOf({ db, params }: PersonRequest, shareId: string) {
  const number = Number(params.number)
  const scan = Number.isInteger(number) && number > 0 && number < 1e9 ? await findScan(db, shareId, number) : null
  if (!scan) throw new NotFound()
  return scan
}
