import { toDraw } from '#platform/charts/index.ts'
import { DOCUMENT_FORMATS } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listAsAsked, listRoutes, tableRoutes } from '#platform/listing/index.ts'
import {
  download,
  file,
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { BURN_MONTHS, BURN_UP } from '../comparing/routes.ts'
import { burnUp } from '../comparing/store.ts'
import { foundPlan, planToRun } from '../lookup.ts'
import { STATUS_NAMES } from '../model.ts'
import { paths } from '../paths.ts'
import { mayChangePlan } from '../rights.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { findPlan } from '../store.ts'
import { addRound, closeRound, dropRound, openRound } from './deeds.ts'
import { roundListing } from './listing.ts'
import { type Round, stateOf } from './model.ts'
import { findRound, progressOf, reportsOf, roundActions, roundsOf } from './store.ts'
import { reviewsPage, roundForm, roundPage, roundsPage } from './views.ts'

const SHOWN = 1000

export const routes: readonly Route[] = [
  get(paths.reviews, 'plans:read', async (asked) =>
    page(reviewsPage(await listAsAsked(asked, roundListing, { path: paths.reviews, caption: 'Reviews of plans' }))),
  ),
  ...listRoutes(paths.reviews, 'plans:read', () => roundListing),
  get(paths.rounds(':id'), 'plans:read', async (asked) => list(asked, { values: {}, errors: [] })),
  post(paths.rounds(':id'), 'plans:change', async (asked) => {
    const plan = await planToRun(asked)
    const read = roundForm.read(asked.body)
    if (!read.ok || read.value.dueOn === null) return list(asked, read)
    const round = { name: read.value.name, dueOn: read.value.dueOn }
    await addRound(asked.db, asked.act, plan.id, round, asked.person.id)
    return redirect(paths.rounds(plan.id), 'The review was planned')
  }),
  get(paths.round(':id'), 'plans:read', async (asked) => show(asked, await found(asked))),
  ...tableRoutes(`${paths.round(':id')}/actions`, 'plans:read', PLANS_SEEN, async (asked) => {
    const round = await found(asked)
    const actions = round.openedAt ? await roundActions(asked.db, round, 10_000) : []
    return {
      title: round.name,
      headers: ['Ref', 'Action', 'Owners', 'Then', 'Now', 'Updated', 'Judged'],
      rows: actions.map((one) => [
        one.ref,
        one.text,
        one.owners,
        STATUS_NAMES[one.before],
        STATUS_NAMES[one.status],
        one.isUpdated ? 'Yes' : 'No',
        one.isJudged ? 'Yes' : 'No',
      ]),
    }
  }),
  post(`${paths.round(':id')}/open`, 'plans:change', async (asked) => {
    const { id } = await foundToChange(asked)
    const actions = await openRound(asked.db, asked.act, id, asked.person.id)
    return redirect(paths.round(id), `The review was opened over ${counted(actions, 'action', 'actions')}`)
  }),
  post(`${paths.round(':id')}/close`, 'plans:change', async (asked) => {
    const round = await foundToChange(asked)
    const plan = await findPlan(asked.db, round.planId)
    if (!plan) throw new NotFound()
    await closeRound(asked, asked.act, round.id, plan, asked.person.id)
    return redirect(paths.round(round.id), 'The review was closed and its report frozen')
  }),
  post(`${paths.round(':id')}/drop`, 'plans:change', async (asked) => {
    const { id, planId } = await foundToChange(asked)
    await dropRound(asked.db, asked.act, id)
    return redirect(paths.rounds(planId), 'The review was given up')
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(`${paths.round(':id')}/report.${ending}`, 'plans:read', PLANS_SEEN, async (asked) => {
      const round = await found(asked)
      const report = (await reportsOf(asked.db, round.id)).find((one) => one.ending === ending)
      if (!report) throw new NotFound()
      return file(`progress-report-frozen.${ending}`, type, asked.blobs.read(report.digest))
    }),
  ),
]

async function found({ db, params }: PersonRequest): Promise<Round> {
  const id = params.id ?? ''
  const round = isId(id) ? await findRound(db, id) : null
  if (!round) throw new NotFound()
  return round
}

/** The same, for somebody who may run its plan. @throws NotFound, Forbidden */
async function foundToChange(asked: PersonRequest): Promise<Round> {
  const round = await found(asked)
  await planToRun({ ...asked, params: { id: round.planId } })
  return round
}

async function list(asked: PersonRequest, state: FormState): Promise<Reply> {
  const plan = await foundPlan(asked)
  const [rounds, points] = await Promise.all([
    toDraw(asked, { key: 'the picture of reviews', seenBy: PLANS_SEEN }, ({ db }) => roundsOf(db, plan.id)),
    toDraw(asked, BURN_UP, ({ db, today }) => burnUp(db, plan.id, today, BURN_MONTHS)),
  ])
  const view = roundsPage({
    plan,
    rounds,
    canChange: mayChangePlan(asked.person, plan.unitId),
    state,
    today: asked.today,
    points,
  })
  return formReply(view)
}

async function show({ db, person, today }: PersonRequest, round: Round): Promise<Reply> {
  const isOpen = stateOf(round) === 'open'
  const [plan, actions, progress, reports] = await Promise.all([
    findPlan(db, round.planId),
    round.openedAt ? roundActions(db, round, SHOWN) : [],
    isOpen ? progressOf(db, round, today) : null,
    reportsOf(db, round.id),
  ])
  const canChange = plan !== null && mayChangePlan(person, plan.unitId)
  return page(roundPage({ round, planTitle: plan?.title ?? '', actions, progress, reports, canChange }))
}
