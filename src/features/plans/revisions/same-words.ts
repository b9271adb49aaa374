import { folded } from '../exchange/folded.ts'
import type { ImportedAction } from '../recognising/model/model.ts'
import type { MatchBasis, StandingAction } from './model.ts'

/** A row of a new version, with the recommendation of the plan under which it stands, if there is one. */
interface Row {
  readonly action: ImportedAction
  readonly homeId: string | null
}

/** A row and the action with the very same words that it is. */
export interface SamePair<One extends Row> {
  readonly row: One
  readonly standing: StandingAction
  readonly basis: MatchBasis
  readonly isDoubtful: boolean
}

const refOf = ({ ref }: { readonly ref: string | null }) => (ref === null ? null : folded(ref).toLowerCase())
const linesOf = (owners: readonly string[]) => folded(owners.toSorted().join('\n')).toLowerCase()

/**
 * Tells rows with the same words apart: by the recommendation under which they stand, then by reference. What is left of several is paired by its
 * owners and in its order: in doubt, unless nothing has references and there are as many of each owner as before.
 */
export function pairSame<One extends Row>(rows: readonly One[], standing: readonly StandingAction[]): SamePair<One>[] {
  const homes = Map.groupBy(standing, ({ recommendationId }) => recommendationId)
  const here = [...Map.groupBy(rows, ({ homeId }) => homeId)].flatMap(([home, of]) =>
    pairWithin(of, homes.get(home ?? '') ?? [], false),
  )
  const [found, taken] = [new Set(here.map(({ row }) => row)), new Set(here.map((pair) => pair.standing.id))]
  const elsewhere = pairWithin(
    rows.filter((row) => !found.has(row)),
    standing.filter(({ id }) => !taken.has(id)),
    here.length > 0,
  )
  return [...here, ...elsewhere]
}

/** Pairs those of one group; `areOthers` where rows outside it have the same words. */
function pairWithin<One extends Row>(
  rows: readonly One[],
  standing: readonly StandingAction[],
  areOthers: boolean,
): SamePair<One>[] {
  const least = Math.min(rows.length, standing.length)
  if (least === 0) return []
  const byRef = pairBy(rows, standing, ({ action }) => refOf(action), refOf)
  if (byRef.length === least) return byRef.map((pair) => ({ ...pair, basis: 'reference', isDoubtful: false }))
  const areSingle = rows.length === 1 && standing.length === 1
  const byOwners = pairBy(
    rows,
    standing,
    ({ action }) => linesOf(action.owners),
    ({ ownerWords }) => linesOf(ownerWords),
  )
  const hasRefs = rows.some(({ action }) => action.ref !== null) || standing.some(({ ref }) => ref !== null)
  const areAsMany = rows.length === standing.length && byOwners.length === least
  const isDoubtful = areSingle ? areOthers : hasRefs || !areAsMany
  return withRest(byOwners, rows, standing).map((pair) => ({ ...pair, basis: 'text', isDoubtful }))
}

interface Pair<One> {
  readonly row: One
  readonly standing: StandingAction
}

/** Pairs in order what has the same name; what has none is left. */
function pairBy<One>(
  rows: readonly One[],
  standing: readonly StandingAction[],
  nameOfRow: (row: One) => string | null,
  nameOf: (action: StandingAction) => string | null,
): Pair<One>[] {
  const known = Map.groupBy(standing, nameOf)
  return [...Map.groupBy(rows, nameOfRow)].flatMap(([name, of]) => {
    const same = name === null ? [] : (known.get(name) ?? [])
    return of.flatMap((row, at) => (same[at] ? [{ row, standing: same[at] }] : []))
  })
}

/** The pairs, and in order those that are left of both sides. */
function withRest<One>(
  pairs: readonly Pair<One>[],
  rows: readonly One[],
  standing: readonly StandingAction[],
): Pair<One>[] {
  const [found, taken] = [new Set(pairs.map(({ row }) => row)), new Set(pairs.map((pair) => pair.standing.id))]
  const left = standing.filter(({ id }) => !taken.has(id))
  const more = rows
    .filter((row) => !found.has(row))
    .flatMap((row, at) => (left[at] ? [{ row, standing: left[at] }] : []))
  return [...pairs, ...more]
}
