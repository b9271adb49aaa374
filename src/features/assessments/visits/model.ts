import { counted } from '#platform/words.ts'
import { inFigures } from '../scoring/scale.ts'

export interface FigureRow {
  readonly measure: string
  /** What the number is of: a type of document, a mailbox, a contributor. */
  readonly item: string
  readonly value: number
}

/** What a measure tells of, by its name: some are looked at more closely than others. */
export type MeasureKind = 'contributors' | 'types' | 'mailboxes' | 'other'

export function kindOf(measure: string): MeasureKind {
  if (/contribut|author|filer|who sav|\buser|\bmember|people/i.test(measure)) return 'contributors'
  if (/mailbox/i.test(measure)) return 'mailboxes'
  return /type|format|kind of document/i.test(measure) ? 'types' : 'other'
}

export interface Concentration {
  readonly total: number
  /** Those who did anything at all, and how many there are. */
  readonly active: number
  readonly people: number
  /** The share of the busiest, 0 to 1. */
  readonly busiest: number
  /** How few make four fifths of it together. */
  readonly makeMost: number
  readonly habit: 'nobody' | 'one' | 'few' | 'team'
}

/**
 * Whether what a unit saves is one busy filer's work or a whole team's habit. One: the busiest makes half of it or more. A team: at least
 * half of the people are needed to make four fifths of it. What lies between is the work of a few.
 */
export function concentration(values: readonly number[]): Concentration {
  const sorted = values.toSorted((a, b) => b - a)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  const people = sorted.length
  const active = sorted.filter((value) => value > 0).length
  if (total === 0) return { total, active, people, busiest: 0, makeMost: 0, habit: 'nobody' }
  let [made, makeMost] = [0, 0]
  for (const value of sorted) {
    if (made >= total * 0.8 - 1e-9) break
    made += value
    makeMost += 1
  }
  const busiest = (sorted[0] ?? 0) / total
  const habit = busiest >= 0.5 && people > 1 ? 'one' : makeMost * 2 >= people ? 'team' : 'few'
  return { total, active, people, busiest, makeMost, habit }
}

const percent = (share: number) => `${Math.round(share * 100)}%`

export function concentrationInWords({ active, people, busiest, makeMost, habit }: Concentration): string {
  if (habit === 'nobody') return `None of ${counted(people, 'person', 'people')} saved anything.`
  const who = `${active} of ${counted(people, 'person', 'people')} saved something. The busiest made ${percent(busiest)} of it; ${counted(makeMost, 'person', 'people')} made four fifths.`
  const means = {
    one: 'That is one busy filer, and not yet the habit of a team.',
    few: 'That is the work of a few, and not yet the habit of a team.',
    team: 'That is the habit of a whole team.',
  }
  return `${who} ${means[habit]}`
}

export const isMail = (item: string): boolean => /e-?mail|\bmsg\b|outlook|\beml\b/i.test(item)

/** The share of e-mail in what was saved, 0 to 1; null where no figure says. */
export function mailShare(rows: readonly FigureRow[]): number | null {
  const types = rows.filter(({ measure }) => kindOf(measure) === 'types')
  const total = types.reduce((sum, { value }) => sum + value, 0)
  const mail = types.filter(({ item }) => isMail(item)).reduce((sum, { value }) => sum + value, 0)
  return total === 0 ? null : mail / total
}

/** Below this share of e-mail it is likely that the context of what was saved is missing. */
const LITTLE_MAIL = 0.1

/** What a measure says, in a sentence or two. */
export function measureInWords(measure: string, rows: readonly FigureRow[], medianMail: number | null): string {
  const kind = kindOf(measure)
  if (kind === 'contributors') return concentrationInWords(concentration(rows.map(({ value }) => value)))
  if (kind === 'types') {
    const share = mailShare(rows)
    if (share === null) return ''
    const beside =
      medianMail === null ? '' : ` The median of the units visited in this campaign is ${percent(medianMail)}.`
    const little =
      share < LITTLE_MAIL ? ' Little mail is filed: it is likely that the context of decisions is missing.' : ''
    return `E-mail is ${percent(share)} of what was saved.${beside}${little}`
  }
  if (kind === 'mailboxes') {
    const sizes = rows.map(({ value }) => value).toSorted((a, b) => b - a)
    const middle = sizes[Math.floor(sizes.length / 2)] ?? 0
    return `${counted(sizes.length, 'mailbox', 'mailboxes')}. The largest is ${inFigures(sizes[0] ?? 0)}, the one in the middle ${inFigures(middle)}.`
  }
  return ''
}
