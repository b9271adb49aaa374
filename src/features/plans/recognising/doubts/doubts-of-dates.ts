import { inWords } from '#platform/calendar/index.ts'
import type { DoubtKind, Interpretation } from '../../dates/index.ts'
import { OVER } from '../../over.ts'
import { statusOfRow } from '../../statuses.ts'
import type { ImportedAction, TableColumns } from '../model/model.ts'
import { tableOfPlace } from '../model/places.ts'
import { isSaidInAction } from '../words/dates-in-actions.ts'
import { waitsForDate } from '../words/dating.ts'
import { isLate } from '../words/just-gone.ts'
import { type Doubt, folded, quoted } from './doubts.ts'

/** Target dates that can be read in more than one way, or not at all, are asked about. */
export function doubtsOfDate(action: ImportedAction): Doubt[] {
  const { target } = action
  if (!target || waitsForDate(target)) return []
  const said = isSaidInAction(target)
  if (said !== null) return [doubtOfWords(target, said)]
  // What its status says to be over is finished, and is due no more.
  if ((target.kind === 'done' || target.kind === 'immediate') && OVER.has(statusOfRow(action) ?? 'unclaimed')) return []
  if (target.kind === 'immediate' && !target.asked) return [doubtOfDay(target)]
  if (target.kind === 'unset' && SAME.test(target.text.trim())) return [doubtOfSame(target.text)]
  if (target.kind === 'unset' && target.doubts?.includes('no-date')) return [doubtOfNoDay(target)]
  if (!target.asked) return []
  const shown = quoted(target.text)
  const question = target.kind === 'done' ? `Does “${shown}” say that the action is finished?` : `When is “${shown}”?`
  const told = { field: 'target', question, guess: target.why } as const
  if (isBesideWords(target)) return [{ ...told, key: 'words', ofSeveral: ofWords(shown), guessOfSeveral: AS_READ }]
  const [kind, several] = sharedDoubt(target) ?? []
  const guessOfSeveral = kind === 'figures' ? NO_DAY_TAKEN : target.why
  return [
    kind && several && isUnderstood(target)
      ? { ...told, key: kind, ofSeveral: several(shown), guessOfSeveral }
      : { ...told, key: folded(target.text) },
  ]
}

/** A day of which only the action's own words speak may be that of something else. */
const doubtOfWords = ({ text, why }: Interpretation, said: 'one' | 'several'): Doubt => ({
  field: 'target',
  key: 'in action',
  question: `The action says “${quoted(text)}” and has no target date. ${said === 'one' ? 'Is that its date?' : 'Which is its date?'}`,
  guess: said === 'one' ? `Yes. ${why}` : why,
  ofSeveral: `The actions say days, such as “${quoted(text)}”, and have no target dates. Are those their dates?`,
  guessOfSeveral:
    'Yes: each has the date that its own words say. Where they say several, the first and the last are kept.',
})

const NO_DAY_TAKEN = 'It is not known, so no target date is recorded.'

/** Words in which no day is found are asked about together with those that mean at once: neither names a day. */
const doubtOfNoDay = ({ text, why }: Interpretation): Doubt => ({
  ...OF_NO_DAY,
  question: `When is “${quoted(text)}”?`,
  guess: why,
  ...ofNoDay(text),
})
const OF_NO_DAY = { field: 'target', key: 'no day' } as const
const ofNoDay = (text: string): Pick<Doubt, 'ofSeveral' | 'guessOfSeveral' | 'words'> => ({
  words: folded(text),
  ofSeveral: `“${quoted(text)}”, for one, stands where target dates do and names no day. By which days are these to be done?`,
  guessOfSeveral:
    'What is to be done at once is overdue after the plan’s date. No target date is recorded for the others.',
})

/** What is to be done at once is overdue from the plan’s own day unless somebody says by which day. */
const doubtOfDay = ({ text, why }: Interpretation): Doubt => ({
  ...OF_NO_DAY,
  ...ofNoDay(text),
  question: `“${quoted(text)}” names no day. By which day is it to be done?`,
  guess: `${why} It is overdue after that day.`,
})

/** Signs that repeat what stands above them. */
const SAME =
  /^-?\s?(?:ditto|do\.|(?:the )?same(?: as above)?|as above|["\u201c\u201d\u201e\u2033\u3003]+|'{2}|\u2018{2}|\u2019{2}|[\u2191\u21d1]+)\s?-?$/iu

const doubtOfSame = (text: string): Doubt => ({
  field: 'target',
  key: 'same',
  question: `Does “${quoted(text)}” mean the target date of the row above?`,
  guess: 'It is not known, so no target date is recorded.',
})

/** A status that says that the day has passed, beside one that is still to come. Of two columns of dates, one may be that which has passed. */
export function doubtsOfLateness(
  { status, target, saidOn, place }: ImportedAction,
  tables: readonly TableColumns[],
): Doubt[] {
  const day = target?.latest ?? null
  if (!status || !target || !isLate(status) || day === null || target.doubts?.includes('just-gone')) return []
  const targets = tables[tableOfPlace(place)]?.columns.filter(({ field }) => field === 'target').length ?? 0
  if (targets > 1 || saidOn === undefined || day <= saidOn) return []
  const told = `The status is “${quoted(status)}”, but the target date “${quoted(target.text)}”`
  const question = `${told} ends on ${inWords(day)}, which is still to come. Which is right?`
  const several = `${told}, for one, is still to come. Which is right?`
  const guess = 'Both are kept as they are written.'
  return [{ field: 'target', orField: 'status', key: 'late', question, guess, ofSeveral: several }]
}

/** Doubts that every date of a column shares, whatever its figures: how they are asked about once. */
const SHARED: readonly (readonly [DoubtKind, (words: string) => string])[] = [
  [
    'just-gone',
    (words) => `Are “${words}”, and dates like it that name no year and have just gone, of this year or the next?`,
  ],
  [
    'finished-since',
    (words) =>
      `Are “${words}”, and dates like it of finished actions that name no year, of the last time that they came round?`,
  ],
  ['short-year', (words) => `Are the figures behind the month in “${words}”, and in dates like it, the year?`],
  ['figures', (words) => `“${words}”, and figures like it, may be a day and a month. Are they target dates?`],
  ['quarter', (words) => `Is “${words}”, like the other quarters and halves of this column, counted from April?`],
  ['year-of-quarter', (words) => `Is the year in “${words}”, and in dates like it, a calendar year?`],
]

/** The doubt of a date that others of its column share, if there is one. Figures that leave another doubt, too, or can only be a day and a month, need an answer of their own. */
const sharedDoubt = ({ doubts = [], alternatives }: Interpretation) =>
  SHARED.find(
    ([kind]) => doubts.includes(kind) && (kind !== 'figures' || (doubts.length === 1 && alternatives.length === 1)),
  )

const ofWords = (shown: string) =>
  `Cells such as “${shown}” hold words beside a date that are not understood. Are their dates read as they are meant?`
const AS_READ = 'Yes: the words beside the dates change nothing.'

/** Whether a date was read of the words, and words beside it that are not understood are all that is in doubt. */
const isBesideWords = ({ doubts = [], kind }: Interpretation): boolean =>
  kind !== 'unset' && kind !== 'done' && doubts.length > 0 && doubts.every((doubt) => doubt === 'words')

/** Whether all that was written is understood: what is not is no part of a doubt that others share. */
const isUnderstood = ({ doubts = [] }: Interpretation): boolean =>
  !doubts.includes('words') && !doubts.includes('year-beside-words')
