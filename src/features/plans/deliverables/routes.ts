import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { hidden } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { voicesOf } from '../actions/claim-store.ts'
import { claimForm, verdictForm } from '../actions/forms.ts'
import { foundToChange } from '../actions/lookup.ts'
import { obstaclePart } from '../actions/views.ts'
import { interpretDate } from '../dates/index.ts'
import { evidenceOf } from '../evidence/store.ts'
import { claimObstacle, judgeObstacle, type Status, type Verdict } from '../model.ts'
import { paths } from '../paths.ts'
import { addDeliverable, claimDeliverable, judgeDeliverable } from './deeds.ts'
import type { Deliverable } from './model.ts'
import { findDeliverable, latestClaimOf } from './store.ts'
import { addPage, claimPart, deedPage, deliverableForm } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.deliverables(':id'), 'plans:change', async (asked) => {
    const action = await foundToChange(asked)
    return page(addPage(action.id, action.text, { values: {}, errors: [] }))
  }),
  post(paths.deliverables(':id'), 'plans:change', add),
  get(paths.deliverableClaim(':id'), 'plans:read', async (asked) => claimPage(asked, await found(asked))),
  post(paths.deliverableClaim(':id'), 'plans:read', claim),
  get(paths.deliverableVerdict(':id'), 'plans:judge', async (asked) => verdictPage(asked, await found(asked))),
  post(paths.deliverableVerdict(':id'), 'plans:judge', judge),
]

async function found({ db, params }: PersonRequest): Promise<Deliverable> {
  const id = params.id ?? ''
  const deliverable = isId(id) ? await findDeliverable(db, id) : null
  if (!deliverable) throw new NotFound()
  return deliverable
}

async function add(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await foundToChange(asked)
  const read = deliverableForm.read(body)
  if (!read.ok) return page(addPage(action.id, action.text, read), 422)
  const target = interpretDate(read.value.target, today)
  if (target.latest === null && target.earliest === null) {
    const errors = [{ field: 'target', message: `Enter a day, or words that name one. ${target.why}` }]
    return page(addPage(action.id, action.text, { values: body, errors }), 422)
  }
  await addDeliverable(db, { act, person }, action.id, { text: read.value.text, target })
  return redirect(paths.action(action.id), 'The deliverable was added')
}

async function claimPage(
  { db, person, today }: PersonRequest,
  deliverable: Deliverable,
  state?: FormState,
): Promise<Reply> {
  const obstacle = claimObstacle(await voicesOf(db, deliverable.actionId), person)
  const form = claimForm(today)
  const shown = state ?? form.filled({ on: today })
  return page(
    deedPage({
      deliverable,
      title: 'Make a claim',
      href: paths.deliverableClaim(deliverable.id),
      button: 'Make the claim',
      before: obstacle && obstaclePart(obstacle),
      controls: obstacle ? null : form.controls(shown),
      errors: shown.errors,
    }),
    obstacle ? 403 : state ? 422 : 200,
  )
}

async function claim(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const deliverable = await found(asked)
  const read = claimForm(today).read(body)
  if (!read.ok) return claimPage(asked, deliverable, read)
  const { status, on, note } = read.value
  await claimDeliverable(db, { person, act }, deliverable.id, { status: status as Status, on: on ?? today, note })
  return redirect(paths.action(deliverable.actionId), 'The claim was made')
}

async function verdictPage(asked: PersonRequest, deliverable: Deliverable, state?: FormState): Promise<Reply> {
  const { db, person, today } = asked
  const [voices, latest] = await Promise.all([voicesOf(db, deliverable.actionId), latestClaimOf(db, deliverable.id)])
  const obstacle = judgeObstacle(
    { ...voices, latestClaimId: latest?.id ?? null, latestClaimIsJudged: latest?.isJudged ?? false },
    person,
  )
  const form = verdictForm(today)
  const shown = state ?? form.filled({ on: today })
  const pieces = (await evidenceOf(db, deliverable.actionId, person)).filter(({ claimId }) => claimId === latest?.id)
  const said = latest && claimPart(latest, pieces)
  return page(
    deedPage({
      deliverable,
      title: 'Give a verdict',
      href: paths.deliverableVerdict(deliverable.id),
      button: 'Give the verdict',
      before: obstacle ? obstaclePart(obstacle) : said,
      controls: obstacle ? null : [hidden('claim', latest?.id), form.controls(shown)],
      errors: shown.errors,
    }),
    obstacle ? (obstacle.kind === 'permission' ? 403 : 409) : state ? 422 : 200,
  )
}

async function judge(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const deliverable = await found(asked)
  const read = verdictForm(today).read(body)
  if (!read.ok) return verdictPage(asked, deliverable, read)
  const { verdict, on, note } = read.value
  await judgeDeliverable(db, { person, act }, deliverable.id, {
    claimId: firstValue(body, 'claim'),
    verdict: verdict as Verdict,
    on: on ?? today,
    note,
  })
  return redirect(paths.action(deliverable.actionId), 'The verdict was given')
}
