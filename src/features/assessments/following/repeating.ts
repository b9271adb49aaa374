import { type Act, audit } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Participant } from '../model.ts'
import { refreshBefore } from '../results/before.ts'
import { refreshStanding } from '../standing.ts'
import { participants } from '../store.ts'

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
  {
    only,
    dueOn,
    unitId = original.unitIdNow,
  }: { readonly only: readonly string[] | null; readonly dueOn: Day | null; readonly unitId?: string },
): Promise<string> {
  await refuseClosed(tx, unitId, dayOf(act.at))
  const due = dueOn && dueOn > dayOf(act.at) ? dueOn : addDays(dayOf(act.at), AGAIN_DAYS)
  const [open] = await participants(
    tx,
    sql`p.campaign_id = ${original.campaignId} and p.unit_id = ${unitId} and p.state in ('answering', 'submitted')`,
    1,
  )
  const { state: campaign } = await tx.one<{ state: string }>(
    sql`select state from assessments.campaign where id = ${original.campaignId} for share`,
  )
  if (campaign === 'closed')
    throw new Conflict(
      'The campaign is closed',
      'Whoever runs it can open it again, and then the unit can do it again.',
    )
  if (open?.state === 'submitted') throw new Conflict('It is being moderated', 'Wait until its scores are final.')
  if (open) return askMore(tx, act, open, only)
  const bases = await participants(
    tx,
    sql`p.campaign_id = ${original.campaignId} and p.unit_id in (${unitId}, ${original.unitId}) and p.state = 'final' and not exists (
      select from assessments.participant n where n.repeat_of = p.id and n.state <> 'withdrawn')`,
  )
  // The unit does its own again; where it has none, what was scored for the unit that became part of it.
  const base = bases.find((one) => one.unitId === unitId) ?? bases[0]
  if (!base)
    throw new Conflict('There is nothing to do again', 'Only an assessment whose scores are final can be done again.')
  const id = newId(act.at.getTime())
  await tx.run(sql`
    insert into assessments.participant (id, campaign_id, unit_id, unit_name, unit_kind, obligation, state, due_on, lead_id, repeat_of, only_questions)
    select ${id}, p.campaign_id, u.id, case when u.id = p.unit_id then p.unit_name else u.name end, case when u.id = p.unit_id then p.unit_kind else u.kind end,
      p.obligation, 'answering', ${due}, p.lead_id, p.id, ${only}::text[]
    from assessments.participant p join people.unit u on u.id = ${unitId} where p.id = ${base.id}`)
  await copyOver(tx, base.id, id, only, act.at)
  await refreshStanding(tx, id)
  await refreshBefore(tx, id)
  await audit(
    tx,
    act,
    'assessment.repeated',
    { kind: 'participant', id },
    { of: base.id, questions: only === null ? 'all' : [...only] },
  )
  return id
}

/** Nothing is begun for a unit that is closed. @throws Conflict */
async function refuseClosed(tx: Tx, unitId: string, today: Day): Promise<void> {
  const closed = await tx.maybe<{ name: string }>(
    sql`select name from people.unit where id = ${unitId} and closed_on <= ${today}`,
  )
  if (closed) throw new Conflict(`${closed.name} was closed`, 'Settle the matter, and say why.')
}

async function askMore(tx: Tx, act: Act, open: Participant, only: readonly string[] | null): Promise<string> {
  if (open.onlyQuestions === null) return open.id
  await tx.run(sql`
    update assessments.participant set only_questions = ${only === null ? null : [...new Set([...open.onlyQuestions, ...only])]}::text[] where id = ${open.id}`)
  await tx.run(sql`
    update assessments.answer set is_confirmed = false, edition = edition + 1, taken_from = 'the assessment before',
      note_from = case when note is not null then 'the assessment before' end
    where participant_id = ${open.id} and (${only}::text[] is null or question = any(${only}::text[])) and is_confirmed`)
  await refreshStanding(tx, open.id)
  await audit(
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
    insert into assessments.answer (participant_id, question, system_id, edition, value, is_not_applicable, indicators, note, note_from, said, is_confirmed, taken_from, at, by_person_id)
    select ${to}, a.question, coalesce(y.id, a.system_id), 1,
      case when ${asked(sql`a.question`)} and m.outcome = 'changed' and a.indicators is null then m.value else a.value end,
      case when ${asked(sql`a.question`)} and m.outcome = 'changed' and a.indicators is null then m.is_not_applicable else a.is_not_applicable end,
      a.indicators, a.note, case when a.note is not null and ${asked(sql`a.question`)} then 'the assessment before' else a.note_from end, a.said, not ${asked(sql`a.question`)}, case when ${asked(sql`a.question`)} then 'the assessment before' end, a.at, a.by_person_id
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
