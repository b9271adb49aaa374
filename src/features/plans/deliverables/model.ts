import { addTo, type Day, inWords, monthInWords } from '#platform/calendar/index.ts'
import { counted, shortened } from '#platform/words.ts'
import type { Kind } from '../dates/index.ts'
import {
  deadlinesIn,
  type Interpretation,
  type Item,
  interpretDate,
  itemsOf,
  listedIn,
  occurrencesOf,
  partsOf,
  recurrenceOf,
  saysDay,
} from '../dates/index.ts'
import type { StandingStatus, Verdict } from '../model.ts'

/** One of several promises under an action: a part of it, or one occurrence of what comes round again. */
export interface Deliverable {
  readonly id: string
  readonly actionId: string
  readonly kind: 'part' | 'occurrence'
  readonly text: string
  readonly targetText: string | null
  readonly targetKind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly why: string
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly isFinished: boolean
  readonly awaitsVerdict: boolean
}

/**
 * The day after which a deliverable is late; null where there is none, and where it is finished, on hold, or was due before its action's
 * own day: that of its plan, or the day on which the action was made here. Silence on what was due before it is not counted.
 */
export function lateAfter(
  { isFinished, status, latest }: Pick<Deliverable, 'isFinished' | 'status' | 'latest'>,
  ownDay: Day,
): Day | null {
  return isFinished || status === 'on-hold' || latest === null || latest < ownDay ? null : latest
}

/** A deliverable that the words of a target date ask for. */
export interface Wanted {
  readonly kind: 'part' | 'occurrence'
  readonly text: string
  readonly targetText: string
  readonly targetKind: Kind
  readonly earliest: Day | null
  /** Null where neither the item nor the action says a day. */
  readonly latest: Day | null
  readonly why: string
}

/** What an action's target date is, for telling what it asks for. */
export interface TargetFacts {
  readonly text: string
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  /** The day from which its words are counted. */
  readonly setOn: Day
}

/** How far ahead occurrences of a recurring promise are made. */
const AHEAD = { amount: 12, unit: 'month' } as const

/** The deliverables that a target date asks for: occurrences of what recurs, or several promises in one cell. */
export function wantedBy(target: TargetFacts, actionText: string, today: Day): Wanted[] {
  if (target.kind === 'recurring') {
    const rule = recurrenceOf(target.text, target.setOn)
    if (!rule) return []
    const until = addTo(today, AHEAD.amount, AHEAD.unit)
    return occurrencesOf(rule, target, target.setOn, until).map(({ earliest, latest }) => ({
      kind: 'occurrence',
      text: `${shorten(actionText)} – ${earliest === latest ? inWords(latest) : monthInWords(latest)}`,
      targetText: earliest === latest ? inWords(latest) : monthInWords(latest),
      targetKind: earliest === latest ? 'day' : 'window',
      earliest,
      latest,
      why: `One occurrence of “${target.text}”.`,
    }))
  }
  const dated = partsOf(target.text, target.setOn)
  if (dated.length > 1) {
    const listed = listedIn(actionText)
    return dated.map((part, index) =>
      partWanted(part, dated.length === listed.length ? listed[index]?.words : undefined),
    )
  }
  const items = itemsOf(actionText, target.setOn)
  if (items.length > 1) return itemsWanted(items, target)
  return deadlinesIn(actionText, target.setOn).map((part) => partWanted(part))
}

/** One of several promises, in its own words or in those of the action’s item that it dates. */
const partWanted = ({ text, kind, earliest, latest, why }: Interpretation, item = text): Wanted => ({
  kind: 'part',
  text: item,
  targetText: text,
  targetKind: kind,
  earliest,
  latest,
  why,
})

/** The items of an action, `(a) … (b) …` or `1. … 2. …`: each by the day that it names itself, or by the action's own, or without one. */
function itemsWanted(items: readonly Item[], target: TargetFacts): Wanted[] {
  return items.flatMap(({ words: text, unmarked }): Wanted[] => {
    const own = interpretDate(unmarked, target.setOn)
    const isOwn = saysDay(own, target.setOn)
    const { kind, earliest, latest } = isOwn ? own : target
    const why = isOwn
      ? own.why
      : `One of ${counted(items.length, 'item', 'items')} of the action, by its target date “${shorten(target.text)}”.`
    const targetText = isOwn ? text : target.text
    if (latest !== null && kind !== 'done')
      return [{ kind: 'part', text, targetText, targetKind: kind, earliest, latest, why }]
    const undated = `One of ${counted(items.length, 'item', 'items')} of the action, which has no target date that can be read.`
    return [{ kind: 'part', text, targetText, targetKind: 'unset', earliest: null, latest: null, why: undated }]
  })
}

const shorten = (text: string) => shortened(text, 80).replaceAll('\n', ' ')

const keyOf = ({
  kind,
  text,
  latest,
}: {
  readonly kind: string
  readonly text: string
  readonly latest: Day | null
}) => (kind === 'occurrence' ? `occurrence ${latest}` : `part ${text}`)

/** What is to be made and what no longer stands. Whatever somebody has claimed on stays. */
export function difference(
  standing: readonly Deliverable[],
  wanted: readonly Wanted[],
): { readonly made: readonly Wanted[]; readonly withdrawn: readonly Deliverable[] } {
  const want = new Map(wanted.map((one) => [keyOf(one), one]))
  const isFree = (one: Deliverable) => one.status === 'unclaimed' && one.targetText !== null
  // One that has got a day, or lost it, is made anew where nobody has claimed on it.
  const isMoved = (one: Deliverable) => {
    const now = want.get(keyOf(one))
    return now !== undefined && (now.latest === null) !== (one.latest === null)
  }
  const withdrawn = standing.filter((one) => isFree(one) && (!want.has(keyOf(one)) || isMoved(one)))
  const have = new Set(standing.filter((one) => !withdrawn.includes(one)).map(keyOf))
  return { made: wanted.filter((one) => !have.has(keyOf(one))), withdrawn }
}
