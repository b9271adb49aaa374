import { type Day, inWords } from '#platform/calendar/index.ts'
import { shortened } from '#platform/words.ts'
import {
  type Column,
  FIELD_NAMES,
  type ImportedAction,
  MOST_QUOTED,
  type Question,
  type TableColumns,
} from './model.ts'
import { tableOfPlace } from './places.ts'

/** Asks of an action or a row; where the same was asked before in words that `isSame` tells, the place joins those that the question stands for. */
export function askOnce(
  questions: Question[],
  asked: Question & { readonly place: string },
  isSame: (other: Question) => boolean,
): void {
  const at = questions.findIndex(isSame)
  const before = questions[at]
  if (!before) questions.push(asked)
  else questions[at] = withPlaces(before, [asked.place])
}

/** A question that stands for more places than it did. */
export function withPlaces(question: Question, more: readonly string[]): Question {
  const before = question.places ?? (question.place === null ? [] : [question.place])
  const places = [...new Set([...before, ...more])]
  return places.length === before.length ? question : { ...question, places }
}

/** What is asked where nothing says for certain from which day the plan speaks; `hint` are words that may say it. */
export function questionOfDay(today: Day, hint: string | null): Question {
  const said = hint === null ? '' : `“${shortened(hint, MOST_QUOTED)}” may say it, or tell of something else. `
  return {
    where: 'The document',
    place: null,
    question: 'The document does not say the date of the plan. Which is it?',
    guess: `${said}Dates that depend on it are not read until you say it. Today is ${inWords(today)}.`,
  }
}

/** What is asked where a plan says its financial year and no day, and dates without a year stand in it. */
export const questionOfYear = (from: Day, said: string): Question => ({
  where: 'The document',
  place: null,
  question: `“${shortened(said, MOST_QUOTED)}” names a year and no day. What is the date of the plan?`,
  guess: `Dates without a year were read within the year that begins on ${inWords(from)}.`,
})

/** What is asked where no action was found: of the tables, or of what stands outside them. */
export const questionOfNoActions = (hasTables: boolean): Question => ({
  where: hasTables ? 'The tables' : 'The document',
  place: null,
  question: hasTables
    ? 'No action was found in the tables of this document. Which row holds the headers, and which column the actions?'
    : 'No action was found, because this document has no table. Which of its words are actions?',
  guess: hasTables
    ? 'None. Say it for each table, or nothing will be saved.'
    : 'None. Put the actions in a table, or write each as “Action 1.1: … Owner: … Target: …”, and import the document again.',
})

/** A guess that several tables share is asked about once. */
export function questionsOfColumns(
  tables: readonly TableColumns[],
  actions: readonly ImportedAction[] = [],
): Question[] {
  const judged = new Set(actions.flatMap(({ verdict, place }) => (verdict ? tableOfPlace(place) : [])))
  const asked = new Map<string, { question: Question; tables: number[] }>()
  tables.forEach(({ columns, basis }, index) => {
    if (basis === 'chosen' || basis === 'previous') return
    const isUnclaimed = judged.has(index) && columns.every(({ field }) => field !== 'status')
    columns.forEach((held, column) => {
      const doubt = isUnclaimed && held.field === 'verdict' ? doubtOfVerdicts(held) : doubtOfColumn(held)
      if (doubt === null) return
      const key = `${column} ${doubt.question} ${held.field}`
      const entry = asked.get(key) ?? { question: { where: `column ${column + 1}`, place: null, ...doubt }, tables: [] }
      entry.tables.push(index + 1)
      asked.set(key, entry)
    })
  })
  return [...asked.values()].map(({ question, tables: numbers }) => ({
    ...question,
    where: `Table${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}, ${question.where}`,
  }))
}

type Doubt = Pick<Question, 'question' | 'guess'>

function doubtOfColumn({ header, field, guessed }: Column): Doubt | null {
  const question = header ? `What does the column “${header}” hold?` : 'What does the column without a header hold?'
  return guessed ? { question, guess: FIELD_NAMES[field] } : null
}

/** Where no column says how the actions stand, what an assessor says may be meant for that. */
const doubtOfVerdicts = ({ header }: Column): Doubt => ({
  question: `Do the words under “${header ?? 'no header'}” say whether the actions are complete?`,
  guess: 'It is not known, so no claim is recorded. The words are kept as commentary.',
})
