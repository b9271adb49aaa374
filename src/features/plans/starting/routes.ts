import { knownNames } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import {
  type Choice,
  day,
  type FormState,
  firstValue,
  form,
  radios,
  requiredText,
  select,
  wholeNumber,
} from '#platform/form/index.ts'
import { newId } from '#platform/ids.ts'
import {
  type FieldError,
  govukButton,
  govukFileUpload,
  heading,
  html,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { type ReadDocument, readDocument, UnreadableFile } from '#platform/reading/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { writtenPlan } from '../exchange/store.ts'
import { keepImport } from '../importing/store.ts'
import { paths } from '../paths.ts'
import { planChoices } from '../plan-choices.ts'
import { readAgain } from '../recognising/read-plan.ts'
import { asDocument, fromStarts, handedOn, headingsOf, lowScores } from './model.ts'

const WAYS = ['plan', 'headings', 'questionnaire'] as const
type Way = (typeof WAYS)[number]

const startForm = (plans: readonly Choice[]) =>
  form({
    title: requiredText({ label: 'Title of the new plan', required: 'Enter the title of the new plan', most: 300 }),
    planOn: day({ label: 'Date of the new plan', required: 'Enter the date of the new plan' }),
    way: radios({
      label: 'What does it start from?',
      required: 'Select what it starts from',
      options: [
        {
          value: 'plan',
          text: 'An earlier plan',
          hint: 'What is not finished is carried over with its owners, and knows where it comes from',
        },
        { value: 'headings', text: 'The headings of an assessment report', hint: 'Each becomes a recommendation' },
        {
          value: 'questionnaire',
          text: 'The result of a questionnaire',
          hint: 'Each question with a low score becomes a recommendation',
        },
      ],
    }),
    plan: select({ label: 'Which earlier plan?', options: plans }),
    most: wholeNumber({
      label: 'Which score is the highest that is still low?',
      hint: 'Only for a questionnaire',
      least: 0,
      most: 1000,
    }),
  })

export const routes: readonly Route[] = [
  get(paths.start, 'plans:import', async (asked) =>
    show(asked, startForm(await planChoices(asked.db, 'newest')).filled({ planOn: asked.today, most: '2' })),
  ),
  post(paths.start, 'plans:import', start, { takesFile: true }),
]

async function show(asked: PersonRequest, state: FormState): Promise<Reply> {
  const shown = startForm(await planChoices(asked.db, 'newest'))
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'The report or the questionnaire’s result' },
    hint: {
      text: 'Not needed for an earlier plan. A questionnaire’s result is a table with a column of questions and one of scores.',
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const control = (name: 'title' | 'planOn' | 'way' | 'plan' | 'most') => shown.control(name, state)
  const view: View = {
    title: 'Start a plan',
    back: { href: paths.plans, text: 'Back to action plans' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Start a plan')}<p class="govuk-body">You will see the new plan, and can correct it, before it is saved.</p>${postForm(paths.start, [control('title'), control('planOn'), control('way'), control('plan'), upload, control('most'), govukButton({ text: 'Go on', preventDoubleClick: true })], { upload: true })}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

async function start(asked: PersonRequest): Promise<Reply> {
  const { db, body, act, person } = asked
  const read = startForm(await planChoices(asked.db, 'newest')).read(body)
  if (!read.ok) return show(asked, read)
  const { title, plan, most } = read.value
  const planOn = read.value.planOn ?? asked.today
  const way = WAYS.find((known) => known === read.value.way) ?? 'plan'
  const made = await documentFor(asked, way, { title, planOn, planId: plan, most: Number(most ?? 2) })
  if ('error' in made) return show(asked, { values: body, errors: [made.error] })
  const id = newId(act.at.getTime())
  const document = JSON.stringify(made.document)
  const choices = { title, asOf: planOn }
  const understood = await readAgain(document, { today: asked.today, choices, names: await knownNames(db) })
  await db.transaction((tx) =>
    keepImport(tx, {
      id,
      personId: person.id,
      at: act.at,
      fileName: made.from,
      digest: null,
      size: 0,
      document,
      understood,
      intoPlanId: null,
      choices,
    }),
  )
  return redirect(paths.import(id))
}

type Made = { readonly document: ReadDocument; readonly from: string } | { readonly error: FieldError }

async function documentFor(
  asked: PersonRequest,
  way: Way,
  wanted: { readonly title: string; readonly planOn: string; readonly planId: string | null; readonly most: number },
): Promise<Made> {
  const { title, planOn, planId, most } = wanted
  if (way === 'plan') return fromEarlier(asked, title, planOn, planId)
  if (!asked.file || asked.file.bytes.length === 0) return { error: { field: 'file', message: 'Choose a file' } }
  try {
    const document = await readDocument(asked.file.bytes, asked.file.name)
    const starts = way === 'headings' ? headingsOf(document) : lowScores(document, most)
    if (starts === null)
      return { error: { field: 'file', message: 'No table of the file has a column of questions and one of scores' } }
    if (starts.length === 0) {
      const message =
        way === 'headings' ? 'The file has no headings' : `No question of the file has a score of ${most} or less`
      return { error: { field: 'file', message } }
    }
    return { document: fromStarts(title, planOn, starts), from: asked.file.name }
  } catch (error) {
    if (error instanceof UnreadableFile)
      return { error: { field: 'file', message: `${error.message} ${error.advice}` } }
    throw error
  }
}

async function fromEarlier(
  { db, body }: PersonRequest,
  title: string,
  planOn: string,
  planId: string | null,
): Promise<Made> {
  if (!planId) return { error: { field: 'plan', message: 'Select the earlier plan' } }
  const plan = await writtenPlan(db, planId)
  if (!plan) throw new NotFound(firstValue(body, 'plan'))
  const open = await db.many<{ id: string }>(
    sql`select id from plans.action where plan_id = ${planId} and not is_finished`,
  )
  const recommendations = handedOn(plan, new Set(open.map(({ id }) => id)))
  if (recommendations.length === 0)
    return { error: { field: 'plan', message: 'Everything in that plan is finished: there is nothing to carry over' } }
  return { document: asDocument(title, { planOn, recommendations }), from: plan.title }
}
