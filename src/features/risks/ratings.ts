import { type Act, byOf } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'

/** Keeps how risks stand, where that differs from what was kept last, so that any two days can be compared. */
export async function writeRatings(tx: Tx, act: Act, riskIds: readonly string[]): Promise<void> {
  await keep(tx, act, riskIds, null)
}

/** Keeps how it stood when somebody looked at it, whether or not it changed. */
export async function writeReview(tx: Tx, act: Act, riskId: string, note: string): Promise<void> {
  await keep(tx, act, [riskId], note)
}

async function keep(tx: Tx, act: Act, riskIds: readonly string[], note: string | null): Promise<void> {
  await tx.run(sql`
    insert into risks.rating (id, risk_id, rated_on, at, kind, likelihood_id, impact_id, score, band_id, note, by_person_id)
    select gen_random_uuid(), r.id, ${dayOf(act.at)}, ${act.at},
      case when r.closed_on is not null then 'closed' when ${note}::text is not null then 'reviewed' when l.id is null then 'first' else 'changed' end,
      r.likelihood_id, r.impact_id, r.score, r.band_id, coalesce(${note}, r.closed_why), ${byOf(act)}
    from risks.risk r left join lateral (
      select g.id, g.kind, g.likelihood_id, g.impact_id, g.score, g.band_id from risks.rating g where g.risk_id = r.id order by g.rated_on desc, g.place desc limit 1) l on true
    where r.id = any(${riskIds}::uuid[]) and (${note}::text is not null or l.id is null
      or (r.likelihood_id, r.impact_id, r.score, r.band_id, r.closed_on is not null)
        is distinct from (l.likelihood_id, l.impact_id, l.score, l.band_id, l.kind = 'closed'))`)
}
