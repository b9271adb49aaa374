import type { Question, QuestionTopic } from './model.ts'
import { tableInWords } from './places.ts'

/** Asks; where the same was asked before, as `isSame` tells, the place, if it is asked of one, joins those that the question stands for. */
export function askOnce(questions: Question[], asked: Question, isSame: (other: Question) => boolean): void {
  const at = questions.findIndex(isSame)
  const before = questions[at]
  if (!before) questions.push(asked)
  else if (asked.place !== null) questions[at] = withPlaces(before, [asked.place])
}

/** Whether a question is of a row or a column of a table, counted from 0. */
export const isOfTable = ({ where }: Question, table: number): boolean => where.startsWith(`${tableInWords(table)},`)

/** A question that is known by its topic. */
export type TopicalQuestion = Question & { readonly topic: QuestionTopic }

/** Whether two questions are one, where both are of the same table, column or document. */
export const isLike = (one: TopicalQuestion, other: Question): boolean =>
  other.topic === one.topic && other.sameAs === one.sameAs

/** Asks once for a table, of all of its rows, what is of the same topic. */
export const askOnceOfTable = (
  { questions, tableNumber }: { readonly questions: Question[]; readonly tableNumber: number },
  asked: TopicalQuestion,
): void => askOnce(questions, asked, (other) => isLike(asked, other) && isOfTable(other, tableNumber))

/** Asks once for the table or the column that the question names. */
export const askOnceOfPlace = (questions: Question[], asked: TopicalQuestion): void =>
  askOnce(questions, asked, (other) => isLike(asked, other) && other.where === asked.where)

/** Whether something of a topic was asked of the table or the column with this name. */
export const isAskedOf = (questions: readonly Question[], topic: QuestionTopic, where: string): boolean =>
  questions.some((asked) => asked.topic === topic && asked.where === where)

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
