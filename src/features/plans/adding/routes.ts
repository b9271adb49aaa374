import { type Match, possibleOwners, unitChoices } from '#features/people/index.ts'
import { mayIn, outside } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type Choice, type FormState, form, requiredText, select, text } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { formReply, get, type PersonRequest, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { findRecommendation } from '../lineage/store.ts'
import { planToRun } from '../lookup.ts'
import { paths } from '../paths.ts'
import { mayChangePlan } from '../rights.ts'
import { addAction, addRecommendation } from './deeds.ts'
import { actionPage, recommendationPage } from './views.ts'

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
    const plan = await planToRun(asked)
    return formReply(recommendationPage(plan, recommendationForm.controls(), []))
  }),
  post(paths.addRecommendation(':id'), 'plans:change', async (asked) => {
    const plan = await planToRun(asked)
    const read = recommendationForm.read(asked.body)
    if (!read.ok) return formReply(recommendationPage(plan, recommendationForm.controls(read), read.errors))
    const id = await addRecommendation(asked.db, asked, plan.id, read.value)
    return redirect(paths.recommendation(id), 'The recommendation was added')
  }),
  get(paths.addAction(':id'), 'plans:change', async (asked) => showAction(asked, EMPTY)),
  post(paths.addAction(':id'), 'plans:change', async (asked) => {
    const { owners, shown, recommendation } = await formFor(asked)
    const read = shown.read(asked.body)
    if (!read.ok) return showAction(asked, read)
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

async function formFor({ db, params, today, person }: PersonRequest) {
  const id = params.id ?? ''
  const recommendation = isId(id) ? await findRecommendation(db, id) : null
  if (!recommendation) throw new NotFound()
  if (!mayChangePlan(person, recommendation.planUnitId)) throw outside(recommendation.planUnitId)
  const [owners, units] = await Promise.all([possibleOwners(db, today), unitChoices(db, today, person)])
  const choices = owners.map((one) => ({
    value: choiceOf(one),
    text: `${one.name}${one.kind === 'role' ? ' – role' : ''}`,
  }))
  const own = units.filter(({ value }) => mayIn(person, 'plans:change', value))
  const shown = actionForm(choices, own)
  return { owners, shown, recommendation }
}

async function showAction(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { shown, recommendation } = await formFor(asked)
  return formReply(actionPage(recommendation, shown.controls(state), state.errors))
}
