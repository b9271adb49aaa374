import type { Day } from '#platform/calendar/index.ts'
import { choices } from '#platform/form/index.ts'

/** What is done about a risk. Source: HM Treasury, The Orange Book. */
export const RESPONSES = choices({
  treat: 'Treat: lower it with controls and actions',
  tolerate: 'Tolerate: bear it as it is',
  transfer: 'Transfer: share it with somebody else',
  terminate: 'Terminate: stop what gives rise to it',
})

export const CONTROL_KINDS = choices({
  preventive: 'Preventive',
  detective: 'Detective',
  corrective: 'Corrective',
  directive: 'Directive',
})

export const WORKS = choices({ yes: 'Yes', partly: 'In part', no: 'No', 'not-tested': 'Not tested yet' })

export const BAND_COLOURS = choices({ green: 'Green', yellow: 'Yellow', orange: 'Orange', red: 'Red' })

export type BandColour = 'green' | 'yellow' | 'orange' | 'red'

/** Fill and words of each colour, which stand out from one another (WCAG 2.2, 1.4.3). */
export const FILLS: Readonly<
  Record<BandColour, { readonly fill: string; readonly text: string; readonly tag: string }>
> = {
  green: { fill: '#cce2d8', text: '#005a30', tag: 'govuk-tag--green' },
  yellow: { fill: '#fff7bf', text: '#594d00', tag: 'govuk-tag--yellow' },
  orange: { fill: '#fcd6c3', text: '#6e3619', tag: 'govuk-tag--orange' },
  red: { fill: '#d4351c', text: '#ffffff', tag: 'govuk-tag--red' },
}

/** Which of the three judgements of a risk is looked at. */
export const JUDGEMENTS = {
  now: 'Current',
  inherent: 'Inherent',
  target: 'Target',
} as const

export type Judgement = keyof typeof JUDGEMENTS

export const isJudgement = (text: string): text is Judgement => Object.hasOwn(JUDGEMENTS, text)

export const INCIDENT_KINDS = choices({
  'sent-wrong': 'Sent or shown to the wrong person',
  lost: 'Lost or stolen',
  destroyed: 'Destroyed or deleted too early',
  access: 'Seen by somebody without a right to',
  changed: 'Changed without a right to',
  unavailable: 'Could not be reached',
  attack: 'Attack on a system',
  'near-miss': 'Near miss',
  other: 'Something else',
})

export const SEVERITIES = choices({ minor: 'Minor', moderate: 'Moderate', major: 'Major', severe: 'Severe' })

export const PERSONAL = choices({ yes: 'Yes', no: 'No', unknown: 'Not known yet' })

/** How likely a breach is to harm people in their rights and freedoms. Source: UK GDPR, articles 33 and 34. */
export const HARMS = choices({
  unlikely: 'Unlikely: no notification is needed (give the reason)',
  risk: 'A risk: the Information Commissioner is notified',
  high: 'A high risk: the Information Commissioner is notified, and the people are told',
})

/** How notification of a breach of personal data stands. */
export const CLOCKS = choices({
  running: 'Not notified yet',
  met: 'Notified in time',
  late: 'Notified late',
  'not-needed': 'No notification needed',
  none: 'No personal data',
})

interface Breach {
  /** When it is saved. */
  readonly now: Date
  readonly happenedAt: Date | null
  readonly containedAt: Date | null
  readonly personal: string | null
  readonly harm: string | null
  readonly awareAt: Date
  readonly notifiedAt: Date | null
  readonly notNotifiedWhy: string | null
  readonly lateWhy: string | null
  readonly toldPeopleAt: Date | null
  readonly lessons: string | null
  readonly isClosed: boolean
  /** Whether what is saved says anything of the notification: a change of something else is not asked for a reason that was not given before. */
  readonly asksWhy: boolean
}

/** Hours within which the Information Commissioner is notified. Source: UK GDPR, article 33(1). */
export const NOTIFY_HOURS = 72

type Obstacle = { readonly field: string; readonly message: string } | null

/** A moment of an incident that cannot be: none lies ahead, and nobody becomes aware of what has not happened yet. */
function momentObstacle({ now, awareAt, happenedAt, containedAt, notifiedAt, toldPeopleAt }: Breach): Obstacle {
  const moments: readonly (readonly [string, Date | null, string])[] = [
    ['aware_at', awareAt, 'The time we became aware cannot be in the future'],
    ['happened_at', happenedAt, 'The time it happened cannot be in the future'],
    ['contained_at', containedAt, 'The time it was contained cannot be in the future'],
    ['notified_at', notifiedAt, 'The time the Commissioner was notified cannot be in the future'],
    ['told_people_at', toldPeopleAt, 'The time the people were told cannot be in the future'],
  ]
  const ahead = moments.find(([, at]) => at !== null && at > now)
  if (ahead) return { field: ahead[0], message: ahead[2] }
  return happenedAt && happenedAt > awareAt
    ? { field: 'happened_at', message: 'It cannot have happened after we became aware of it' }
    : null
}

/** What the 72 hours are counted from, and whether they are counted at all. */
interface Clock {
  readonly awareAt: Date
  readonly personal: string | null
  /** Why one of them was changed last. */
  readonly why: string | null
}

/**
 * What stands against moving the clock of a breach: a reason, given for this change, that the history then shows. The first answer on
 * personal data moves nothing. Source: UK GDPR, article 33(5), by which the authority can verify what was recorded.
 */
export function clockObstacle(before: Clock, after: Clock): Obstacle {
  const isMoved = before.awareAt.getTime() !== after.awareAt.getTime()
  const isAnswered = before.personal !== null && before.personal !== after.personal
  if (!isMoved && !isAnswered) return null
  if (after.why !== null && after.why !== before.why) return null
  const what = isMoved ? 'the time we became aware was changed' : 'the answer on personal data was changed'
  return {
    field: 'clock_why',
    message: after.why === null ? `Enter why ${what}` : 'Enter a new reason: the one shown is for the last change',
  }
}

/** What an entry of the log of incidents still has to say before it can be saved so, or null. */
export function incidentObstacle(breach: Breach): Obstacle {
  const { personal, harm, awareAt, notifiedAt, notNotifiedWhy, lateWhy, toldPeopleAt, lessons, isClosed, asksWhy } =
    breach
  const untimely = momentObstacle(breach)
  if (untimely) return untimely
  if (notifiedAt && notifiedAt < awareAt)
    return { field: 'notified_at', message: 'The Commissioner cannot have been notified before we became aware' }
  if (notifiedAt && notifiedAt.getTime() - awareAt.getTime() > NOTIFY_HOURS * 3_600_000 && !lateWhy)
    return {
      field: 'late_why',
      message: `Enter why it was later than ${NOTIFY_HOURS} hours: the notification has to say so`,
    }
  if ((asksWhy || isClosed) && harm === 'unlikely' && personal !== 'no' && !notifiedAt && !notNotifiedWhy)
    return { field: 'not_notified_why', message: 'Enter why nobody had to be notified' }
  if (!isClosed) return null
  if (!lessons) return { field: 'lessons', message: 'Enter what was learned before it is closed' }
  if (personal === null || personal === 'unknown')
    return { field: 'personal', message: 'Select whether it is about personal data before it is closed' }
  if (personal === 'no') return null
  if (!harm) return { field: 'harm', message: 'Select how likely it is to harm people before it is closed' }
  if (harm !== 'unlikely' && !notifiedAt)
    return { field: 'notified_at', message: 'Enter when the Commissioner was notified before it is closed' }
  if (harm === 'high' && !toldPeopleAt)
    return { field: 'told_people_at', message: 'Enter when the people were told before it is closed' }
  return null
}

/** Steps that are taken out of a scale, each with the step that takes its place. */
export type Fewer = ReadonlyMap<string, string>

interface Ranked {
  readonly id: string
  readonly rank: number
  readonly name: string
}

/** The ranks of the steps that are left, from 1, lowest first. */
export function newRanks(steps: readonly Ranked[], fewer: Fewer): ReadonlyMap<string, number> {
  const left = steps.filter(({ id }) => !fewer.has(id)).toSorted((a, b) => a.rank - b.rank)
  return new Map(left.map(({ id }, index) => [id, index + 1]))
}

/** What stands against taking these steps out of a scale, with the step that it is about, or null. */
export function fewerObstacle(
  steps: readonly Ranked[],
  fewer: Fewer,
): { readonly stepId: string; readonly message: string } | null {
  const nameOf = (id: string) => steps.find((step) => step.id === id)?.name ?? 'that level'
  for (const [from, to] of fewer) {
    if (from === to) return { stepId: from, message: `${nameOf(from)} cannot become itself` }
    if (fewer.has(to))
      return { stepId: from, message: `Choose another level for ${nameOf(from)}: you are also removing ${nameOf(to)}` }
    if (!steps.some(({ id }) => id === to)) return { stepId: from, message: `Choose what ${nameOf(from)} becomes` }
  }
  const [first] = fewer.keys()
  return first && steps.length - fewer.size < 2
    ? { stepId: first, message: 'A scale needs at least two levels: keep another one' }
    : null
}

/** What bears a risk beyond the appetite that whoever decides answers for themselves, in words, or null. */
export function tolerateObstacle(risk: {
  readonly isTolerated: boolean
  readonly isBeyond: boolean
  /** Whether whoever saves it owns the risk, or acts for whoever does. */
  readonly isTheirs: boolean
}): Obstacle {
  return risk.isTolerated && risk.isBeyond && risk.isTheirs
    ? {
        field: 'response',
        message: 'This risk is beyond the appetite: somebody other than its owner must decide that it is tolerated',
      }
    : null
}

/** A movement between two days, in one word. */
export function movementOf(before: number | null, now: number | null): 'New' | 'Up' | 'Down' | 'Same' | 'Not judged' {
  if (now === null) return 'Not judged'
  if (before === null) return 'New'
  return now > before ? 'Up' : now < before ? 'Down' : 'Same'
}

/** The same of a risk that may have been closed since. */
export const movedOrClosed = ({
  before,
  now,
  closedOn,
}: {
  readonly before: number | null
  readonly now: number | null
  readonly closedOn: Day | null
}): string => (closedOn ? 'Closed' : movementOf(before, now))

/** A cell of the matrix, by the ids of its steps. */
export const cellKey = (likelihoodId: string, impactId: string) => `${likelihoodId} ${impactId}`

/** What a figure of the front page counts among open risks. */
export const COUNTED = {
  open: 'Open risks',
  beyond: 'Risks beyond the appetite',
  overdue: 'Risks that are overdue for review',
  low: 'Risks that are held too low',
} as const

export type Counted = keyof typeof COUNTED

export const isCounted = (text: string): text is Counted => Object.hasOwn(COUNTED, text)

/** What a rating of a risk is, as pages say it. */
export const RATED = {
  first: 'First judged',
  changed: 'Judged anew',
  reviewed: 'Looked at',
  closed: 'Closed',
  rescaled: 'The matrix has other levels',
} as const

/** What became of an escalation, as pages say it. */
export const OUTCOMES = { taken: 'Taken', refused: 'Sent back' } as const

export const UNTOLD = 'The people have not been told yet'
