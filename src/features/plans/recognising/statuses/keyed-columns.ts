import type { Table } from '#platform/reading/index.ts'
import { isElsewhen } from '../headers/headers.ts'
import type { Layout } from '../model/model.ts'
import { valuesOf } from '../words/table-values.ts'
import { type KeyPair, OF_OTHERS } from './key-pairs.ts'
import { plainSign } from './keyed-statuses.ts'
import { tellsProgress } from './state-columns.ts'
import { meaningOf } from './status-keys.ts'

const FEWEST_TOLD = 2

/**
 * The columns with the one for a status that holds nothing but signs of the document's key, such as the numbers of `1 = not started`, where
 * no column says how the actions stand. Under another word than `Progress` it is asked about.
 */
export function withKeyedStatus(table: Table, layout: Layout, pairs: readonly KeyPair[]): Layout {
  const { columns, firstRow } = layout
  const told = pairs.filter(({ meaning }) => meaningOf(meaning) !== null)
  if (told.length < FEWEST_TOLD || columns.some(({ field }) => field === 'status')) return layout
  const signs = new Set(pairs.flatMap((pair) => pair.signs.map(plainSign)))
  const held = columns.flatMap(({ field, header }, column) => {
    if (field !== 'commentary' || header === null || isElsewhen(header) || OF_OTHERS.test(header)) return []
    const values = valuesOf(table, column, firstRow)
    return values.length > 0 && values.every((value) => signs.has(plainSign(value))) ? [{ column, header }] : []
  })
  const ofProgress = held.filter(({ header }) => tellsProgress(header))
  const [only, ...others] = ofProgress.length > 0 ? ofProgress : held
  if (only === undefined || others.length > 0) return layout
  const guessed = ofProgress.length === 0
  return {
    ...layout,
    columns: columns.map((column, at) => (at === only.column ? { ...column, field: 'status', guessed } : column)),
  }
}
