import { isOrActsFor } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { type Given, heldRows, type Problem } from '#platform/register/index.ts'
import { tolerateObstacle } from './model.ts'

type BearingBefore = Readonly<Record<string, string | null>>

/** What stands against deciding that risks are tolerated: the appetite, where whoever decides answers for the risk. */
export async function bearingObstacles(tx: Tx, given: readonly Given[], act: Act): Promise<(Problem | null)[]> {
  const { actor } = act
  if (actor.kind !== 'person') return given.map(() => null)
  const ids = given.flatMap(({ id, value }) => (value.response === 'tolerate' ? [id] : []))
  const columns = sql`response, owner_id, likelihood_id, impact_id, category_id`
  const keptOf = await heldRows<BearingBefore>(tx, ['risks', 'risk'], columns, ids)
  const asked = given.flatMap(({ id, value }, index) => {
    const one = value.response === 'tolerate' ? bornBy(value, keptOf.get(id) ?? null) : null
    return one ? [{ index, ...one }] : []
  })
  const standing = asked.length === 0 ? [] : await standingOf(tx, asked, actor.id, dayOf(act.at))
  const found = new Map(standing.map(({ index, ...one }) => [index, tolerateObstacle({ isTolerated: true, ...one })]))
  return given.map((_, index) => found.get(index) ?? null)
}

interface Born {
  readonly owner: string
  readonly category: string | null
  readonly likelihood: string | null
  readonly impact: string | null
}

/** Who would answer for a risk that is tolerated, and how it would stand; null where that was decided before. */
function bornBy(value: Given['value'], kept: BearingBefore | null): Born | null {
  const given = (column: string) => {
    const one = value[column]
    return typeof one === 'string' && one !== '' ? one : null
  }
  const now = (column: string) => (column in value ? given(column) : (kept?.[column] ?? null))
  const owner = now('owner_id')
  // What somebody else decided stands while the owner puts other things right.
  if (owner === null || (kept?.response === 'tolerate' && kept.owner_id === owner)) return null
  return { owner, category: now('category_id'), likelihood: now('likelihood_id'), impact: now('impact_id') }
}

const standingOf = (
  tx: Tx,
  asked: readonly (Born & { readonly index: number })[],
  personId: string,
  today: Day,
): Promise<{ index: number; isBeyond: boolean; isTheirs: boolean }[]> =>
  tx.many(sql`
    select n.index, coalesce(${isOrActsFor(sql`n.owner`, personId, today)}, false) as "isTheirs",
      exists (select from risks.cell c join risks.band b on b.id = c.band_id join risks.category k on k.id = n.category
        join risks.band a on a.id = k.appetite_id where c.likelihood_id = n.likelihood and c.impact_id = n.impact and b.rank > a.rank) as "isBeyond"
    from jsonb_to_recordset(${JSON.stringify(asked)}) as n (index int, owner uuid, category uuid, likelihood uuid, impact uuid)`)
