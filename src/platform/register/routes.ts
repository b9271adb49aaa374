import { asTheReader, tellTo } from '../access/index.ts'
import { momentOf } from '../calendar/index.ts'
import { BadRequest } from '../errors.ts'
import { type FormState, versionIn } from '../form/index.ts'
import { listRoutes, listView, readPage, readState, viewsOf } from '../listing/index.ts'
import { download, get, type PersonRequest, page, post, type Reply, type Route, redirect } from '../web/index.ts'
import { article, capital } from '../words.ts'
import { aheadOf } from './ahead.ts'
import { apiRoutes } from './api.ts'
import { titleOf } from './field-words.ts'
import { itemForm, referencesOf, resolveReferences } from './fields.ts'
import { handOver } from './file-api.ts'
import { fileOf } from './file-value.ts'
import { fileShown } from './file-views.ts'
import { fileGiven, filesOf, savingFile } from './files.ts'
import { importRoutes } from './import-routes.ts'
import { checkMayAdd, checkMayChange, mayAddTo, mayChangeItem } from './in-unit.ts'
import { lifeOf } from './life/shown.ts'
import { listingOf } from './listing.ts'
import { existing } from './lookup.ts'
import {
  type FieldValue,
  type Item,
  isLeading,
  type PanelBeside,
  type Register,
  readBy,
  referenceName,
  writtenBy,
} from './model.ts'
import { addItem, changeItem, type Saved } from './save.ts'
import { isTyped, startOf } from './start.ts'
import { changesOf } from './store.ts'
import { formPage, itemPage, listPage } from './views.ts'

/** Every page, file and API route of a register; other rooms may show more beside an item. */
export function registerRoutes(register: Register, others: readonly PanelBeside[] = []): Route[] {
  const { path, see, change } = register
  const files = filesOf(register)
  const options = files ? { takesLarge: files } : {}
  return [
    get(path, see, async (asked) => shownList(register, asked)),
    ...listRoutes(path, see, (_today, { person }) => listingOf(readBy(register, person))),
    get(`${path}/add`, change, async (asked) => {
      checkMayAdd(register, asked.person)
      const own = writtenBy(register, asked.person)
      const form = await formFor(asked, own)
      const { values, notes } = await startOf(asked, own, form, asked.query)
      return addPage(own, form, { values, errors: [] }, notes)
    }),
    post(`${path}/add`, change, async (asked) => add(writtenBy(register, asked.person), asked), options),
    ...importRoutes(register),
    get(`${path}/:id`, see, async (asked) => shownItem(register, others, asked)),
    get(`${path}/:id/change`, change, async (asked) => {
      const own = writtenBy(register, asked.person)
      const item = await existing(asked, own)
      await checkMayChange(asked.db, register, asked.person, item.id)
      const form = await formFor(asked, own, item)
      return page(changePage(own, item, form, form.filled(formValue(own, item, form))))
    }),
    post(`${path}/:id/change`, change, async (asked) => changed(writtenBy(register, asked.person), asked), options),
    ...(files
      ? [
          download(`${path}/:id/files/:column`, see, asTheReader('the register'), async (asked) =>
            handOver(asked, register),
          ),
        ]
      : []),
    ...apiRoutes(register),
  ]
}

/** The items that somebody asked for, as a list. */
async function shownList(register: Register, { db, query, today, person }: PersonRequest): Promise<Reply> {
  const { path } = register
  const context = { today, person }
  const listing = listingOf(readBy(register, person))
  const [found, views] = await Promise.all([
    readPage(db, listing, readState(listing, query), context),
    viewsOf(db, register.key, person.id),
  ])
  const list = await listView(db, listing, found, context, { path, caption: capital(register.plural), views })
  return page(listPage(register, list, mayAddTo(register, person)))
}

/** An item with its history, and what its room and others show beside it. */
async function shownItem(register: Register, others: readonly PanelBeside[], asked: PersonRequest): Promise<Reply> {
  const { db, person, today } = asked
  const own = readBy(register, person)
  const item = await existing(asked, own)
  const [changes, lead, ahead, life, canChange, panels] = await Promise.all([
    changesOf(db, register, item.id, person),
    register.lead?.(db, item.id, person, today),
    aheadOf(db, own, item, today, person),
    lifeOf(db, register, item, { person, today }),
    mayChangeItem(db, register, person, item.id),
    Promise.all([
      register.panels?.(db, item.id, person, today),
      ...others
        .filter(({ of }) => of === register.key)
        .map(({ of, seenBy, show }) =>
          tellTo({ key: `what stands beside ${of}`, seenBy }, { db, viewer: person }, (seen, viewer) =>
            show(seen, item.id, viewer, today),
          ),
        ),
    ]),
  ])
  return page(
    itemPage(own, item, {
      changes,
      lead: lead ?? null,
      ahead,
      panels,
      canChange,
      life,
    }),
  )
}

type ItemForm = ReturnType<typeof itemForm>

const formFor = async (
  { db, today, person, upload }: Pick<PersonRequest, 'db' | 'today' | 'person' | 'upload'>,
  register: Register,
  kept: Item | null = null,
) =>
  itemForm(register, {
    ...(await referencesOf(db, register, today, kept, person)),
    ...fileShown(register, kept, upload),
  })

/** What fills the form in: ids for lists, names where names are typed. */
function formValue(register: Register, item: Item, form: ItemForm): Record<string, FieldValue> {
  return Object.fromEntries(
    register.fields.map((field) => {
      const { column } = field
      const isNamed = isLeading(field) && isTyped(form, column)
      return [column, (isNamed ? item[referenceName(column)] : asWritten(item[column])) as FieldValue]
    }),
  )
}

const asWritten = (value: unknown) => (value instanceof Date ? momentOf(value) : value)

function addPage(register: Register, form: ItemForm, state: FormState, notes: readonly string[] = []) {
  const title = `Add ${article(register.singular)} ${register.singular}`
  const view = formPage({
    action: `${register.path}/add`,
    title,
    button: 'Save',
    controls: form.controls(state),
    back: register.path,
    notes,
    errors: state.errors,
    takesFile: fileOf(register) !== null,
  })
  return page(view, state.errors.length > 0 ? 422 : 200)
}

function changePage(register: Register, item: Item, form: ItemForm, state: FormState) {
  return formPage({
    action: `${register.path}/${item.id}/change`,
    title: `Change ${titleOf(register, item)}`,
    button: 'Save changes',
    controls: form.controls(state),
    version: item.version,
    back: `${register.path}/${item.id}`,
    errors: state.errors,
    takesFile: fileOf(register) !== null,
  })
}

const isRefused = (saved: Saved): saved is Extract<Saved, { message: string }> => 'message' in saved

/** What a form gives: names become ids, and a file stays, goes, or comes with the form. */
async function itemValueOf(
  asked: PersonRequest,
  register: Register,
  read: Readonly<Record<string, FieldValue>>,
  item: Item | null,
) {
  const { value, problems } = await resolveReferences(asked.db, register, read)
  const given = fileGiven(register, item, asked)
  return { value: { ...value, ...given.value }, problems: [...problems, ...given.problems] }
}

async function add(register: Register, asked: PersonRequest) {
  checkMayAdd(register, asked.person)
  const { db, act, body, upload } = asked
  const form = await formFor(asked, register)
  const read = form.read(body)
  if (!read.ok) return addPage(register, form, read)
  const { value, problems } = await itemValueOf(asked, register, read.value, null)
  if (problems.length > 0) return addPage(register, form, { values: body, errors: problems })
  const saved = await savingFile(asked, register, upload, (withFile, alongside) =>
    addItem(db, act, register, { ...value, ...withFile }, alongside),
  )
  if (isRefused(saved)) return addPage(register, form, { values: body, errors: [saved] })
  return redirect(`${register.path}/${saved.id}`, `The ${register.singular} was added`)
}

async function changed(register: Register, asked: PersonRequest) {
  const { db, act, body, upload } = asked
  const item = await existing(asked, register)
  await checkMayChange(db, register, asked.person, item.id)
  const form = await formFor(asked, register, item)
  const version = versionIn(body)
  if (version < 0) throw new BadRequest('The form does not say which version it changes')
  const read = form.read(body)
  const again = (errors: FormState['errors']) => page(changePage(register, item, form, { values: body, errors }), 422)
  if (!read.ok) return again(read.errors)
  const { value, problems } = await itemValueOf(asked, register, read.value, item)
  if (problems.length > 0) return again(problems)
  const saved = await savingFile(asked, register, upload, (withFile, alongside) =>
    changeItem(db, act, register, item.id, version, { ...value, ...withFile }, alongside),
  )
  if (isRefused(saved)) return again([saved])
  return redirect(`${register.path}/${item.id}`, 'Your changes were saved')
}
