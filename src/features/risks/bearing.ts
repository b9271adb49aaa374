import { isOrActsFor } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import type { FieldValue } from '#platform/register/index.ts'
import { tolerateObstacle } from './model.ts'

/** What stands against deciding that a risk is tolerated: the appetite, where whoever decides answers for the risk. */
export async function bearingObstacle(
  tx: Tx,
  value: Readonly<Record<string, FieldValue>>,
  id: string | null,
  act: Act,
) {
  if (act.actor.kind !== 'person' || value.response !== 'tolerate') return null
  const given = (column: string) => {
    const one = value[column]
    return typeof one === 'string' && one !== '' ? one : null
  }
  const kept = id
    ? await tx.maybe<Readonly<Record<string, string | null>>>(
        sql`select response, owner_id, likelihood_id, impact_id, category_id from risks.risk where id = ${id} for update`,
      )
    : null
  const now = (column: string) => (column in value ? given(column) : (kept?.[column] ?? null))
  const owner = now('owner_id')
  // What somebody else decided stands while the owner puts other things right.
  if (owner === null || (kept?.response === 'tolerate' && kept.owner_id === owner)) return null
  const { isBeyond, isTheirs } = await tx.one<{ isBeyond: boolean; isTheirs: boolean }>(sql`
    select coalesce(${isOrActsFor(sql`${owner}::uuid`, act.actor.id, dayOf(act.at))}, false) as "isTheirs",
      exists (select from risks.cell c join risks.band b on b.id = c.band_id join risks.category k on k.id = ${now('category_id')}
        join risks.band a on a.id = k.appetite_id where c.likelihood_id = ${now('likelihood_id')} and c.impact_id = ${now('impact_id')} and b.rank > a.rank) as "isBeyond"`)
  return tolerateObstacle({ isTolerated: true, isBeyond, isTheirs })
}
