import { inWords } from '#platform/calendar/index.ts'
import { counted, shortened } from '#platform/words.ts'
import type { Interpretation } from '../dates/index.ts'
import { OVER } from '../over.ts'
import { statusKey, statusOfRow, verdictOfRow } from '../statuses.ts'
import { type ClaimInDoubt, claimInDoubt } from './claims-in-doubt.ts'
import { isSaidInAction } from './dates-in-actions.ts'
import { waitsForDate } from './dating.ts'
import { FINISHED_SINCE, isLate, JUST_GONE } from './just-gone.ts'
import { type ColumnField, type ImportedAction, MOST_QUOTED, type Question, type TableColumns } from './model.ts'
import { actionPlaceInWords, tableInWords, tableOfPlace } from './places.ts'

/** What is asked of one action, and what it has in common with what is asked of others in its column. */
interface Doubt {
  readonly field: ColumnField
  /** See `Question`. */
  readonly orField?: ColumnField
  /** The same for doubts that one answer settles. */
  readonly key: string
  readonly question: string
  readonly guess: string
  /** How it is asked of several, where that differs. */
  readonly ofSeveral?: string
  readonly guessOfSeveral?: string
  /** Of a status beside commentary that says another one, whether the commentary is the guess. */
  readonly isOfCommentary?: boolean
  /** See `Question`. */
  readonly status?: string | null
}

/** A doubt of one action, and the others that one answer settles. */
interface Asked {
  readonly action: ImportedAction
  readonly doubt: Doubt
  readonly others: { readonly action: ImportedAction; readonly doubt: Doubt }[]
}

/** The actions with the header of the column in which their status stands, where a table has one such column. */
export const withHeaders = (actions: readonly ImportedAction[], tables: readonly TableColumns[]): ImportedAction[] =>
  actions.map((action) => {
    const statusHeader = headerOf(tables[tableOfPlace(action.place)], 'status')
    return statusHeader === null ? action : { ...action, statusHeader }
  })

function headerOf(table: TableColumns | undefined, field: ColumnField): string | null {
  const [only, ...others] = table?.columns.filter((column) => column.field === field) ?? []
  return others.length === 0 ? (only?.header ?? null) : null
}

/** What actions say of themselves that is not sure: target dates, statuses and verdicts. What a column says again is asked once. */
export function questionsOfActions(actions: readonly ImportedAction[], tables: readonly TableColumns[]): Question[] {
  const asked = new Map<string, Asked>()
  for (const action of actions)
    for (const doubt of [...doubtsOf(action), ...doubtsOfLateness(action, tables)]) {
      const key = JSON.stringify([tableOfPlace(action.place), doubt.field, doubt.key])
      const before = asked.get(key)
      if (before) before.others.push({ action, doubt })
      else asked.set(key, { action, doubt, others: [] })
    }
  return [...asked.values()].map((one) =>
    one.others.length === 0 ? ofOne(one.action, one.doubt) : ofSeveral(one, tables),
  )
}

const ofOne = ({ place, ref }: ImportedAction, { field, orField, question, guess, status }: Doubt): Question => ({
  where: actionInWords(ref, place),
  place,
  question,
  guess,
  field,
  ...(orField ? { orField } : {}),
  ...(status ? { status } : {}),
})

function ofSeveral({ action, doubt, others }: Asked, tables: readonly TableColumns[]): Question {
  const table = tableOfPlace(action.place)
  const header = headerOf(tables[table], doubt.field)
  const column = header === null ? '' : `, column “${header}”`
  const places = [action.place, ...others.map((other) => other.action.place)]
  const isSame = others.every((other) => other.doubt.status === doubt.status)
  return {
    where: `${tableInWords(table)}${column}, ${counted(places.length, 'row', 'rows')}`,
    place: null,
    places,
    question: doubt.ofSeveral ?? doubt.question,
    guess: guessOf(doubt, others),
    field: doubt.field,
    ...(doubt.orField ? { orField: doubt.orField } : {}),
    ...(doubt.status && isSame ? { status: doubt.status } : {}),
  }
}

/** How all of them are settled. Of statuses beside commentary some may give way and others not. */
function guessOf(doubt: Doubt, others: Asked['others']): string {
  if (doubt.isOfCommentary === undefined) return doubt.guessOfSeveral ?? doubt.guess
  const all = [doubt, ...others.map((other) => other.doubt)]
  const count = all.filter(({ isOfCommentary }) => isOfCommentary).length
  if (count === 0) return 'The statuses. The others are kept as commentary.'
  if (count === all.length) return 'The commentary. The statuses are kept as they are written.'
  const rows = counted(count, 'row', 'rows')
  return `The commentary in ${rows} and the status in ${all.length - count}. The others are kept as they are written.`
}

const doubtsOf = (action: ImportedAction): Doubt[] => [
  ...doubtsOfDate(action),
  ...doubtsOfStatus(action),
  ...doubtsOfVerdict(action),
]

const actionInWords = (ref: string | null, place: string) => (ref ? `Action ${ref}` : actionPlaceInWords(place))
const quoted = (words: string) => shortened(words, MOST_QUOTED)
const folded = (words: string) =>
  words
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .trim()

/** A status that names none that is known claims nothing until somebody says what it means; one that its commentary denies is asked about. */
function doubtsOfStatus(action: ImportedAction): Doubt[] {
  const { status } = action
  if (status === null) return []
  const doubt = claimInDoubt(action)
  if (doubt?.kind === 'opening') return [doubtOfOpening(action, status, doubt.words)]
  if (doubt) return [doubtOfCommentary(status, doubt)]
  // What the document's key says of a sign is asked once for the column.
  if (statusOfRow(action) !== null || action.keyed?.claim === 'none') return []
  const question = `What does the status “${quoted(status)}” say?`
  const guess = 'It will not be recorded as a claim. It is kept as commentary.'
  return [{ field: 'status', key: folded(status), question, guess, status: statusKey(action) }]
}

const doubtOfOpening = (action: ImportedAction, status: string, opening: string): Doubt => ({
  field: 'status',
  key: 'opening',
  question: `What does the status “${quoted(status)}” say?`,
  guess: `“${opening}”. The words behind it are taken for an explanation.`,
  ofSeveral: `Statuses such as “${quoted(status)}” say more behind their first words. Do they say what those words say?`,
  guessOfSeveral: `Yes: that one says “${opening}”, and the others what they open with.`,
  status: statusKey(action),
})

function doubtOfCommentary(status: string, { words, claim }: ClaimInDoubt): Doubt {
  const told = `“${quoted(status)}”`
  const beside = `“${quoted(words)}”`
  return {
    field: 'status',
    key: 'beside',
    question: `The status is ${told}, but the commentary says ${beside}. Which is right?`,
    guess:
      claim === null ? `${told}. The other is kept as commentary.` : `${beside}. The status is kept as it is written.`,
    ofSeveral: `The statuses of these rows and their commentary do not say the same: ${told}, for one, stands beside ${beside}. Which is right?`,
    isOfCommentary: claim !== null,
  }
}

/** What an assessor says of a claim judges it only where it plainly does. */
function doubtsOfVerdict(action: ImportedAction): Doubt[] {
  const { verdict } = action
  if (!verdict || statusOfRow(action) === null || verdictOfRow(action) !== null) return []
  const question = `What does the assessor’s verdict “${quoted(verdict)}” say?`
  const guess = 'It will not be recorded as a verdict. It is kept as commentary.'
  return [{ field: 'verdict', key: folded(verdict), question, guess }]
}

/** Target dates that can be read in more than one way, or not at all, are asked about. */
function doubtsOfDate(action: ImportedAction): Doubt[] {
  const { target } = action
  if (!target || waitsForDate(target)) return []
  const said = isSaidInAction(target)
  if (said !== null) return [doubtOfWords(target, said)]
  // What its status says to be over is finished, and is due no more.
  if ((target.kind === 'done' || target.kind === 'immediate') && OVER.has(statusOfRow(action) ?? 'unclaimed')) return []
  if (target.kind === 'immediate' && !target.asked) return [doubtOfDay(target)]
  if (target.kind === 'unset' && SAME.test(target.text.trim())) return [doubtOfSame(target.text)]
  const isOpen = target.asked || (target.kind === 'unset' && target.why.startsWith('No date'))
  if (!isOpen) return []
  const shown = quoted(target.text)
  const question = target.kind === 'done' ? `Does “${shown}” say that the action is finished?` : `When is “${shown}”?`
  const told = { field: 'target', question, guess: target.why } as const
  if (isBesideWords(target)) return [{ ...told, key: 'words', ofSeveral: ofWords(shown), guessOfSeveral: AS_READ }]
  const [kind, several] = SHARED.find(([, , sign]) => sign.test(target.why)) ?? []
  return [
    kind && several && hasOneDoubt(target.why)
      ? { ...told, key: kind, ofSeveral: several(shown) }
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

/** What is to be done at once is overdue from the plan’s own day unless somebody says by which day. */
const doubtOfDay = ({ text, why }: Interpretation): Doubt => ({
  field: 'target',
  key: folded(text),
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
function doubtsOfLateness({ status, target, saidOn, place }: ImportedAction, tables: readonly TableColumns[]): Doubt[] {
  const day = target?.latest ?? null
  if (!status || !target || !isLate(status) || day === null || target.why.startsWith(JUST_GONE)) return []
  const targets = tables[tableOfPlace(place)]?.columns.filter(({ field }) => field === 'target').length ?? 0
  if (targets > 1 || saidOn === undefined || day <= saidOn) return []
  const told = `The status is “${quoted(status)}”, but the target date “${quoted(target.text)}”`
  const question = `${told} ends on ${inWords(day)}, which is still to come. Which is right?`
  const several = `${told}, for one, is still to come. Which is right?`
  const guess = 'Both are kept as they are written.'
  return [{ field: 'target', orField: 'status', key: 'late', question, guess, ofSeveral: several }]
}

/** Doubts that every date of a column shares, whatever its figures: how they are asked about once. */
const SHARED: readonly (readonly [string, (words: string) => string, RegExp])[] = [
  [
    'just gone',
    (words) => `Are “${words}”, and dates like it that name no year and have just gone, of this year or the next?`,
    new RegExp(`^${JUST_GONE.replaceAll('.', String.raw`\.`)}`),
  ],
  [
    'finished since',
    (words) =>
      `Are “${words}”, and dates like it of finished actions that name no year, of the last time that they came round?`,
    new RegExp(`^${FINISHED_SINCE.replaceAll('.', String.raw`\.`)}`),
  ],
  [
    'short year',
    (words) => `Are the figures behind the month in “${words}”, and in dates like it, the year?`,
    /\d+ is taken as the year; it may be the day of the month\./,
  ],
  [
    'quarter',
    (words) => `Is “${words}”, like the other quarters and halves of this column, counted from April?`,
    /It may be a calendar quarter or half\./,
  ],
  [
    'year of a quarter',
    (words) => `Is the year in “${words}”, and in dates like it, a calendar year?`,
    /The text does not say whether the year is a calendar or a financial one\./,
  ],
]

const ofWords = (shown: string) =>
  `Cells such as “${shown}” hold words beside a date that are not understood. Are their dates read as they are meant?`
const AS_READ = 'Yes: the words beside the dates change nothing.'

/** Whether a date was read of the words, and words beside it that are not understood are all that is in doubt. */
function isBesideWords({ why, kind }: Interpretation): boolean {
  const rest = why.replace(
    /\s*(?:\u201c[^\u201d]*\u201d(?:, | and )?)+ (?:is|are) not understood\. Please check\.$/,
    '',
  )
  return kind !== 'unset' && kind !== 'done' && rest !== why && !OTHER_DOUBT.test(rest)
}

/** What a reason says where something else is in doubt, too. */
const OTHER_DOUBT =
  /\b(?:may|might|taken|written \(|is written|are written|stands beside|beside words|years? from|also say|no year|do not|does not)\b/i

/** Whether nothing else is asked about: what is not understood is no part of a doubt that others share. */
const hasOneDoubt = (why: string): boolean => !/not understood|written\)|no date is taken/i.test(why)
