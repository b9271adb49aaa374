import { possibleOwners } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import { countIn, firstValue } from '#platform/form/index.ts'
import { listRoutes, listView, readPage, readState, tableRoutes, viewsOf } from '#platform/listing/index.ts'
import {
  get,
  LONG_FORM,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
  redirectUndone,
} from '#platform/web/index.ts'
import { matchOwnerWords } from './actions/deeds.ts'
import { unmatchedOwners } from './actions/owner-store.ts'
import { routes as actionRoutes } from './actions/routes.ts'
import { routes as addingRoutes } from './adding/routes.ts'
import { apiRoutes } from './api.ts'
import { routes as bulkRoutes } from './bulk/routes.ts'
import { routes as chasingRoutes } from './chasing/routes.ts'
import { routes as comparingRoutes } from './comparing/routes.ts'
import { routes as deliverableRoutes } from './deliverables/routes.ts'
import { routes as escalationRoutes } from './escalations/routes.ts'
import { routes as evidenceRoutes } from './evidence/routes.ts'
import { routes as guessRoutes } from './guesses/routes.ts'
import { countGuesses } from './guesses/store.ts'
import { routes as importRoutes } from './importing/routes.ts'
import { routes as layoutRoutes } from './layouts/routes.ts'
import { routes as lineageRoutes } from './lineage/routes.ts'
import { planListing } from './listing.ts'
import { foundPlan, planToRun } from './lookup.ts'
import { closest } from './matching.ts'
import { routes as milestoneRoutes } from './milestones/routes.ts'
import { paths } from './paths.ts'
import { routes as publishingRoutes } from './publishing/routes.ts'
import { routes as reportRoutes } from './reports/routes.ts'
import { routes as revisionRoutes } from './revisions/routes.ts'
import { mayChangePlan } from './rights.ts'
import { routes as roundRoutes } from './rounds/routes.ts'
import { PLANS_SEEN } from './seeing.ts'
import { routes as startingRoutes } from './starting/routes.ts'
import { actionsByDue, actionsUnder, figuresOf, leftOverOf, recommendationsOf } from './store.ts'
import {
  leftOverPage,
  leftOverVersion,
  ownersPage,
  type PlanPage,
  planPage,
  plansPage,
  TIMELINE_MOST,
  timelinePage,
} from './views.ts'

/** Recommendations on one page of a plan. */
const SHOWN = 40

export const routes: readonly Route[] = [
  get(paths.plans, 'plans:read', async ({ db, query, today, person }) => {
    const listing = planListing(today)
    const context = { today, person }
    const [rows, views] = await Promise.all([
      readPage(db, listing, readState(listing, query), context),
      viewsOf(db, 'plans', person.id),
    ])
    const empty = may(person, 'plans:import')
      ? 'There are no plans yet. Import one from a document.'
      : 'There are no plans yet.'
    const list = await listView(db, listing, rows, context, {
      path: paths.plans,
      caption: 'Action plans',
      views,
      empty,
    })
    return page(plansPage(list, may(person, 'plans:import')))
  }),
  ...listRoutes(paths.plans, 'plans:read', planListing),
  ...importRoutes,
  ...guessRoutes,
  ...actionRoutes,
  ...bulkRoutes,
  ...reportRoutes,
  ...revisionRoutes,
  ...lineageRoutes,
  ...escalationRoutes,
  ...evidenceRoutes,
  ...deliverableRoutes,
  ...milestoneRoutes,
  ...chasingRoutes,
  ...roundRoutes,
  ...comparingRoutes,
  ...layoutRoutes,
  ...addingRoutes,
  ...startingRoutes,
  ...publishingRoutes,
  ...apiRoutes,
  get(paths.plan(':id'), 'plans:read', show),
  get(paths.timeline(':id'), 'plans:read', async (asked) => {
    const shown = await framed(asked)
    const telling = { key: 'the timeline', seenBy: PLANS_SEEN }
    const actions = await toDraw(asked, telling, ({ db }) => actionsByDue(db, shown.plan.id, TIMELINE_MOST))
    return page(timelinePage(shown, actions))
  }),
  get(paths.leftOver(':id'), 'plans:read', async (asked) => {
    const plan = await foundPlan(asked)
    return page(leftOverPage(plan, await leftOverOf(asked.db, plan.id)))
  }),
  ...tableRoutes(paths.leftOver(':id'), 'plans:read', PLANS_SEEN, async (asked) => {
    const rows = await leftOverOf(asked.db, (await foundPlan(asked)).id)
    return {
      title: 'Left over',
      headers: ['Where', 'Text', 'Why', 'Version'],
      rows: rows.map((row) => [row.place, row.text, row.why, leftOverVersion(row)]),
    }
  }),
  get(paths.owners(':id'), 'plans:change', owners),
  post(paths.owners(':id'), 'plans:change', matchOwners, { most: LONG_FORM }),
]

async function framed(asked: PersonRequest): Promise<PlanPage> {
  const plan = await foundPlan(asked)
  const [figures, guesses] = await Promise.all([
    figuresOf(asked.db, plan.id, asked.today),
    countGuesses(asked.db, plan.id),
  ])
  return { plan, today: asked.today, figures, guesses, canChange: mayChangePlan(asked.person, plan.unitId) }
}

async function show(asked: PersonRequest): Promise<Reply> {
  const { db, query } = asked
  const shown = await framed(asked)
  const found = await recommendationsOf(db, shown.plan.id, SHOWN + 1, countIn(query, 'after', -1))
  const recommendations = found.slice(0, SHOWN)
  const actions = await actionsUnder(
    db,
    recommendations.map(({ id }) => id),
  )
  const next = found.length > SHOWN ? `${paths.plan(shown.plan.id)}?after=${recommendations.at(-1)?.position}` : null
  return page(planPage(shown, recommendations, actions, next))
}

async function owners(asked: PersonRequest): Promise<Reply> {
  const { db, today } = asked
  const plan = await planToRun(asked)
  const [unmatched, possible] = await Promise.all([unmatchedOwners(db, plan.id), possibleOwners(db, today)])
  const suggestions = unmatched.map(({ words, actions }) => {
    const match = closest(words, possible)
    return { words, actions, suggested: match ? `${match.kind} ${match.id}` : null }
  })
  return page(ownersPage(plan, suggestions, possible))
}

async function matchOwners(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const plan = await planToRun(asked)
  const possible = await possibleOwners(db, today)
  let matched = 0
  for (let index = 0; index < 200; index += 1) {
    const words = firstValue(body, `words${index}`)
    const match = possible.find(({ kind, id }) => firstValue(body, `match${index}`) === `${kind} ${id}`)
    if (words && match) matched += await matchOwnerWords(db, { person, act }, plan.id, words, match)
  }
  return matched > 0
    ? redirect(paths.plan(plan.id), 'The owners were matched')
    : redirectUndone(paths.plan(plan.id), 'Nothing was matched')
}
