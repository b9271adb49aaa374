import { type Day, inWords } from '#platform/calendar/index.ts'
import { STATUS_NAMES, type StandingStatus } from '../model.ts'
import { paths } from '../paths.ts'

/** An action that a guess is about, as it stands. */
export interface GuessedAction {
  readonly id: string
  readonly ref: string | null
  readonly text: string
  readonly status: StandingStatus
  /** After which day it is overdue while it is not finished; null where it has no last day. */
  readonly overdueAfter: Day | null
  readonly owners: readonly string[]
}

interface Kind {
  /** What a guess means for one action as it stands now. */
  readonly means: (action: GuessedAction) => string
  readonly ofSeveral: string
  /** Where it is corrected, and what the link to it says. */
  readonly correct: (id: string) => string
  readonly deed: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  target: {
    means: ({ overdueAfter }) =>
      overdueAfter === null
        ? 'The action has no last day, so it never counts as overdue.'
        : `If it is not finished, the action counts as overdue after ${inWords(overdueAfter)}.`,
    ofSeveral: 'The date decides when each of these actions counts as overdue.',
    correct: paths.reading,
    deed: 'Change how the date is read',
  },
  status: {
    means: ({ status }) =>
      status === 'unclaimed'
        ? 'No status is recorded, so the action counts as not finished.'
        : `The action counts as “${STATUS_NAMES[status]}”.`,
    ofSeveral: 'The status decides whether each of these actions counts as finished.',
    correct: paths.claim,
    deed: 'Make a claim of how it stands',
  },
  verdict: {
    means: () => 'It decides whether an assessor has accepted that the action is finished.',
    ofSeveral: 'It decides whether an assessor has accepted that these actions are finished.',
    correct: paths.verdict,
    deed: 'Give a verdict',
  },
  owner: {
    means: ({ owners }) =>
      owners.length === 0
        ? 'The action has no owner, so nobody is asked to report on it.'
        : `Asked to report on the action: ${owners.join('; ')}.`,
    ofSeveral: 'It decides who is asked to report on each of these actions.',
    correct: paths.actionOwners,
    deed: 'Change the owners',
  },
}

const OTHER = 'It decides how the words of the document became this part of the plan.'

/** What a guess is about: one thing of an action, or two of which either may be wrong. */
export interface About {
  readonly field: string | null
  readonly orField: string | null
}

const kindsOf = ({ field, orField }: About): Kind[] => [field, orField].flatMap((one) => KINDS[one ?? ''] ?? [])

/** What a guess means for the plan, in words; of one action, how that stands now. */
export function meaningOf(about: About, actions: readonly GuessedAction[]): string {
  const kinds = kindsOf(about)
  const [only, ...others] = actions
  if (kinds.length === 0) return OTHER
  return kinds.map((kind) => (only && others.length === 0 ? kind.means(only) : kind.ofSeveral)).join(' ')
}

export interface Correction {
  readonly href: string
  readonly text: string
}

/** Where somebody corrects what was guessed of an action, and what the links say; the action itself where nothing else is known. */
export function correctionsOf(about: About, { id }: GuessedAction): readonly Correction[] {
  const links = kindsOf(about).map(({ correct, deed }) => ({ href: correct(id), text: deed }))
  return links.length > 0 ? links : [{ href: paths.action(id), text: 'Open the action' }]
}

/** Whether a guess leaves the list by itself as soon as somebody has corrected it. */
export const isClosedByCorrection = (field: string | null): boolean =>
  field !== null && (KINDS[field] !== undefined || field === 'action')
