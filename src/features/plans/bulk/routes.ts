import { possibleOwners, unitChoices } from '#features/people/index.ts'
import { may, mayEverywhere, mayIn, type SeenRows } from '#platform/access/index.ts'
import { clean, type FormState, firstValue, valuesOf, versionIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { address, type Listing, type ListState, readAll, readPage, readState } from '#platform/listing/index.ts'
import type { FieldError } from '#platform/page/index.ts'
import {
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { voicesOfMany } from '../actions/claim-store.ts'
import { actionListing } from '../actions/listing.ts'
import type { ActionRow } from '../actions/model.ts'
import { interpretDate } from '../dates/index.ts'
import { claimObstacle, overdueAfter, STATUSES } from '../model.ts'
import { paths } from '../paths.ts'
import { ACTIONS_RUN } from '../rights.ts'
import { actionsWithLastDay, type Chosen, changeMany, type RowUpdate, updateMany } from './deeds.ts'
import { type DateCheck, manyForm, manyPage, type NotTheirs, ownerValue, ROWS_MOST, updatePage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.many, 'plans:change', async (asked) => showMany(asked, { values: {}, errors: [] })),
  post(paths.many, 'plans:change', doMany),
  get(paths.update, 'plans:claim', async (asked) => showUpdate(asked, { values: {}, errors: [] })),
  post(paths.update, 'plans:claim', doUpdate),
]

interface Shown {
  readonly rows: readonly ActionRow[]
  readonly isCut: boolean
  readonly query: string
}

/** Those that somebody may change. */
const OWN: SeenRows = { of: ACTIONS_RUN, row: 'a' }

/** The first rows that the filters of the list let through. */
async function shown({ db, query, today, person }: PersonRequest, rows: SeenRows = 'every'): Promise<Shown> {
  const listing: Listing<ActionRow> = { ...actionListing(today), rows }
  const state: ListState = { ...readState(listing, query), cursor: null }
  const found: ActionRow[] = []
  for await (const batch of readAll(db, listing, state, { today, person })) {
    found.push(...batch)
    if (found.length > ROWS_MOST) break
  }
  return { rows: found.slice(0, ROWS_MOST), isCut: found.length > ROWS_MOST, query: address(state) }
}

async function manyControls({ db, today, person }: PersonRequest) {
  const [owners, units] = await Promise.all([possibleOwners(db, today), unitChoices(db, today, person)])
  const own = units.filter(({ value }) => mayIn(person, 'plans:change', value))
  const none = mayEverywhere(person, 'plans:change') ? [{ value: 'none', text: 'No unit' }] : []
  return { owners, form: manyForm(owners, [...none, ...own]) }
}

/** How many actions the filters let through that somebody may not change: they belong to other units, or to no unit. */
async function notTheirs({ db, query, today, person }: PersonRequest): Promise<NotTheirs> {
  if (mayEverywhere(person, 'plans:change')) return { count: 0, isMore: false }
  const listing = actionListing(today)
  const state: ListState = { ...readState(listing, query), cursor: null }
  const [all, own] = await Promise.all(
    (['every', OWN] as const).map((rows) => readPage(db, { ...listing, rows }, state, { today, person })),
  )
  return { count: (all?.count ?? 0) - (own?.count ?? 0), isMore: all?.isMore ?? false }
}

/** What a new date does to the chosen actions, to be looked at before it is saved. */
async function checkOf({ db, today }: PersonRequest, text: string, chosen: readonly Chosen[]): Promise<DateCheck> {
  const reading = interpretDate(text, today)
  const ids = chosen.map(({ id }) => id)
  const withDay = await actionsWithLastDay(db, ids)
  return { text, reading, losing: overdueAfter(reading) === null ? withDay : 0 }
}

async function showMany(asked: PersonRequest, state: FormState, check: DateCheck | null = null): Promise<Reply> {
  const [{ rows, isCut, query }, { form }, others] = await Promise.all([
    shown(asked, OWN),
    manyControls(asked),
    notTheirs(asked),
  ])
  const view = manyPage({
    rows,
    isCut,
    others,
    chosen: new Set(valuesOf(state.values, 'action')),
    controls: form.controls(state),
    check,
    errors: state.errors,
    query,
    today: asked.today,
  })
  return formReply(view)
}

function chosenIn({ body }: PersonRequest, ids: readonly string[]): Chosen[] {
  return ids.filter(isId).map((id) => ({ id, version: versionIn(body, `version ${id}`) }))
}

async function doMany(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const { owners, form } = await manyControls(asked)
  const read = form.read(body)
  const chosen = chosenIn(asked, valuesOf(body, 'action')).slice(0, ROWS_MOST)
  const errors: FieldError[] = [...read.errors]
  if (chosen.length === 0) errors.push({ field: 'action', message: 'Choose at least one action', control: 'owner' })
  if (read.ok) {
    const { owner, unit, target, reason } = read.value
    if (!owner && !unit && !target) errors.push({ field: 'owner', message: 'Say what changes' })
    if (target && !reason) errors.push({ field: 'reason', message: 'Enter why the dates change' })
  }
  if (!read.ok || errors.length > 0) return showMany(asked, { values: body, errors })
  const { owner, unit, target, reason } = read.value
  // Nothing is saved before its reading was looked at: that of these words, and not of others that were typed before.
  if (target && clean(firstValue(body, 'checked')) !== target)
    return showMany(asked, { values: body, errors: [] }, await checkOf(asked, target, chosen))
  const { changed, left, shut } = await changeMany(
    db,
    { act, person },
    chosen,
    {
      owner: owners.find((one) => ownerValue(one) === owner) ?? null,
      unit,
      target: target ? { text: target, reason: reason ?? '' } : null,
    },
    today,
  )
  const told = `${counted(changed, 'action was', 'actions were')} changed`
  const rest =
    left > 0
      ? `. ${counted(left, 'was', 'were')} left alone, because somebody else has changed ${agreeing(left, 'it', 'them')} meanwhile`
      : ''
  const others =
    shut > 0
      ? `. ${counted(shut, 'belongs', 'belong')} to other units, in which you cannot change ${agreeing(shut, 'it', 'them')}`
      : ''
  return redirect(`${paths.many}${(await shown(asked)).query}`, told + rest + others)
}

async function showUpdate(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { db, person, today } = asked
  const { rows, isCut, query } = await shown(asked)
  const voices = await voicesOfMany(
    db,
    rows.map(({ id }) => id),
  )
  const told = rows.map((row) => {
    const own = voices.get(row.id)
    return { ...row, obstacle: own ? (claimObstacle(own, person)?.why ?? null) : null }
  })
  return page(updatePage({ rows: told, isCut, state, query, today }), state.errors.length > 0 ? 422 : 200)
}

/** Reads the rows in which something was written. */
function updatesIn({ body, today }: PersonRequest): RowUpdate[] {
  const ids = Object.keys(body).flatMap((name) => /^version (.+)$/.exec(name)?.[1] ?? [])
  return ids.filter(isId).flatMap((id): RowUpdate[] => {
    const status = STATUSES.find((known) => known === firstValue(body, `status ${id}`))
    const note = clean(firstValue(body, `note ${id}`)).slice(0, 5_000) || null
    if (!status && !note) return []
    return [
      {
        id,
        version: versionIn(body, `version ${id}`),
        claim: status ? { status, on: today, note } : null,
        commentary: status ? null : note,
      },
    ]
  })
}

async function doUpdate(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const updates = updatesIn(asked)
  const voices = await voicesOfMany(
    db,
    updates.map(({ id }) => id),
  )
  const errors = updates.flatMap(({ id, claim }): FieldError[] => {
    const own = voices.get(id)
    const obstacle = claim && own ? claimObstacle(own, person) : null
    return obstacle ? [{ field: `status-${id}`, message: obstacle.why }] : []
  })
  if (errors.length > 0) return showUpdate(asked, { values: body, errors })
  const { stale } = await updateMany(db, { act, person }, updates, today)
  if (stale.length > 0) {
    const told = stale.map((id) => ({
      field: `status-${id}`,
      message: 'Somebody else has changed this action meanwhile. Look at how it stands now, and save again.',
    }))
    return showUpdate(asked, { values: body, errors: told })
  }
  const { query } = await shown(asked)
  const count = updates.length
  return redirect(
    `${paths.update}${query}`,
    count === 0 ? 'Nothing was changed' : `${counted(count, 'action was', 'actions were')} updated`,
  )
}

/** Where many actions of a list are changed or updated together, for those who may. */
export function bulkLinks({ person, query, today }: PersonRequest): { readonly href: string; readonly text: string }[] {
  const listing = actionListing(today)
  const own = address({ ...readState(listing, query), cursor: null })
  return [
    ...(may(person, 'plans:claim') ? [{ href: `${paths.update}${own}`, text: 'Update these actions' }] : []),
    ...(may(person, 'plans:change') ? [{ href: `${paths.many}${own}`, text: 'Change many of these actions' }] : []),
  ]
}
