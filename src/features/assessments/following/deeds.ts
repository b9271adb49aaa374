import type { Match } from '#features/people/index.ts'
import { addActionIn, addRecommendationIn } from '#features/plans/index.ts'
import { type Act, record } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { refreshBefore } from '../results/before.ts'
import { refreshStanding } from '../standing.ts'
import { participants, readyFramework } from '../store.ts'
import { raiseConsequences } from './consequences.ts'
import { type Finding, findings } from './store.ts'

const byOf = ({ actor }: Act) => (actor.kind === 'person' ? actor.id : null)

export interface NewFinding {
  readonly question: string | null
  readonly section: string | null
  readonly text: string
  readonly horizon: Finding['horizon']
}

export async function addFinding(db: Db, act: Act, participantId: string, finding: NewFinding): Promise<string> {
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into assessments.finding (id, participant_id, question, section, text, horizon, at, by_person_id)
      values (${id}, ${participantId}, ${finding.question}, ${finding.section}, ${finding.text}, ${finding.horizon}, ${act.at}, ${byOf(act)})`)
    await record(
      tx,
      act,
      'finding.added',
      { kind: 'participant', id: participantId },
      { finding: id, question: finding.question },
    )
  })
  return id
}

export interface Planned {
  readonly planId: string
  readonly recommendation: string
  readonly action: string
  readonly owner: Match | null
  readonly target: string | null
  readonly unitId: string
}

/** Makes a finding a recommendation of an action plan, with its first action: in one step, and linked both ways. */
export async function planFinding(db: Db, act: Act, finding: Finding, planned: Planned): Promise<string> {
  return db.transaction(async (tx) => {
    const open = await tx.maybe(
      sql`select from assessments.finding where id = ${finding.id} and recommendation_id is null for update`,
    )
    if (!open) throw new Conflict('This finding is in an action plan already')
    const recommendationId = await addRecommendationIn(tx, act, planned.planId, {
      ref: null,
      text: planned.recommendation,
      origin: { words: `what an assessment of ${finding.unit} found`, path: paths.findings(finding.participantId) },
    })
    await addActionIn(tx, act, recommendationId, {
      ref: null,
      text: planned.action,
      priority: finding.horizon === 'quick-win' ? 'Quick win' : 'Longer term',
      target: planned.target,
      owner: planned.owner,
      unitId: planned.unitId,
    })
    await tx.run(
      sql`update assessments.finding set recommendation_id = ${recommendationId}, linked_at = ${act.at} where id = ${finding.id}`,
    )
    await record(
      tx,
      act,
      'finding.planned',
      { kind: 'participant', id: finding.participantId },
      { finding: finding.id, recommendation: recommendationId },
    )
    return recommendationId
  })
}

/** How long a unit has to score something again, where nothing else says so. */
const AGAIN_DAYS = 28

/**
 * Begins an assessment again, whole or some questions of it. What is asked anew begins with what stood, to be confirmed or changed; the
 * rest stands as it was, with its moderation and evidence. Where one goes on already, the questions are added to it. Answers its id.
 */
export async function beginRepeat(
  tx: Tx,
  act: Act,
  original: Participant,
  { only, dueOn }: { readonly only: readonly string[] | null; readonly dueOn: Day | null },
): Promise<string> {
  const due = dueOn && dueOn > dayOf(act.at) ? dueOn : addDays(dayOf(act.at), AGAIN_DAYS)
  const [open] = await participants(
    tx,
    sql`p.campaign_id = ${original.campaignId} and p.unit_id = ${original.unitId} and p.state in ('answering', 'submitted')`,
    1,
  )
  if (open?.state === 'submitted') throw new Conflict('It is being moderated', 'Wait until its scores are final.')
  if (open) return askMore(tx, act, open, only)
  const [base] = await participants(
    tx,
    sql`p.campaign_id = ${original.campaignId} and p.unit_id = ${original.unitId} and p.state = 'final' and not exists (
      select from assessments.participant n where n.repeat_of = p.id and n.state <> 'withdrawn')`,
    1,
  )
  if (!base)
    throw new Conflict('There is nothing to do again', 'Only an assessment whose scores are final can be done again.')
  const id = newId(act.at.getTime())
  await tx.run(sql`
    insert into assessments.participant (id, campaign_id, unit_id, unit_name, unit_kind, obligation, state, due_on, lead_id, repeat_of, only_questions)
    select ${id}, campaign_id, unit_id, unit_name, unit_kind, obligation, 'answering', ${due}, lead_id, id, ${only}::text[]
    from assessments.participant where id = ${base.id}`)
  await copyOver(tx, base.id, id, only, act.at)
  await refreshStanding(tx, id)
  await refreshBefore(tx, id)
  await record(
    tx,
    act,
    'assessment.repeated',
    { kind: 'participant', id },
    { of: base.id, questions: only === null ? 'all' : [...only] },
  )
  return id
}

async function askMore(tx: Tx, act: Act, open: Participant, only: readonly string[] | null): Promise<string> {
  if (open.onlyQuestions === null) return open.id
  await tx.run(sql`
    update assessments.participant set only_questions = ${only === null ? null : [...new Set([...open.onlyQuestions, ...only])]}::text[] where id = ${open.id}`)
  await tx.run(sql`
    update assessments.answer set is_confirmed = false, edition = edition + 1, taken_from = 'the assessment before'
    where participant_id = ${open.id} and (${only}::text[] is null or question = any(${only}::text[])) and is_confirmed`)
  await refreshStanding(tx, open.id)
  await record(
    tx,
    act,
    'assessment.repeated',
    { kind: 'participant', id: open.id },
    { questions: only === null ? 'all' : [...only] },
  )
  return open.id
}

async function copyOver(tx: Tx, from: string, to: string, only: readonly string[] | null, at: Date): Promise<void> {
  const asked = (column: ReturnType<typeof sql>) => sql`(${only}::text[] is null or ${column} = any(${only}::text[]))`
  const systems = await tx.many<{ id: string; name: string }>(
    sql`select id, name from assessments.system where participant_id = ${from} and ended_at is null`,
  )
  const copies = systems.map(({ id, name }) => ({ old: id, id: newId(at.getTime()), name }))
  const mapped = sql`jsonb_to_recordset(${JSON.stringify(copies)}) as y (old uuid, id uuid, name text)`
  await tx.run(sql`insert into assessments.system (id, participant_id, name) select id, ${to}, name from ${mapped}`)
  await tx.run(sql`
    insert into assessments.answer (participant_id, question, system_id, edition, value, is_not_applicable, indicators, note, said, is_confirmed, taken_from, at, by_person_id)
    select ${to}, a.question, coalesce(y.id, a.system_id), 1,
      case when ${asked(sql`a.question`)} and m.outcome = 'changed' and a.indicators is null then m.value else a.value end,
      case when ${asked(sql`a.question`)} and m.outcome = 'changed' and a.indicators is null then m.is_not_applicable else a.is_not_applicable end,
      a.indicators, a.note, a.said, not ${asked(sql`a.question`)}, case when ${asked(sql`a.question`)} then 'the assessment before' end, a.at, a.by_person_id
    from assessments.answer a left join ${mapped} on y.old = a.system_id
      left join lateral (select x.outcome, x.value, x.is_not_applicable from assessments.moderation x where x.participant_id = a.participant_id
        and x.question = a.question and x.system_id = a.system_id and x.outcome <> 'asked' order by x.at desc, x.id desc limit 1) m on true
    where a.participant_id = ${from} and a.is_confirmed`)
  const evidence = await tx.many<{ old: string }>(
    sql`select id as old from assessments.evidence where participant_id = ${from} and withdrawn_at is null and not ${asked(sql`question`)}`,
  )
  await tx.run(sql`
    insert into assessments.evidence (id, participant_id, question, system_id, kind, digest, size, name, url, note, at, by_person_id)
    select z.id, ${to}, e.question, coalesce(y.id, e.system_id), e.kind, e.digest, e.size, e.name, e.url, e.note, e.at, e.by_person_id
    from jsonb_to_recordset(${JSON.stringify(evidence.map(({ old }) => ({ old, id: newId(at.getTime()) })))}) as z (old uuid, id uuid)
      join assessments.evidence e on e.id = z.old left join ${mapped} on y.old = e.system_id`)
  const judged = await tx.many<{ old: string }>(sql`
    select distinct on (question, system_id) id as old from assessments.moderation
    where participant_id = ${from} and outcome <> 'asked' and not ${asked(sql`question`)} order by question, system_id, at desc, id desc`)
  const words = sql`jsonb_to_recordset(${JSON.stringify(judged.map(({ old }) => ({ old, id: newId(at.getTime()) })))}) as z (old uuid, id uuid)`
  await tx.run(sql`
    insert into assessments.moderation (id, participant_id, question, system_id, outcome, value, is_not_applicable, reason, edition, at, by_person_id)
    select z.id, ${to}, m.question, coalesce(y.id, m.system_id), m.outcome, m.value, m.is_not_applicable, m.reason, 1, m.at, m.by_person_id
    from ${words}
      join assessments.moderation m on m.id = z.old left join ${mapped} on y.old = m.system_id`)
  await tx.run(sql`
    insert into assessments.reply (id, moderation_id, participant_id, text, at, by_person_id)
    select gen_random_uuid(), z.id, ${to}, r.text, r.at, r.by_person_id from ${words} join assessments.reply r on r.moderation_id = z.old`)
}

/** Scores the question of a finding again, or all of its section. Answers the participant's id. */
export async function rescore(db: Db, act: Act, finding: Finding, participant: Participant): Promise<string> {
  return db.transaction(async (tx) => {
    const { sections } = await readyFramework(tx, participant.frameworkId)
    const own = sections
      .find(({ section }) => section.code === finding.section)
      ?.questions.map(({ question }) => question.code)
    const only = finding.question ? [finding.question] : (own ?? null)
    const id = await beginRepeat(tx, act, participant, { only, dueOn: null })
    await tx.run(sql`update assessments.finding set rescored_by = ${id} where id = ${finding.id}`)
    return id
  })
}

export interface Rules {
  readonly repeatBelow: number | null
  readonly repeatBy: Day | null
  readonly escalateRoleId: string | null
}

/** Sets what a low score leads to, and asks the rules of what is final already. */
export async function setRules(db: Db, act: Act, campaignId: string, version: number, rules: Rules): Promise<void> {
  await db.transaction(async (tx) => {
    const written = await tx.run(sql`
      update assessments.campaign set repeat_below = ${rules.repeatBelow}, repeat_by = ${rules.repeatBy}, escalate_role_id = ${rules.escalateRoleId}, version = version + 1
      where id = ${campaignId} and version = ${version}`)
    if (written === 0) throw new Conflict('Somebody else has changed this campaign meanwhile')
    await record(
      tx,
      act,
      'campaign.rules',
      { kind: 'campaign', id: campaignId },
      { below: rules.repeatBelow, by: rules.repeatBy, role: rules.escalateRoleId },
    )
    const final = await tx.many<{ id: string }>(sql`
      select id from assessments.participant p where campaign_id = ${campaignId} and state = 'final'
        and not exists (select from assessments.participant n where n.repeat_of = p.id and n.state = 'final')`)
    for (const { id } of final) await raiseConsequences(tx, act, id)
  })
}

/** Begins the repeat that a low score asked for. Answers its participant's id. */
export async function beginAsked(db: Db, act: Act, consequenceId: string): Promise<string> {
  return db.transaction(async (tx) => {
    const found = await tx.maybe<{ participantId: string; dueOn: Day | null }>(sql`
      select participant_id as "participantId", due_on as "dueOn" from assessments.consequence
      where id = ${consequenceId} and kind = 'repeat' and repeat_id is null and settled_on is null for update`)
    const [participant] = found ? await participants(tx, sql`p.id = ${found.participantId}`, 1) : []
    if (!found || !participant) throw new Conflict('It has been begun or settled already')
    const id = await beginRepeat(tx, act, participant, { only: null, dueOn: found.dueOn })
    await tx.run(sql`update assessments.consequence set repeat_id = ${id} where id = ${consequenceId}`)
    return id
  })
}

export async function markSent(db: Db, act: Act, id: string, today: Day): Promise<void> {
  await db.transaction(async (tx) => {
    const written = await tx.run(sql`
      update assessments.consequence set sent_on = ${today}, sent_by = ${byOf(act)} where id = ${id} and kind = 'escalate' and sent_on is null and settled_on is null`)
    if (written === 0) throw new Conflict('The letter has been sent, or the matter settled, already')
    await record(tx, act, 'consequence.sent', { kind: 'consequence', id })
  })
}

export async function settle(db: Db, act: Act, id: string, today: Day, note: string): Promise<void> {
  await db.transaction(async (tx) => {
    const written = await tx.run(sql`
      update assessments.consequence set settled_on = ${today}, settled_by = ${byOf(act)}, note = ${note} where id = ${id} and settled_on is null`)
    if (written === 0) throw new Conflict('This has been settled already')
    await record(tx, act, 'consequence.settled', { kind: 'consequence', id })
  })
}

/** Findings whose actions are all finished, and whose unit has not been told yet, are marked as told. Answers them. */
export async function inviteRescoring(tx: Tx, act: Act): Promise<Finding[]> {
  const ready = await findings(
    tx,
    sql`n.recommendation_id is not null and n.invited_at is null and n.rescored_by is null and a.actions > 0 and a.actions = a.finished`,
    200,
  )
  if (ready.length === 0) return []
  await tx.run(
    sql`update assessments.finding set invited_at = ${act.at} where id = any(${ready.map(({ id }) => id)}::uuid[])`,
  )
  await record(
    tx,
    act,
    'rescoring.invited',
    { kind: 'findings', id: newId(act.at.getTime()) },
    { findings: ready.map(({ id }) => id) },
  )
  return ready
}

/** A finding of a route. Throws NotFound. */
export async function foundFinding(db: Db, id: string): Promise<Finding> {
  const [finding] = await findings(db, sql`n.id = ${id}`, 1)
  if (!finding) throw new NotFound()
  return finding
}
