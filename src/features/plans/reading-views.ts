import { firstValue, type Values } from '#platform/form/index.ts'
import { type FieldError, govukDetails, govukRadios, type Html, html } from '#platform/page/index.ts'
import type { Reading } from './dates/index.ts'
import { ownEarliest, ownKind, ownLatest, readingInWords } from './targets.ts'

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
