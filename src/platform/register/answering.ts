import { countsOf } from './importing.ts'
import type { Outcome } from './outcomes.ts'

/** What an import answers to programs: how many rows came to what, and each row that waits with why. */
export interface ImportAnswer {
  readonly rows: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly waiting: readonly { readonly row: number; readonly why: string }[]
}

export function asAnswer(outcomes: readonly Outcome[]): ImportAnswer {
  const { added, updated, unchanged } = countsOf(outcomes)
  const waiting = outcomes.flatMap(({ row, outcome, why }) =>
    outcome === 'waiting' ? [{ row, why: why.join('. ') }] : [],
  )
  return { rows: outcomes.length, added, updated, unchanged, waiting }
}
