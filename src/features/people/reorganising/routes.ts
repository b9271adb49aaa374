import { checkEverywhere, mayEverywhere } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { countIn, type FormState, firstValue, form, isGoingBack, requiredText } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import type { Belonging } from '#platform/room/index.ts'
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
import { paths } from '../paths.ts'
import { PEOPLE_SEEN } from '../seeing.ts'
import { unitsToChoose } from '../tree.ts'
import { unitChoices } from './ahead.ts'
import { limitsOf } from './choosing.ts'
import { reorganise } from './deeds.ts'
import { mergeForm, moveForm, splitForm, transferInForm, transferOutForm } from './forms.ts'
import { divides, effectsOf, listedOf, type Rehearsed, stayingOf } from './going.ts'
import { isKind, KINDS, type Kind, placeName, type Reorganisation, whenOf } from './model.ts'
import { previewPage, THINGS_A_PAGE } from './pages.ts'
import { history, movedBy, shownOf, THING_COLUMNS, thingsMovedBy } from './past.ts'
import { historyPage, onePage, plannedPage, thingsMovedTable, thingsPlannedTable } from './past-pages.ts'
import { findPlanned, type Planned, unfinished } from './planned.ts'
import { choosePage, effectsPart, fillInPage, thingsPart, unseenPart } from './planned-pages.ts'
import { plan, withdraw, withdrawObstacle } from './planning.ts'
import { placesIn, readForm } from './reading.ts'
import { rehearse } from './rehearsing.ts'
import { isKeptFrom, isSeen } from './seeing.ts'

const withdrawForm = form({
  why: requiredText({ label: 'Why?', required: 'Enter why it is withdrawn', lines: 2, most: 1_000 }),
})

/** Changes of the tree of units: each is filled in, gone through with everything that it would move, and done, or planned for its day. */
export function reorganisingRoutes(belongings: readonly Belonging[]): Route[] {
  return [
    get(paths.reorganise, 'people:change', async ({ db, person }) => {
      checkEverywhere(person, 'people:change')
      return page(choosePage(await unfinished(db)))
    }),
    get(paths.reorganiseAs(':kind'), 'people:change', async (asked) => {
      checkEverywhere(asked.person, 'people:change')
      return showForm(asked, belongings, kindOf(asked), { values: {}, errors: [] })
    }),
    post(paths.reorganiseAs(':kind'), 'people:change', async (asked) => {
      checkEverywhere(asked.person, 'people:change')
      return answerForm(asked, belongings)
    }),
    get(paths.reorganisations, 'people:read', async ({ db, person }) => {
      const [rows, planned] = [await history(db), await unfinished(db)]
      return page(historyPage(rows, planned, mayEverywhere(person, 'people:change')))
    }),
    ...tableRoutes(`${paths.reorganisations}/table`, 'people:read', PEOPLE_SEEN, async ({ db }) => ({
      title: 'Reorganisations',
      headers: ['Day', 'What', 'Before', 'After', 'Other body', 'Why'],
      rows: (await history(db)).map((one) => [
        one.on,
        KINDS[one.kind].done,
        one.before,
        one.after,
        one.otherBody,
        one.why,
      ]),
    })),
    get(paths.planned(':id'), 'people:read', async (asked) =>
      showPlanned(asked, belongings, { values: {}, errors: [] }),
    ),
    post(paths.planned(':id'), 'people:change', async (asked) => {
      checkEverywhere(asked.person, 'people:change')
      const planned = await foundPlanned(asked)
      const read = withdrawForm.read(asked.body)
      if (!read.ok) return showPlanned(asked, belongings, read)
      await withdraw(asked.db, asked.act, belongings, { planned, why: read.value.why })
      return redirect(paths.planned(planned.id), 'The reorganisation was withdrawn')
    }),
    get(paths.reorganisation(':id'), 'people:read', async (asked) => showPast(asked, belongings)),
  ]
}

function kindOf({ params }: PersonRequest): Kind {
  const kind = params.kind ?? ''
  if (!isKind(kind)) throw new NotFound()
  return kind
}

/** Reads what was sent, goes through it, and shows what it would do; once somebody is sure, does it, or keeps it until its day. */
async function answerForm(asked: PersonRequest, belongings: readonly Belonging[]): Promise<Reply> {
  const { db, act, body, today } = asked
  const kind = kindOf(asked)
  if (isGoingBack(body)) return showForm(asked, belongings, kind, { values: body, errors: [] })
  const read = await readForm(db, kind, body, await unitChoices(db, today, asked.person))
  if ('errors' in read) return showForm(asked, belongings, kind, read)
  const { what } = read
  const offset = countIn(body, 'from')
  const rehearsed = await rehearse(db, act, belongings, what, { limit: THINGS_A_PAGE, offset })
  if (rehearsed.problem) {
    const { field, message } = rehearsed.problem
    return showForm(asked, belongings, kind, { values: body, errors: [errorOn(kind, field, message)] })
  }
  if (firstValue(body, 'sure') !== 'yes' || rehearsed.open > 0)
    return showPreview(asked, belongings, what, rehearsed, offset)
  if (whenOf(what.on, today) === 'ahead')
    return redirect(paths.planned(await plan(db, act, what)), 'The reorganisation is planned')
  return redirect(paths.reorganisation(await reorganise(db, act, belongings, what)), 'The units were reorganised')
}

/** The control that a problem is about: not every form has each of them, and some problems are about none. */
function errorOn(kind: Kind, field: string, message: string) {
  if (field === '') return { field, message, control: 'main-content' }
  const own: Readonly<Record<Kind, readonly string[]>> = {
    move: ['parent'],
    merge: ['parent', 'name'],
    split: [],
    'transfer-out': [],
    'transfer-in': ['parent', 'name'],
  }
  if (own[kind].includes(field)) return { field, message }
  if (kind === 'split' && field === 'name') return { field: 'names', message }
  return { field: 'on', message, control: 'on-day' }
}

async function showPreview(
  asked: PersonRequest,
  all: readonly Belonging[],
  what: Reorganisation,
  rehearsed: Rehearsed,
  offset: number,
): Promise<Reply> {
  const { db, today, body } = asked
  const isRefused = firstValue(body, 'sure') === 'yes'
  const errors = isRefused
    ? rehearsed.things
        .filter(({ target, isTwice }) => target === null || isTwice)
        .slice(0, 20)
        .map((thing) => ({
          field: placeName(thing),
          message: thing.isTwice
            ? `Choose another unit for ${thing.name}: that unit already has one like it`
            : `Choose where ${thing.name} goes`,
        }))
    : []
  const units = await unitsToChoose(db, today)
  const view = previewPage({ what, rehearsed, all, units, values: body, offset, today, errors })
  return page(view, isRefused ? 422 : 200)
}

/** What somebody is shown of what moved. Names are for those who may reorganise: everybody else sees how many of what went where. */
async function showPast({ db, params, query, person }: PersonRequest, all: readonly Belonging[]): Promise<Reply> {
  const id = params.id ?? ''
  const [one] = isId(id) ? await history(db, id) : []
  if (!one) throw new NotFound()
  const seen = isSeen(all, person, THING_COLUMNS)
  const moved = await movedBy(db, id, seen)
  const shownPast = shownOf(one, all, person)
  if (!mayEverywhere(person, 'people:change')) return page(onePage(shownPast, all, { moved, things: null }))
  const total = moved.reduce((sum, { count }) => sum + count, 0)
  const shown = { limit: THINGS_A_PAGE, offset: Math.min(total, countIn(query, 'from')) }
  const things = thingsMovedTable(id, await thingsMovedBy(db, id, seen, shown), all, { ...shown, total })
  return page(onePage(shownPast, all, { moved, things }))
}

async function foundPlanned({ db, params }: PersonRequest): Promise<Planned> {
  const id = params.id ?? ''
  const found = isId(id) ? await findPlanned(db, id) : null
  if (!found) throw new NotFound()
  return found
}

async function showPlanned(asked: PersonRequest, all: readonly Belonging[], state: FormState): Promise<Reply> {
  const { db, person } = asked
  const planned = await foundPlanned(asked)
  const isWaiting = planned.state === 'waiting'
  const isOpen = isWaiting || planned.state === 'refused'
  const { effects, things } = isWaiting ? await whatWillHappen(asked, all, planned) : { effects: null, things: null }
  const view = plannedPage(planned, {
    canWithdraw:
      isOpen && mayEverywhere(person, 'people:change') && !(await withdrawObstacle(db, asked.act, all, planned)),
    effects,
    things,
    controls: withdrawForm.controls(state),
    errors: state.errors,
  })
  return formReply(view)
}

/** What a planned reorganisation will do with what somebody is shown: how many of what, and for those who may reorganise each by its name. */
async function whatWillHappen(asked: PersonRequest, all: readonly Belonging[], planned: Planned) {
  const { db, today, person, query } = asked
  const { what } = planned
  const units = await unitsToChoose(db, today)
  const own = { all, what, today, viewer: person }
  const found = await effectsOf(db, own)
  const stays = await stayingOf(db, own)
  const effects = effectsPart(found, what, { all, units, stays })
  // Said of every kind that is kept from somebody, whether or not there is one: nobody learns from it that there is.
  const isWhole = !all.some((one) => isKeptFrom(one, person))
  const unseen = isWhole ? null : unseenPart(planned.byId === person.id)
  if (!mayEverywhere(person, 'people:change')) return { effects, things: unseen }
  const total = found.reduce((sum, { count }) => sum + count, stays)
  const shown = { limit: THINGS_A_PAGE, offset: Math.min(total, countIn(query, 'from')) }
  const things = thingsPlannedTable(planned, await listedOf(db, own, shown), all, { ...shown, total, units })
  return { effects, things: thingsPart(things, unseen) }
}

async function controlsFor({ db, today, person }: PersonRequest, kind: Kind, state: FormState) {
  const units = await unitChoices(db, today, person)
  switch (kind) {
    case 'move':
      return moveForm(units).controls(state)
    case 'merge':
      return mergeForm(units).controls(state)
    case 'split':
      return splitForm(units).controls(state)
    case 'transfer-out':
      return transferOutForm(units).controls(state)
    case 'transfer-in':
      return transferInForm(units).controls(state)
  }
}

async function showForm(asked: PersonRequest, all: readonly Belonging[], kind: Kind, state: FormState): Promise<Reply> {
  const limits = divides({ kind }) ? await limitsOf(asked.db, all, asked.person) : null
  return formReply(fillInPage(kind, limits, [placesIn(state.values), await controlsFor(asked, kind, state)], state))
}
