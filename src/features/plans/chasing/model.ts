import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { counted, shortened } from '#platform/words.ts'
import type { Verdict } from '../model.ts'

/** How often a person is chased. */
export const FREQUENCIES = ['as-due', 'weekly', 'never'] as const
export type Frequency = (typeof FREQUENCIES)[number]

export interface Choices {
  readonly frequency: Frequency
  /** How many days before its last day an action is told of. */
  readonly daysBefore: number
}

export const DEFAULT_CHOICES: Choices = { frequency: 'as-due', daysBefore: 14 }

export interface Recipient extends Choices {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly stopToken: string
}

/** An open action of a person that is due soon, overdue, or whose claim was refused. */
export interface DueAction {
  readonly personId: string
  readonly id: string
  readonly ref: string | null
  readonly text: string
  readonly planTitle: string
  readonly due: Day | null
  readonly verdict: Verdict | null
  /** How many there are in all; only some are told. */
  readonly count: number
}

/** Days after the last day on which an overdue action is told of again: 1, 7, and then every 30. */
const isToldAgain = (overdue: number) => overdue === 1 || overdue === 7 || (overdue > 0 && overdue % 30 === 0)

/**
 * Whether a digest goes out today. `since` is the day after the last working day, so that what falls on a weekend is told on the
 * working day after it.
 */
export function isDigestDue(
  { frequency, daysBefore }: Choices,
  actions: readonly DueAction[],
  today: Day,
  since: Day,
  isFirstOfWeek: boolean,
): boolean {
  if (frequency === 'never' || actions.length === 0) return false
  if (frequency === 'weekly') return isFirstOfWeek
  const span = daysBetween(since, today)
  return actions.some(({ due }) => {
    if (due === null) return false
    for (let back = 0; back <= span; back += 1) {
      const left = daysBetween(today, due) + back
      if (left === daysBefore || left === 0 || isToldAgain(-left)) return true
    }
    return false
  })
}

const nameOf = ({ ref, text, planTitle }: DueAction) => {
  const words = text.replaceAll('\n', ' ')
  return `${ref ? `${ref} ` : ''}${shortened(words, 140)} (${planTitle})`
}

function dueInWords(due: Day, today: Day): string {
  const days = daysBetween(due, today)
  if (days === 0) return `due today, ${inWords(due)}`
  const count = counted(Math.abs(days), 'day', 'days')
  return days > 0 ? `due ${inWords(due)}, ${count} ago` : `due ${inWords(due)}, in ${count}`
}

/** The digest in words: what is overdue, what was refused, and what comes due. */
export function digestFor(
  { name, daysBefore }: Recipient,
  actions: readonly DueAction[],
  today: Day,
  links: {
    readonly action: (id: string) => string
    readonly all: string
    readonly choices: string
    readonly stop: string
  },
): { readonly subject: string; readonly body: string } {
  const overdue = actions.filter(({ due }) => due !== null && due < today)
  const soon = actions.filter(({ due }) => due !== null && due >= today && daysBetween(today, due) <= daysBefore)
  const refused = actions.filter(({ verdict }) => verdict === 'not-accepted')
  const part = (title: string, some: readonly DueAction[]) =>
    some.length === 0
      ? []
      : [
          title,
          '',
          ...some.flatMap((action) => [
            `* ${nameOf(action)}${action.due ? `, ${dueInWords(action.due, today)}` : ''}`,
            `  ${links.action(action.id)}`,
          ]),
          '',
        ]
  const all = actions[0]?.count ?? actions.length
  const cut = all > actions.length ? [`These are the first ${actions.length} of ${all}. See all: ${links.all}`, ''] : []
  const told = [
    overdue.length > 0 ? `${overdue.length} overdue` : null,
    soon.length > 0 ? `${soon.length} due soon` : null,
    refused.length > 0 ? `${refused.length} not accepted` : null,
  ].filter((words) => words !== null)
  return {
    subject: `Your actions: ${told.join(', ')}`,
    body: [
      `Dear ${name},`,
      '',
      `this is how the actions stand that you own, on ${inWords(today)}.`,
      '',
      ...part('Overdue', overdue),
      ...part('The assessor did not accept that these are finished', refused),
      ...part(`Due within ${counted(daysBefore, 'day', 'days')}`, soon),
      ...cut,
      'You can claim how an action stands, or ask for another date, on its page.',
      '',
      `Choose how often you are told: ${links.choices}`,
      `Stop these messages: ${links.stop}`,
    ].join('\n'),
  }
}

/** A message that went out, waits, or could not go. */
export interface SentMessage {
  readonly id: string
  readonly person: string
  readonly address: string
  readonly subject: string
  readonly madeAt: Date
  readonly sentAt: Date | null
  readonly state: 'waiting' | 'sent' | 'bounced' | 'withheld' | 'replaced' | 'failed'
  readonly tries: number
  readonly error: string | null
}

/** How a message stands, in words. */
export const STATE_NAMES: Readonly<Record<SentMessage['state'], string>> = {
  waiting: 'Waiting',
  sent: 'Sent',
  bounced: 'Bounced',
  withheld: 'Withheld',
  replaced: 'Replaced by a newer one',
  failed: 'Given up',
}
