import { mayIn } from '#platform/access/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import {
  day,
  decisionForm,
  type FormState,
  form,
  radios,
  requiredText,
  select,
  versionIn,
} from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listAsAsked, listRoutes } from '#platform/listing/index.ts'
import {
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { matrixOf } from '../store.ts'
import { answerEscalation, escalate, NOT_THEIRS, reviewRisk } from './deeds.ts'
import { escalationListing } from './listing.ts'
import { escalationOf, type OpenRisk, openRiskOf, takersFor } from './store.ts'
import { answerPage, escalatePage, escalationsPage, reviewPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.review(':id'), 'risks:read', async (asked) => {
    const { risk, reviewForm } = await forReview(asked)
    const { likelihoodId: likelihood, impactId: impact } = risk
    const filled = reviewForm.filled({ likelihood, impact, next: nextOf(risk, asked.today) })
    return page(reviewPage(risk, reviewForm.controls(filled), []))
  }),
  post(paths.review(':id'), 'risks:read', async (asked) => {
    const { risk, reviewForm } = await forReview(asked)
    const read = reviewForm.read(asked.body)
    if (!read.ok) return formReply(reviewPage(risk, reviewForm.controls(read), read.errors))
    const { likelihood, impact, note, next } = read.value
    await reviewRisk(asked.db, asked.act, risk.id, {
      version: versionIn(asked.body),
      likelihoodId: likelihood ?? '',
      impactId: impact ?? '',
      note,
      reviewOn: next ?? nextOf(risk, asked.today),
    })
    return redirect(paths.risk(risk.id), 'What you found is on record')
  }),
  get(paths.escalate(':id'), 'risks:read', async (asked) => {
    const { risk, escalateForm } = await forEscalation(asked)
    return page(escalatePage(risk, escalateForm.controls(), []))
  }),
  post(paths.escalate(':id'), 'risks:read', async (asked) => {
    const { risk, escalateForm, takers } = await forEscalation(asked)
    const read = escalateForm.read(asked.body)
    if (!read.ok) return formReply(escalatePage(risk, escalateForm.controls(read), read.errors))
    const to = takers.find(({ value }) => value === read.value.to)
    if (!to) throw new NotFound()
    await escalate(asked.db, asked.act, risk.id, { unitId: to.unitId, ownerId: to.personId, why: read.value.why })
    return redirect(paths.risk(risk.id), 'It was asked of them. The risk stays here until they take it')
  }),
  get(paths.escalations, 'risks:read', async (asked) => {
    const list = await listAsAsked(asked, escalationListing, {
      path: paths.escalations,
      caption: 'Escalations',
      empty: 'No risk was escalated yet.',
      isDescending: true,
    })
    return page(escalationsPage(list))
  }),
  ...listRoutes(paths.escalations, 'risks:read', () => escalationListing),
  get(paths.answer(':id'), 'risks:read', async (asked) => showAnswer(asked, { values: {}, errors: [] })),
  post(paths.answer(':id'), 'risks:read', async (asked) => {
    const read = answerForm.read(asked.body)
    const id = asked.params.id ?? ''
    if (!isId(id)) throw new NotFound()
    if (!read.ok) return showAnswer(asked, read)
    const riskId = await answerEscalation(asked.db, asked.act, id, {
      outcome: read.value.outcome === 'taken' ? 'taken' : 'refused',
      answer: read.value.words,
    })
    return redirect(paths.risk(riskId), 'Your answer is on record')
  }),
]

/** A risk that is open, for whoever owns it or looks after the register. */
async function openRisk({ db, params, person, today }: PersonRequest): Promise<OpenRisk> {
  const id = params.id ?? ''
  const risk = isId(id) ? await openRiskOf(db, id, person.id, today) : null
  if (!risk) throw new NotFound()
  if (!risk.isTheirs && !mayIn(person, 'risks:change', risk.unitId)) throw new Forbidden(NOT_THEIRS)
  return risk
}

const nextOf = ({ reviewDays }: OpenRisk, today: Day): Day => addDays(today, reviewDays ?? 182)

async function forReview(asked: PersonRequest) {
  const [risk, { likelihoods, impacts }] = await Promise.all([openRisk(asked), matrixOf(asked.db)])
  const steps = (rows: typeof likelihoods) =>
    rows.map(({ id, rank, name, meaning }) => ({
      value: id,
      text: `${rank} ${name}`,
      ...(meaning ? { hint: meaning } : {}),
    }))
  const reviewForm = form({
    likelihood: radios({ label: 'Likelihood now', required: 'Select the likelihood now', options: steps(likelihoods) }),
    impact: radios({ label: 'Impact now', required: 'Select the impact now', options: steps(impacts) }),
    note: requiredText({
      label: 'What did you find?',
      hint: 'What changed, whether the controls work, how the actions come on',
      required: 'Enter what you found',
      lines: 4,
      most: 5_000,
    }),
    next: day({
      label: 'When is it reviewed next?',
      check: (on) => (on <= asked.today ? 'The next day must be in the future' : null),
    }),
  })
  return { risk, reviewForm }
}

async function forEscalation(asked: PersonRequest) {
  const risk = await openRisk(asked)
  const takers = await takersFor(asked.db, risk.unitId, asked.today)
  const escalateForm = form({
    to: select({
      label: 'Who is asked to hold it?',
      hint: 'People with a role in a unit above, nearest first, and then below',
      required: 'Select who is asked to hold it',
      options: takers,
    }),
    why: requiredText({ label: 'Why?', required: 'Enter why they should hold it', lines: 4, most: 5_000 }),
  })
  return { risk, takers, escalateForm }
}

const answerForm = decisionForm({
  label: 'Your answer',
  required: 'Select your answer',
  yes: { value: 'taken', text: 'I take it: it is held here from now on' },
  no: { value: 'refused', text: 'I send it back' },
  why: 'Enter why you send it back',
})

async function showAnswer({ db, params, person }: PersonRequest, state: FormState): Promise<Reply> {
  const id = params.id ?? ''
  const found = isId(id) ? await escalationOf(db, id) : null
  if (!found) throw new NotFound()
  const isAsked =
    found.ownerId === person.id || (mayIn(person, 'risks:change', found.toUnitId) && found.byId !== person.id)
  return formReply(answerPage(id, found, isAsked ? answerForm.controls(state) : null, state.errors))
}
