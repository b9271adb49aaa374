import { unitChoices } from '#features/people/index.ts'
import { mayEverywhere, mayIn } from '#platform/access/index.ts'
import { BadRequest } from '#platform/errors.ts'
import { type FormState, versionIn } from '#platform/form/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { changeShare, folderObstacle, isNameTaken } from '../deeds.ts'
import { shareToManage } from '../lookup.ts'
import { paths } from '../paths.ts'
import { addLoadedShare } from './add-loaded-share.ts'
import { addScannedShare } from './add-scanned-share.ts'
import { addForm, changeForm, loadForm, type UnitsOfShares } from './forms.ts'
import { addPage, changePage, loadPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.add, 'shares:manage', (asked) => showAdd(asked, null)),
  post(paths.add, 'shares:manage', add),
  get(paths.load, 'shares:manage', (asked) => showLoad(asked, null)),
  post(paths.load, 'shares:manage', load, { takesFile: true }),
  get(paths.change(':id'), 'shares:manage', (asked) => showChange(asked, null)),
  post(paths.change(':id'), 'shares:manage', change),
]

/** Units whose drives somebody manages, and the whole body where they do everywhere. */
async function ownUnits({ db, today, person }: PersonRequest): Promise<UnitsOfShares> {
  const units = await unitChoices(db, today, person)
  return {
    units: units.filter(({ value }) => mayIn(person, 'shares:manage', value)),
    isWhole: mayEverywhere(person, 'shares:manage'),
  }
}

async function showAdd(asked: PersonRequest, state: FormState | null): Promise<Reply> {
  const own = addForm(await ownUnits(asked))
  const shown = state ?? own.filled({ audience: 'all', keepYears: '7' })
  return page(addPage(own, shown, asked.config.shareRoots), state ? 422 : 200)
}

async function add(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, config } = asked
  const read = addForm(await ownUnits(asked)).read(body)
  if (!read.ok) return showAdd(asked, read)
  const { name, root, unit, audience, keepYears } = read.value
  const obstacle = folderObstacle(root ?? '', config.shareRoots)
  const errors = [
    ...(await nameErrors(asked, name, null)),
    ...(obstacle ? [{ field: 'root', message: obstacle, control: 'root' }] : []),
    ...unitErrors(audience, unit),
  ]
  if (errors.length > 0) return showAdd(asked, { values: body, errors })
  const id = await addScannedShare(db, act, {
    name,
    root,
    unitId: unit,
    audience: audience === 'unit' ? 'unit' : 'all',
    keepYears: Number(keepYears ?? 7),
  })
  return redirect(paths.share(id), 'The share was added, and its scan was asked for')
}

const unitErrors = (audience: string | null, unit: string | null) =>
  audience === 'unit' && !unit
    ? [{ field: 'unit', message: 'Select whose it is, if only its unit may see it', control: 'unit' }]
    : []

const nameErrors = async ({ db }: PersonRequest, name: string, but: string | null) =>
  (await isNameTaken(db, name, but))
    ? [{ field: 'name', message: 'There is a share of this name already', control: 'name' }]
    : []

async function showChange(asked: PersonRequest, state: FormState | null): Promise<Reply> {
  const share = await shareToManage(asked)
  const own = changeForm(await ownUnits(asked))
  const filled = own.filled({
    name: share.name,
    unit: share.unitId ?? '',
    audience: share.audience,
    keepYears: String(share.keepYears),
  })
  return page(changePage(share, own, state ?? filled), state ? 422 : 200)
}

async function change(asked: PersonRequest): Promise<Reply> {
  const { db, act, body } = asked
  const share = await shareToManage(asked)
  const read = changeForm(await ownUnits(asked)).read(body)
  if (!read.ok) return showChange(asked, read)
  const { name, unit, audience, keepYears } = read.value
  const errors = [...(await nameErrors(asked, name, share.id)), ...unitErrors(audience, unit)]
  if (errors.length > 0) return showChange(asked, { values: body, errors })
  await changeShare(db, act, share.id, versionIn(body), {
    name,
    unitId: unit,
    audience: audience === 'unit' ? 'unit' : 'all',
    keepYears: Number(keepYears ?? 7),
  })
  return redirect(paths.share(share.id), 'The share was changed')
}

async function showLoad(asked: PersonRequest, state: FormState | null): Promise<Reply> {
  const own = loadForm(await ownUnits(asked))
  return page(loadPage(own, state ?? own.filled({ audience: 'all', keepYears: '7' })), state ? 422 : 200)
}

async function load(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, file: upload } = asked
  const read = loadForm(await ownUnits(asked)).read(body)
  const missing =
    upload && upload.bytes.length > 0 ? [] : [{ field: 'file', message: 'Choose a file', control: 'file' }]
  if (!read.ok || !upload || missing.length > 0)
    return showLoad(asked, { values: body, errors: [...missing, ...(read.ok ? [] : read.errors)] })
  const { name, unit, audience, keepYears } = read.value
  const errors = [...(await nameErrors(asked, name, null)), ...unitErrors(audience, unit)]
  if (errors.length > 0) return showLoad(asked, { values: body, errors })
  const share = {
    name,
    unitId: unit,
    audience: audience === 'unit' ? ('unit' as const) : ('all' as const),
    keepYears: Number(keepYears ?? 7),
  }
  try {
    const { id, files } = await addLoadedShare(db, act, share, upload.bytes)
    return redirect(paths.share(id), `${counted(files, 'file was', 'files were')} loaded`)
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    const message = [error.message, error.advice].filter(Boolean).join('. ')
    return showLoad(asked, { values: body, errors: [{ field: 'file', message, control: 'file' }] })
  }
}
