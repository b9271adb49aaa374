import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { type DoubtKind, type Interpretation, withoutCountedFrom } from '../../dates/index.ts'
import { OVER } from '../../over.ts'
import { statusOfRow } from '../../statuses.ts'
import type { ImportedAction, TableColumns } from '../model/model.ts'
import { tableOfPlace } from '../model/places.ts'
import { countsFromNow, dateReader } from './dating.ts'
import type { PlanDay } from './plan-day.ts'

/** So long after it, about four months, a day or a month without its year may still be that of this year. */
const DAYS_GONE = 125
/** What is finished is seldom due more than two months ahead: its day may be the last one that came round. */
const DAYS_GONE_OF_FINISHED = 305

/** What the reason for a reading says where the year just gone may be meant, and for what is finished, where the day has gone for longer. */
const SINCE = {
  'just-gone': 'No year is written, and the last such date has only just gone.',
  'finished-since': 'No year is written, and what is finished may have been due when such a date last came round.',
} as const satisfies Partial<Record<DoubtKind, string>>

/** The words of a status that say that the target date has passed. */
const LATE =
  /^(?:(?:now |still |currently |red )?[-\u2013:]?\s*)?(?:overdue|late|past due|past its (?:due|target) date|missed)\b/i
export const isLate = (status: string): boolean => LATE.test(status.trim())

type Held = { readonly actions: readonly ImportedAction[] }

/**
 * Gives target dates without a year that ended up to four months before the plan's day both their readings, that of this year and the
 * next, and has them asked about. This year's stands where the action is finished or late, or where others of its table are just gone.
 * For what is finished, one that ended up to ten months before is asked about, too.
 * Where the plan says no day, or only its year, they stay as they are.
 */
export function withJustGone<Of extends Held>(
  { day, isYear }: Pick<PlanDay, 'day' | 'isYear'>,
  tables: readonly TableColumns[],
  recommendations: readonly Of[],
): readonly Of[] {
  if (day === null || isYear) return recommendations
  const all = recommendations.flatMap(({ actions }) => actions)
  const found = goneIn(all, day, tables)
  const isJustGone = ({ place, target }: ImportedAction) =>
    found.get(place)?.since === 'just-gone' ||
    (target?.latest != null && target.latest < day && target.latest >= addDays(day, -DAYS_GONE))
  const counts = Map.groupBy(all.filter(isJustGone), ({ place }) => tableOfPlace(place))
  const either = (action: ImportedAction): ImportedAction => {
    const before = found.get(action.place)
    if (!before || !action.target) return action
    const hasOthers = (counts.get(tableOfPlace(action.place))?.length ?? 0) > 1
    const isThisYear = hasOthers || isLate(action.status ?? '') || isFinished(action)
    const [stands, other] = isThisYear ? [before.read, action.target] : [action.target, before.read]
    return { ...action, target: inEither(stands, other, before.since) }
  }
  return recommendations.map((one) => ({ ...one, actions: one.actions.map(either) }))
}

const isFinished = (action: ImportedAction): boolean => OVER.has(statusOfRow(action) ?? 'unclaimed')

interface Gone {
  readonly read: Interpretation
  /** Why it may be meant. */
  readonly since: keyof typeof SINCE
}

/** What the target dates that have gone said before, by the action's place. */
function goneIn(
  actions: readonly ImportedAction[],
  asOf: Day,
  tables: readonly TableColumns[],
): ReadonlyMap<string, Gone> {
  const readJust = dateReader(addDays(asOf, -DAYS_GONE), true)
  const readLong = dateReader(addDays(asOf, -DAYS_GONE_OF_FINISHED), true)
  // What is ticked under months is of the year that they make up together.
  const isTicked = (place: string) =>
    tables[tableOfPlace(place)]?.columns.some(({ field }) => field === 'target-period') === true
  const found = new Map<string, Gone>()
  for (const action of actions) {
    const { place, target } = action
    if (!target || isTicked(place)) continue
    const just = goneOf(target, readJust(target.text), asOf)
    const long = just === null && isFinished(action) ? goneOf(target, readLong(target.text), asOf) : null
    if (just) found.set(place, { read: just, since: 'just-gone' })
    else if (long) found.set(place, { read: long, since: 'finished-since' })
  }
  return found
}

/** The reading of the words as they were some months before, where the day that they then named has gone since. */
function goneOf(read: Interpretation, before: Interpretation, asOf: Day): Interpretation | null {
  if (countsFromNow(withoutNamedDays(read.text)) || before.kind !== read.kind || read.kind === 'recurring') return null
  const [now, then] = [read, before].map(({ earliest, latest }) => latest ?? earliest)
  if (!now || !then || then >= asOf) return null
  return isYearApart(then, now) ? before : null
}

/** Words without the `Day` of a feast, from which nothing is counted: `May Day`. */
const withoutNamedDays = (words: string): string => words.replace(/(?:['\u2019]s?|\bmay|\bboxing)\s+day\b/gi, ' ')

/** Movable feasts come round up to so many days sooner or later in the year. */
const MOVES = 35
/** Whether a day is that of the next year which another is of this one: Easter 2019 of Easter 2018. */
const isYearApart = (then: Day, now: Day): boolean =>
  Number(now.slice(0, 4)) - Number(then.slice(0, 4)) === 1 &&
  now >= addDays(then, 365 - MOVES) &&
  now <= addDays(then, 366 + MOVES)

/** One reading that stands and another beside it, with the reason for which somebody is asked. */
function inEither(stands: Interpretation, other: Interpretation, since: Gone['since']): Interpretation {
  const { kind, earliest, latest, why } = other
  const day = stands.latest ?? stands.earliest
  const taken = day ? `${inWords(day)} is taken.` : ''
  const doubts = stands.doubts ?? []
  // The reading of a day of the last fortnight says the same.
  const isOther = stands.asked === true && !doubts.includes('day-just-gone')
  return {
    ...stands,
    why: [SINCE[since], taken, isOther ? withoutCountedFrom(stands.why) : 'Please check.'].filter(Boolean).join(' '),
    asked: true,
    doubts: [since, ...(isOther ? doubts : [])],
    alternatives: [{ kind, earliest, latest, why }, ...stands.alternatives.filter((one) => one.latest !== latest)],
  }
}
