import { type Match, possibleOwners, unitChoices } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type Choice, type FormState, form, requiredText, select, text } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { govukButton, heading, html, postForm, twoThirds, type View } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { findRecommendation } from '../lineage/store.ts'
import { foundPlan } from '../lookup.ts'
import { paths } from '../paths.ts'
import { addAction, addRecommendation } from './deeds.ts'

const EMPTY: FormState = { values: {}, errors: [] }

const actionForm = (owners: readonly Choice[], units: readonly Choice[]) =>
  form({
    ref: text({ label: 'Reference', most: 60, width: 10 }),
    text: requiredText({ label: 'What is to be done?', required: 'Enter what is to be done', lines: 4 }),
    owner: select({ label: 'Owner', options: owners, blank: 'Nobody yet' }),
    unit: select({ label: 'Unit', options: units, blank: 'No unit' }),
    priority: text({ label: 'Priority', most: 100, width: 10 }),
    target: text({ label: 'Target date', hint: 'In words, such as End March 2027 or Q3 of 2026-27', most: 1_000 }),
  })

const recommendationForm = form({
  ref: text({ label: 'Reference', most: 60, width: 10 }),
  text: requiredText({ label: 'Recommendation', required: 'Enter the recommendation', lines: 4 }),
})

export const routes: readonly Route[] = [
  get(paths.addRecommendation(':id'), 'plans:change', async (asked) => {
    const plan = await foundPlan(asked)
    return recommendationPage(plan, EMPTY)
  }),
  post(paths.addRecommendation(':id'), 'plans:change', async (asked) => {
    const plan = await foundPlan(asked)
    const read = recommendationForm.read(asked.body)
    if (!read.ok) return recommendationPage(plan, read)
    const id = await addRecommendation(asked.db, asked, plan.id, read.value)
    return redirect(paths.recommendation(id), 'The recommendation was added')
  }),
  get(paths.addAction(':id'), 'plans:change', async (asked) => actionPage(asked, EMPTY)),
  post(paths.addAction(':id'), 'plans:change', async (asked) => {
    const { owners, shown, recommendation } = await formFor(asked)
    const read = shown.read(asked.body)
    if (!read.ok) return actionPage(asked, read)
    const { owner, unit, ...words } = read.value
    const id = await addAction(asked.db, asked, recommendation.id, {
      ...words,
      owner: owners.find((one) => choiceOf(one) === owner) ?? null,
      unitId: unit,
    })
    return redirect(paths.action(id), 'The action was added')
  }),
]

const choiceOf = ({ kind, id }: Match) => `${kind} ${id}`

function recommendationPage(plan: { readonly id: string; readonly title: string }, state: FormState): Reply {
  const view: View = {
    title: 'Add a recommendation',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add a recommendation', plan.title)}${postForm(paths.addRecommendation(plan.id), [recommendationForm.controls(state), govukButton({ text: 'Add the recommendation', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

async function formFor({ db, params, today, person }: PersonRequest) {
  const id = params.id ?? ''
  const recommendation = isId(id) ? await findRecommendation(db, id) : null
  if (!recommendation) throw new NotFound()
  const [owners, units] = await Promise.all([possibleOwners(db, today), unitChoices(db, today, person)])
  const choices = owners.map((one) => ({
    value: choiceOf(one),
    text: `${one.name}${one.kind === 'role' ? ' – role' : ''}`,
  }))
  const shown = actionForm(choices, units)
  return { owners, shown, recommendation }
}

async function actionPage(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { shown, recommendation } = await formFor(asked)
  const name = [recommendation.ref, recommendation.text].filter(Boolean).join('. ') || 'Recommendation'
  const view: View = {
    title: 'Add an action',
    back: { href: paths.recommendation(recommendation.id), text: 'Back to the recommendation' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add an action', name)}${postForm(paths.addAction(recommendation.id), [shown.controls(state), govukButton({ text: 'Add the action', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
