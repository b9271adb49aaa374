import type { Queries } from '#platform/db/index.ts'
import { isId } from '#platform/ids.ts'
import { takingTurns } from '#platform/turns.ts'
import type { Reading } from '../dates/index.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { compare } from '../revisions/compare.ts'
import { readingThatStays } from '../revisions/readings.ts'
import { standingPlan } from '../revisions/store.ts'
import type { KeptImport } from './store.ts'

/** The target dates that a plan keeps though a new version of it is read otherwise, by the places of the new version's actions. */
export type Staying = ReadonlyMap<string, Reading & { readonly text: string }>

/** The plan of which an import is a new version, as the form about it says; empty for a plan of its own. */
export const intoOf = ({ choices, intoPlanId }: Pick<KeptImport, 'choices' | 'intoPlanId'>): string =>
  choices.details?.into ?? intoPlanId ?? ''

/** Works out which dates stay because nobody has answered for this version. `plan` is the new version as corrected. */
export async function stayingIn(
  db: Queries,
  into: string,
  plan: ImportedPlan,
  matches: KeptImport['choices']['matches'],
): Promise<Staying> {
  const standing = isId(into) ? await standingPlan(db, into) : null
  if (!standing) return new Map()
  const { actions } = await compare(standing, plan, matches)
  const turn = takingTurns()
  const staying = new Map<string, Reading & { text: string }>()
  for (const match of actions) {
    const stays = readingThatStays(match)
    if (stays) staying.set(match.incoming.place, stays)
    await turn()
  }
  return staying
}
