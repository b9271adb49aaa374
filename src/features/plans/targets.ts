import { type Day, inWords } from '#platform/calendar/index.ts'
import { day, firstValue, select, type Values } from '#platform/form/index.ts'
import { type FieldError, govukDetails, govukRadios, type Html, html } from '#platform/page/index.ts'
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

/** Why a target date is read as it is. Where each of its dates is that of a deliverable, that is said instead of asking which of them stands. */
export function whyReadSo(text: string | null, asOf: Day, why: string | null): string | null {
  if (!why?.includes(ENDS_KEPT) || partsOf(text ?? '', asOf).length < 2) return why
  return why
    .replace(ENDS_KEPT, 'each is that of a deliverable of its own, and the action runs from the first to the last')
    .replace(/ Please check\.$/, '')
}

const ownKind = select({
  label: 'What kind of promise is it?',
  options: KINDS.map((kind) => ({ value: kind, text: KIND_NAMES[kind] })),
  required: 'Select what kind of promise it is',
})
const ownEarliest = day({ label: 'First day', hint: 'Leave empty if it is open' })
const ownLatest = day({ label: 'Last day', hint: 'Leave empty if it is open' })

/** The ways to read some words: the one that stands first, then the others. */
export function readingsOf(text: string, asOf: Day, standing?: Reading): Reading[] {
  const { alternatives, kind, earliest, latest, why } = interpretDate(text, asOf)
  const all = [...(standing ? [standing] : []), { kind, earliest, latest, why }, ...alternatives]
  const key = (reading: Reading) => `${reading.kind} ${reading.earliest} ${reading.latest}`
  return [...new Map(all.toReversed().map((reading) => [key(reading), reading])).values()].toReversed()
}

/**
 * Asks which reading is right: each as a radio with its reason, and one's own. The first stands chosen, unless the words leave a doubt
 * that somebody has to settle: then none does.
 */
export function readingControl(
  readings: readonly Reading[],
  values: Values,
  errors: readonly FieldError[],
  isAsked = false,
): Html {
  const problem = (name: string) => errors.find(({ field }) => field === name)?.message
  const own = html`${ownKind.control('kind', values, problem('kind'))}${ownEarliest.control('earliest', values, problem('earliest'))}${ownLatest.control('latest', values, problem('latest'))}`
  const radios = govukRadios({
    idPrefix: 'reading',
    name: 'reading',
    fieldset: { legend: { text: 'How is it to be read?', classes: 'govuk-fieldset__legend--s' } },
    value: firstValue(values, 'reading') || (isAsked ? '' : '0'),
    ...(problem('reading') ? { errorMessage: { text: problem('reading') ?? '' } } : {}),
    items: [
      ...readings.map((reading, index) => ({
        value: String(index),
        text: readingInWords(reading),
        hint: { text: reading.why },
      })),
      { value: 'own', text: 'In another way, which I set below' },
    ],
  })
  const isOpen = firstValue(values, 'reading') === 'own'
  return html`${radios}${govukDetails({ summaryText: 'Set another reading', html: own, open: isOpen })}`
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
