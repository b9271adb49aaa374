import type { Day } from '#platform/calendar/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { type Wanted, wantedBy } from '../deliverables/model.ts'
import type { ImportedAction, ImportedPlan } from '../recognising/model/model.ts'

/** The deliverables that would be made of actions, by the actions’ places; those that make none are not named. */
export type Promised = ReadonlyMap<string, readonly Wanted[]>

/** Works out what deliverables the target dates and the words of these actions ask for, as saving the plan would. Others have their turn. */
export async function promisedBy(
  actions: readonly ImportedAction[],
  { asOf }: Pick<ImportedPlan, 'asOf'>,
  today: Day,
): Promise<Promised> {
  const turn = takingTurns()
  const promised = new Map<string, readonly Wanted[]>()
  for (const { place, text, target } of actions) {
    const facts = target ?? { text: '', kind: 'unset', earliest: null, latest: null }
    const wanted = wantedBy({ ...facts, setOn: asOf }, text, today)
    if (wanted.length > 0) promised.set(place, wanted)
    await turn()
  }
  return promised
}
