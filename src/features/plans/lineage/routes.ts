import { outside } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { actionTable } from '../action-table-views.ts'
import { findAction } from '../actions/store.ts'
import { paths } from '../paths.ts'
import { mayChangeAction, mayChangePlan } from '../rights.ts'
import { actionsUnder } from '../store.ts'
import { linkTo, unlink } from './deeds.ts'
import { LINEAGES, type Lineage, type Subject } from './model.ts'
import { candidatesFor, findRecommendation, lineageOf, type Recommendation } from './store.ts'
import { lineageForm, lineagePanel, linkPage, predecessorsPart, recommendationPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.recommendation(':id'), 'plans:read', showRecommendation),
  ...(['action', 'recommendation'] as const).flatMap((kind) => [
    get(paths.lineage(kind, ':id'), 'plans:change', async (asked) => ask(asked, await subjectOf(asked, kind))),
    post(paths.lineage(kind, ':id'), 'plans:change', async (asked) => save(asked, await subjectOf(asked, kind))),
  ]),
  post(paths.lineageEnd, 'plans:change', async ({ db, act, body, person }) => {
    const id = firstValue(body, 'id')
    if (!isId(id)) throw new NotFound()
    const { kind, id: subject } = await unlink(db, act, id, person.id)
    return redirect(
      kind === 'action' ? paths.action(subject) : paths.recommendation(subject),
      'The link was taken back',
    )
  }),
]

async function foundRecommendation({ db, params }: PersonRequest): Promise<Recommendation> {
  const id = params.id ?? ''
  const found = isId(id) ? await findRecommendation(db, id) : null
  if (!found) throw new NotFound()
  return found
}

async function showRecommendation(asked: PersonRequest): Promise<Reply> {
  const { db, person, today } = asked
  const recommendation = await foundRecommendation(asked)
  const subject: Subject = { kind: 'recommendation', id: recommendation.id }
  const [actions, lineage] = await Promise.all([actionsUnder(db, [recommendation.id]), lineageOf(db, subject)])
  if (!lineage) throw new NotFound()
  const canChange = mayChangePlan(person, recommendation.planUnitId)
  return page(
    recommendationPage(
      recommendation,
      actionTable('Actions under this recommendation', actions, today),
      lineagePanel(subject, lineage, canChange, today),
      await predecessors(asked, lineage),
      canChange,
    ),
  )
}

/** What became of the actions of the recommendations that this one repeats. */
async function predecessors({ db, today }: PersonRequest, { ancestors }: Lineage) {
  const earlier = ancestors.filter(({ kind }) => kind === 'recommendation').slice(0, 5)
  if (earlier.length === 0) return null
  const actions = await actionsUnder(
    db,
    earlier.flatMap(({ id }) => id ?? []),
  )
  const under = Map.groupBy(actions, ({ recommendationId }) => recommendationId)
  return predecessorsPart(earlier, under, today)
}

interface Named {
  readonly subject: Subject
  /** What it is called on the page. */
  readonly name: string
  readonly text: string
}

/** The words that are looked for: those that were asked for, or those of the matter itself. */
const wordsAsked = ({ query }: PersonRequest, { text, name }: Named) =>
  (firstValue(query, 'words').trim() || text || name).slice(0, 500)

async function subjectOf(asked: PersonRequest, kind: Subject['kind']): Promise<Named> {
  const id = asked.params.id ?? ''
  if (!isId(id)) throw new NotFound()
  const found = kind === 'action' ? await findAction(asked.db, id) : await findRecommendation(asked.db, id)
  if (!found) throw new NotFound()
  const { planUnitId } = found
  const homes = { unitId: 'unitId' in found ? found.unitId : null, planUnitId }
  if (!mayChangeAction(asked.person, homes)) throw outside(homes.unitId ?? planUnitId)
  return { subject: { kind, id }, name: [found.ref, found.text].filter(Boolean).join('. '), text: found.text ?? '' }
}

async function ask(asked: PersonRequest, named: Named, state?: FormState): Promise<Reply> {
  const { subject, name } = named
  const words = wordsAsked(asked, named)
  const candidates = await candidatesFor(asked.db, subject, words)
  const shown = state ?? { values: {}, errors: [] }
  return page(linkPage(subject, name, words, candidates, shown), state ? 422 : 200)
}

async function save(asked: PersonRequest, named: Named): Promise<Reply> {
  const { db, act, body } = asked
  const { subject } = named
  const candidates = await candidatesFor(db, subject, wordsAsked(asked, named))
  const read = lineageForm(candidates.map(({ kind, id }) => ({ value: `${kind} ${id}`, text: id }))).read(body)
  if (!read.ok) return ask(asked, named, read)
  const earlier = candidates.find(({ kind, id }) => `${kind} ${id}` === read.value.earlier)
  const kind = LINEAGES.find((known) => known === read.value.kind)
  if (!earlier || !kind) throw new NotFound()
  const problem = await linkTo(db, act, { kind, subject, earlier, note: read.value.note })
  if (problem) return ask(asked, named, { values: body, errors: [{ field: 'earlier', message: problem }] })
  return redirect(
    subject.kind === 'action' ? paths.action(subject.id) : paths.recommendation(subject.id),
    'It was saved what this carries on',
  )
}
