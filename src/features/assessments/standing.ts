import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { NO_SYSTEM } from './model.ts'
import type { Compiled } from './scoring/compile.ts'
import type { Answer, Answers, Scored } from './scoring/model.ts'
import { score } from './scoring/score.ts'
import { readyFramework } from './store.ts'

interface AnswerRow {
  readonly question: string
  readonly systemId: string
  readonly system: string | null
  readonly value: number | null
  readonly isNotApplicable: boolean
  readonly indicators: Record<string, string> | null
  readonly note: string | null
  readonly isConfirmed: boolean
  readonly evidence: number
  readonly outcome: 'agreed' | 'changed' | 'asked' | null
  readonly moderated: number | null
  readonly moderatedNotApplicable: boolean | null
}

export interface ParticipantFacts {
  readonly id: string
  readonly unit: string
  readonly unitKind: string
}

/** The answers of some participants as the engine takes them: only those that somebody has confirmed. */
export async function answersOf(
  db: Queries,
  participants: readonly ParticipantFacts[],
  which: 'own' | 'moderated' | 'every' = 'own',
): Promise<Map<string, Answers>> {
  const ids = participants.map(({ id }) => id)
  const [rows, systems] = await Promise.all([
    db.many<AnswerRow & { participantId: string }>(sql`
      select a.participant_id as "participantId", a.question, a.system_id as "systemId", s.name as system, a.value, a.is_not_applicable as "isNotApplicable",
        a.indicators, a.note, a.is_confirmed as "isConfirmed", coalesce(e.pieces, 0) as evidence, m.outcome, m.value as moderated,
        m.is_not_applicable as "moderatedNotApplicable"
      from assessments.answer a left join assessments.system s on s.id = a.system_id
        left join (select participant_id, question, system_id, count(*) as pieces from assessments.evidence
          where participant_id = any(${ids}::uuid[]) and withdrawn_at is null group by 1, 2, 3) e
          on e.participant_id = a.participant_id and e.question = a.question and e.system_id = a.system_id
        left join (select distinct on (participant_id, question, system_id) participant_id, question, system_id, outcome, value, is_not_applicable
          from assessments.moderation where participant_id = any(${ids}::uuid[]) and outcome in ('agreed', 'changed')
          order by participant_id, question, system_id, at desc, id desc) m
          on m.participant_id = a.participant_id and m.question = a.question and m.system_id = a.system_id
      where a.participant_id = any(${ids}::uuid[]) and (a.system_id = ${NO_SYSTEM} or s.ended_at is null)`),
    db.many<{ participantId: string; name: string }>(sql`
      select participant_id as "participantId", name from assessments.system where participant_id = any(${ids}::uuid[]) and ended_at is null order by name, id`),
  ])
  const byParticipant = Map.groupBy(rows, ({ participantId }) => participantId)
  const systemsBy = Map.groupBy(systems, ({ participantId }) => participantId)
  return new Map(
    participants.map(({ id, unit, unitKind }) => [
      id,
      {
        unit: { name: unit, kind: unitKind, systems: (systemsBy.get(id) ?? []).map(({ name }) => name) },
        answers: (byParticipant.get(id) ?? [])
          .filter(({ isConfirmed }) => isConfirmed || which === 'every')
          .map((row) => answerOf(row, which === 'moderated')),
      },
    ]),
  )
}

function answerOf(row: AnswerRow, withModeration: boolean): Answer {
  const { question, system, value, isNotApplicable, indicators, note, evidence, outcome } = row
  const own = isNotApplicable ? 'n/a' : value
  const moderated = row.moderatedNotApplicable ? 'n/a' : row.moderated
  return {
    question,
    ...(system === null ? {} : { system }),
    ...(own === null ? {} : { value: own }),
    ...(indicators && !isNotApplicable ? { indicators } : {}),
    ...(note ? { note } : {}),
    evidence,
    ...(withModeration && outcome === 'changed' && moderated !== null ? { moderated } : {}),
  }
}

export interface BothScores {
  readonly own: Scored
  readonly moderated: Scored
}

/** How a participant stands now, by its own answers and with what moderators changed. */
export async function scoresOf(db: Queries, participant: ParticipantFacts, framework: Compiled): Promise<BothScores> {
  const moderated = (await answersOf(db, [participant], 'moderated')).get(participant.id) ?? { answers: [] }
  const own = { ...moderated, answers: moderated.answers.map((answer) => ({ ...answer, moderated: undefined })) }
  return { own: score(framework, own), moderated: score(framework, moderated) }
}

/** Works out anew how a participant stands and keeps it, in the transaction that changed something. */
export async function refreshStanding(tx: Tx, participantId: string): Promise<BothScores> {
  const facts = await tx.one<ParticipantFacts & { frameworkId: string }>(sql`
    select p.id, p.unit_name as unit, p.unit_kind as "unitKind", c.framework_id as "frameworkId"
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.id = ${participantId}`)
  const framework = await readyFramework(tx, facts.frameworkId)
  const both = await scoresOf(tx, facts, framework)
  const sections = both.own.sections.map((section, position) => {
    const moderated = both.moderated.sections[position]
    return { ...section, part: section.code, position: position + 1, moderated }
  })
  const { overall } = both.own
  const whole = {
    ...(overall ?? {
      score: null,
      soFar: null,
      least: framework.least,
      most: framework.most,
      level: null,
      because: '',
      target: null,
      threshold: null,
    }),
    answered: both.own.answered,
    wanted: both.own.wanted,
    part: '*',
    position: 0,
    moderated: both.moderated.overall,
  }
  const rows = [whole, ...sections].map((one) => ({
    part: one.part,
    position: one.position,
    own: one.score,
    own_so_far: one.soFar,
    moderated: one.moderated?.score ?? null,
    level: one.moderated?.level ?? one.level,
    least: one.least,
    most: one.most,
    because: one.moderated?.because ?? one.because,
    answered: one.answered,
    wanted: one.wanted,
    target: one.target,
    threshold: one.threshold,
  }))
  await tx.run(sql`
    insert into assessments.standing (participant_id, part, position, own, own_so_far, moderated, level, least, most, because, answered, wanted, target, threshold)
    select ${participantId}, part, position, own, own_so_far, moderated, level, least, most, because, answered, wanted, target, threshold
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (part text, position integer, own numeric, own_so_far numeric, moderated numeric, level text,
      least numeric, most numeric, because text, answered integer, wanted integer, target numeric, threshold numeric)
    on conflict (participant_id, part) do update set position = excluded.position, own = excluded.own, own_so_far = excluded.own_so_far,
      moderated = excluded.moderated, level = excluded.level, least = excluded.least, most = excluded.most, because = excluded.because,
      answered = excluded.answered, wanted = excluded.wanted, target = excluded.target, threshold = excluded.threshold`)
  await keepScores(tx, participantId, both)
  return both
}

async function keepScores(tx: Tx, participantId: string, { own, moderated }: BothScores): Promise<void> {
  const rows = own.sections.flatMap(({ questions }, s) =>
    questions
      .filter(({ answered }) => answered > 0)
      .map(({ code, system, score: value }, q) => ({
        question: code,
        system,
        score: value,
        moderated: moderated.sections[s]?.questions.filter(({ answered }) => answered > 0)[q]?.score ?? null,
      })),
  )
  await tx.run(sql`
    update assessments.answer a set score = n.score, moderated_score = n.moderated
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (question text, system text, score numeric, moderated numeric)
      left join assessments.system s on s.participant_id = ${participantId} and s.name = n.system and s.ended_at is null
    where a.participant_id = ${participantId} and a.question = n.question and a.system_id = coalesce(s.id, ${NO_SYSTEM}::uuid)
      and (a.score, a.moderated_score) is distinct from (n.score, n.moderated)`)
}

export interface Standing {
  readonly participantId: string
  readonly part: string
  readonly own: number | null
  readonly ownSoFar: number | null
  readonly moderated: number | null
  readonly level: string | null
  readonly least: number
  readonly most: number
  readonly because: string
  readonly answered: number
  readonly wanted: number
  readonly target: number | null
  readonly threshold: number | null
}

export function standingsOf(db: Queries, participantIds: readonly string[]): Promise<Standing[]> {
  return db.many(sql`
    select participant_id as "participantId", part, own, own_so_far as "ownSoFar", moderated, level, least, most, because, answered, wanted, target, threshold
    from assessments.standing where participant_id = any(${participantIds}::uuid[]) order by participant_id, position`)
}
