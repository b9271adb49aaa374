import type { Day } from '#platform/calendar/index.ts'
import { WRITTEN_HINT } from '#platform/documents/index.ts'
import { day, form, notLater, radios, requiredText, text, wholeNumber, YES_NO } from '#platform/form/index.ts'
import { beganInWords } from '#platform/past/index.ts'

/** What a report is of. It can be begun before its last day, and not before its first. */
export const beginForm = (today: Day, recordBeganOn: Day | null) =>
  form(
    {
      title: requiredText({ label: 'Title', required: 'Enter the title', most: 300 }),
      from: day({ label: 'From', required: 'Enter the first day', check: notLater(today) }),
      to: day({ label: 'To', required: 'Enter the last day', ...hintOf(recordBeganOn) }),
    },
    ({ from, to }) =>
      from && to && to < from
        ? { field: 'to', message: 'The last day must be the same as or after the first', control: 'to-day' }
        : null,
  )

/** What a time that ended before the record leaves to be said; nothing where no record began. */
const hintOf = (recordBeganOn: Day | null): { readonly hint?: string } =>
  recordBeganOn === null
    ? {}
    : {
        hint: `${beganInWords(recordBeganOn)}. A report of a period that ended before that day says only what you write in it yourself`,
      }

/** One part of a draft. */
export const partForm = form({
  heading: requiredText({ label: 'Heading', required: 'Enter the heading', most: 200 }),
  words: text({ label: 'In your words', hint: WRITTEN_HINT, lines: 8, most: 50_000 }),
  isIn: radios({
    label: 'Is it in the report?',
    required: 'Select whether it is in the report',
    isInline: true,
    options: YES_NO,
  }),
  position: wholeNumber({
    label: 'Its place',
    hint: 'Parts follow one another by these numbers',
    required: 'Enter its place',
    least: 1,
    most: 100_000,
  }),
})

/** A part of words alone. */
export const ownForm = form({
  heading: requiredText({ label: 'Heading', required: 'Enter the heading', most: 200 }),
  words: requiredText({
    label: 'In your words',
    hint: WRITTEN_HINT,
    required: 'Enter the words',
    lines: 8,
    most: 50_000,
  }),
})
