import { rowsOf } from '#platform/access/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listRoutes, listView, readPage, readState, tableRoutes, viewsOf } from '#platform/listing/index.ts'
import { download, file, get, type PersonRequest, page, type Reply, type Route } from '#platform/web/index.ts'
import { droidCsvOf } from '../droid/write.ts'
import { FAMILIES } from '../families.ts'
import { fileListing } from '../listing.ts'
import { foundShare, mayManage } from '../lookup.ts'
import { LEVELS } from '../model.ts'
import { sharePage } from '../parts.ts'
import { paths } from '../paths.ts'
import { policyInUse } from '../policies/policies.ts'
import { SHARE } from '../seeing.ts'
import {
  duplicateSum,
  duplicates,
  emptyFolderCount,
  emptyFolders,
  findFolder,
  findItem,
  foldersIn,
  formatRisks,
  scansOf,
  tallies,
} from '../store.ts'
import { flagRows, type Overview, overviewPage } from './overview.ts'
import { duplicatesPage, emptyFoldersPage, filePage, foldersPage, formatsPage, notScannedPage } from './views.ts'

const FOLDERS_SHOWN = 200
const GROUPS_SHOWN = 500
const MOST_ROWS = 100_000

export const routes: readonly Route[] = [
  get(paths.share(':id'), 'shares:read', overview),
  ...tableRoutes(`${paths.share(':id')}/figures`, 'shares:read', rowsOf(SHARE), figures),
  get(paths.files(':id'), 'shares:read', files),
  ...listRoutes(paths.files(':id'), 'shares:read', async (_today, asked) => fileListing((await foundShare(asked)).id)),
  get(paths.file(':id', ':item'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const id = asked.params.item ?? ''
    const item = isId(id) ? await findItem(asked.db, share.id, id) : null
    if (!item) throw new NotFound()
    return page(filePage(share, item))
  }),
  get(paths.folders(':id'), 'shares:read', folders),
  ...tableRoutes(`${paths.folders(':id')}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    const folder = await folderOf(asked, share.id)
    const inside = folder ? await foldersIn(asked.db, share.id, folder.path, MOST_ROWS) : []
    return {
      title: `Folders of ${share.name}`,
      headers: ['Folder', 'Files', 'Bytes', 'Last changed'],
      rows: inside.map((one) => [one.path, one.files, one.bytes, one.newest?.toISOString() ?? null]),
    }
  }),
  get(paths.emptyFolders(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const empty = await emptyFolders(asked.db, share.id, GROUPS_SHOWN + 1)
    return page(emptyFoldersPage(share, empty.slice(0, GROUPS_SHOWN), empty.length > GROUPS_SHOWN))
  }),
  ...tableRoutes(`${paths.emptyFolders(':id')}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    return {
      title: `Empty folders of ${share.name}`,
      headers: ['Folder'],
      rows: (await emptyFolders(asked.db, share.id, MOST_ROWS)).map(({ path }) => [path]),
    }
  }),
  get(paths.formats(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const [formats, policy] = await Promise.all([formatRisks(asked.db, share.id), policyInUse(asked.db)])
    return page(formatsPage(share, formats, policy))
  }),
  ...tableRoutes(`${paths.formats(':id')}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    return {
      title: `Formats of ${share.name}`,
      headers: ['Format', 'PUID', 'Risk', 'Files', 'Bytes', 'What to do', 'Why'],
      rows: (await formatRisks(asked.db, share.id)).map((one) => [
        one.label,
        one.key,
        LEVELS[one.level],
        one.files,
        one.bytes,
        one.action,
        one.reason,
      ]),
    }
  }),
  get(paths.duplicates(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const [sum, groups] = await Promise.all([
      duplicateSum(asked.db, share.id),
      duplicates(asked.db, share.id, GROUPS_SHOWN),
    ])
    return page(duplicatesPage(share, sum, groups))
  }),
  ...tableRoutes(`${paths.duplicates(':id')}/table`, 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    return {
      title: `Duplicates of ${share.name}`,
      headers: ['One of them', 'Copies', 'Bytes of each', 'Bytes that would be saved', 'SHA-256'],
      rows: (await duplicates(asked.db, share.id, MOST_ROWS)).map((one) => [
        one.example,
        one.copies,
        one.size,
        one.saved,
        one.digest,
      ]),
    }
  }),
  download(paths.droid(':id'), 'shares:read', rowsOf(SHARE), async (asked) => {
    const share = await foundShare(asked)
    return file(`${share.name}.csv`, 'text/csv; charset=utf-8', droidCsvOf(asked.db, share.id, share.root))
  }),
]

async function folders(asked: PersonRequest): Promise<Reply> {
  const share = await foundShare(asked)
  const folder = await folderOf(asked, share.id)
  if (!folder) return page(notScannedPage(share))
  const shown = await toDraw(asked, { key: 'the picture of folders', seenBy: rowsOf(SHARE) }, async (told) => {
    const { id } = await foundShare(told)
    const inside = await foldersIn(told.db, id, folder.path, FOLDERS_SHOWN + 1)
    return { share, folder, inside: inside.slice(0, FOLDERS_SHOWN), isCut: inside.length > FOLDERS_SHOWN }
  })
  return page(foldersPage(shown))
}

async function overview(asked: PersonRequest): Promise<Reply> {
  return page(overviewPage(await toDraw(asked, { key: 'the pictures of a share', seenBy: rowsOf(SHARE) }, overviewOf)))
}

async function overviewOf(asked: PersonRequest): Promise<Overview> {
  const { db, now, today } = asked
  const share = await foundShare(asked)
  const [[scan], all, families, months, owners, flags, risks, same, empty] = await Promise.all([
    scansOf(db, share.id, 1),
    tallies(db, share.id, 'all'),
    tallies(db, share.id, 'family'),
    tallies(db, share.id, 'month'),
    tallies(db, share.id, 'owner'),
    tallies(db, share.id, 'flag'),
    formatRisks(db, share.id),
    duplicateSum(db, share.id),
    emptyFolderCount(db, share.id),
  ])
  return {
    emptyFolders: empty,
    share,
    scan: scan ?? null,
    all,
    families,
    months,
    owners,
    flags,
    risks,
    duplicates: same,
    canManage: mayManage(asked.person, share),
    now,
    today,
  }
}

async function figures(asked: PersonRequest) {
  const { db } = asked
  const share = await foundShare(asked)
  const of = (measure: string) => tallies(db, share.id, measure)
  const [families, months, owners, flags] = await Promise.all([of('family'), of('month'), of('owner'), of('flag')])
  const named = (what: string, rows: readonly (readonly [string, number, number])[]) =>
    rows.map((row) => [what, ...row])
  return {
    title: `Figures of ${share.name}`,
    headers: ['What', 'Which', 'Files', 'Bytes'],
    rows: [
      ...named(
        'Family',
        families.map((one) => [FAMILIES.get(one.key) ?? one.key, one.files, one.bytes]),
      ),
      ...named(
        'Month of the last change',
        months.map((one) => [one.key || 'Not known', one.files, one.bytes]),
      ),
      ...named(
        'Owner',
        owners.map((one) => [one.label, one.files, one.bytes]),
      ),
      ...named('Remark', flagRows(flags)),
    ],
  }
}

async function files(asked: PersonRequest): Promise<Reply> {
  const { db, query, today, person } = asked
  const share = await foundShare(asked)
  const listing = fileListing(share.id)
  const context = { today, person }
  const [rows, views] = await Promise.all([
    readPage(db, listing, readState(listing, query), context),
    viewsOf(db, 'files', person.id),
  ])
  const shown = await listView(db, listing, rows, context, { path: paths.files(share.id), caption: 'Files', views })
  return page(sharePage(share, 'files', shown))
}

const folderOf = ({ db, query }: PersonRequest, shareId: string) => findFolder(db, shareId, firstValue(query, 'path'))
