import { isDay } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { clean, type FormState, firstValue, type Values } from '#platform/form/index.ts'
import type { FieldError } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import type { Reading } from '../dates/index.ts'
import { paths } from '../paths.ts'
import type { ImportedAction, ImportedPlan, Question } from '../recognising/model/model.ts'
import { placesOf } from '../recognising/model/questions.ts'
import { dateReader } from '../recognising/words/dating.ts'
import { isSameReading } from '../revisions/readings.ts'
import { type ClaimAnswer, statusKey, statusOfRow } from '../statuses.ts'
import { readingsOf, readReading } from '../targets.ts'
import { openQuestions, withConfirmed } from './answered.ts'
import { applyEdits, emptyAction, newPlace } from './edits.ts'
import { rowForm } from './forms.ts'
import { foundImport, readAnew } from './lookup.ts'
import { type ActionEdit, CLAIM_ANSWERS, type Edits } from './model.ts'
import { foundRight } from './right-here.ts'
import { intoOf, stayingIn } from './staying.ts'
import { changeEdits, type KeptImport } from './store.ts'
import { homesOf, rowPage } from './views/correct.ts'

/** Where one action of a preview is corrected, and what was asked about it is answered. */
export const rowRoutes: readonly Route[] = [
  get(paths.importRow(':id', ':place'), 'plans:import', async (asked) => showRow(await foundRow(asked))),
  post(paths.importRow(':id', ':place'), 'plans:import', correctRow),
  post(paths.importRowParts(':id', ':place'), 'plans:import', chooseParts),
]

interface FoundRow {
  readonly kept: KeptImport
  /** The plan as corrected so far. */
  readonly plan: ImportedPlan
  readonly action: ImportedAction
  readonly home: string
  /** What is asked of it and not answered. */
  readonly questions: readonly Question[]
  /** How the date is read that the plan keeps, where it is another. */
  readonly stays: Reading | undefined
}

async function foundRow(asked: PersonRequest): Promise<FoundRow> {
  const kept = await foundImport(asked)
  const before = kept.plan
  const plan = applyEdits(before, kept.edits)
  const place = asked.params.place ?? ''
  if (place === 'new')
    return {
      kept,
      plan,
      action: emptyAction('new'),
      home: firstValue(asked.query, 'under'),
      questions: [],
      stays: undefined,
    }
  const all = [plan, before].flatMap(({ recommendations }) =>
    recommendations.flatMap((recommendation) =>
      recommendation.actions.map((action) => ({ action, home: recommendation.place })),
    ),
  )
  const found = all.find(({ action }) => action.place === place)
  if (!found) throw new NotFound()
  const coming = { ...kept.edits, actions: back(kept.edits.actions, place) }
  const questions = openQuestions(before, coming).filter((question) => placesOf(question).includes(place))
  const staying = await stayingIn(asked.db, intoOf(kept), plan, kept.choices.matches)
  return { kept, plan, ...found, questions, stays: staying.get(place) }
}

/** The corrections with one row not left out, so that what is asked of it is told where it may come back. */
function back(actions: Edits['actions'], place: string): Edits['actions'] {
  const edit = actions[place]
  return edit ? { ...actions, [place]: { ...edit, leaveOut: false } } : actions
}

const isAskedOf = ({ questions }: FoundRow, field: Question['field']): boolean =>
  questions.some((question) => question.field === field)

/** What the form holds. Nothing is chosen where somebody is asked to choose. */
function filledRow(form: ReturnType<typeof rowForm>, found: FoundRow): FormState {
  const { action, home } = found
  const { owners, target, ...rest } = action
  return form.filled({
    ...rest,
    owners: owners.join('\n'),
    target: target?.text ?? null,
    recommendation: home,
    claim: isAskedOf(found, 'status') ? null : claimNow(action),
    leaveOut: 'no',
  })
}

const claimNow = (action: ImportedAction): ClaimAnswer | null =>
  action.claim ?? statusOfRow(action) ?? (action.status === null ? 'none' : null)

function showRow(found: FoundRow): Reply {
  const homes = homesOf(found.plan)
  return shown(
    found,
    { readings: keptReadings(found), isAsked: isAskedOf(found, 'target') },
    filledRow(rowForm(homes), found),
  )
}

/** The words of a target date with the ways to read them. */
interface Dated {
  readonly readings: readonly Reading[]
  /** Whether somebody has to say which is right. */
  readonly isAsked: boolean
  /** Words that were typed and are not saved before somebody has looked at how they are read. */
  readonly typed?: string
}

function shown({ kept, plan, action, questions }: FoundRow, dated: Dated, state: FormState): Reply {
  const { id } = kept
  const homes = homesOf(plan)
  return page(
    rowPage({ id, action, homes, ...dated, state, asOf: plan.asOf, questions }),
    state.errors.length > 0 ? 422 : 200,
  )
}

/** How the words of the target date are read: as they were, or anew where others were typed. */
function datedBy(found: FoundRow, typed: string): Dated {
  const { action, plan } = found
  if (typed === (action.target?.text ?? ''))
    return { readings: keptReadings(found), isAsked: isAskedOf(found, 'target') }
  const fresh = dateReader(plan.asOf, plan.isDated)(typed)
  return { readings: [fresh, ...fresh.alternatives], isAsked: fresh.asked === true, typed }
}

/** What was said of the target date: undefined where it stays as it is. */
function targetSaid(
  { action }: FoundRow,
  { readings, isAsked, typed }: Dated,
  body: Values,
  who: string,
): { target: ActionEdit['target'] } | { errors: FieldError[] } {
  if (typed === '') return { target: null }
  const text = typed ?? action.target?.text ?? ''
  if (text === '' && firstValue(body, 'reading') === 'own')
    return { errors: [{ field: 'target', message: 'Enter the words of the target date' }] }
  const isLookedAt = typed === undefined || clean(firstValue(body, 'checked')) === typed
  const values = isLookedAt ? body : {}
  const chosen = readReading(readings, values, who, isAsked)
  if ('errors' in chosen) return chosen
  const isSame = typed === undefined && !isAsked && chosen.reading === readings[0]
  if (isSame || text === '') return { target: undefined }
  const alternatives = readings.filter((reading) => reading !== chosen.reading)
  return { target: { text, ...plainReading(chosen.reading), alternatives: alternatives.map(plainReading) } }
}

const plainReading = ({ kind, why, earliest, latest }: Reading) => ({
  kind,
  why,
  earliest: dayOrNull(earliest),
  latest: dayOrNull(latest),
})

/** What was answered about the status: undefined where it stays as its words are read; an error where nobody has said what it says. */
function claimSaid(found: FoundRow, answer: string | null): { claim?: ClaimAnswer } | { errors: FieldError[] } {
  const chosen = CLAIM_ANSWERS.find((known) => known === answer)
  const isAsked = isAskedOf(found, 'status')
  if (isAsked && chosen === undefined) return { errors: [{ field: 'claim', message: 'Select what the status says' }] }
  return isAsked || (chosen !== undefined && chosen !== claimNow(found.action)) ? { claim: chosen } : {}
}

async function correctRow(asked: PersonRequest): Promise<Reply> {
  const { body, person } = asked
  const found = await foundRow(asked)
  const { kept, plan, action } = found
  const form = rowForm(homesOf(plan))
  const read = form.read(body)
  const isOut = firstValue(body, 'leaveOut') === 'yes'
  const dated = datedBy(found, (read.ok ? read.value.target : clean(firstValue(body, 'target'))) ?? '')
  // Nothing is asked of what is left out.
  const target = isOut ? { target: undefined } : targetSaid(found, dated, body, person.name)
  const claim = isOut ? { claim: undefined } : claimSaid(found, firstValue(body, 'claim'))
  const errors = [read, target, claim].flatMap((one) => ('errors' in one ? one.errors : []))
  if (!read.ok || 'errors' in target || 'errors' in claim) return shown(found, dated, { values: body, errors })
  const before = form.read(filledRow(form, found).values)
  const { owners, text } = read.value
  const right = foundRight(found.questions, body, { owners: linesOf(owners), text })
  const correction = {
    ...right.edit,
    ...wordsSaid(found, read.value, before.ok ? before.value : null),
    ...target,
    ...claim,
    leaveOut: isOut,
  }
  await changeEdits(asked.db, kept.id, (edits) =>
    withConfirmed(withAnswers(edits, found, correction, body), right.confirmed),
  )
  const cell = action.ownersCell ?? action.owners.join('\n')
  if (firstValue(body, 'everywhere') === 'yes' && cell !== '') {
    const everywhere = { ...kept.choices.owners, [cell]: linesOf(owners) }
    await readAnew(asked, kept, { ...kept.choices, owners: everywhere })
  }
  return redirect(paths.import(kept.id), action.place === 'new' ? 'The action was added' : 'The correction was saved')
}

type RowRead = Extract<ReturnType<ReturnType<typeof rowForm>['read']>, { ok: true }>['value']

/** The words that were changed, of the form as it was shown; all of them for an action that is added. */
function wordsSaid({ action, home }: FoundRow, now: RowRead, before: RowRead | null): Partial<ActionEdit> {
  const isChanged = (field: keyof RowRead) => action.place === 'new' || now[field] !== before?.[field]
  return {
    ...(isChanged('ref') ? { ref: now.ref } : {}),
    ...(isChanged('text') ? { text: now.text } : {}),
    ...(isChanged('owners') ? { owners: linesOf(now.owners) } : {}),
    ...(isChanged('priority') ? { priority: now.priority } : {}),
    ...(isChanged('commentary') ? { commentary: now.commentary } : {}),
    ...(now.recommendation === home && action.place !== 'new' ? {} : { recommendation: now.recommendation }),
  }
}

/** The corrections with those of one row, beside what was said of it before. */
function withAnswers(edits: Edits, { action }: FoundRow, correction: Partial<ActionEdit>, body: Values): Edits {
  const place = action.place === 'new' ? newPlace(edits.actions) : action.place
  const key = firstValue(body, 'statusEverywhere') === 'yes' ? statusKey(action) : null
  const said = CLAIM_ANSWERS.find((known) => known === firstValue(body, 'claim'))
  const statuses = key !== null && said ? { ...edits.statuses, [key]: said } : edits.statuses
  const before = edits.actions[place] ?? { leaveOut: false, recommendation: null, takes: null }
  const given = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined))
  const carried = before.carried?.filter((field) => !(field in given))
  return withAction({ ...sayingNow(edits, said ? key : null), statuses }, place, {
    ...before,
    ...given,
    ...(carried ? { carried } : {}),
  })
}

/** The corrections where what a status says wherever it stands is said of this version, and not only of the one before. */
const sayingNow = (edits: Edits, key: string | null): Edits =>
  edits.carried
    ? { ...edits, carried: { ...edits.carried, statuses: edits.carried.statuses.filter((one) => one !== key) } }
    : edits

/** The ways to read a target date that were worked out when it was read. The one that stays in the plan is chosen unless somebody is asked. */
function keptReadings(found: FoundRow): Reading[] {
  const { action, plan, stays } = found
  if (!action.target) return readingsOf('', plan.asOf)
  const all = [action.target, ...action.target.alternatives]
  if (!stays) return all
  const others = all.filter((reading) => !isSameReading(reading, stays))
  return isAskedOf(found, 'target') ? [...others, stays] : [stays, ...others]
}

const linesOf = (text: string | null) =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export const dayOrNull = (day: string | null) => (day && isDay(day) ? day : null)

export const withAction = (edits: Edits, place: string, edit: ActionEdit): Edits => ({
  ...edits,
  actions: { ...edits.actions, [place]: edit },
})

/** Reads a row afresh as one action or as several. Corrections of what it was before are forgotten. */
async function chooseParts(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const kept = await foundImport(asked)
  const place = asked.params.place ?? ''
  const parts = firstValue(body, 'parts') === 'each' ? 'each' : 'one'
  if (!/^t\d{1,6}r\d{1,6}$/.test(place)) throw new NotFound()
  await readAnew(asked, kept, { ...kept.choices, parts: { ...kept.choices.parts, [place]: parts } })
  await changeEdits(db, kept.id, (edits) => ({
    ...edits,
    actions: Object.fromEntries(
      Object.entries(edits.actions).filter(([other]) => other !== place && !other.startsWith(`${place}.`)),
    ),
  }))
  return redirect(paths.import(kept.id), parts === 'one' ? 'The row is one action' : 'Each paragraph is an action')
}
