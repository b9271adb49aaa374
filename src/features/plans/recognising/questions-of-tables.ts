import { inSentence } from '#platform/words.ts'
import type { Question } from './model/model.ts'
import { tableInWords } from './model/places.ts'
import type { Doubt } from './tables-beside.ts'

/** A table that may stand beside the plan. */
export interface AskedTable extends Doubt {
  /** From 0. */
  readonly tableNumber: number
}

/** What is asked of tables that seem to stand beside the plan: once for those that are left out, and once for those that are read. */
export function questionsOfTables(asked: readonly AskedTable[]): Question[] {
  const left = asked.filter(({ hasActions }) => !hasActions)
  const read = asked.filter(({ hasActions }) => hasActions)
  return [
    ...questionsOf(left, {
      one: 'No: its rows are listed with what is left over. If it is, say below what its columns hold.',
      several: 'No: their rows are listed with what is left over. If one of them is, say below what its columns hold.',
      isNot: 'no actions',
    }),
    ...questionsOf(read, {
      one: 'Yes: its rows were read as actions. If it is not, leave its columns out below.',
      several: 'Yes: their rows were read as actions. If one of them is not, leave its columns out below.',
      isNot: null,
    }),
  ]
}

interface Words {
  readonly one: string
  readonly several: string
  /** What the tables seem not to hold. */
  readonly isNot: string | null
}

function questionsOf(asked: readonly AskedTable[], { one, several, isNot }: Words): Question[] {
  const [first, ...others] = asked
  if (!first) return []
  if (others.length === 0) {
    const seems = [`The table seems to hold ${first.what}`, isNot && `and ${isNot}`].filter(Boolean).join(', ')
    const says = first.what === null ? 'The table has no headers that are known, nor the columns of the plan' : seems
    const question = `${says}. Is it part of the plan?`
    return [{ where: tableInWords(first.tableNumber), place: null, question, guess: one }]
  }
  const held = asked.map(({ tableNumber, what }) => `table ${tableNumber + 1} (${what ?? 'no headers that are known'})`)
  const question = `These tables seem to hold ${isNot ?? 'other things'}: ${inSentence(held)}. Are they part of the plan?`
  const where = `Tables ${asked.map(({ tableNumber }) => tableNumber + 1).join(', ')}`
  return [{ where, place: null, question, guess: several }]
}
