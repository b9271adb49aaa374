import { unitTree } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { SHEET_FORMATS, sheet } from '#platform/exports/index.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listView, readAll, readPage, readState, tableRoutes, viewsOf } from '#platform/listing/index.ts'
import { html } from '#platform/page/index.ts'
import { type Answer, type AskedBy, file, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { addShare, askForScan, changeShare, folderObstacle, isNameTaken, stopScan } from './deeds.ts'
import { loadDroidCsv } from './droid/load.ts'
import { droidCsvOf } from './droid/write.ts'
import { FAMILIES } from './families.ts'
import { addForm, changeForm, loadForm } from './forms.ts'
import { foundShare } from './found.ts'
import { fileListing, visible } from './listing.ts'
import { LEVELS, SCAN_STATES } from './model.ts'
import { paths } from './paths.ts'
import { policyInUse } from './policies/policies.ts'
import { routes as policyRoutes } from './policies/routes.ts'
import { searchFiles, sharesSeen } from './search.ts'
import {
  duplicateSum,
  duplicates,
  emptyFolderCount,
  emptyFolders,
  findFolder,
  findItem,
  findScan,
  foldersIn,
  formatRisks,
  movements,
  scansOf,
  tallies,
} from './store.ts'
import { addPage, changePage, loadPage, searchPage, sharesPage } from './views/list.ts'
import { flagRows, overviewPage } from './views/overview.ts'
import { sharePage } from './views/parts.ts'
import {
  duplicatesPage,
  emptyFoldersPage,
  filePage,
  foldersPage,
  formatsPage,
  scanPage,
  scansPage,
} from './views/tables.ts'

const FOLDERS_SHOWN = 200
const GROUPS_SHOWN = 500
const MOVEMENTS_SHOWN = 500
const FOUND_SHOWN = 100
const MOST_ROWS = 100_000

const canManage = ({ person }: AskedBy) => may(person, 'shares:manage')

export const routes: readonly Route[] = [
  get(paths.shares, 'shares:read', async (asked) =>
    page(sharesPage(await sharesSeen(asked.db, asked), canManage(asked))),
  ),
  ...tableRoutes(`${paths.shares}/table`, 'shares:read', async (asked) => ({
    title: 'Shared drives',
    headers: ['Share', 'Unit', 'Files', 'Bytes', 'Bytes in duplicates', 'State', 'Scanned at'],
    rows: (await sharesSeen(asked.db, asked)).map((one) => [
      one.name,
      one.unit,
      one.files,
      one.bytes,
      one.saved,
      one.state ? SCAN_STATES[one.state] : null,
      one.scannedAt?.toISOString() ?? null,
    ]),
  })),
  get(paths.add, 'shares:manage', (asked) => showAdd(asked, null)),
  post(paths.add, 'shares:manage', add),
  get(paths.load, 'shares:manage', (asked) => showLoad(asked, null)),
  post(paths.load, 'shares:manage', load, { takesFile: true }),
  get(paths.search, 'shares:read', async (asked) => {
    const words = firstValue(asked.query, 'words').trim().slice(0, 200)
    const found = words === '' ? [] : await searchFiles(asked.db, asked, words, FOUND_SHOWN + 1)
    return page(searchPage(words, found.slice(0, FOUND_SHOWN), found.length > FOUND_SHOWN, visible))
  }),
  ...tableRoutes(`${paths.search}/table`, 'shares:read', async (asked) => {
    const words = firstValue(asked.query, 'words').trim().slice(0, 200)
    const found = words === '' ? [] : await searchFiles(asked.db, asked, words, MOST_ROWS)
    return {
      title: `Files with ${words}`,
      headers: ['File', 'Share', 'Format', 'Bytes', 'Last changed'],
      rows: found.map((one) => [one.path, one.share, one.format, one.size, one.modifiedAt?.toISOString() ?? null]),
    }
  }),
  ...policyRoutes,
  get(paths.share(':id'), 'shares:read', overview),
  ...tableRoutes(`${paths.share(':id')}/figures`, 'shares:read', figures),
  get(paths.change(':id'), 'shares:manage', (asked) => showChange(asked, null)),
  post(paths.change(':id'), 'shares:manage', change),
  post(`${paths.share(':id')}/scan`, 'shares:manage', async (asked) => {
    const share = await foundShare(asked)
    if (share.root === null) throw new BadRequest('This profile was made elsewhere', 'Load a later one from there.')
    await asked.db.transaction((tx) => askForScan(tx, asked.act, share.id, firstValue(asked.body, 'digests') === 'yes'))
    return redirect(paths.share(share.id), 'The scan was asked for')
  }),
  post(`${paths.share(':id')}/stop`, 'shares:manage', async (asked) => {
    const share = await foundShare(asked)
    const isStopped = await stopScan(asked.db, asked.act, share.id)
    return redirect(
      paths.share(share.id),
      isStopped ? 'The scan stops after what it is at' : 'The scan had ended already',
    )
  }),
  get(paths.files(':id'), 'shares:read', files),
  ...SHEET_FORMATS.map(({ ending, type }) =>
    get(`${paths.files(':id')}.${ending}`, 'shares:read', async (asked) => {
      const { db, query, today, person } = asked
      const listing = fileListing((await foundShare(asked)).id)
      const rows = readAll(db, listing, readState(listing, query), { today, person })
      const cells = async function* () {
        for await (const batch of rows) yield batch.map((row) => listing.columns.map(({ text }) => text(row)))
      }
      const headers = listing.columns.map(({ label }) => label)
      return file(`files-${today}.${ending}`, type, await sheet(ending, { title: 'Files', headers, batches: cells() }))
    }),
  ),
  get(paths.file(':id', ':item'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const id = asked.params.item ?? ''
    const item = isId(id) ? await findItem(asked.db, share.id, id) : null
    if (!item) throw new NotFound()
    return page(filePage(share, item))
  }),
  get(paths.folders(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    const folder = await folderOf(asked, share.id)
    if (!folder)
      return page(sharePage(share, 'folders', html`<p class="govuk-body">The share was not scanned yet.</p>`))
    const inside = await foldersIn(asked.db, share.id, folder.path, FOLDERS_SHOWN + 1)
    return page(foldersPage(share, folder, inside.slice(0, FOLDERS_SHOWN), inside.length > FOLDERS_SHOWN))
  }),
  ...tableRoutes(`${paths.folders(':id')}/table`, 'shares:read', async (asked) => {
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
  ...tableRoutes(`${paths.emptyFolders(':id')}/table`, 'shares:read', async (asked) => {
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
  ...tableRoutes(`${paths.formats(':id')}/table`, 'shares:read', async (asked) => {
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
  ...tableRoutes(`${paths.duplicates(':id')}/table`, 'shares:read', async (asked) => {
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
  get(paths.scans(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    return page(scansPage(share, await scansOf(asked.db, share.id)))
  }),
  ...tableRoutes(`${paths.scans(':id')}/table`, 'shares:read', async (asked) => {
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
  ...tableRoutes(`${paths.scan(':id', ':number')}/table`, 'shares:read', async (asked) => {
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
  get(paths.droid(':id'), 'shares:read', async (asked) => {
    const share = await foundShare(asked)
    return file(`${share.name}.csv`, 'text/csv; charset=utf-8', droidCsvOf(asked.db, share.id, share.root))
  }),
]

const unitChoices = async ({ db, today }: AskedBy) =>
  (await unitTree(db, today)).map(({ id, name }) => ({ value: id, text: name }))

async function showAdd(asked: AskedBy, state: FormState | null): Promise<Answer> {
  const own = addForm(await unitChoices(asked))
  const shown = state ?? own.filled({ audience: 'all', keepYears: '7' })
  return page(addPage(own, shown, asked.config.shareRoots), state ? 422 : 200)
}

async function add(asked: AskedBy): Promise<Answer> {
  const { db, act, body, config } = asked
  const read = addForm(await unitChoices(asked)).read(body)
  if (!read.ok) return showAdd(asked, read)
  const { name, root, unit, audience, keepYears } = read.value
  const obstacle = folderObstacle(root ?? '', config.shareRoots)
  const errors = [
    ...(await nameErrors(asked, name, null)),
    ...(obstacle ? [{ field: 'root', message: obstacle, control: 'root' }] : []),
    ...unitErrors(audience, unit),
  ]
  if (errors.length > 0) return showAdd(asked, { values: body, errors })
  const id = await db.transaction(async (tx) => {
    const made = await addShare(tx, act, {
      name,
      root,
      unitId: unit,
      audience: audience === 'unit' ? 'unit' : 'all',
      keepYears: Number(keepYears ?? 7),
    })
    await askForScan(tx, act, made, true)
    return made
  })
  return redirect(paths.share(id), 'The share was added, and its scan was asked for')
}

const unitErrors = (audience: string | null, unit: string | null) =>
  audience === 'unit' && !unit
    ? [{ field: 'unit', message: 'Select whose it is, if only its unit may see it', control: 'unit' }]
    : []

const nameErrors = async ({ db }: AskedBy, name: string, but: string | null) =>
  (await isNameTaken(db, name, but))
    ? [{ field: 'name', message: 'There is a share of this name already', control: 'name' }]
    : []

async function showChange(asked: AskedBy, state: FormState | null): Promise<Answer> {
  const share = await foundShare(asked)
  const own = changeForm(await unitChoices(asked))
  const filled = own.filled({
    name: share.name,
    unit: share.unitId ?? '',
    audience: share.audience,
    keepYears: String(share.keepYears),
  })
  return page(changePage(share, own, state ?? filled), state ? 422 : 200)
}

async function change(asked: AskedBy): Promise<Answer> {
  const { db, act, body } = asked
  const share = await foundShare(asked)
  const read = changeForm(await unitChoices(asked)).read(body)
  if (!read.ok) return showChange(asked, read)
  const { name, unit, audience, keepYears } = read.value
  const errors = [...(await nameErrors(asked, name, share.id)), ...unitErrors(audience, unit)]
  if (errors.length > 0) return showChange(asked, { values: body, errors })
  await changeShare(db, act, share.id, Number(firstValue(body, 'version')), {
    name,
    unitId: unit,
    audience: audience === 'unit' ? 'unit' : 'all',
    keepYears: Number(keepYears ?? 7),
  })
  return redirect(paths.share(share.id), 'The share was changed')
}

async function showLoad(asked: AskedBy, state: FormState | null): Promise<Answer> {
  const own = loadForm(await unitChoices(asked))
  return page(loadPage(own, state ?? own.filled({ audience: 'all', keepYears: '7' })), state ? 422 : 200)
}

async function load(asked: AskedBy): Promise<Answer> {
  const { db, act, body, file: upload } = asked
  const read = loadForm(await unitChoices(asked)).read(body)
  const missing =
    upload && upload.bytes.length > 0 ? [] : [{ field: 'file', message: 'Choose a file', control: 'file' }]
  if (!read.ok || !upload || missing.length > 0)
    return showLoad(asked, { values: body, errors: [...missing, ...(read.ok ? [] : read.errors)] })
  const { name, unit, audience, keepYears } = read.value
  const errors = [...(await nameErrors(asked, name, null)), ...unitErrors(audience, unit)]
  if (errors.length > 0) return showLoad(asked, { values: body, errors })
  const share = {
    name,
    root: null,
    unitId: unit,
    audience: audience === 'unit' ? ('unit' as const) : ('all' as const),
    keepYears: Number(keepYears ?? 7),
  }
  try {
    const { id, files: count } = await db.transaction(async (tx) => {
      const made = await addShare(tx, act, share)
      return { id: made, ...(await loadDroidCsv(tx, act, made, upload.bytes)) }
    })
    return redirect(paths.share(id), `${count.toLocaleString('en-GB')} files were loaded`)
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    const message = [error.message, error.advice].filter(Boolean).join('. ')
    return showLoad(asked, { values: body, errors: [{ field: 'file', message, control: 'file' }] })
  }
}

async function overview(asked: AskedBy): Promise<Answer> {
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
  return page(
    overviewPage({
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
      canManage: canManage(asked),
      now,
      today,
    }),
  )
}

async function figures(asked: AskedBy) {
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

async function files(asked: AskedBy): Promise<Answer> {
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

const folderOf = ({ db, query }: AskedBy, shareId: string) => findFolder(db, shareId, firstValue(query, 'path'))

async function scanOf({ db, params }: AskedBy, shareId: string) {
  const number = Number(params.number)
  const scan = Number.isInteger(number) && number > 0 && number < 1e9 ? await findScan(db, shareId, number) : null
  if (!scan) throw new NotFound()
  return scan
}
