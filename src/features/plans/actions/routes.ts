import { type Match, possibleOwners } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { clean, type FormState, firstValue, type Values, versionIn } from '#platform/form/index.ts'
import { listRoutes, listView, readPage, readState, viewsOf } from '#platform/listing/index.ts'
import { heading, html, link } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { bulkLinks } from '../bulk/routes.ts'
import { evidenceOf } from '../evidence/store.ts'
import { claimObstacle, judgeObstacle, type Status, type Verdict } from '../model.ts'
import { paths } from '../paths.ts'
import { datingRoutes } from './dating.ts'
import { addCommentary, giveVerdict, makeClaim, setOwners } from './deeds.ts'
import { claimForm, commentaryForm, verdictForm } from './forms.ts'
import { actionListing } from './listing.ts'
import { found } from './lookup.ts'
import { actionPanels, claimEvidence } from './panels.ts'
import { type Action, historyOf, ownersOf, voicesOf } from './store.ts'
import { actionPage, claimInWords, deedPage, ownersPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.actions, 'plans:read', list),
  ...listRoutes(paths.actions, 'plans:read', actionListing),
  get(paths.action(':id'), 'plans:read', show),
  get(paths.claim(':id'), 'plans:read', async (asked) => claimPage(asked, await found(asked))),
  post(paths.claim(':id'), 'plans:read', claim),
  get(paths.verdict(':id'), 'plans:judge', async (asked) => verdictPage(asked, await found(asked))),
  post(paths.verdict(':id'), 'plans:judge', judge),
  ...datingRoutes,
  get(paths.commentary(':id'), 'plans:read', async (asked) => commentaryPage(asked, await found(asked))),
  post(paths.commentary(':id'), 'plans:read', comment),
  get(paths.actionOwners(':id'), 'plans:change', async ({ db, today, ...asked }) => {
    const action = await found({ db, ...asked })
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
  return page({
    title: 'Actions',
    content: html`${heading('Actions')}<p class="govuk-body">Every action of every plan. Filter and sort, or save a view to come back to.</p><div class="m-actions-bar">${bulkLinks(asked).map(({ href, text }) => link(href, text))}</div>${shown}`,
  })
}

async function show(asked: PersonRequest): Promise<Reply> {
  const { db, person, today } = asked
  const action = await found(asked)
  const [owners, history, voices] = await Promise.all([
    ownersOf(db, action.id),
    historyOf(db, action.id),
    voicesOf(db, action.id),
  ])
  const canChange = may(person, 'plans:change')
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
  const before = obstacle ? html`<p class="govuk-body"><strong>${obstacle.why}</strong></p>` : null
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
  const action = await found(asked)
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
        before: html`<p class="govuk-body"><strong>${obstacle.why}</strong></p>`,
        controls: null,
        errors: [],
      }),
      409,
    )
  const form = verdictForm(today)
  const shown = state ?? form.filled({ on: today })
  const hidden = html`<input type="hidden" name="claim" value="${voices.latestClaimId}">`
  const [history, evidence] = await Promise.all([historyOf(db, action.id), evidenceOf(db, action.id, person)])
  const before = claimInWords(history, voices.latestClaimId, evidence)
  return page(
    deedPage({
      action,
      title: 'Give a verdict',
      href: paths.verdict(action.id),
      button: 'Give the verdict',
      before,
      controls: [hidden, form.controls(shown)],
      errors: shown.errors,
    }),
    state ? 422 : 200,
  )
}

async function judge(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await found(asked)
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
      before: html`<p class="govuk-body">Commentary is added to and never changed.</p>`,
      controls: form.controls(shown),
      errors: shown.errors,
    }),
    state ? 422 : 200,
  )
}

async function comment(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await found(asked)
  const read = commentaryForm(today).read(body)
  if (!read.ok) return commentaryPage(asked, action, read)
  await addCommentary(db, { person, act }, action.id, { text: read.value.text, on: read.value.on ?? today })
  return redirect(paths.action(action.id), 'The commentary was added')
}

async function changeOwners(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await found(asked)
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
    const words = clean(firstValue(body, `words${index}`)).slice(0, 500) || (match?.name ?? '')
    return {
      words,
      roleId: match?.kind === 'role' ? match.id : null,
      personId: match?.kind === 'person' ? match.id : null,
    }
  }).filter(({ words }) => words !== '')
}
