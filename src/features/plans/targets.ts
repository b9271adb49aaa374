import { type Day, inWords } from '#platform/calendar/index.ts'
import { day, firstValue, select, type Values } from '#platform/form/index.ts'
import type { FieldError } from '#platform/page/index.ts'
import { ENDS_KEPT, interpretDate, KINDS, type Kind, partsOf, type Reading } from './dates/index.ts'
import { KIND_NAMES } from './model.ts'

/** A reading in few words: `By 31 March 2017`. */
export function readingInWords({ kind, earliest, latest }: Pick<Reading, 'kind' | 'earliest' | 'latest'>): string {
  if (kind === 'day' && latest) return inWords(latest)
  if ((kind === 'by' || kind === 'duration') && latest)
    return earliest && earliest !== latest ? `${inWords(earliest)} to ${inWords(latest)}` : `By ${inWords(latest)}`
  if (earliest && latest)
    return earliest === latest
      ? `${KIND_NAMES[kind]}: ${inWords(latest)}`
      : `${inWords(earliest)} to ${inWords(latest)}`
  if (latest) return `${KIND_NAMES[kind]}, until ${inWords(latest)}`
  return earliest ? `${KIND_NAMES[kind]}, from ${inWords(earliest)}` : KIND_NAMES[kind]
}

/** A reading of words alone, whatever else the action says. */
export const wordsReadAs = (reading: Pick<Reading, 'kind' | 'earliest' | 'latest'>): string =>
  reading.kind === 'unset' ? 'No date in these words' : readingInWords(reading)

/**
 * What a target date says: its own words and reading and, where that has no day, the days of the action's deliverables. `firstDay` and
 * `lastDay` are the days that both say together; `deliverableDue` is the last day of the first deliverable that is open.
 */
export interface SaidTarget extends Pick<Reading, 'kind' | 'earliest' | 'latest'> {
  readonly targetText: string | null
  readonly deliverableDue: Day | null
  readonly firstDay: Day | null
  readonly lastDay: Day | null
}

/** Whether the days that a target date says are those of deliverables, since its own words say none. */
export const isOfDeliverables = ({
  earliest,
  latest,
  deliverableDue,
  lastDay,
}: Omit<SaidTarget, 'targetText'>): boolean =>
  earliest === null && latest === null && (deliverableDue !== null || lastDay !== null)

/** Whether there are neither words nor days. */
export const saysNothing = (target: SaidTarget): boolean => target.targetText === null && !isOfDeliverables(target)

/** What a target date says, in words. The one rule for pages, files and mail. */
export function targetInWords(target: SaidTarget): string {
  if (!isOfDeliverables(target)) return target.targetText === null ? 'No date' : readingInWords(target)
  const { kind, deliverableDue, lastDay } = target
  const own = kind === 'unset' ? 'No date of its own' : readingInWords(target)
  if (deliverableDue === null) return `${own}: its last deliverable has the date ${inWords(lastDay ?? '')}`
  const last = lastDay !== null && lastDay > deliverableDue ? `, the last by ${inWords(lastDay)}` : ''
  return `${own}: a deliverable is due by ${inWords(deliverableDue)}${last}`
}

/** A target date as it is written and, where its days are those of deliverables, what it says; null where it says nothing. */
export function targetAsSaid(target: SaidTarget): string | null {
  if (!isOfDeliverables(target)) return target.targetText
  return target.targetText === null ? targetInWords(target) : `${target.targetText} (${targetInWords(target)})`
}

/** Why a target date is read as it is. Where each of its dates is that of a deliverable, that is said instead of asking which of them stands. */
export function whyReadSo(text: string | null, asOf: Day, why: string | null): string | null {
  if (!why?.includes(ENDS_KEPT) || partsOf(text ?? '', asOf).length < 2) return why
  return why
    .replace(ENDS_KEPT, 'each is that of a deliverable of its own, and the action runs from the first to the last')
    .replace(/ Please check\.$/, '')
}

export const ownKind = select({
  label: 'What kind of promise is it?',
  options: KINDS.map((kind) => ({ value: kind, text: KIND_NAMES[kind] })),
  required: 'Select what kind of promise it is',
})

export const ownEarliest = day({ label: 'First day', hint: 'Leave empty if it is open' })

export const ownLatest = day({ label: 'Last day', hint: 'Leave empty if it is open' })

/** The ways to read some words: the one that stands first, then the others. */
export function readingsOf(text: string, asOf: Day, standing?: Reading): Reading[] {
  const { alternatives, kind, earliest, latest, why } = interpretDate(text, asOf)
  const all = [...(standing ? [standing] : []), { kind, earliest, latest, why }, ...alternatives]
  const key = (reading: Reading) => `${reading.kind} ${reading.earliest} ${reading.latest}`
  return [...new Map(all.toReversed().map((reading) => [key(reading), reading])).values()].toReversed()
}

/** Reads the answer to `readingControl`. */
export function readReading(
  readings: readonly Reading[],
  values: Values,
  who: string,
  isAsked = false,
): { reading: Reading } | { errors: FieldError[] } {
  const answer = firstValue(values, 'reading') || (isAsked ? 'none' : '0')
  const listed = readings[Number(answer)]
  if (answer !== 'own')
    return listed ? { reading: listed } : { errors: [{ field: 'reading', message: 'Select how the date is read' }] }
  const kind = ownKind.read(values, 'kind')
  const earliest = ownEarliest.read(values, 'earliest')
  const latest = ownLatest.read(values, 'latest')
  const errors: FieldError[] = []
  if ('error' in kind) errors.push({ field: 'kind', message: kind.error })
  if ('error' in earliest) errors.push({ field: 'earliest', message: earliest.error, control: 'earliest-day' })
  if ('error' in latest) errors.push({ field: 'latest', message: latest.error, control: 'latest-day' })
  if ('error' in kind || 'error' in earliest || 'error' in latest) return { errors }
  if (earliest.value && latest.value && earliest.value > latest.value)
    return {
      errors: [
        { field: 'latest', message: 'The last day must be the same as or after the first', control: 'latest-day' },
      ],
    }
  return {
    reading: { kind: kind.value as Kind, earliest: earliest.value, latest: latest.value, why: `Read so by ${who}.` },
  }
}
