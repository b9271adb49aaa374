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

export const YES_NO = choices({ yes: 'Yes', no: 'No' })

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
  now: 'As it is now',
  inherent: 'Before any control',
  target: 'As it should become',
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
  unlikely: 'Unlikely: no notification is needed, and the reason is recorded',
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
  readonly personal: string | null
  readonly harm: string | null
  readonly awareAt: Date
  readonly notifiedAt: Date | null
  readonly notNotifiedWhy: string | null
  readonly lateWhy: string | null
  readonly toldPeopleAt: Date | null
  readonly lessons: string | null
  readonly isClosed: boolean
}

/** Hours within which the Information Commissioner is notified. Source: UK GDPR, article 33(1). */
export const NOTIFY_HOURS = 72

/** What an entry of the log of incidents still has to say before it can be saved so, or null. */
export function incidentObstacle(breach: Breach): { readonly field: string; readonly message: string } | null {
  const { personal, harm, awareAt, notifiedAt, notNotifiedWhy, lateWhy, toldPeopleAt, lessons, isClosed } = breach
  if (notifiedAt && notifiedAt < awareAt)
    return { field: 'notified_at', message: 'The Commissioner cannot have been notified before we became aware' }
  if (notifiedAt && notifiedAt.getTime() - awareAt.getTime() > NOTIFY_HOURS * 3_600_000 && !lateWhy)
    return {
      field: 'late_why',
      message: `Enter why it was later than ${NOTIFY_HOURS} hours: the notification has to say so`,
    }
  if (!isClosed) return null
  if (!lessons) return { field: 'lessons', message: 'Enter what was learned before it is closed' }
  if (personal === null || personal === 'unknown')
    return { field: 'personal', message: 'Select whether it is about personal data before it is closed' }
  if (personal === 'no') return null
  if (!harm) return { field: 'harm', message: 'Select how likely it is to harm people before it is closed' }
  if (harm === 'unlikely' && !notifiedAt && !notNotifiedWhy)
    return { field: 'not_notified_why', message: 'Enter why nobody had to be notified before it is closed' }
  if (harm !== 'unlikely' && !notifiedAt)
    return { field: 'notified_at', message: 'Enter when the Commissioner was notified before it is closed' }
  if (harm === 'high' && !toldPeopleAt)
    return { field: 'told_people_at', message: 'Enter when the people were told before it is closed' }
  return null
}

/** A movement between two days, in one word. */
export function movementOf(before: number | null, now: number | null): 'New' | 'Up' | 'Down' | 'Same' | 'Not judged' {
  if (now === null) return 'Not judged'
  if (before === null) return 'New'
  return now > before ? 'Up' : now < before ? 'Down' : 'Same'
}
