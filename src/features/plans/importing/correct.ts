import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import type { ImportedRecommendation } from '../recognising/model/model.ts'
import { dayOrNull, rowRoutes, withAction } from './correct-row.ts'
import { applyEdits, emptyAction, newPlace } from './edits.ts'
import { leftOverForm, recommendationForm } from './forms.ts'
import { foundImport } from './lookup.ts'
import type { Edits, RecommendationEdit } from './model.ts'
import { changeEdits, type KeptImport } from './store.ts'
import { homesOf, leftOverPage, recommendationPage } from './views/correct.ts'

/** Where every guess of a preview is corrected: actions, recommendations, and what was left over. */
export const correctionRoutes: readonly Route[] = [
  ...rowRoutes,
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

const withRecommendation = (edits: Edits, place: string, edit: RecommendationEdit): Edits => ({
  ...edits,
  recommendations: { ...edits.recommendations, [place]: edit },
})

async function foundRecommendation(
  asked: PersonRequest,
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

async function correctRecommendation(asked: PersonRequest): Promise<Reply> {
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

async function foundLeftOver(asked: PersonRequest) {
  const kept = await foundImport(asked)
  const plan = applyEdits(kept.plan, kept.edits)
  const number = Number(asked.params.number)
  const item = plan.leftOver[number]
  if (!item) throw new NotFound()
  return { kept, plan, number, item }
}

/** What was left over becomes an action, a recommendation, or a recommendation's commentary. */
async function placeLeftOver(asked: PersonRequest): Promise<Reply> {
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
