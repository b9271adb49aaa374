import { inSentence } from '#platform/words.ts'
import { fieldOfHeader, plainHeader } from '../headers/headers.ts'
import { type Column, FIELD_NAMES, type ImportedAction, type Question, type TableColumns } from '../model/model.ts'
import { tableOfPlace } from '../model/places.ts'
import { periodTurns } from '../statuses/status-columns.ts'
import { namesPeriod } from '../words/periods.ts'

type Doubt = Pick<Question, 'question' | 'guess'>
/** Columns of a table that one question is about, from 0. */
interface Asked extends Doubt {
  readonly columns: readonly number[]
}
interface Held extends Column {
  readonly column: number
}

/**
 * What is asked of columns: once for those that one answer settles, and once for tables that share a guess. Nothing is asked of columns of
 * the tables' `told` headers, which are asked about together with the statuses.
 */
export function questionsOfColumns(
  tables: readonly TableColumns[],
  actions: readonly ImportedAction[] = [],
  told: ReadonlyMap<number, ReadonlySet<string | null>> = new Map(),
): Question[] {
  const judged = new Set(actions.flatMap(({ verdict, place }) => (verdict ? tableOfPlace(place) : [])))
  const asked = new Map<string, { readonly of: Asked; readonly tables: number[] }>()
  tables.forEach(({ columns, basis }, index) => {
    if (basis === 'chosen' || basis === 'previous') return
    const isUnclaimed = judged.has(index) && columns.every(({ field }) => field !== 'status')
    for (const of of basis === 'contents' ? [ofOrder(columns)] : doubtsOf(columns, isUnclaimed, told.get(index))) {
      const key = JSON.stringify(of)
      const entry = asked.get(key) ?? { of, tables: [] }
      entry.tables.push(index + 1)
      asked.set(key, entry)
    }
  })
  return [...asked.values()].map(({ of: { columns, question, guess }, tables: numbers }) => ({
    where: `Table${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}, ${columnsInWords(columns)}`,
    place: null,
    question,
    guess,
  }))
}

/** What is asked of a table without headers: once for all of its columns. */
const ofOrder = (columns: readonly Column[]): Asked => ({
  columns: columns.map((_, column) => column),
  question: 'The table has no headers. What do its columns hold?',
  guess: `In this order: ${inSentence(columns.map(({ field }) => FIELD_NAMES[field].toLowerCase()))}.`,
})

const columnsInWords = (columns: readonly number[]): string => {
  const numbers = columns.map((column) => String(column + 1))
  return numbers.length === 1 ? `column ${numbers[0]}` : `columns ${inSentence(numbers)}`
}

/** Whether a column is asked about together with the statuses beside it, of which it says something. */
export const isAskedWith = (column: Column, told: ReadonlySet<string | null>): boolean =>
  column.guessed &&
  !column.isStating &&
  column.header !== null &&
  (column.field === 'commentary' || column.field === 'verdict') &&
  told.has(column.header)

function doubtsOf(
  columns: readonly Column[],
  isUnclaimed: boolean,
  told: ReadonlySet<string | null> = new Set(),
): Asked[] {
  const held = columns
    .map((column, index): Held => ({ ...column, column: index }))
    .filter((column) => !isAskedWith(column, told))
  const groups = Map.groupBy(held, (one) => (isUnclaimed && one.field === 'verdict' ? 'verdict' : groupOf(one)))
  return [...groups].flatMap(([group, list]) => {
    const [first, ...others] = list
    if (group === null || !first) return []
    if (group === 'verdict') return list.map((one) => ({ columns: [one.column], ...doubtOfVerdicts(one) }))
    return others.length === 0 || group === 'own' ? list.map(ofOne) : [ofSeveral(group, list)]
  })
}

type Group = 'status' | 'periods' | 'asides' | 'own'

/** With which others a column is asked about: those that may tell how the actions stand, a run of periods, and those of which nothing is read. */
function groupOf({ header, field, guessed, isStating }: Column): Group | null {
  if (!guessed) return null
  if (isStating) return 'status'
  if (header !== null && namesPeriod(header)) return 'periods'
  const isAside = header !== null && plainHeader(header) !== '' && field === 'commentary'
  return isAside && fieldOfHeader(header) === null ? 'asides' : 'own'
}

const ofOne = ({ header, field, column, isOverSeveral }: Held): Asked => ({
  columns: [column],
  ...(isOverSeveral ? doubtOfMerged({ header }) : doubtOfField({ header, field })),
})

/** A reference whose cell stands beside several actions may be that of their group. */
const doubtOfMerged = (column: Pick<Column, 'header'>): Doubt => ({
  question: `A cell under ${named(column)} stands beside several actions. Does it hold the reference of each of them, or of their recommendation?`,
  guess: 'Of each of them: the actions keep it.',
})

const doubtOfField = ({ header, field }: Pick<Column, 'header' | 'field'>): Doubt => ({
  question: header ? `What does the column ${named({ header })} hold?` : 'What does the column without a header hold?',
  guess: FIELD_NAMES[field],
})

function ofSeveral(group: Exclude<Group, 'own'>, list: readonly Held[]): Asked {
  const columns = list.map(({ column }) => column)
  if (group === 'status') {
    const question = `Which of the columns ${inSentence(latestFirst(list).map(named))} says how the actions stand?`
    return { columns, question, guess: 'It is not known, so no claim is recorded. They are kept as commentary.' }
  }
  const [first, last] = [list[0], list.at(-1)].map((one) => named(one ?? { header: null }))
  const isRun = group === 'periods' && list.length > 2
  const question = `What do the columns ${isRun ? `${first} to ${last}` : inSentence(list.map(named))} hold?`
  return { columns, question, guess: inSentence([...new Set(list.map(({ field }) => FIELD_NAMES[field]))]) }
}

const named = ({ header }: Pick<Column, 'header'>): string => `“${header ?? ''}”`

/** Columns that name periods, the latest first; others as they stand. */
function latestFirst(list: readonly Held[]): readonly Held[] {
  const turns = periodTurns(list)
  return turns ? list.toSorted((a, b) => (turns.get(b.column) ?? 0) - (turns.get(a.column) ?? 0)) : list
}

/** Where no column says how the actions stand, what an assessor says may be meant for that. */
const doubtOfVerdicts = ({ header }: Column): Doubt => ({
  question: `Do the words under “${header ?? 'no header'}” say whether the actions are complete?`,
  guess: 'It is not known, so no claim is recorded. The words are kept as commentary.',
})
