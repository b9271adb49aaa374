import { NotFound } from '#platform/errors.ts'
import type { AskedBy } from '#platform/web/index.ts'
import { maySee, type Participant, type Ties } from './model.ts'
import { foundParticipant, tiesOf } from './store.ts'

export interface Seen {
  readonly participant: Participant
  readonly ties: Ties
}

/** The participant of a route, for somebody who may see what it answered. What they may not see is not there: throws NotFound. */
export async function seenParticipant({ db, params, person, today }: AskedBy, id = params.id): Promise<Seen> {
  const participant = await foundParticipant(db, id)
  const ties = await tiesOf(db, participant.id, person, today)
  if (!maySee(ties, person)) throw new NotFound()
  return { participant, ties }
}
