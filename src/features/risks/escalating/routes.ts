import { isOrActsFor } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
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
  govukButton,
  govukInsetText,
  govukSummaryList,
  heading,
  html,
  link,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { matrixOf } from '../store.ts'
import { answerEscalation, escalate, reviewRisk } from './deeds.ts'
import { escalationListing, OUTCOMES } from './listing.ts'

interface OpenRisk {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly unitId: string
  readonly unit: string
  readonly isTheirs: boolean
  readonly likelihoodId: string | null
  readonly impactId: string | null
  readonly reviewDays: number | null
}

export const routes: readonly Route[] = [
  get(paths.review(':id'), 'risks:read', async (asked) => {
    const { risk, reviewForm } = await forReview(asked)
    const { likelihoodId: likelihood, impactId: impact } = risk
    return showReview(risk, reviewForm, reviewForm.filled({ likelihood, impact, next: nextOf(risk, asked.today) }))
  }),
  post(paths.review(':id'), 'risks:read', async (asked) => {
    const { risk, reviewForm } = await forReview(asked)
    const read = reviewForm.read(asked.body)
    if (!read.ok) return showReview(risk, reviewForm, read)
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
    return showEscalate(risk, escalateForm, { values: {}, errors: [] })
  }),
  post(paths.escalate(':id'), 'risks:read', async (asked) => {
    const { risk, escalateForm, takers } = await forEscalation(asked)
    const read = escalateForm.read(asked.body)
    if (!read.ok) return showEscalate(risk, escalateForm, read)
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
    return page({
      title: 'Escalations',
      back: { href: paths.home, text: 'Back to risks' },
      content: html`${heading('Escalations')}<p class="govuk-body">Risks that somebody in a unit above, or below, was asked to hold, and what they said.</p>${list}`,
    })
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
      mayChange: may(asked.person, 'risks:change'),
    })
    return redirect(paths.risk(riskId), 'Your answer is on record')
  }),
]

/** A risk that is open, for whoever owns it or looks after the register. */
async function openRisk({ db, params, person, today }: PersonRequest): Promise<OpenRisk> {
  const id = params.id ?? ''
  const risk = isId(id)
    ? await db.maybe<OpenRisk>(sql`
        select r.id, r.title, r.version, r.unit_id as "unitId", u.name as unit, r.likelihood_id as "likelihoodId",
          r.impact_id as "impactId", b.review_days as "reviewDays", coalesce(${isOrActsFor(sql`r.owner_id`, person.id, today)}, false) as "isTheirs"
        from risks.risk r join people.unit u on u.id = r.unit_id left join risks.band b on b.id = r.band_id where r.id = ${id} and r.closed_on is null`)
    : null
  if (!risk) throw new NotFound()
  if (!risk.isTheirs && !may(person, 'risks:change'))
    throw new Forbidden('Only its owner, whoever acts for them, or somebody who looks after the register can do this')
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

function showReview(risk: OpenRisk, reviewForm: Awaited<ReturnType<typeof forReview>>['reviewForm'], state: FormState) {
  const view = {
    title: 'Review this risk',
    back: { href: paths.risk(risk.id) },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Review this risk', risk.title)}${postForm(paths.review(risk.id), [html`<input type="hidden" name="version" value="${risk.version}">`, reviewForm.controls(state), govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

interface Taker {
  readonly value: string
  readonly text: string
  readonly unitId: string
  readonly personId: string
}

/** People with a role in a unit above or below the one that holds a risk, nearest above first. */
function takersFor(db: Queries, unitId: string, today: Day): Promise<Taker[]> {
  return db.many(sql`
    with recursive above as (
      select parent_id as id, 1 as steps from people.unit where id = ${unitId} and parent_id is not null
      union all
      select u.parent_id, a.steps + 1 from people.unit u join above a on u.id = a.id where u.parent_id is not null
    ), near as (select id, steps from above union all select id, 100 from people.unit where parent_id = ${unitId} and closed_on is null)
    select a.id as value, p.name || ' – ' || coalesce(r.short_name, r.name) || ', ' || u.name as text, u.id as "unitId", p.id as "personId"
    from near n join people.unit u on u.id = n.id join people.appointment a on a.unit_id = n.id join people.person p on p.id = a.person_id
      join people.role r on r.id = a.role_id
    where a.from_on <= ${today} and coalesce(a.until_on >= ${today}, true) and coalesce(p.left_on >= ${today}, true)
    order by n.steps, r.hears_overdue is null, p.name, a.id limit 300`)
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

function showEscalate(
  risk: OpenRisk,
  escalateForm: Awaited<ReturnType<typeof forEscalation>>['escalateForm'],
  state: FormState,
) {
  const view = {
    title: 'Escalate or hand down',
    back: { href: paths.risk(risk.id) },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Escalate or hand down', risk.title)}<p class="govuk-body">It is held in ${risk.unit} now. It stays there until whoever you ask takes it.</p>${postForm(paths.escalate(risk.id), [escalateForm.controls(state), govukButton({ text: 'Ask them', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
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
  const found = isId(id)
    ? await db.maybe<{
        riskId: string
        risk: string
        from: string
        to: string
        owner: string
        ownerId: string
        by: string | null
        byId: string | null
        why: string
        on: Day
        outcome: keyof typeof OUTCOMES | null
        answer: string | null
      }>(sql`
        select r.id as "riskId", r.title as risk, f.name as from, t.name as to, o.name as owner, o.id as "ownerId", b.name as by, b.id as "byId", e.why,
          ${dayOfInstant(sql`e.at`)} as on, e.outcome, e.answer
        from risks.escalation e join risks.risk r on r.id = e.risk_id join people.unit f on f.id = e.from_unit_id join people.unit t on t.id = e.to_unit_id
          join people.person o on o.id = e.to_owner_id left join people.person b on b.id = e.by_person_id where e.id = ${id}`)
    : null
  if (!found) throw new NotFound()
  const isAsked = found.ownerId === person.id || (may(person, 'risks:change') && found.byId !== person.id)
  const rows = [
    ['Risk', link(paths.risk(found.riskId), found.risk)],
    ['From', found.from],
    ['To', `${found.owner}, ${found.to}`],
    ['Asked by', found.by ?? 'Muniment'],
    ['On', inWords(found.on)],
    ['Why', found.why],
    ...(found.outcome ? [['Answer', `${OUTCOMES[found.outcome]}${found.answer ? `: ${found.answer}` : ''}`]] : []),
  ] as const
  const deed = found.outcome
    ? null
    : isAsked
      ? postForm(paths.answer(id), [
          answerForm.controls(state),
          govukButton({ text: 'Save the answer', preventDoubleClick: true }),
        ])
      : govukInsetText({ text: 'Waits for the answer of whoever was asked.' })
  const view = {
    title: 'An escalation',
    back: { href: paths.escalations, text: 'Back to escalations' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('An escalation', found.risk)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { html: html`${value}` } })) })}${deed}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
