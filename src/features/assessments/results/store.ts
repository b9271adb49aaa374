import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Obligation, ParticipantState } from '../model.ts'
import { UNIT_SHOWN } from '../store.ts'
import { MEDIAN_FROM, type Scored } from './model.ts'

/** One participant for each unit: what is final last, else what goes on. A repeat takes the place of what it repeats once it is final. */
const standingParticipants = (campaignId: Sql | string): Sql => sql`(
  select distinct on (unit_id) * from assessments.participant where campaign_id = ${campaignId} and state <> 'withdrawn'
  order by unit_id, (state = 'final') desc, final_at desc nulls last, id desc)`

/**
 * How far a score is between its own ends, 0 to 1, taken from the two decimals that pages show: what looks equal ranks equal and has one
 * shade, also where less applied to one unit than to another.
 */
const SHARE = sql`case when s.most > s.least then
  least(1, greatest(0, round((round(coalesce(s.moderated, s.own), 2) - s.least) / (s.most - s.least), 6))) end`

export interface UnitRow {
  readonly id: string
  /** As it was called when it was asked, and what it is part of now where it was merged. */
  readonly unit: string
  readonly unitThen: string
  readonly unitKind: string
  readonly obligation: Obligation
  readonly state: ParticipantState
  readonly answered: number
  readonly wanted: number
}

export interface UnitScores extends UnitRow {
  /** By the code of the section; the whole as `*`. */
  readonly scores: Readonly<Record<string, Scored>>
}

/** Units of a campaign with the score of each part, in the order of their names, so many after a place. */
export function unitScores(
  db: Queries,
  campaignId: string,
  options: { readonly after?: { readonly unit: string; readonly id: string } | null; readonly limit: number },
): Promise<UnitScores[]> {
  const { after, limit } = options
  const beyond = after ? sql`(p.unit_name, p.id) > (${after.unit}, ${after.id}::uuid)` : sql`true`
  return db.many(sql`
    select p.id, ${UNIT_SHOWN} as unit, p.unit_name as "unitThen", p.unit_kind as "unitKind", p.obligation, p.state, coalesce(w.answered, 0) as answered, coalesce(w.wanted, 0) as wanted,
      coalesce((select jsonb_object_agg(s.part, jsonb_build_object('score', coalesce(s.moderated, s.own), 'least', s.least, 'most', s.most, 'share', coalesce(${SHARE}, 0)))
        from assessments.standing s
        where s.participant_id = p.id and coalesce(s.moderated, s.own) is not null), '{}') as scores
    from ${standingParticipants(campaignId)} p left join assessments.standing w on w.participant_id = p.id and w.part = '*'
    where ${beyond} order by p.unit_name, p.id limit ${limit}`)
}

export interface LeagueRow extends UnitRow {
  readonly score: number | null
  /** The ends of the score, and how far along it is between them. */
  readonly least: number | null
  readonly most: number | null
  readonly share: number | null
  readonly level: string | null
  /** Null for what has no rank: it is not final, or has no score. */
  readonly rank: number | null
  readonly isTied: boolean
  readonly meetsTarget: boolean | null
  readonly complies: boolean | null
}

/** Units by how far their score of a part is. Only what is final has a rank; equal scores, as they are shown, share one. */
export function league(db: Queries, campaignId: string, part: string, limit: number): Promise<LeagueRow[]> {
  return db.many(sql`
    with scored as (
      select p.id, p.unit_id, p.unit_name, p.unit_kind, p.obligation, p.state, coalesce(w.answered, 0) as answered, coalesce(w.wanted, 0) as wanted, s.level,
        coalesce(s.moderated, s.own) as score, s.target, s.threshold, s.least, s.most, ${SHARE} as share,
        case when p.state = 'final' and coalesce(s.moderated, s.own) is not null then ${SHARE} end as ranked
      from ${standingParticipants(campaignId)} p left join assessments.standing s on s.participant_id = p.id and s.part = ${part}
        left join assessments.standing w on w.participant_id = p.id and w.part = '*')
    select id, people.named_then(unit_id, unit_name) as unit, unit_name as "unitThen", unit_kind as "unitKind", obligation, state, answered, wanted, level, score, least, most, share,
      case when ranked is not null then rank() over (order by ranked desc nulls last) end as rank,
      ranked is not null and count(*) over (partition by ranked) > 1 as "isTied", score >= target as "meetsTarget", score >= threshold as complies
    from scored order by ranked desc nulls last, (state = 'submitted') desc, (state = 'declined'), unit_name, id limit ${limit}`)
}

export interface MovementRow extends UnitRow {
  readonly now: number | null
  readonly before: number | null
  readonly isPartial: boolean
  /** Why nothing is laid beside its score, in a sentence. */
  readonly notCompared: string | null
}

/** How units moved in a part since last time, the biggest fall first. */
export function movement(db: Queries, campaignId: string, part: string, limit: number): Promise<MovementRow[]> {
  return db.many(sql`
    select p.id, ${UNIT_SHOWN} as unit, p.unit_name as "unitThen", p.unit_kind as "unitKind", p.obligation, p.state, coalesce(s.answered, 0) as answered, coalesce(s.wanted, 0) as wanted,
      coalesce(s.moderated, s.own) as now, b.score as before, coalesce(b.is_partial, false) as "isPartial", p.not_compared as "notCompared"
    from ${standingParticipants(campaignId)} p left join assessments.standing s on s.participant_id = p.id and s.part = ${part}
      left join assessments.before b on b.participant_id = p.id and b.part = ${part}
    where p.state <> 'declined' and (s.participant_id is not null or b.participant_id is not null)
    order by coalesce(s.moderated, s.own) - b.score nulls last, p.unit_name, p.id limit ${limit}`)
}

export interface PartSummary {
  readonly part: string
  readonly units: number
  /** Null for fewer units than `MEDIAN_FROM`. */
  readonly median: number | null
  readonly least: number | null
  readonly most: number | null
  readonly below: number
}

/** Each part over the units that are final. */
export function summaries(db: Queries, campaignId: string): Promise<PartSummary[]> {
  return db.many(sql`
    select s.part, count(*) as units, case when count(*) >= ${MEDIAN_FROM} then percentile_cont(0.5) within group (order by coalesce(s.moderated, s.own)) end as median,
      min(coalesce(s.moderated, s.own)) as least, max(coalesce(s.moderated, s.own)) as most,
      count(*) filter (where coalesce(s.moderated, s.own) < s.threshold) as below
    from ${standingParticipants(campaignId)} p join assessments.standing s on s.participant_id = p.id
    where p.state = 'final' and coalesce(s.moderated, s.own) is not null group by s.part`)
}

/** How many final units stand at each score of a part, rounded down to what it reaches. */
export function scoresOfPart(
  db: Queries,
  campaignId: string,
  part: string,
): Promise<{ score: number; units: number }[]> {
  return db.many(sql`
    select coalesce(s.moderated, s.own) as score, count(*) as units
    from ${standingParticipants(campaignId)} p join assessments.standing s on s.participant_id = p.id and s.part = ${part}
    where p.state = 'final' and coalesce(s.moderated, s.own) is not null group by 1 order by 1`)
}

export interface QuestionSpread {
  readonly question: string
  readonly score: number
  readonly answers: number
}

/** How many answers of final units stand at each score, question by question. */
export function questionSpread(db: Queries, campaignId: string): Promise<QuestionSpread[]> {
  return db.many(sql`
    select a.question, coalesce(a.moderated_score, a.score) as score, count(*) as answers
    from ${standingParticipants(campaignId)} p join assessments.answer a on a.participant_id = p.id
    where p.state = 'final' and a.is_confirmed and coalesce(a.moderated_score, a.score) is not null group by 1, 2`)
}

export interface CampaignTotals {
  readonly asked: number
  readonly mandatory: number
  readonly final: number
  readonly finalMandatory: number
  readonly submitted: number
  readonly answering: number
  readonly declined: number
}

export function totals(db: Queries, campaignId: string): Promise<CampaignTotals> {
  return db.one(sql`
    select count(*) as asked, count(*) filter (where p.obligation = 'mandatory') as mandatory, count(*) filter (where p.state = 'final') as final,
      count(*) filter (where p.state = 'final' and p.obligation = 'mandatory') as "finalMandatory", count(*) filter (where p.state = 'submitted') as submitted,
      count(*) filter (where p.state = 'answering') as answering, count(*) filter (where p.state = 'declined') as declined
    from ${standingParticipants(campaignId)} p`)
}

export function beforeOf(
  db: Queries,
  participantId: string,
): Promise<{ part: string; score: number; isPartial: boolean }[]> {
  return db.many(
    sql`select part, score, is_partial as "isPartial" from assessments.before where participant_id = ${participantId}`,
  )
}
