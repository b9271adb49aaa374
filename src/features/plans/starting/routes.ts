import { knownNames } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { newId } from '#platform/ids.ts'
import type { FieldError } from '#platform/page/index.ts'
import { type ReadDocument, readDocument, UnreadableFile } from '#platform/reading/index.ts'
import { formReply, get, type PersonRequest, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { writtenPlan } from '../exchange/store.ts'
import { keepImport } from '../importing/keep-import.ts'
import { paths } from '../paths.ts'
import { planChoices } from '../plan-choices.ts'
import { readAgain } from '../recognising/read-plan.ts'
import { openActions } from '../store.ts'
import { startForm } from './forms.ts'
import { asDocument, fromStarts, handedOn, headingsOf, lowScores } from './model.ts'
import { startPage } from './views.ts'

const WAYS = ['plan', 'headings', 'questionnaire'] as const

type Way = (typeof WAYS)[number]

export const routes: readonly Route[] = [
  get(paths.start, 'plans:import', async (asked) =>
    show(asked, startForm(await planChoices(asked.db, 'newest')).filled({ planOn: asked.today, most: '2' })),
  ),
  post(paths.start, 'plans:import', start, { takesFile: true }),
]

async function show(asked: PersonRequest, state: FormState): Promise<Reply> {
  const shown = startForm(await planChoices(asked.db, 'newest'))
  return formReply(startPage(shown, state))
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
  await keepImport(db, {
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
  })
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
  const recommendations = handedOn(plan, new Set(await openActions(db, planId)))
  if (recommendations.length === 0)
    return { error: { field: 'plan', message: 'Everything in that plan is finished: there is nothing to carry over' } }
  return { document: asDocument(title, { lastOn: planOn, recommendations }), from: plan.title }
}
