import { type Queries, sql } from '#platform/db/index.ts'
import type { Participant } from '../model.ts'
import { standingsOf } from '../standing.ts'
import { readyFramework } from '../store.ts'
import type { QuestionScore } from './model.ts'
import { partsOf, type UnitPart } from './model.ts'
import { beforeOf, summaries } from './store.ts'

/** How each part of one unit stands, beside the median of its campaign and itself last time. */
export async function unitParts(db: Queries, participant: Participant, withMedian: boolean): Promise<UnitPart[]> {
  const [compiled, standings, before, medians] = await Promise.all([
    readyFramework(db, participant.frameworkId),
    standingsOf(db, [participant.id]),
    beforeOf(db, participant.id),
    withMedian ? summaries(db, participant.campaignId) : [],
  ])
  return partsOf(compiled).map((part) => {
    const own = standings.find((one) => one.part === part.code)
    const last = before.find((one) => one.part === part.code)
    return {
      ...part,
      least: own?.least ?? part.least,
      most: own?.most ?? part.most,
      score: own?.moderated ?? own?.own ?? null,
      own: own?.own ?? null,
      soFar: own?.ownSoFar ?? null,
      before: last?.score ?? null,
      isPartial: last?.isPartial ?? false,
      median: medians.find((one) => one.part === part.code)?.median ?? null,
      target: own?.target ?? null,
      level: own?.level ?? null,
      because: own?.because ?? '',
    }
  })
}

/** Every answer of a unit, with its self-score and what stands. */
export function questionScores(db: Queries, participantId: string): Promise<QuestionScore[]> {
  return db.many(sql`
    select a.question, s.name as system, a.score as own, coalesce(a.moderated_score, a.score) as moderated, a.is_not_applicable as "isNotApplicable", coalesce('From ' || a.note_from || ': ', '') || a.note as note,
      (select m.reason from assessments.moderation m where m.participant_id = a.participant_id and m.question = a.question and m.system_id = a.system_id
        and m.outcome = 'changed' order by m.at desc, m.id desc limit 1) as reason,
      (select count(*) from assessments.evidence e where e.participant_id = a.participant_id and e.question = a.question and e.system_id = a.system_id
        and e.withdrawn_at is null) as evidence
    from assessments.answer a left join assessments.system s on s.id = a.system_id
    where a.participant_id = ${participantId} and a.is_confirmed and (s.id is null or s.ended_at is null)`)
}
