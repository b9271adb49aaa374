import { type Day, isDay } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { type Answer, type AskedBy, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import type { Reading } from '../dates/index.ts'
import { paths } from '../paths.ts'
import { dateReader } from '../recognising/dating.ts'
import type { ImportedAction, ImportedPlan, ImportedRecommendation } from '../recognising/model.ts'
import { type ClaimAnswer, statusKey, statusOfRow } from '../statuses.ts'
import { readingsOf, readReading } from '../targets.ts'
import {
  type ActionEdit,
  applyEdits,
  CLAIM_ANSWERS,
  type Edits,
  emptyAction,
  newPlace,
  type RecommendationEdit,
} from './edits.ts'
import { leftOverForm, recommendationForm, rowForm } from './forms.ts'
import { foundImport, readAnew } from './found.ts'
import { changeEdits, type KeptImport } from './store.ts'
import { homesOf, leftOverPage, recommendationPage, rowPage } from './views/correct.ts'

/** Where every guess of a preview is corrected: actions, recommendations, and what was left over. */
export const correctionRoutes: readonly Route[] = [
  get(paths.importRow(':id', ':place'), 'plans:import', async (asked) => showRow(asked, await foundRow(asked))),
  post(paths.importRow(':id', ':place'), 'plans:import', correctRow),
  post(paths.importRowParts(':id', ':place'), 'plans:import', chooseParts),
  get(paths.importRecommendation(':id', ':place'), 'plans:import', async (asked) => {
    const { kept, recommendation } = await foundRecommendation(asked)
    return page(recommendationPage(kept.id, recommendation, filledRecommendation(recommendation)))
  }),
  post(paths.importRecommendation(':id', ':place'), 'plans:import', correctRecommendation),
  get(paths.importLeftOver(':id', ':number'), 'plans:import', async (asked) => {
    const { kept, plan, number, item } = await foundLeftOver(asked)
    return page(leftOverPage(kept.id, number, item, homesOf(plan), { values: {}, errors: [] }))
  }),
  post(paths.importLeftOver(':id', ':number'), 'plans:import', placeLeftOver),
]

interface FoundRow {
  readonly kept: KeptImport
  /** The plan as corrected so far. */
  readonly plan: ImportedPlan
  readonly action: ImportedAction
  readonly home: string
}

async function foundRow(asked: AskedBy): Promise<FoundRow> {
  const kept = await foundImport(asked)
  const before = kept.plan
  const plan = applyEdits(before, kept.edits)
  const place = asked.params.place ?? ''
  if (place === 'new') return { kept, plan, action: emptyAction('new'), home: firstValue(asked.query, 'under') }
  const all = [plan, before].flatMap(({ recommendations }) =>
    recommendations.flatMap((recommendation) =>
      recommendation.actions.map((action) => ({ action, home: recommendation.place })),
    ),
  )
  const found = all.find(({ action }) => action.place === place)
  if (!found) throw new NotFound()
  return { kept, plan, ...found }
}

function filledRow(form: ReturnType<typeof rowForm>, { action, home }: FoundRow): FormState {
  const { owners, target, ...rest } = action
  return form.filled({
    ...rest,
    owners: owners.join('\n'),
    target: target?.text ?? null,
    recommendation: home,
    claim: action.claim ?? statusOfRow(action) ?? (action.status === null ? 'none' : null),
    leaveOut: 'no',
  })
}

/**
 * What was answered about the status: undefined where there is none, or where it stays as its words are read; null where words that say
 * nothing known were left without an answer.
 */
function claimIn(answer: string | null, action: ImportedAction): ClaimAnswer | undefined | null {
  const chosen = CLAIM_ANSWERS.find((known) => known === answer)
  if (action.status === null) return chosen === 'none' ? undefined : chosen
  return chosen ?? (statusOfRow(action) === null && action.claim === undefined ? null : action.claim)
}

function showRow(_asked: AskedBy, found: FoundRow): Answer {
  const { kept, plan, action } = found
  const homes = homesOf(plan)
  const readings = keptReadings(action, plan.asOf)
  const state = filledRow(rowForm(homes), found)
  return page(rowPage({ id: kept.id, action, homes, readings, state, asOf: plan.asOf }))
}

async function correctRow(asked: AskedBy): Promise<Answer> {
  const { db, body, person } = asked
  const { kept, plan, action } = await foundRow(asked)
  const homes = homesOf(plan)
  const read = rowForm(homes).read(body)
  const words = (read.ok ? read.value.target : firstValue(body, 'target')) ?? ''
  const before = action.target?.text ?? ''
  const isSame = words === before
  const fresh = isSame ? null : dateReader(plan.asOf, plan.isDated)(words)
  const readings = fresh ? [fresh, ...fresh.alternatives] : keptReadings(action, plan.asOf)
  const chosen = fresh ? { reading: fresh } : readReading(readings, body, person.name)
  const claim = claimIn(firstValue(body, 'claim'), action)
  const unsaid = claim === null ? [{ field: 'claim', message: 'Select what the status says' }] : []
  const errors = [...read.errors, ...('errors' in chosen ? chosen.errors : []), ...unsaid]
  if (!read.ok || 'errors' in chosen || claim === null) {
    const state = { values: body, errors }
    return page(rowPage({ id: kept.id, action, homes, readings, state, asOf: plan.asOf }), 422)
  }
  const { target: text, leaveOut, owners, claim: answer, ...rest } = read.value
  const { kind, earliest, latest, why } = chosen.reading
  const alternatives = readings
    .filter((reading) => reading !== chosen.reading)
    .map(({ kind: other, why: reason, ...days }) => ({
      kind: other,
      why: reason,
      earliest: dayOrNull(days.earliest),
      latest: dayOrNull(days.latest),
    }))
  const correction = {
    ...rest,
    status: action.status,
    ...(claim === undefined ? {} : { claim }),
    owners: linesOf(owners),
    target: text ? { text, kind, earliest: dayOrNull(earliest), latest: dayOrNull(latest), why, alternatives } : null,
    leaveOut: leaveOut === 'yes',
  }
  await changeEdits(db, kept.id, (edits) => {
    const place = action.place === 'new' ? newPlace(edits.actions) : action.place
    const key = firstValue(body, 'statusEverywhere') === 'yes' ? statusKey(action) : null
    const said = CLAIM_ANSWERS.find((known) => known === answer)
    const statuses = key !== null && said ? { ...edits.statuses, [key]: said } : edits.statuses
    return withAction({ ...edits, statuses }, place, { ...correction, takes: edits.actions[place]?.takes ?? null })
  })
  const cell = action.ownersCell ?? action.owners.join('\n')
  if (firstValue(body, 'everywhere') === 'yes' && cell !== '')
    await readAnew(asked, kept, { ...kept.choices, owners: { ...kept.choices.owners, [cell]: correction.owners } })
  return redirect(paths.import(kept.id), action.place === 'new' ? 'The action was added' : 'The correction was saved')
}

/** The ways to read a target date that were worked out when it was read. */
const keptReadings = ({ target }: ImportedAction, asOf: Day): Reading[] =>
  target ? [target, ...target.alternatives] : readingsOf('', asOf)

const linesOf = (text: string | null) =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const dayOrNull = (day: string | null) => (day && isDay(day) ? day : null)

const withAction = (edits: Edits, place: string, edit: ActionEdit): Edits => ({
  ...edits,
  actions: { ...edits.actions, [place]: edit },
})

const withRecommendation = (edits: Edits, place: string, edit: RecommendationEdit): Edits => ({
  ...edits,
  recommendations: { ...edits.recommendations, [place]: edit },
})

/** Reads a row afresh as one action or as several. Corrections of what it was before are forgotten. */
async function chooseParts(asked: AskedBy): Promise<Answer> {
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

async function foundRecommendation(
  asked: AskedBy,
): Promise<{ kept: KeptImport; recommendation: ImportedRecommendation }> {
  const kept = await foundImport(asked)
  const before = kept.plan
  const place = asked.params.place ?? ''
  if (place === 'new') return { kept, recommendation: blankRecommendation(place) }
  const recommendation = [applyEdits(before, kept.edits), before]
    .flatMap(({ recommendations }) => recommendations)
    .find((one) => one.place === place)
  if (!recommendation) throw new NotFound()
  return { kept, recommendation }
}

const blankRecommendation = (place: string): ImportedRecommendation => ({
  place,
  ref: null,
  text: null,
  commentary: null,
  updated: null,
  actions: [],
})

const filledRecommendation = (found: ImportedRecommendation): FormState =>
  recommendationForm.filled({ ...found, stands: 'stands' })

async function correctRecommendation(asked: AskedBy): Promise<Answer> {
  const { kept, recommendation } = await foundRecommendation(asked)
  const read = recommendationForm.read(asked.body)
  const isNew = recommendation.place === 'new'
  const isEmpty = read.ok && isNew && read.value.ref === null && read.value.text === null
  const errors = isEmpty ? [{ field: 'text', message: 'Enter the recommendation, or its reference' }] : read.errors
  if (!read.ok || isEmpty) return page(recommendationPage(kept.id, recommendation, { values: asked.body, errors }), 422)
  const { updated, stands, ...words } = read.value
  await changeEdits(asked.db, kept.id, (edits) => {
    const place = isNew ? newPlace(edits.recommendations) : recommendation.place
    const takes = edits.recommendations[place]?.takes ?? []
    return withRecommendation(edits, place, {
      ...words,
      updated: dayOrNull(updated),
      stands: stands as RecommendationEdit['stands'],
      takes,
    })
  })
  return redirect(paths.import(kept.id), isNew ? 'The recommendation was added' : 'The correction was saved')
}

async function foundLeftOver(asked: AskedBy) {
  const kept = await foundImport(asked)
  const plan = applyEdits(kept.plan, kept.edits)
  const number = Number(asked.params.number)
  const item = plan.leftOver[number]
  if (!item) throw new NotFound()
  return { kept, plan, number, item }
}

/** What was left over becomes an action, a recommendation, or a recommendation's commentary. */
async function placeLeftOver(asked: AskedBy): Promise<Answer> {
  const { kept, plan, number, item } = await foundLeftOver(asked)
  const homes = homesOf(plan)
  const read = leftOverForm(homes).read(asked.body)
  const wantsHome = read.ok && read.value.becomes !== 'recommendation' && read.value.recommendation === null
  const errors = wantsHome
    ? [{ field: 'recommendation', message: 'Select the recommendation that it belongs to' }]
    : read.errors
  if (!read.ok || wantsHome)
    return page(leftOverPage(kept.id, number, item, homes, { values: asked.body, errors }), 422)
  const { becomes, recommendation } = read.value
  const takes = { where: item.where, text: item.text }
  if (becomes === 'action') {
    const { place: _, target: _none, ...action } = emptyAction('new', item.text)
    const edit = { ...action, owners: [], target: null, leaveOut: false, recommendation, takes }
    let place = ''
    await changeEdits(asked.db, kept.id, (edits) => {
      place = newPlace(edits.actions)
      return withAction(edits, place, edit)
    })
    return redirect(paths.importRow(kept.id, place), 'It is an action now. Add what else you know of it.')
  }
  const home = plan.recommendations.find(({ place }) => place === recommendation)
  await changeEdits(asked.db, kept.id, (edits) => {
    const isOwn = becomes === 'recommendation' || !home
    const place = isOwn ? newPlace(edits.recommendations) : home.place
    const { ref, text, commentary, updated } = isOwn ? { ...blankRecommendation(place), text: item.text } : home
    return withRecommendation(edits, place, {
      ref,
      text,
      commentary: isOwn ? commentary : [commentary, item.text].filter(Boolean).join('\n'),
      updated: dayOrNull(updated),
      stands: 'stands',
      takes: [...(edits.recommendations[place]?.takes ?? []), takes],
    })
  })
  return redirect(paths.import(kept.id), 'It has found its place')
}
