import { NotFound } from '#platform/errors.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import type { Participant, Ties } from './model.ts'
import { foundParticipant, seesAnswers, tiesOf } from './store.ts'

export interface Seen {
  readonly participant: Participant
  readonly ties: Ties
}

/** The participant of a route, for somebody who may see what it answered. What they may not see is not there: throws NotFound. */
export async function seenParticipant({ db, params, person, today }: PersonRequest, id = params.id): Promise<Seen> {
  const participant = await foundParticipant(db, id)
  if (!(await seesAnswers(db, participant.id, person))) throw new NotFound()
  return { participant, ties: await tiesOf(db, participant.id, person, today) }
}
