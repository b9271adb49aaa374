import { counted, inSentence } from '#platform/words.ts'
import type { Status } from '../../model.ts'
import { OVER } from '../../over.ts'
import { STATUS_NAMES } from '../../status-names.ts'
import { isYesOrNo } from '../../statuses/answers.ts'
import { statusOfRow } from '../../statuses.ts'
import type { CellsBeside } from '../model/cell-beside.ts'
import {
  FIELD_NAMES,
  type ImportedAction,
  type ImportedRecommendation,
  type Question,
  type TableColumns,
} from '../model/model.ts'
import { actionPlaceInWords, tableInWords, tableOfPlace } from '../model/places.ts'
import { agrees, type ToldBeside, toldBy } from '../rows/told-beside.ts'
import { isPale } from '../statuses/keyed-statuses.ts'
import { quoted } from './doubts.ts'
import { isAskedWith } from './questions-of-columns.ts'

/** A status that is a colour, or Yes or No, beside something that may say how far its action is. */
interface Doubt {
  readonly action: ImportedAction
  readonly beside: ToldBeside
  /** What stands beside it says, if that is the guess. */
  readonly guess: Status | null
  /** The headers of all columns that say something of it. */
  readonly headers: readonly (string | null)[]
}

/** The headers of the columns that are asked about together with the statuses of a table, by its number from 0. */
export type ToldHeaders = ReadonlyMap<number, ReadonlySet<string | null>>

/**
 * Gives actions whose status is a colour, or Yes or No alone, what words, figures and days beside it say, and asks once for a table whether that is
 * right. Colours that the document’s own key tells from what is done (`tells`) give way to nothing that is not understood. Nothing is asked
 * where every cell beside a status is empty or says the same.
 */
export function withToldBeside(
  recommendations: readonly ImportedRecommendation[],
  cells: CellsBeside,
  { tables, tells }: { readonly tables: readonly TableColumns[]; readonly tells: (status: string) => boolean },
): {
  readonly found: readonly ImportedRecommendation[]
  readonly questions: readonly Question[]
  readonly headers: ToldHeaders
} {
  const doubts = recommendations.flatMap(({ actions }) =>
    actions.flatMap((action) => doubtOf(action, cells, tells(action.status ?? '')) ?? []),
  )
  const guesses = new Map(
    doubts.flatMap(({ action, guess }) => (guess === null ? [] : [[action.place, guess] as const])),
  )
  const groups = Map.groupBy(
    doubts,
    ({ action: { status, place } }) => `${isPale(status ?? '')} ${tableOfPlace(place)}`,
  )
  const guessed = (action: ImportedAction): ImportedAction => {
    const claim = guesses.get(action.place)
    return claim === undefined ? action : { ...action, keyed: { claim, words: null, isGuess: true } }
  }
  return {
    found: recommendations.map((one) => ({ ...one, actions: one.actions.map(guessed) })),
    questions: [...groups.values()].map((list) => questionOf(list, tables)),
    headers: new Map(
      [...Map.groupBy(doubts, ({ action }) => tableOfPlace(action.place))].map(([table, list]) => [
        table,
        new Set(list.flatMap(({ headers }) => headers)),
      ]),
    ),
  }
}

function doubtOf(action: ImportedAction, cells: CellsBeside, isTold: boolean): Doubt | null {
  const claim = action.status === null ? null : statusOfRow(action)
  if (claim === null) return null
  const isWordless = isPale(action.status ?? '')
  // Yes and No under two headers that ask are compared with each other as columns.
  const isAnswer = isYesOrNo(action.status ?? '')
  const heard = (cells.get(action.place) ?? []).filter(({ day, words, of }) =>
    isWordless && !of
      ? !(isAnswer && isYesOrNo(words))
      : (isWordless || day === 'done' || of === 'other date') && !OVER.has(claim),
  )
  const beside = heard.flatMap((cell) => toldBy(cell, action) ?? [])
  const understood = beside.filter((one) => one.claim !== null)
  const other = understood.find((one) => !agrees(claim, one))
  const unclear = isTold ? undefined : beside.find((one) => one.claim === null)
  const shown = other ?? unclear
  if (!shown) return null
  const guess = action.keyed || !isWordless ? null : guessOf(understood, other, unclear)
  return { action, beside: shown, guess: guess === claim ? null : guess, headers: beside.map(({ header }) => header) }
}

/** What cells that are understood say, unless some say that the action is over and others that it is not; else what the words most likely say. */
function guessOf(
  understood: readonly ToldBeside[],
  other: ToldBeside | undefined,
  unclear: ToldBeside | undefined,
): Status | null {
  const areOver = new Set(understood.map(({ claim }) => claim !== null && OVER.has(claim)))
  if (areOver.size > 1) return null
  return other ? other.claim : understood.length === 0 ? (unclear?.likely ?? null) : null
}

const inQuotes = (words: string) => `“${quoted(words.replace(/\s+/g, ' '))}”`

function questionOf(doubts: readonly Doubt[], tables: readonly TableColumns[]): Question {
  const [first, ...others] = doubts
  if (!first) throw new Error('A question is about something.')
  const { action, beside } = first
  const under = beside.header === null ? '' : ` under ${inQuotes(beside.header)}`
  const stands = `${inQuotes(action.status ?? '')} stands beside ${inQuotes(beside.words)}${under}`
  const told = isPale(action.status ?? '') ? 'A colour, or Yes or No, says little of how far an action is. ' : ''
  if (others.length === 0)
    return {
      where: action.ref ? `Action ${action.ref}` : actionPlaceInWords(action.place),
      place: action.place,
      question: `${told}Here ${stands}. How far is the action?`,
      guess: `“${STATUS_NAMES[claimOf(first)]}”. The status is kept as it is written${besideIn(doubts, tables)}.`,
      field: 'status',
    }
  const number = tableOfPlace(action.place)
  const [only, ...more] = tables[number]?.columns.filter(({ field }) => field === 'status') ?? []
  const column = only?.header && more.length === 0 ? `, column “${only.header}”` : ''
  return {
    where: `${tableInWords(number)}${column}, ${counted(doubts.length, 'row', 'rows')}`,
    place: null,
    places: doubts.map((doubt) => doubt.action.place),
    question: `${told}In these rows other columns may say it: ${stands}, for one. Are the rows read as they are meant?`,
    guess: `Yes: ${readAs(doubts)}. The statuses are kept as they are written${besideIn(doubts, tables)}.`,
    field: 'status',
  }
}

/** What the columns that say something of the statuses are read as, where that is not sure: one answer settles both. */
function besideIn(doubts: readonly Doubt[], tables: readonly TableColumns[]): string {
  const [first] = doubts
  const table = first && tables[tableOfPlace(first.action.place)]
  const told = new Set(doubts.flatMap(({ headers }) => headers))
  const unsure = table?.basis === 'headers' ? table.columns.filter((column) => isAskedWith(column, told)) : []
  if (unsure.length === 0) return ''
  const kinds = unsure.map(({ header, field }) => `${inQuotes(header ?? '')} as ${FIELD_NAMES[field].toLowerCase()}`)
  return `, and ${inSentence(kinds)}`
}

const claimOf = ({ action, guess }: Doubt): Status => guess ?? statusOfRow(action) ?? 'in-progress'

/** How many rows are read as what, those first of which the status says something else. */
function readAs(doubts: readonly Doubt[]): string {
  const [changed, kept] = [doubts.filter(({ guess }) => guess !== null), doubts.filter(({ guess }) => guess === null)]
  const each = [...Map.groupBy(changed, claimOf)].map(([status, list]) => `${list.length} as “${STATUS_NAMES[status]}”`)
  const rest = kept.length === 0 ? [] : [`${kept.length} as the status says`]
  return inSentence([...each, ...rest])
}
