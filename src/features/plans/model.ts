import type { Person } from '#platform/access/index.ts'
import { may } from '#platform/access/index.ts'
import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import type { Kind } from './dates/model.ts'
import { OVER } from './over.ts'
import { type Homes, mayChangeAction, mayJudgeAction } from './rights.ts'
import { STATUS_NAMES, type StandingStatus } from './status-names.ts'

export { STANDINGS, STATUS_NAMES, STATUSES, type StandingStatus, type Status } from './status-names.ts'

/** What an assessor can say of a claim. */
export const VERDICTS = ['accepted', 'partly-accepted', 'not-accepted'] as const
export type Verdict = (typeof VERDICTS)[number]

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  accepted: 'Accepted',
  'partly-accepted': 'Partly accepted',
  'not-accepted': 'Not accepted',
}

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  day: 'On a day',
  by: 'By a day',
  window: 'Within a time',
  ongoing: 'Ongoing',
  recurring: 'Recurring',
  conditional: 'When something else happens',
  immediate: 'At once',
  done: 'Done already',
  duration: 'Within a length of time',
  unset: 'No date set',
}

/** 1 for high, 2 for medium, 3 for low; null where the words do not say. */
export function priorityRank(words: string | null): 1 | 2 | 3 | null {
  const plain = words?.trim().toLowerCase() ?? ''
  if (/^(h|high|essential|critical|urgent|very high|must|1|p1|red)\b/.test(plain)) return 1
  if (/^(m|med|medium|moderate|desirable|should|2|p2|amber)\b/.test(plain)) return 2
  return /^(l|low|could|3|p3|green)\b/.test(plain) ? 3 : null
}

export const PRIORITY_NAMES = ['High', 'Medium', 'Low'] as const

/** Promises of these kinds have no day after which they are broken. */
export const ENDLESS: ReadonlySet<Kind> = new Set(['ongoing', 'recurring', 'unset', 'done'])

/** The day after which an action with this target date is overdue, or null. */
export function overdueAfter(target: { readonly kind: Kind; readonly latest: Day | null }): Day | null {
  return ENDLESS.has(target.kind) ? null : target.latest
}

export interface Standing {
  readonly kind: Kind
  readonly latest: Day | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  /** The first last day of a deliverable that is still open. */
  readonly deliverableDue?: Day | null
  /** The last day that its target date says: its own or, where that says none, that of its deliverables. */
  readonly lastDay?: Day | null
  /** Whose the claim is that stands; a document’s is told as what that says. */
  readonly claimedBy?: 'person' | 'document' | null
}

/** An action is finished when its latest claim says so and no assessor has refused that. One that was accepted in part is told apart. */
export function isFinished({ status, verdict }: Pick<Standing, 'status' | 'verdict'>): boolean {
  return OVER.has(status) && verdict !== 'not-accepted'
}

/** Whether an action is overdue on a day, and the rule that says so in words. */
export function overdueOn(standing: Standing, today: Day): { readonly isOverdue: boolean; readonly why: string } {
  const own = overdueAfter(standing)
  const part = standing.deliverableDue ?? null
  const isPart = part !== null && (own === null || part < own)
  const after = isPart ? part : own
  const isDocuments = standing.claimedBy === 'document'
  if (isFinished(standing))
    return {
      isOverdue: false,
      why: `Not overdue: ${isDocuments ? 'the document says' : 'the latest claim is'} “${STATUS_NAMES[standing.status]}” and ${standing.verdict === 'partly-accepted' ? 'an assessor has accepted it in part' : 'no assessor has refused it'}.`,
    }
  if (standing.status === 'on-hold')
    return {
      isOverdue: false,
      why: `Not counted as overdue: by ${isDocuments ? 'what the document says' : 'the latest claim'} it is on hold.`,
    }
  if (after === null)
    return {
      isOverdue: false,
      why:
        standing.lastDay && standing.latest === null
          ? 'Not overdue: it has no last day of its own, and each deliverable with a date is finished, on hold, or was due before the action was promised.'
          : `Not overdue: a promise of the kind “${KIND_NAMES[standing.kind]}” has no last day.`,
    }
  if (today <= after)
    return {
      isOverdue: false,
      why: `Not overdue: ${isPart ? 'a deliverable is due by' : 'the last day is'} ${inWords(after)}.`,
    }
  const late = `Overdue by ${daysInWords(daysBetween(after, today))}`
  const refused = standing.verdict === 'not-accepted' ? ' An assessor did not accept that it was finished.' : ''
  return {
    isOverdue: true,
    why: isPart
      ? `${late}: one of its deliverables was due by ${inWords(after)} and is not finished.`
      : `${late}: the last day was ${inWords(after)} and it is not finished.${refused}`,
  }
}

/** What the rules need to know of an action and of who has spoken on it. */
export interface Voices extends Homes {
  readonly ownerRoleIds: readonly string[]
  readonly ownerPersonIds: readonly string[]
  readonly claimedBy: readonly string[]
  readonly judgedBy: readonly string[]
  readonly latestClaimId: string | null
  readonly latestClaimIsJudged: boolean
}

export type Obstacle = { readonly kind: 'permission' | 'voice' | 'owner' | 'claim'; readonly why: string }

const isOwner = (voices: Voices, person: Person) =>
  voices.ownerPersonIds.includes(person.id) || voices.ownerRoleIds.some((id) => person.roleIds.includes(id))

/** What stops this person claiming on this action, or null. Those who run the plan may record what an owner told them. */
export function claimObstacle(voices: Voices, person: Person): Obstacle | null {
  if (voices.judgedBy.includes(person.id))
    return { kind: 'voice', why: 'You have judged a claim on this action, so you cannot claim on it as well.' }
  if (mayChangeAction(person, voices)) return null
  if (!may(person, 'plans:claim')) return { kind: 'permission', why: 'Your roles do not let you make claims.' }
  return isOwner(voices, person) ? null : { kind: 'owner', why: 'Only the owner of the action can make a claim.' }
}

/** What stops this person judging this action's latest claim, or null. Nobody judges what they own or have claimed. */
export function judgeObstacle(voices: Voices, person: Person): Obstacle | null {
  if (!may(person, 'plans:judge')) return { kind: 'permission', why: 'Your roles do not let you judge claims.' }
  if (!mayJudgeAction(person, voices))
    return { kind: 'permission', why: 'Your roles let you judge claims in other units, not on this action.' }
  if (voices.claimedBy.includes(person.id))
    return { kind: 'voice', why: 'You have claimed on this action, so you cannot judge it as well.' }
  if (isOwner(voices, person)) return { kind: 'voice', why: 'You own this action, so somebody else must judge it.' }
  if (voices.latestClaimId === null) return { kind: 'claim', why: 'There is no claim to judge yet.' }
  return voices.latestClaimIsJudged ? { kind: 'claim', why: 'The latest claim has been judged.' } : null
}

/** What stands for the target date that somebody saw, where the action had none. */
export const NO_TARGET = 'none'

/** Days by which the last day moved: positive is a slip. Null where either has none. */
export function slipDays(before: Day | null, after: Day | null): number | null {
  return before && after ? daysBetween(before, after) : null
}

/** A number of days in words. */
export const daysInWords = (days: number): string => counted(days, 'day', 'days')

/** What a change of a target date does to the day after which the action is overdue, in a sentence; null where there was none. */
export function effectOnLastDay(before: LastDay, after: LastDay): string | null {
  const [was, is] = [overdueAfter(before), overdueAfter(after)]
  if (was === null) return null
  if (is === null) return `It takes away the last day, ${inWords(was)}: the action can no longer be overdue.`
  const days = daysBetween(was, is)
  return days === 0
    ? `The last day stays ${inWords(was)}.`
    : `The last day moves from ${inWords(was)}: ${shiftInWords(days)}.`
}

type LastDay = Parameters<typeof overdueAfter>[0]

/** A target date that an action has or had. */
export interface DatedTarget {
  readonly kind: Kind
  readonly latest: Day | null
  readonly cause: string | null
}

/** What sets another date: a correction of how the words are read does not. */
export const TARGET_CHANGES = ['change', 'milestone'] as const

/**
 * The last day that an action had and that a change took away without another in its place; null where it has one, never had one or is
 * done. `targets` are all that it had, the latest first.
 */
export function lostDay(targets: readonly DatedTarget[]): Day | null {
  const [now] = targets
  if (!now || now.kind === 'done' || overdueAfter(now) !== null) return null
  const at = targets.findIndex((target) => overdueAfter(target) !== null)
  const isChanged = targets.slice(0, Math.max(0, at)).some(({ cause }) => TARGET_CHANGES.some((one) => one === cause))
  return isChanged ? (targets[at]?.latest ?? null) : null
}

/** By how much a last day moves: positive is later. Such as “852 days earlier”. */
export const shiftInWords = (days: number): string => `${daysInWords(Math.abs(days))} ${days < 0 ? 'earlier' : 'later'}`
