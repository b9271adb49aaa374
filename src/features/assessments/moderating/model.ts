import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import type { Moderation } from './store.ts'

/** How long a unit has to reply to a changed score before it can be made final without its word. */
export const REPLY_DAYS = 10

export interface FinalObstacle {
  readonly kind: 'unjudged' | 'asked' | 'reply'
  readonly words: string
}

/** The day from which a changed score stands without a reply. */
export const replyBy = ({ at }: Pick<Moderation, 'at'>): Day => addDays(dayOf(at), REPLY_DAYS)

/** Whether a unit has still to be heard on a changed score. */
export const awaitsReply = (one: Pick<Moderation, 'outcome' | 'replies' | 'at'>, now: Date): boolean =>
  one.outcome === 'changed' && one.replies.length === 0 && dayOf(now) < replyBy(one)

/** What stands against making the scores final: answers that nobody judged, questions that were asked back, and the unit's right of reply. */
export function finalObstacles(latest: readonly Moderation[], answers: number, now: Date): FinalObstacle[] {
  const judged = latest.filter(({ outcome }) => outcome !== 'asked').length
  const asked = latest.length - judged
  const unheard = latest.filter((one) => awaitsReply(one, now)).length
  const unjudged = Math.max(0, answers - latest.length)
  return [
    ...(unjudged > 0
      ? [
          {
            kind: 'unjudged' as const,
            words: `${counted(unjudged, 'answer has', 'answers have')} not been judged yet.`,
          },
        ]
      : []),
    ...(asked > 0
      ? [
          {
            kind: 'asked' as const,
            words: `${counted(asked, 'question that you asked the unit is', 'questions that you asked the unit are')} not settled: agree or change the score once it has replied.`,
          },
        ]
      : []),
    ...(unheard > 0
      ? [
          {
            kind: 'reply' as const,
            words: `The unit can still reply to ${counted(unheard, 'changed score', 'changed scores')}: it has ${REPLY_DAYS} days, or until it has replied.`,
          },
        ]
      : []),
  ]
}
