import { type Day, inWords } from '#platform/calendar/index.ts'
import { statusOfRow, verdictOfRow } from '../statuses.ts'
import { waitsForDate } from './dating.ts'
import { FIELD_NAMES, type ImportedAction, type Question, type TableColumns } from './model.ts'
import { actionPlaceInWords } from './row-values.ts'

/** What is asked where nothing says from which day the plan speaks. */
export function questionOfDay(today: Day): Question {
  return {
    where: 'The document',
    place: null,
    question: 'The document does not say the date of the plan. Which is it?',
    guess: `Dates that depend on it are not read until you say it. Today is ${inWords(today)}.`,
  }
}

/** What is asked where no action was found: of the tables, or of what stands outside them. */
export const questionOfNoActions = (hasTables: boolean): Question => ({
  where: 'The document',
  place: null,
  question: hasTables
    ? 'No action was found in the tables of this document. Which row holds the headers, and which column the actions?'
    : 'No action was found, because this document has no table. Which of its words are actions?',
  guess: hasTables
    ? 'None. Say it for each table, or nothing will be saved.'
    : 'None. Put the actions in a table, or write each as “Action 1.1: … Owner: … Target: …”, and import the document again.',
})

/** A guess that several tables share is asked about once. */
export function questionsOfColumns(tables: readonly TableColumns[]): Question[] {
  const asked = new Map<string, { question: Question; tables: number[] }>()
  tables.forEach(({ columns, basis }, index) => {
    if (basis === 'chosen' || basis === 'previous') return
    columns.forEach(({ header, field, guessed }, column) => {
      if (!guessed) return
      const key = `${column} ${header} ${field}`
      const question = header ? `What does the column “${header}” hold?` : 'What does the column without a header hold?'
      const entry = asked.get(key) ?? {
        question: { where: `column ${column + 1}`, place: null, question, guess: FIELD_NAMES[field] },
        tables: [],
      }
      entry.tables.push(index + 1)
      asked.set(key, entry)
    })
  })
  return [...asked.values()].map(({ question, tables: numbers }) => ({
    ...question,
    where: `Table${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}, ${question.where}`,
  }))
}

/** What an action says of itself that is not sure: its target date, its status and its verdict. */
export const questionsOfAction = (action: ImportedAction): Question[] => [
  ...questionsOfDate(action),
  ...questionsOfStatus(action),
  ...questionsOfVerdict(action),
]

const actionInWords = (ref: string | null, place: string) => (ref ? `Action ${ref}` : actionPlaceInWords(place))
const shortened = (words: string) => (words.length > 200 ? `${words.slice(0, 198)} …` : words)

/** A status that names none that is known claims nothing until somebody says what it means. */
function questionsOfStatus(action: ImportedAction): Question[] {
  const { place, ref, status } = action
  if (status === null || statusOfRow(action) !== null) return []
  const where = actionInWords(ref, place)
  return [
    {
      where,
      place,
      question: `What does the status “${shortened(status)}” say?`,
      guess: 'It will not be recorded as a claim. It is kept as commentary.',
    },
  ]
}

/** What an assessor says of a claim judges it only where it plainly does. */
function questionsOfVerdict(action: ImportedAction): Question[] {
  const { place, ref, verdict } = action
  if (!verdict || statusOfRow(action) === null || verdictOfRow(action) !== null) return []
  const question = `What does the assessor’s verdict “${shortened(verdict)}” say?`
  const guess = 'It will not be recorded as a verdict. It is kept as commentary.'
  return [{ where: actionInWords(ref, place), place, question, guess }]
}

/** Target dates that can be read in more than one way, or not at all, are asked about. */
function questionsOfDate({ place, ref, target }: ImportedAction): Question[] {
  if (!target) return []
  if (waitsForDate(target)) return []
  const isOpen = /please check/i.test(target.why) || (target.kind === 'unset' && target.why.startsWith('No date'))
  if (!isOpen) return []
  const where = actionInWords(ref, place)
  const shown = shortened(target.text)
  const question = target.kind === 'done' ? `Does “${shown}” say that the action is finished?` : `When is “${shown}”?`
  return [{ where, place, question, guess: target.why }]
}
