import { counted, shortened } from '#platform/words.ts'
import type { Interpretation } from '../dates/index.ts'
import { DONE, OVER } from '../over.ts'
import { statusKey, statusOfRow, statusOfWords, verdictOfRow } from '../statuses.ts'
import { waitsForDate } from './dating.ts'
import { type ColumnField, type ImportedAction, MOST_QUOTED, type Question, type TableColumns } from './model.ts'
import { actionPlaceInWords, tableInWords, tableOfPlace } from './places.ts'

/** What is asked of one action, and what it has in common with what is asked of others in its column. */
interface Doubt {
  readonly field: ColumnField
  /** The same for doubts that one answer settles. */
  readonly key: string
  readonly question: string
  readonly guess: string
  /** How it is asked of several, where that differs. */
  readonly ofSeveral?: string
  readonly guessOfSeveral?: string
  /** See `Question`. */
  readonly status?: string | null
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
  const asked = new Map<string, { readonly action: ImportedAction; readonly doubt: Doubt; readonly places: string[] }>()
  for (const action of actions)
    for (const doubt of doubtsOf(action)) {
      const key = JSON.stringify([tableOfPlace(action.place), doubt.field, doubt.key])
      const before = asked.get(key)
      if (before) before.places.push(action.place)
      else asked.set(key, { action, doubt, places: [action.place] })
    }
  return [...asked.values()].map(({ action, doubt, places }) =>
    places.length === 1 ? ofOne(action, doubt) : ofSeveral(action, doubt, places, tables),
  )
}

const ofOne = ({ place, ref }: ImportedAction, { field, question, guess, status }: Doubt): Question => ({
  where: actionInWords(ref, place),
  place,
  question,
  guess,
  field,
  ...(status ? { status } : {}),
})

function ofSeveral(
  action: ImportedAction,
  doubt: Doubt,
  places: readonly string[],
  tables: readonly TableColumns[],
): Question {
  const table = tableOfPlace(action.place)
  const header = headerOf(tables[table], doubt.field)
  const column = header === null ? '' : `, column “${header}”`
  return {
    where: `${tableInWords(table)}${column}, ${counted(places.length, 'row', 'rows')}`,
    place: null,
    places,
    question: doubt.ofSeveral ?? doubt.question,
    guess: doubt.guessOfSeveral ?? doubt.guess,
    field: doubt.field,
    ...(doubt.status ? { status: doubt.status } : {}),
  }
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
  const { status, commentary } = action
  if (status === null) return []
  const claim = statusOfRow(action)
  // What the document's key says of a sign is asked once for the column.
  if (claim === null && action.keyed?.claim === 'none') return []
  if (claim === null) {
    const question = `What does the status “${quoted(status)}” say?`
    const guess = 'It will not be recorded as a claim. It is kept as commentary.'
    return [{ field: 'status', key: folded(status), question, guess, status: statusKey(action) }]
  }
  const other = OVER.has(claim) ? deniedIn(commentary, action) : overIn(commentary, action)
  if (other === null) return []
  const guess = `“${quoted(status)}”. The other is kept as commentary.`
  const question = `The status is “${quoted(status)}”, but the commentary says “${quoted(other)}”. Which is right?`
  const several = `The statuses of these rows and their commentary do not say the same: “${quoted(status)}”, for one, stands beside “${quoted(other)}”. Which is right?`
  return [{ field: 'status', key: 'beside', question, guess, ofSeveral: several, guessOfSeveral: SEVERAL_STAND }]
}

const SEVERAL_STAND = 'The statuses. The others are kept as commentary.'

const SPOKEN = /^[^:\n]{0,40}(?:progress|updates?|comments?|commentary|position|notes?|narrative)[^:\n]{0,20}:\s*/i
const MOST_READ = 400

/** The sentences with which the commentary begins, each up to a colon: what stands behind one has a label of its own. */
const sentencesOf = (commentary: string | null): string[] =>
  (commentary ?? '')
    .slice(0, MOST_READ)
    .split('\n')
    .flatMap((line) => line.replace(SPOKEN, '').split(/[;]|\.(?!\d)/))
    .flatMap((words) => words.split(':')[0]?.trim() || [])

/** The first words of the commentary, where they say by themselves that the action is over. */
function overIn(commentary: string | null, { saidOn }: ImportedAction): string | null {
  const [first = ''] = (commentary ?? '')
    .slice(0, MOST_READ)
    .replace(SPOKEN, '')
    .split(/[.;\n]/)
  const isOver = !first.includes(':') && DONE.has(statusOfWords(first, saidOn) ?? 'unclaimed')
  return isOver ? first.trim() : null
}

/** How well something goes, or that it was late, denies nothing of what is done. */
const HOW = /^(?:green|g|on (?:schedule|target|time|track)|late|overdue|delayed|slipped|behind schedule)$/i
/** `Will be completed in July`, `Due to finish in May`: of the whole, and not of a part that is named. */
const TO_COME =
  /^(?:(?:the |this )?(?:action|task|work|recommendation|it|this)?\s*(?:will (?:now )?be|is (?:now )?(?:due|expected|planned|scheduled|likely)? ?to be|to be|should be|due (?:to be|for)|expected (?:to be|by|in)|on (?:track|course) (?:to be|for|to)|due to|will) )(?:fully )?(?:complet|finish|deliver|implement|done|achiev|clos|publish)/i
const NOT_DONE =
  /^(?:the |this )?(?:action|task|work|recommendation|it|this)?\s*(?:is |was |has )?(?:still )?(?:not|isn['\u2019]t|hasn['\u2019]t)\b.{0,20}\b(?:complete|completed|done|finished|started|begun|delivered|implemented|closed)\b/i

/** The last sentence of the commentary that says how the action stands, where it says that it is not over. */
function deniedIn(commentary: string | null, { saidOn, registered }: ImportedAction): string | null {
  const told = sentencesOf(commentary).flatMap((words) => {
    if (HOW.test(words)) return []
    if (TO_COME.test(words) || NOT_DONE.test(words)) return [{ words, isOver: false }]
    const said = statusOfWords(words, saidOn, registered)
    return said === null ? [] : [{ words, isOver: OVER.has(said) }]
  })
  const last = told.at(-1)
  return last === undefined || last.isOver ? null : last.words
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
function doubtsOfDate({ target }: ImportedAction): Doubt[] {
  if (!target || waitsForDate(target)) return []
  if (target.kind === 'immediate' && !target.asked) return [doubtOfDay(target)]
  if (target.kind === 'unset' && SAME.test(target.text.trim())) return [doubtOfSame(target.text)]
  const isOpen = target.asked || (target.kind === 'unset' && target.why.startsWith('No date'))
  if (!isOpen) return []
  const shown = quoted(target.text)
  const question = target.kind === 'done' ? `Does “${shown}” say that the action is finished?` : `When is “${shown}”?`
  const told = { field: 'target', question, guess: target.why } as const
  const [kind, several] = SHARED.find(([, , sign]) => sign.test(target.why)) ?? []
  return [
    kind && several && hasOneDoubt(target.why)
      ? { ...told, key: kind, ofSeveral: several(shown) }
      : { ...told, key: folded(target.text) },
  ]
}

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

/** Doubts that every date of a column shares, whatever its figures: how they are asked about once. */
const SHARED: readonly (readonly [string, (words: string) => string, RegExp])[] = [
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

/** Whether nothing else is asked about: what is not understood is no part of a doubt that others share. */
const hasOneDoubt = (why: string): boolean => !/not understood|written\)|no date is taken/i.test(why)
