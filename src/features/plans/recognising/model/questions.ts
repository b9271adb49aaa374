import type { Question } from './model.ts'
import { tableInWords } from './places.ts'

/** Asks; where the same was asked before in words that `isSame` tells, the place, if it is asked of one, joins those that the question stands for. */
export function askOnce(questions: Question[], asked: Question, isSame: (other: Question) => boolean): void {
  const at = questions.findIndex(isSame)
  const before = questions[at]
  if (!before) questions.push(asked)
  else if (asked.place !== null) questions[at] = withPlaces(before, [asked.place])
}

/** Whether a question is of a row or a column of a table, counted from 0. */
export const isOfTable = ({ where }: Question, table: number): boolean => where.startsWith(`${tableInWords(table)},`)

/** Asks once for a table, of all of its rows, what opens with the same words. */
export const askOnceOfTable = (
  { questions, tableNumber }: { readonly questions: Question[]; readonly tableNumber: number },
  asked: Question,
  opening = asked.question,
): void => askOnce(questions, asked, (other) => other.question.startsWith(opening) && isOfTable(other, tableNumber))

/** Every action or row that a question stands for. */
export const placesOf = ({ place, places }: Question): readonly string[] => places ?? (place === null ? [] : [place])

/** A question that stands for more places than it did. */
export function withPlaces(question: Question, more: readonly string[]): Question {
  const before = placesOf(question)
  const places = [...new Set([...before, ...more])]
  return places.length === before.length ? question : { ...question, places }
}

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
