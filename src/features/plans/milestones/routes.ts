import type { Day } from '#platform/calendar/index.ts'
import { BadRequest, Conflict, NotFound } from '#platform/errors.ts'
import { type FormState, firstValue, isGoingBack } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import {
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
  redirectUndone,
} from '#platform/web/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { foundPlan, planToRun } from '../lookup.ts'
import { paths } from '../paths.ts'
import { mayChangePlan } from '../rights.ts'
import { findPlan } from '../store.ts'
import {
  addMilestone,
  changeMilestone,
  type Doing,
  fingerprint,
  foreseen,
  moveMilestone,
  problemOf,
  waitFor,
  waitNoLonger,
} from './deeds.ts'
import { eventIn, type Milestone } from './model.ts'
import { conditionalOf, daysOf, findMilestone, milestonesOf, waitingOf } from './store.ts'
import { dayForm, effectPage, milestoneForm, milestonePage, milestonesPage } from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

export const routes: readonly Route[] = [
  get(paths.milestones(':id'), 'plans:read', async (asked) => list(asked, EMPTY)),
  post(paths.milestones(':id'), 'plans:change', add),
  post(`${paths.milestones(':id')}/wait`, 'plans:change', wait),
  get(paths.milestone(':id'), 'plans:read', async (asked) => show(asked, await found(asked))),
  post(paths.milestone(':id'), 'plans:change', change),
  post(`${paths.milestone(':id')}/day`, 'plans:change', foresee),
  post(`${paths.milestone(':id')}/move`, 'plans:change', move),
  post(`${paths.milestone(':id')}/release`, 'plans:change', async (asked) => {
    const milestone = await foundToChange(asked)
    const action = firstValue(asked.body, 'action')
    const waiting = await waitingOf(asked.db, milestone.planId)
    if (!waiting.some(({ id, milestoneId }) => id === action && milestoneId === milestone.id)) throw new NotFound()
    await waitNoLonger(asked.db, doing(asked), milestone.planId, action)
    return redirect(paths.milestone(milestone.id), 'The action waits no longer')
  }),
]

const doing = ({ act, person, today }: PersonRequest): Doing => ({ act, personId: person.id, today })

async function found({ db, params }: PersonRequest): Promise<Milestone> {
  const id = params.id ?? ''
  const milestone = isId(id) ? await findMilestone(db, id) : null
  if (!milestone) throw new NotFound()
  return milestone
}

/** The same, for somebody who may run its plan. @throws NotFound, Forbidden */
async function foundToChange(asked: PersonRequest): Promise<Milestone> {
  const milestone = await found(asked)
  await planToRun({ ...asked, params: { id: milestone.planId } })
  return milestone
}

async function list(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { db, person } = asked
  const plan = await foundPlan(asked)
  const [milestones, waiting, conditional] = await Promise.all([
    milestonesOf(db, plan.id),
    waitingOf(db, plan.id),
    conditionalOf(db, plan.id),
  ])
  const canChange = mayChangePlan(person, plan.unitId)
  const view = milestonesPage({ plan, milestones, waiting, conditional, canChange, state })
  return formReply(view)
}

const choices = (milestones: readonly Milestone[]) => milestones.map(({ id, name }) => ({ value: id, text: name }))

async function add(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const plan = await planToRun(asked)
  const read = milestoneForm(choices(await milestonesOf(db, plan.id))).read(body)
  if (!read.ok) return list(asked, read)
  const { name, day, follows, days } = read.value
  try {
    const id = await addMilestone(db, doing(asked), {
      planId: plan.id,
      name,
      onDay: day,
      followsId: follows,
      followsDays: follows ? Number(days ?? 0) : null,
    })
    return redirect(paths.milestone(id), 'The milestone was added')
  } catch (error) {
    const problem = problemOf(error)
    if (problem) return list(asked, { values: body, errors: [problem] })
    throw error
  }
}

/** Gives each action the milestone that was chosen for it, and makes those that are new. */
async function wait(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const plan = await planToRun(asked)
  const conditional = await conditionalOf(db, plan.id)
  const known = new Map((await milestonesOf(db, plan.id)).map((one) => [one.name.toLowerCase(), one.id]))
  const ids = new Set(known.values())
  const rows: { action: string; milestone: string; days: number }[] = []
  for (const { id, targetText } of conditional) {
    const answer = firstValue(body, `wait ${id}`)
    if (answer === '') continue
    const name = eventIn(targetText)
    let milestone = answer === 'new' ? known.get(name.toLowerCase()) : answer
    if (!milestone) {
      milestone = await addMilestone(db, doing(asked), {
        planId: plan.id,
        name,
        onDay: null,
        followsId: null,
        followsDays: null,
      })
      known.set(name.toLowerCase(), milestone)
      ids.add(milestone)
    }
    if (!ids.has(milestone)) throw new BadRequest('There is no such milestone in this plan')
    const days = Number(firstValue(body, `days ${id}`) || 0)
    if (!Number.isInteger(days) || Math.abs(days) > 3650)
      return list(asked, {
        values: {},
        errors: [{ field: `days-${id}`, message: 'Enter how many days after the milestone as a whole number' }],
      })
    rows.push({ action: id, milestone, days })
  }
  if (rows.length > 0) await waitFor(db, doing(asked), plan.id, rows)
  const told = counted(rows.length, 'action waits for its milestone', 'actions wait for their milestones')
  return rows.length === 0
    ? redirectUndone(paths.milestones(plan.id), 'Nothing was changed')
    : redirect(paths.milestones(plan.id), told)
}

async function show(
  { db, person }: PersonRequest,
  milestone: Milestone,
  states: { readonly day?: FormState; readonly change?: FormState } = {},
): Promise<Reply> {
  const [plan, milestones, waiting, days] = await Promise.all([
    findPlan(db, milestone.planId),
    milestonesOf(db, milestone.planId),
    waitingOf(db, milestone.planId),
    daysOf(db, milestone.id),
  ])
  const others = choices(milestones.filter(({ id }) => id !== milestone.id))
  const changeState =
    states.change ??
    milestoneForm(others).filled({
      name: milestone.name,
      follows: milestone.followsId,
      days: milestone.followsDays === null ? null : String(milestone.followsDays),
    })
  const view = milestonePage({
    milestone,
    followed: milestones.find(({ id }) => id === milestone.followsId) ?? null,
    planTitle: plan?.title ?? '',
    waiting: waiting.filter(({ milestoneId }) => milestoneId === milestone.id),
    days,
    others,
    canChange: plan !== null && mayChangePlan(person, plan.unitId),
    dayState: states.day ?? dayForm.filled({ day: milestone.onDay }),
    changeState,
  })
  return page(view, view.errors && view.errors.length > 0 ? 422 : 200)
}

async function change(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const milestone = await foundToChange(asked)
  const others = choices(await milestonesOf(db, milestone.planId))
  const read = milestoneForm(others).read(body)
  if (!read.ok) return show(asked, milestone, { change: read })
  const { name, follows, days } = read.value
  try {
    await changeMilestone(db, doing(asked), milestone.id, {
      name,
      followsId: follows,
      followsDays: follows ? Number(days ?? 0) : null,
    })
    return redirect(paths.milestone(milestone.id), 'The milestone was saved')
  } catch (error) {
    const problem = problemOf(error)
    if (problem) return show(asked, milestone, { change: { values: body, errors: [problem] } })
    throw error
  }
}

async function foresee(asked: PersonRequest): Promise<Reply> {
  const milestone = await foundToChange(asked)
  if (isGoingBack(asked.body)) return show(asked, milestone, { day: { values: asked.body, errors: [] } })
  const read = dayForm.read(asked.body)
  if (!read.ok) return show(asked, milestone, { day: read })
  const { day, reason } = read.value
  const effect = await foreseen(asked.db, milestone, day)
  return page(effectPage(milestone, effect, { day, reason, approved: fingerprint(effect) }))
}

/** Shows what would move now, where something was changed since it was looked at. What was typed stays. */
async function lookAgain(asked: PersonRequest, day: Day | null, reason: string): Promise<Reply> {
  const milestone = await found(asked)
  const effect = await foreseen(asked.db, milestone, day)
  const view = effectPage(milestone, effect, { day, reason, approved: fingerprint(effect) })
  const message =
    'Nothing was moved: the milestone, or an action that waits for it, was changed while you looked. This is what would move now.'
  return page({ ...view, errors: [{ field: 'moves', message }] }, 409)
}

async function move(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const milestone = await foundToChange(asked)
  const read = dayForm.read(body)
  if (!read.ok) return show(asked, milestone, { day: read })
  const { day: on, reason } = read.value
  const approved = firstValue(body, 'approved')
  let moved: number
  try {
    moved = await moveMilestone(db, doing(asked), milestone.id, { day: on, reason, approved })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return lookAgain(asked, on, reason)
  }
  return redirect(
    paths.milestone(milestone.id),
    moved === 0
      ? 'The milestone was moved'
      : `The milestone and ${counted(moved, 'action', 'actions')} that ${agreeing(moved, 'waits', 'wait')} for it were moved`,
  )
}
