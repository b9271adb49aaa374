import { type Match, possibleOwners } from '#features/people/index.ts'
import { plansToRun } from '#features/plans/index.ts'
import { may, rowsOf } from '#platform/access/index.ts'
import { addTo, inWords } from '#platform/calendar/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { type Choice, type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import {
  formReply,
  get,
  orAgain,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { seenParticipant } from '../lookup.ts'
import { mayRepeat, type Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { UNIT_ANSWERS } from '../seeing.ts'
import { scoresOf } from '../standing.ts'
import { foundCampaign, foundParticipant, readyFramework } from '../store.ts'
import { addFinding, foundFinding, NOT_THEIRS, planFinding, rescore } from './deeds.ts'
import { findingForm, findingPlanPage, findingsPage, HORIZON_NAMES, planForm } from './finding-views.ts'
import { type Finding, findingsOf } from './store.ts'

/** What an assessment found, what is done about it, and scoring it again. */
export const findingRoutes: readonly Route[] = [
  get(paths.findings(':id'), 'assessments:read', async (asked) => {
    const about = firstValue(asked.query, 'about')
    return showFindings(asked, { values: { about: about ? `question ${about}` : '' }, errors: [] })
  }),
  post(paths.findings(':id'), 'assessments:read', async (asked) => {
    const { participant } = await seenParticipant(asked)
    const shown = findingForm(await aboutChoices(asked, participant))
    const read = shown.read(asked.body)
    if (!read.ok) return showFindings(asked, read)
    const { about, text, horizon } = read.value
    const compiled = await readyFramework(asked.db, participant.frameworkId)
    const [kind, code] = [about?.split(' ')[0], about?.split(' ').slice(1).join(' ') ?? null]
    const section = kind === 'question' ? compiled.byCode.get(code ?? '')?.section.code : code
    await addFinding(asked.db, asked.act, participant.id, {
      question: kind === 'question' ? code : null,
      section: section ?? null,
      text,
      horizon: horizon === 'quick-win' ? 'quick-win' : 'longer-term',
    })
    return redirect(paths.findings(participant.id), 'The finding was added')
  }),
  ...tableRoutes(`${paths.findings(':id')}/table`, 'assessments:read', rowsOf(UNIT_ANSWERS), async (asked) => {
    const { participant } = await seenParticipant(asked)
    return findingTable(`Findings ${participant.unit}`, await findingsOf(asked.db, participant.id))
  }),
  get(paths.findingPlan(':id'), 'plans:change', async (asked) => showPlan(asked, await ownFinding(asked), null)),
  post(paths.findingPlan(':id'), 'plans:change', savePlan),
  post(paths.rescore(':id'), 'assessments:read', async (asked) => {
    const finding = await ownFinding(asked)
    const { participant, ties } = await seenParticipant(asked, finding.participantId)
    if (!mayRepeat(participant, ties, asked.person)) throw new Forbidden(NOT_THEIRS)
    const id = await rescore(asked.db, asked.act, finding, participant)
    return redirect(paths.unit(id), 'It can be scored again')
  }),
]

async function ownFinding(asked: PersonRequest): Promise<Finding> {
  const id = asked.params.id ?? ''
  if (!isId(id)) throw new NotFound()
  const finding = await foundFinding(asked.db, id)
  await seenParticipant(asked, finding.participantId)
  return finding
}

async function aboutChoices({ db }: PersonRequest, participant: Participant): Promise<Choice[]> {
  const { sections } = await readyFramework(db, participant.frameworkId)
  return sections.flatMap(({ section, questions }) => [
    { value: `section ${section.code}`, text: `Section: ${section.name}` },
    ...questions.map(({ question }) => ({
      value: `question ${question.code}`,
      text: `${question.code} ${question.text}`.slice(0, 120),
    })),
  ])
}

async function showFindings(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { db, person } = asked
  const { participant, ties } = await seenParticipant(asked)
  const compiled = await readyFramework(db, participant.frameworkId)
  const [found, both, about] = await Promise.all([
    findingsOf(db, participant.id),
    scoresOf(db, participant, compiled),
    aboutChoices(asked, participant),
  ])
  const low = both.moderated.sections
    .flatMap(({ questions }) => questions)
    .filter(({ score, target }) => score !== null && target !== null && score < target)
    .map((result) => ({ ...result, text: compiled.byCode.get(result.code)?.question.text ?? '' }))
  const view = findingsPage({
    participant,
    findings: found,
    low,
    form: findingForm(about),
    state,
    canPlan: may(person, 'plans:change'),
    canRescore: mayRepeat(participant, ties, asked.person),
  })
  return formReply(view)
}

export function findingTable(title: string, found: readonly Finding[]) {
  return {
    title,
    headers: ['Unit', 'Question', 'Finding', 'Kind', 'Action plan', 'Actions', 'Finished'],
    rows: found.map((one) => [
      one.unit,
      one.question,
      one.text,
      HORIZON_NAMES[one.horizon],
      one.plan,
      one.actions,
      one.finished,
    ]),
  }
}

const ownerKey = ({ kind, id }: Match) => `${kind} ${id}`

async function planFormFor({ db, today, person }: PersonRequest) {
  const [plans, owners] = await Promise.all([plansToRun(db, person), possibleOwners(db, today)])
  const choices = owners.map((one) => ({
    value: ownerKey(one),
    text: `${one.name}${one.kind === 'role' ? ' – role' : ''}`,
  }))
  return { owners, shown: planForm(plans, choices) }
}

async function showPlan(asked: PersonRequest, finding: Finding, state: FormState | null): Promise<Reply> {
  const { db, today } = asked
  const { shown } = await planFormFor(asked)
  const participant = await foundParticipant(db, finding.participantId)
  const campaign = await foundCampaign(db, participant.campaignId)
  const target = inWords(addTo(today, finding.horizon === 'quick-win' ? 3 : 12, 'month'))
  const filled =
    state ??
    shown.filled({
      plan: campaign.planId,
      recommendation: finding.text,
      action: finding.text,
      owner: participant.leadId ? `person ${participant.leadId}` : null,
      target,
    })
  return page(findingPlanPage(finding, shown.controls(filled), filled.errors), state ? 422 : 200)
}

async function savePlan(asked: PersonRequest): Promise<Reply> {
  const finding = await ownFinding(asked)
  const { owners, shown } = await planFormFor(asked)
  const read = shown.read(asked.body)
  if (!read.ok) return showPlan(asked, finding, read)
  const { plan, recommendation, action, owner, target } = read.value
  const { unitId } = await foundParticipant(asked.db, finding.participantId)
  const planned = {
    planId: plan ?? '',
    recommendation,
    action,
    owner: owners.find((one) => ownerKey(one) === owner) ?? null,
    target,
    unitId,
  }
  return orAgain(
    asked,
    async () => {
      await planFinding(asked.db, asked.act, finding, planned)
      return redirect(paths.findings(finding.participantId), 'The finding is in the action plan')
    },
    (state) => showPlan(asked, finding, state),
  )
}
