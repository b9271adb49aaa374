import { counted, shortened } from '#platform/words.ts'
import type { Interpretation } from '../dates/index.ts'
import { DONE } from '../over.ts'
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

const ofOne = ({ place, ref }: ImportedAction, { question, guess, status }: Doubt): Question => ({
  where: actionInWords(ref, place),
  place,
  question,
  guess,
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
    guess: doubt.guess,
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
  const over = claim === 'in-progress' ? overIn(commentary, action) : null
  if (over === null) return []
  const key = `${folded(status)} / ${folded(over)}`
  const question = `The status is “${quoted(status)}”, but the commentary says “${over}”. Which is right?`
  const guess = `“${quoted(status)}”. The other is kept as commentary.`
  return [{ field: 'status', key, question, guess }]
}

const SPOKEN = /^[^:\n]{0,40}(?:progress|updates?|comments?|commentary|position|notes?|narrative)[^:\n]{0,20}:\s*/i

/** The first words of the commentary, where they say by themselves that the action is over. */
function overIn(commentary: string | null, { saidOn }: ImportedAction): string | null {
  const [first = ''] = (commentary ?? '')
    .slice(0, 400)
    .replace(SPOKEN, '')
    .split(/[.;\n]/)
  const isOver = !first.includes(':') && DONE.has(statusOfWords(first, saidOn) ?? 'unclaimed')
  return isOver ? first.trim() : null
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
const SAME = /^-?\s?(?:["\u201c\u201d\u201e\u2033\u3003]+|'{2}|\u2018{2}|\u2019{2}|[\u2191\u21d1]+)\s?-?$/u

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
