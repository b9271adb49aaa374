import { addDays, type Day } from '#platform/calendar/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue, valueOrRefusal } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes, type WholeTable } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, type Reply, type Route } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { findPlan } from '../store.ts'
import {
  burnUp,
  changeCounts,
  type Occasion,
  occasions,
  ownerActions,
  ownerFigures,
  ownerLoad,
  planFigures,
  totals,
  unitFigures,
} from './store.ts'
import { changesForm, changesPage, detailOf, whatOf } from './views/changes.ts'
import { ownerPage } from './views/owner.ts'
import { portfolioPage } from './views/portfolio.ts'
import { unitsPage } from './views/units.ts'

/** Months that the burn-up looks back. */
export const BURN_MONTHS = 36
/** The picture of promises and what was kept of them. */
export const BURN_UP = { key: 'the burn-up', seenBy: PLANS_SEEN }
const OCCASIONS_MOST = 300

export const routes: readonly Route[] = [
  get(paths.portfolio, 'plans:read', async (asked) => {
    const { db, today } = asked
    const [sums, plans, points] = await Promise.all([
      totals(db, today),
      planFigures(db, today),
      toDraw(asked, BURN_UP, (told) => burnUp(told.db, null, today, BURN_MONTHS)),
    ])
    return page(portfolioPage(sums, plans, points, today))
  }),
  ...tableRoutes(`${paths.portfolio}/plans`, 'plans:read', PLANS_SEEN, async ({ db, today }) => ({
    title: 'Plans',
    headers: ['Plan', 'Unit', 'Actions', 'Finished', 'Overdue', 'Slipped', 'Wait for a verdict', 'Next due'],
    rows: (await planFigures(db, today)).map((one) => [
      one.title,
      one.unit,
      one.actions,
      one.finished,
      one.overdue,
      one.slipped,
      one.awaiting,
      one.nextDue,
    ]),
  })),
  get(paths.compareUnits, 'plans:read', async (asked) => {
    const telling = { key: 'the picture of units', seenBy: PLANS_SEEN }
    return page(unitsPage(await toDraw(asked, telling, ({ db, today }) => unitFigures(db, today, null))))
  }),
  ...tableRoutes(`${paths.compareUnits}/table`, 'plans:read', PLANS_SEEN, async ({ db, today }) => ({
    title: 'Units compared',
    headers: ['Unit', 'Actions', 'Open', 'Overdue', 'Slipped', 'Median age in days', 'Judged', 'Accepted'],
    rows: (await unitFigures(db, today, null)).map((one) => [
      one.unit,
      one.actions,
      one.open,
      one.overdue,
      one.slipped,
      one.medianAge,
      one.judged,
      one.accepted,
    ]),
  })),
  get(paths.changes, 'plans:read', changes),
  ...tableRoutes(`${paths.changes}/table`, 'plans:read', PLANS_SEEN, changesTable),
  get(paths.owner(':kind', ':id'), 'plans:read', async (asked) => {
    const { db, params, today } = asked
    const { kind, id = '' } = params
    if ((kind !== 'role' && kind !== 'person') || !isId(id)) throw new NotFound()
    const figures = await ownerFigures(db, kind, id, today)
    if (!figures) throw new NotFound()
    const [load, actions] = await Promise.all([
      toDraw(asked, { key: 'what comes due', seenBy: PLANS_SEEN }, (told) => ownerLoad(told.db, kind, id, today)),
      ownerActions(db, kind, id, today, 200),
    ])
    return page(ownerPage({ kind, id }, figures, load, actions, today))
  }),
]

interface Between {
  readonly planId: string | null
  readonly planTitle: string | null
  readonly from: Day
  readonly to: Day
  readonly read: ReturnType<ReturnType<typeof changesForm>['read']>
}

/** The two days that were asked for, or the last month. */
async function between({ db, query, today }: PersonRequest): Promise<Between> {
  const planId = firstValue(query, 'plan')
  const plan = isId(planId) ? await findPlan(db, planId) : null
  if (planId !== '' && !plan) throw new NotFound()
  const read = changesForm(today).read(query)
  const to = (read.ok ? read.value.to : null) ?? today
  const from = (read.ok ? read.value.from : null) ?? addDays(to, -30)
  return { planId: plan?.id ?? null, planTitle: plan?.title ?? null, from, to, read }
}

async function changes(asked: PersonRequest): Promise<Reply> {
  const { db } = asked
  const { planId, planTitle, from, to, read } = await between(asked)
  const { errors } = read
  const [counts, found] = await Promise.all([
    changeCounts(db, planId, from, to),
    occasions(db, planId, from, to, OCCASIONS_MOST + 1),
  ])
  const state = read.ok ? changesForm(asked.today).filled({ from, to }) : read
  const [fromYear, fromMonth, fromDate] = from.split('-')
  const [toYear, toMonth, toDate] = to.split('-')
  const view = changesPage({
    planId,
    planTitle,
    from,
    to,
    state,
    counts,
    occasions: found.slice(0, OCCASIONS_MOST),
    isCut: found.length > OCCASIONS_MOST,
    today: asked.today,
    isPast: to < asked.today,
    query: `?from-day=${fromDate}&from-month=${fromMonth}&from-year=${fromYear}&to-day=${toDate}&to-month=${toMonth}&to-year=${toYear}${planId ? `&plan=${planId}` : ''}`,
  })
  return page(view, errors.length > 0 ? 422 : 200)
}

/** By how many days a target date moved: later in one column, earlier in the other. */
function daysMoved({ what, slipDays }: Occasion): [number | null, number | null] {
  if (what !== 'target' || slipDays === null || slipDays === 0) return [null, null]
  return slipDays > 0 ? [slipDays, null] : [null, -slipDays]
}

async function changesTable(asked: PersonRequest): Promise<WholeTable> {
  const { planId, from, to, read } = await between(asked)
  valueOrRefusal(read)
  const found = await occasions(asked.db, planId, from, to, 10_000)
  return {
    title: `What changed ${from} to ${to}${to < asked.today ? `, on record on ${asked.today}` : ''}`,
    headers: ['Day', 'Plan', 'Ref', 'Action', 'What', 'In detail', 'Days later', 'Days earlier'],
    rows: found.map((one) => [one.on, one.planTitle, one.ref, one.text, whatOf(one), detailOf(one), ...daysMoved(one)]),
  }
}
