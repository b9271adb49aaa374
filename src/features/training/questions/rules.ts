import { counted } from '#platform/words.ts'
import { type Answer, type Kind, LIMITS, type Question } from './model.ts'

/** How many answers a question needs. */
const LEAST: Readonly<Record<Kind, number>> = {
  choice: 2,
  choices: 2,
  truefalse: 2,
  short: 1,
  numerical: 1,
  matching: 2,
  essay: 0,
  description: 0,
}

/** A third of a mark, three times, is written as 99.999 of 100. */
const NEAR = 1

/** What stands against taking a question in at all, or null if nothing does. */
export function questionObstacle({ kind, answers }: Pick<Question, 'kind' | 'answers'>): string | null {
  const least = LEAST[kind]
  if (answers.length < least)
    return `it has ${counted(answers.length, 'answer', 'answers')} and needs ${least}: it is not read`
  if (answers.length > LIMITS.answers)
    return `it has more than ${counted(LIMITS.answers, 'answer', 'answers')}: it is not read`
  return null
}

/** What is doubtful about a question that was read, for whoever brings it in. */
export function questionDoubts({ kind, text, answers }: Question): string[] {
  const hasMarks = answers.length > 0 && kind !== 'matching'
  return [
    ...(text === '' ? ['it has no words'] : []),
    ...(answers.some((one) => isEmpty(one)) ? ['an answer has no words'] : []),
    ...(answers.some(({ weight }) => Math.abs(weight) > 100) ? ['a weight is not from -100 to 100'] : []),
    ...(hasMarks ? (rightDoubt(kind, answers) ?? []) : []),
  ]
}

const isEmpty = ({ text, match }: Answer): boolean => (match ?? text) === ''

function rightDoubt(kind: Kind, answers: readonly Answer[]): string[] | null {
  const best = answers.reduce((most, { weight }) => Math.max(most, weight), Number.NEGATIVE_INFINITY)
  if (best <= 0) return ['it has no right answer']
  if (kind !== 'choices') return best < 100 - NEAR ? ['no answer has the whole mark'] : null
  const sum = answers.reduce((all, { weight }) => all + Math.max(0, weight), 0)
  return Math.abs(sum - 100) > NEAR
    ? [`the weights of its right answers come to ${Number(sum.toFixed(3))} and not to 100`]
    : null
}
