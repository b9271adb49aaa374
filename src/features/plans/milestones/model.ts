import { addDays, type Day } from '#platform/calendar/index.ts'
import { withoutEnd } from '#platform/ends.ts'

/** A named event, with or without a day, that actions wait for. */
export interface Milestone {
  readonly id: string
  readonly planId: string
  readonly name: string
  readonly onDay: Day | null
  /** The milestone that decides its day, and how many days after it; both null where it has a day of its own. */
  readonly followsId: string | null
  readonly followsDays: number | null
}

/** An action that waits for a milestone. */
export interface Waiting {
  readonly id: string
  readonly milestoneId: string
  readonly ref: string | null
  readonly text: string
  readonly targetText: string | null
  readonly latest: Day | null
  /** How many days after the milestone it is due; negative for before. */
  readonly days: number
  /** Changes whenever the action does, so that what was shown is what is moved. */
  readonly version: number
}

export interface MovedMilestone {
  readonly milestone: Milestone
  readonly after: Day | null
}

export interface MovedAction {
  readonly action: Waiting
  readonly after: Day | null
  /** Days by which it moves: null where it had no day or has none now. */
  readonly slip: number | null
}

export interface Effect {
  readonly milestones: readonly MovedMilestone[]
  readonly actions: readonly MovedAction[]
}

/**
 * What happens when a milestone is dated, moved or loses its day: those that follow it move with it, and so does every action that
 * waits for one of them. The database refuses milestones that wait for themselves, so this ends.
 */
export function effectOf(
  milestones: readonly Milestone[],
  waiting: readonly Waiting[],
  id: string,
  day: Day | null,
): Effect {
  const moved = new Map<string, Day | null>([[id, day]])
  const queue = [id]
  while (queue.length > 0) {
    const current = queue.shift() ?? ''
    const at = moved.get(current) ?? null
    for (const next of milestones.filter(({ followsId }) => followsId === current)) {
      if (moved.has(next.id)) continue
      moved.set(next.id, at === null ? null : addDays(at, next.followsDays ?? 0))
      queue.push(next.id)
    }
  }
  return {
    milestones: milestones
      .filter((one) => moved.has(one.id) && moved.get(one.id) !== one.onDay)
      .map((milestone) => ({ milestone, after: moved.get(milestone.id) ?? null })),
    actions: waiting.flatMap((action): MovedAction[] => {
      if (!moved.has(action.milestoneId)) return []
      const at = moved.get(action.milestoneId) ?? null
      const after = at === null ? null : addDays(at, action.days)
      return after === action.latest ? [] : [{ action, after, slip: slipOf(action.latest, after) }]
    }),
  }
}

function slipOf(before: Day | null, after: Day | null): number | null {
  return before && after ? Math.round((Date.parse(after) - Date.parse(before)) / 86_400_000) : null
}

const LEADS =
  /^\s*(?:(?:to be )?(?:done|completed?|delivered) )?(?:prior to|before|ahead of|in advance of|after|following|once|when|upon|on completion of|on|subject to|dependent (?:on|upon)|depends (?:on|upon)|as soon as|until|pending|at the same time as|in line with|with)\s+(?:the\s+)?/i

/** The event that a conditional target date names: `Prior to rollout of O365` waits for `rollout of O365`. */
export function eventIn(text: string): string {
  const event = withoutEnd(text.replace(LEADS, ''), /[.;,\s]/).trim()
  return event.replace(/^./, (letter) => letter.toUpperCase()).slice(0, 200)
}

/** Whether the words ask for something before the event, and not after it. */
export const isBefore = (text: string): boolean => /\b(prior to|before|ahead of|in advance of|until)\b/i.test(text)
