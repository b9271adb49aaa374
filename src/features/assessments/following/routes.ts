import { type Match, possibleOwners } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { addTo, inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { type Choice, type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { type Answer, type AskedBy, file, get, orAgain, page, post, type Route, redirect } from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { planChoices } from '../campaigns/store.ts'
import { campaignPage } from '../campaigns/views.ts'
import { seenParticipant } from '../found.ts'
import { answersAll, mayCompare, maySee, type Participant, type Ties } from '../model.ts'
import { paths } from '../paths.ts'
import { unitParts } from '../results/unit.ts'
import { scoresOf } from '../standing.ts'
import { foundCampaign, foundParticipant, readyFramework, tiesOf } from '../store.ts'
import { factsOf, wayOf } from './consequences.ts'
import { beginAsked, markSent, setRules, settle, type Undone, undo, undoWhatFollowsNoMore } from './deciding.ts'
import { addFinding, foundFinding, planFinding, rescore } from './deeds.ts'
import { letterOf } from './letter.ts'
import { lineScaleOf, noLongerFollows, undoObstacle } from './model.ts'
import { type Consequence, consequences, type Finding, findings } from './store.ts'
import {
  campaignFollowing,
  consequencePage,
  findingForm,
  findingPlanPage,
  findingsPage,
  HORIZON_NAMES,
  planForm,
  rulesForm,
  rulesPage,
  settleForm,
  undoForm,
} from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

export const routes: readonly Route[] = [
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
  ...tableRoutes(`${paths.findings(':id')}/table`, 'assessments:read', async (asked) => {
    const { participant } = await seenParticipant(asked)
    return findingTable(
      `Findings ${participant.unit}`,
      await findings(asked.db, sql`n.participant_id = ${participant.id}`),
    )
  }),
  get(paths.findingPlan(':id'), 'plans:change', async (asked) => showPlan(asked, await ownFinding(asked), null)),
  post(paths.findingPlan(':id'), 'plans:change', savePlan),
  post(paths.rescore(':id'), 'assessments:read', async (asked) => {
    const finding = await ownFinding(asked)
    const { participant, ties } = await seenParticipant(asked, finding.participantId)
    if (!mayRepeat(asked, participant, ties))
      throw new Forbidden('Only the unit’s own people, and those who run the campaign, can begin it again')
    const id = await rescore(asked.db, asked.act, finding, participant)
    return redirect(paths.unit(id), 'It can be scored again')
  }),
  get(paths.following(':id'), 'assessments:read', async (asked) => {
    return showFollowing(asked, EMPTY)
  }),
  post(`${paths.following(':id')}/undo`, 'assessments:run', async (asked) => {
    const { id } = await foundCampaign(asked.db, asked.params.id)
    const read = undoForm.read(asked.body)
    if (!read.ok) return showFollowing(asked, read)
    const undone = await undoWhatFollowsNoMore(asked.db, asked.act, id, read.value.reason)
    return redirect(paths.following(id), undoneInWords(undone))
  }),
  ...tableRoutes(`${paths.following(':id')}/units`, 'assessments:read', async (asked) => {
    const { campaign, followed } = await campaignSeen(asked)
    return {
      title: `Below the line ${campaign.name}`,
      headers: ['Unit', 'What follows', 'Why', 'By', 'Role', 'Sent', 'Settled', 'Undone', 'Why undone'],
      rows: followed.map((one) => [
        one.unit,
        one.kind,
        one.why,
        one.dueOn,
        one.role,
        one.sentOn,
        one.settledOn,
        one.undoneOn,
        one.undoneWhy,
      ]),
    }
  }),
  ...tableRoutes(`${paths.following(':id')}/findings`, 'assessments:read', async (asked) => {
    const { campaign, found } = await campaignSeen(asked)
    return findingTable(`Findings ${campaign.name}`, found)
  }),
  get(paths.rules(':id'), 'assessments:run', async (asked) => showRules(asked, null)),
  post(paths.rules(':id'), 'assessments:run', async (asked) => {
    const { db, act, params, body } = asked
    const campaign = await foundCampaign(db, params.id)
    const read = rulesForm(await roleChoices(asked)).read(body)
    if (!read.ok) return showRules(asked, read)
    const { below, by, role } = read.value
    const rules = {
      repeatBelow: below === null ? null : Number(below),
      repeatBy: below === null ? null : by,
      escalateRoleId: role,
    }
    return orAgain(
      asked,
      async () => {
        await setRules(db, act, campaign.id, Number(firstValue(body, 'version')), rules)
        return redirect(paths.following(campaign.id), 'The rule was saved')
      },
      (state) => showRules(asked, state),
      'below',
    )
  }),
  get(paths.consequence(':id'), 'assessments:read', async (asked) => showConsequence(asked, EMPTY)),
  post(paths.consequence(':id'), 'assessments:run', async (asked) => {
    const { id } = await consequenceSeen(asked)
    const read = settleForm.read(asked.body)
    if (!read.ok) return showConsequence(asked, read)
    return orAgain(
      asked,
      async () => {
        await settle(asked.db, asked.act, id, asked.today, read.value.note)
        return redirect(paths.consequence(id), 'It was settled')
      },
      (state) => showConsequence(asked, state, 'settle'),
    )
  }),
  post(`${paths.consequence(':id')}/undo`, 'assessments:run', async (asked) => {
    const { id } = await consequenceSeen(asked)
    const read = undoForm.read(asked.body)
    if (!read.ok) return showConsequence(asked, read)
    return orAgain(
      asked,
      async () =>
        redirect(paths.consequence(id), undoneInWords(await undo(asked.db, asked.act, id, read.value.reason))),
      (state) => showConsequence(asked, state, 'undo'),
    )
  }),
  post(`${paths.consequence(':id')}/begin`, 'assessments:run', async (asked) => {
    const { id } = await consequenceSeen(asked)
    return redirect(paths.unit(await beginAsked(asked.db, asked.act, id)), 'The unit can begin again')
  }),
  post(`${paths.consequence(':id')}/sent`, 'assessments:run', async (asked) => {
    const { id } = await consequenceSeen(asked)
    await markSent(asked.db, asked.act, id, asked.today)
    return redirect(paths.consequence(id), 'The letter is marked as sent')
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    get(`${paths.letter(':id')}.${ending}`, 'assessments:read', async (asked) => {
      const letter = await letterFor(asked, await consequenceSeen(asked))
      if (!letter) throw new NotFound()
      return file(`letter-${asked.today}.${ending}`, type, await writeDocument(ending, letter))
    }),
  ),
]

function undoneInWords({ undone, ended, kept }: Undone): string {
  const words = [
    undone === 0 ? 'Nothing was undone' : undone === 1 ? 'It was undone' : `${undone} were undone`,
    ended > 0
      ? `${counted(ended, 'repeat that had begun ends', 'repeats that had begun end')}, and the answers stay on record`
      : null,
    ...kept.slice(0, 5).map((one) => one.replace(/\.$/, '')),
  ]
  return words.filter((one) => one !== null).join('. ')
}

async function showFollowing(asked: AskedBy, state: FormState): Promise<Answer> {
  const { campaign, followed, found } = await campaignSeen(asked)
  const scale = lineScaleOf(await readyFramework(asked.db, campaign.frameworkId))
  const wrong = followed.filter((one) => noLongerFollows(one, campaign.repeatBelow, scale))
  const canRun = may(asked.person, 'assessments:run')
  const content = campaignFollowing({ campaign, scale, followed, wrong, found, canRun, state })
  const view = campaignPage(campaign, 'following', content, { canCompare: true, errors: state.errors })
  return page(view, state.errors.length > 0 ? 422 : 200)
}

const mayRepeat = ({ person }: AskedBy, participant: Participant, ties: Ties) =>
  may(person, 'assessments:run') || answersAll(participant, ties, person)

async function ownFinding(asked: AskedBy): Promise<Finding> {
  const id = asked.params.id ?? ''
  if (!isId(id)) throw new NotFound()
  const finding = await foundFinding(asked.db, id)
  await seenParticipant(asked, finding.participantId)
  return finding
}

async function aboutChoices({ db }: AskedBy, participant: Participant): Promise<Choice[]> {
  const { sections } = await readyFramework(db, participant.frameworkId)
  return sections.flatMap(({ section, questions }) => [
    { value: `section ${section.code}`, text: `Section: ${section.name}` },
    ...questions.map(({ question }) => ({
      value: `question ${question.code}`,
      text: `${question.code} ${question.text}`.slice(0, 120),
    })),
  ])
}

async function showFindings(asked: AskedBy, state: FormState): Promise<Answer> {
  const { db, person } = asked
  const { participant, ties } = await seenParticipant(asked)
  const compiled = await readyFramework(db, participant.frameworkId)
  const [found, both, about] = await Promise.all([
    findings(db, sql`n.participant_id = ${participant.id}`),
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
    canRescore: mayRepeat(asked, participant, ties),
  })
  return page(view, state.errors.length > 0 ? 422 : 200)
}

function findingTable(title: string, found: readonly Finding[]) {
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

async function planFormFor({ db, today }: AskedBy) {
  const [plans, owners] = await Promise.all([planChoices(db), possibleOwners(db, today)])
  const choices = owners.map((one) => ({
    value: ownerKey(one),
    text: `${one.name}${one.kind === 'role' ? ' – role' : ''}`,
  }))
  return { owners, shown: planForm(plans, choices) }
}

async function showPlan(asked: AskedBy, finding: Finding, state: FormState | null): Promise<Answer> {
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

async function savePlan(asked: AskedBy): Promise<Answer> {
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

async function campaignSeen({ db, params, person, today }: AskedBy) {
  const campaign = await foundCampaign(db, params.id)
  if (!mayCompare(campaign, person)) throw new Forbidden('The results of this campaign have not been published')
  const [followed, found] = await Promise.all([
    consequences(db, sql`p.campaign_id = ${campaign.id}`, today),
    findings(db, sql`p.campaign_id = ${campaign.id}`),
  ])
  return { campaign, followed, found }
}

const roleChoices = ({ db }: AskedBy): Promise<Choice[]> =>
  db.many(
    sql`select id as value, name || coalesce(' (' || short_name || ')', '') as text from people.role order by name limit 500`,
  )

async function showRules(asked: AskedBy, state: FormState | null): Promise<Answer> {
  const campaign = await foundCampaign(asked.db, asked.params.id)
  const shown = rulesForm(await roleChoices(asked))
  const { repeatBelow, repeatBy, escalateRoleId } = campaign
  const filled =
    state ??
    shown.filled({ below: repeatBelow === null ? null : String(repeatBelow), by: repeatBy, role: escalateRoleId })
  return page(rulesPage(campaign, shown, filled), state ? 422 : 200)
}

/** A consequence for those who may see its unit, or how units compare, or to whose role it goes. */
async function consequenceSeen({ db, params, person, today }: AskedBy): Promise<Consequence> {
  const id = params.id ?? ''
  const [one] = isId(id) ? await consequences(db, sql`q.id = ${id}`, today, 1) : []
  if (!one) throw new NotFound()
  const participant = await foundParticipant(db, one.participantId)
  const isTheirs = one.roleId !== null && person.roleIds.includes(one.roleId)
  if (!isTheirs && !maySee(participant, await tiesOf(db, participant.id, person, today), person)) throw new NotFound()
  return one
}

async function letterFor({ db, today, person }: AskedBy, one: Consequence) {
  if (one.kind !== 'escalate') return null
  const [participant, facts] = await Promise.all([
    foundParticipant(db, one.participantId),
    factsOf(db, one.participantId),
  ])
  // What was found before the second low score belongs to the story as well.
  const way = await wayOf(db, participant.id, facts.before?.participantId ?? null)
  const [parts, found] = await Promise.all([
    unitParts(db, participant, false),
    findings(db, sql`n.participant_id = any(${way}::uuid[])`, 50),
  ])
  return letterOf(one, facts, parts, found, today, person.name)
}

async function showConsequence(
  asked: AskedBy,
  state: FormState,
  form: 'settle' | 'undo' | null = null,
): Promise<Answer> {
  const one = await consequenceSeen(asked)
  const canRun = may(asked.person, 'assessments:run')
  const view = consequencePage({
    one,
    letter: await letterFor(asked, one),
    obstacle: undoObstacle(one),
    canRun,
    state,
    refused: form,
  })
  return page(view, state.errors.length > 0 ? 422 : 200)
}
