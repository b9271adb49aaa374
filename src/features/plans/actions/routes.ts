import { type Match, possibleOwners } from '#features/people/index.ts'
import { type FormState, firstValue, oneLine, type Values, versionIn } from '#platform/form/index.ts'
import { listRoutes, listView, readPage, readState, viewsOf } from '#platform/listing/index.ts'
import { hidden } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { bulkLinks } from '../bulk/routes.ts'
import { evidenceOf } from '../evidence/store.ts'
import { claimObstacle, judgeObstacle, type Status, type Verdict } from '../model.ts'
import { paths } from '../paths.ts'
import { mayChangeAction } from '../rights.ts'
import { voicesOf } from './claim-store.ts'
import { datingRoutes } from './dating.ts'
import { addCommentary, giveVerdict, makeClaim, setOwners } from './deeds.ts'
import { claimForm, commentaryForm, verdictForm } from './forms.ts'
import { historyOf } from './history-store.ts'
import { actionListing } from './listing.ts'
import { foundAction, foundToChange } from './lookup.ts'
import { ownersOf } from './owner-store.ts'
import { actionPanels, claimEvidence } from './panels.ts'
import type { Action } from './store.ts'
import { ADDED_ONLY, actionPage, actionsPage, claimInWords, deedPage, obstaclePart, ownersPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.actions, 'plans:read', list),
  ...listRoutes(paths.actions, 'plans:read', actionListing),
  get(paths.action(':id'), 'plans:read', show),
  get(paths.claim(':id'), 'plans:read', async (asked) => claimPage(asked, await foundAction(asked))),
  post(paths.claim(':id'), 'plans:read', claim),
  get(paths.verdict(':id'), 'plans:judge', async (asked) => verdictPage(asked, await foundAction(asked))),
  post(paths.verdict(':id'), 'plans:judge', judge),
  ...datingRoutes,
  get(paths.commentary(':id'), 'plans:read', async (asked) => commentaryPage(asked, await foundAction(asked))),
  post(paths.commentary(':id'), 'plans:read', comment),
  get(paths.actionOwners(':id'), 'plans:change', async (asked) => {
    const { db, today } = asked
    const action = await foundToChange(asked)
    const [owners, possible] = await Promise.all([ownersOf(db, action.id), possibleOwners(db, today)])
    return page(ownersPage(action, owners, possible))
  }),
  post(paths.actionOwners(':id'), 'plans:change', changeOwners),
]

async function list(asked: PersonRequest): Promise<Reply> {
  const { db, query, today, person } = asked
  const listing = actionListing(today)
  const context = { today, person }
  const [rows, views] = await Promise.all([
    readPage(db, listing, readState(listing, query), context),
    viewsOf(db, 'actions', person.id),
  ])
  const shown = await listView(db, listing, rows, context, { path: paths.actions, caption: 'Actions', views })
  return page(actionsPage(bulkLinks(asked), shown))
}

async function show(asked: PersonRequest): Promise<Reply> {
  const { db, person, today } = asked
  const action = await foundAction(asked)
  const [owners, history, voices] = await Promise.all([
    ownersOf(db, action.id),
    historyOf(db, action.id),
    voicesOf(db, action.id),
  ])
  const canChange = mayChangeAction(person, action)
  const [panels, belowClaim] = await Promise.all([
    actionPanels(asked, action, voices),
    claimEvidence(asked, action.id, voices),
  ])
  return page(
    actionPage({
      action,
      owners,
      history,
      canChange,
      today,
      panels,
      belowClaim,
      claimObstacle: claimObstacle(voices, person),
      judgeObstacle: judgeObstacle(voices, person),
    }),
  )
}

async function claimPage({ db, person, today }: PersonRequest, action: Action, state?: FormState): Promise<Reply> {
  const form = claimForm(today)
  const obstacle = claimObstacle(await voicesOf(db, action.id), person)
  const before = obstacle && obstaclePart(obstacle)
  const shown = state ?? form.filled({ on: today })
  return page(
    deedPage({
      action,
      title: 'Make a claim',
      href: paths.claim(action.id),
      button: 'Make the claim',
      before,
      controls: obstacle ? null : form.controls(shown),
      errors: shown.errors,
    }),
    obstacle ? 403 : state ? 422 : 200,
  )
}

async function claim(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await foundAction(asked)
  const read = claimForm(today).read(body)
  if (!read.ok) return claimPage(asked, action, read)
  const { status, on, note } = read.value
  await makeClaim(db, { person, act }, action.id, { status: status as Status, on: on ?? today, note })
  return redirect(paths.action(action.id), 'The claim was made')
}

async function verdictPage({ db, person, today }: PersonRequest, action: Action, state?: FormState): Promise<Reply> {
  const voices = await voicesOf(db, action.id)
  const obstacle = judgeObstacle(voices, person)
  if (obstacle)
    return page(
      deedPage({
        action,
        title: 'Give a verdict',
        href: paths.verdict(action.id),
        button: 'Give the verdict',
        before: obstaclePart(obstacle),
        controls: null,
        errors: [],
      }),
      obstacle.kind === 'permission' ? 403 : 409,
    )
  const form = verdictForm(today)
  const shown = state ?? form.filled({ on: today })
  const [history, evidence] = await Promise.all([historyOf(db, action.id), evidenceOf(db, action.id, person)])
  const before = claimInWords(history, voices.latestClaimId, evidence)
  return page(
    deedPage({
      action,
      title: 'Give a verdict',
      href: paths.verdict(action.id),
      button: 'Give the verdict',
      before,
      controls: [hidden('claim', voices.latestClaimId), form.controls(shown)],
      errors: shown.errors,
    }),
    state ? 422 : 200,
  )
}

async function judge(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await foundAction(asked)
  const read = verdictForm(today).read(body)
  if (!read.ok) return verdictPage(asked, action, read)
  const { verdict, on, note } = read.value
  await giveVerdict(db, { person, act }, action.id, {
    claimId: firstValue(body, 'claim'),
    verdict: verdict as Verdict,
    on: on ?? today,
    note,
  })
  return redirect(paths.action(action.id), 'The verdict was given')
}

function commentaryPage({ today }: PersonRequest, action: Action, state?: FormState): Reply {
  const form = commentaryForm(today)
  const shown = state ?? form.filled({ on: today })
  return page(
    deedPage({
      action,
      title: 'Add commentary',
      href: paths.commentary(action.id),
      button: 'Add the commentary',
      before: ADDED_ONLY,
      controls: form.controls(shown),
      errors: shown.errors,
    }),
    state ? 422 : 200,
  )
}

async function comment(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await foundAction(asked)
  const read = commentaryForm(today).read(body)
  if (!read.ok) return commentaryPage(asked, action, read)
  await addCommentary(db, { person, act }, action.id, { text: read.value.text, on: read.value.on ?? today })
  return redirect(paths.action(action.id), 'The commentary was added')
}

async function changeOwners(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await foundToChange(asked)
  const owners = readOwners(body, await possibleOwners(db, today))
  await setOwners(db, { person, act }, action.id, owners, versionIn(body))
  return redirect(paths.action(action.id), 'The owners were saved')
}

function readOwners(
  body: Values,
  possible: readonly Match[],
): { words: string; roleId: string | null; personId: string | null }[] {
  return Array.from({ length: 50 }, (_, index) => {
    const match = possible.find(({ kind, id }) => firstValue(body, `match${index}`) === `${kind} ${id}`)
    const words = oneLine(firstValue(body, `words${index}`)).slice(0, 500) || (match?.name ?? '')
    return {
      words,
      roleId: match?.kind === 'role' ? match.id : null,
      personId: match?.kind === 'person' ? match.id : null,
    }
  }).filter(({ words }) => words !== '')
}
