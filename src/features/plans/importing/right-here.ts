import { type Values, valuesOf } from '#platform/form/index.ts'
import type { Question } from '../recognising/model/model.ts'
import { placesOf } from '../recognising/model/questions.ts'
import { guessKey } from './answered.ts'
import type { ActionEdit } from './model.ts'

/** The name under which the page of a row is told which of its guesses are right. */
export const RIGHT = 'right'

/** Whether a guess is found right on the page of its row by saying so: how a date and a status are read is chosen there. */
export const isFoundRight = ({ field }: Question): boolean => field !== 'target' && field !== 'status'

const isOfOwners = ({ owners, field }: Question): boolean => owners !== undefined || field === 'owner'

/** What is said of a row by finding guesses right: of itself, and of guesses that are about nothing else. */
export interface FoundRight {
  readonly edit: Partial<Pick<ActionEdit, 'owners' | 'text'>>
  /** Keys of guesses. */
  readonly confirmed: readonly string[]
}

/** What a form says of the guesses of a row; `now` are its words as they stand in the form. One that is asked of other rows too stays open for them. */
export function foundRight(
  questions: readonly Question[],
  body: Values,
  now: Required<FoundRight['edit']>,
): FoundRight {
  const said = new Set(valuesOf(body, RIGHT))
  const right = questions.filter((question) => isFoundRight(question) && said.has(guessKey(question)))
  const ofRow = right.filter((question) => !isOfOwners(question))
  const isShared = (question: Question) => placesOf(question).length > 1
  return {
    edit: {
      ...(right.some(isOfOwners) ? { owners: now.owners } : {}),
      ...(ofRow.some(isShared) ? { text: now.text } : {}),
    },
    confirmed: ofRow.filter((question) => !isShared(question)).map(guessKey),
  }
}
