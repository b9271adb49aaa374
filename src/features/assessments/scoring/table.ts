import type { TableQuantity, TruthTable } from './model.ts'

/** One thing that a table looks at: an indicator with its answer, or a question or section with its score. */
export interface TableItem {
  readonly code: string
  readonly group: string | null
  readonly answer: string | number
  /** For a score: the name of the level that it reaches, so that columns may say either. */
  readonly level?: string | null
}

export interface Decision {
  readonly gives: number | string
  readonly because: string
  /** The number of the row from 0, or null where `otherwise` decided. */
  readonly row: number | null
}

/** What a column counted. */
export interface Tally {
  readonly count: number
  readonly of: number
  readonly empty: 'all' | 'none'
  readonly inIt: readonly string[]
  readonly others: readonly string[]
}

/**
 * The columns of a table: those that it names, or one for each group of indicators and for each group that its rows ask for, counting the
 * first answer. A group that a question has no indicator in is an empty column, and not a missing one.
 */
export function columnsOf(table: TruthTable, groups: readonly string[]): NonNullable<TruthTable['columns']> {
  if (table.columns) return table.columns
  const are = table.answers.slice(0, 1)
  const names = new Set([...groups, ...table.rows.flatMap(({ when }) => Object.keys(when))])
  return Object.fromEntries([...names].map((group) => [group, { of: group, are, empty: 'none' as const }]))
}

/** Whether a column counts a thing. */
export function isCounted(column: NonNullable<TruthTable['columns']>[string], item: TableItem): boolean {
  if (!Array.isArray(column.are)) return typeof item.answer === 'number' && item.answer >= column.are.atLeast
  return column.are.some(
    (one) =>
      one === item.answer ||
      (typeof one === 'string' && item.level != null && one.toLowerCase() === item.level.toLowerCase()),
  )
}

/** Counts every column over the items. Items whose answer is left out are not there. */
export function tally(table: TruthTable, items: readonly TableItem[]): Map<string, Tally> {
  const there = items.filter(({ answer }) => !table.leaveOut.includes(String(answer)))
  const groups = [...new Set(items.flatMap(({ group }) => group ?? []))]
  return new Map(
    Object.entries(columnsOf(table, groups)).map(([name, column]) => {
      const own = there.filter(({ group }) => column.of === undefined || group === column.of)
      const inIt = own.filter((item) => isCounted(column, item))
      return [
        name,
        {
          count: inIt.length,
          of: own.length,
          empty: column.empty,
          inIt: inIt.map(({ code }) => code),
          others: own.filter((item) => !inIt.includes(item)).map(({ code }) => code),
        },
      ]
    }),
  )
}

const least = (share: number | string, of: number) =>
  typeof share === 'number' ? share : Math.ceil((Number(share.slice(0, -1)) / 100) * of - 1e-9)
const most = (share: number | string, of: number) =>
  typeof share === 'number' ? share : Math.floor((Number(share.slice(0, -1)) / 100) * of + 1e-9)

/**
 * Whether a column's count is a quantity. `all` and `none` are plain; `some` is at least one and not all; `any` at least one, perhaps
 * all; `not-all` is some or none. A column without items is `none` unless it says that it counts as `all`.
 */
export function isQuantity(quantity: TableQuantity, { count, of, empty }: Omit<Tally, 'inIt' | 'others'>): boolean {
  const isAll = of === 0 ? empty === 'all' : count === of
  const isNone = of === 0 ? empty === 'none' : count === 0
  switch (quantity) {
    case 'all':
      return isAll
    case 'none':
      return isNone
    case 'some':
      return !isAll && !isNone
    case 'any':
      return !isNone
    case 'not-all':
      return !isAll
  }
  if (of === 0) return empty === 'all' ? quantity.atMost === undefined : quantity.atLeast === undefined
  return (
    (quantity.atLeast === undefined || count >= least(quantity.atLeast, of)) &&
    (quantity.atMost === undefined || count <= most(quantity.atMost, of))
  )
}

/** The first row whose every condition holds; columns that a row does not name do not matter to it. Null where no row decides. */
export function decide(table: TruthTable, items: readonly TableItem[]): Decision | null {
  return decideOn(table, tally(table, items))
}

export function decideOn(table: TruthTable, tallies: ReadonlyMap<string, Tally>): Decision | null {
  const row = table.rows.findIndex(({ when }) =>
    Object.entries(when).every(([column, wanted]) => {
      const found = tallies.get(column)
      return found !== undefined && [wanted].flat().some((quantity) => isQuantity(quantity, found))
    }),
  )
  const outcome = table.rows[row] ?? table.otherwise
  if (!outcome) return null
  return { gives: outcome.gives, because: filled(outcome.because, tallies), row: row < 0 ? null : row }
}

/** What of a column can stand in a sentence: `{met.count}`. */
export const PLACEHOLDERS = ['count', 'of', 'which', 'others'] as const

/** Puts what was counted into a sentence. A column that these things have nothing in counts nothing. */
function filled(sentence: string, tallies: ReadonlyMap<string, Tally>): string {
  return sentence.replace(/\{([^{}]+)\.(count|of|which|others)\}/g, (_, column: string, what: string) => {
    const { count = 0, of = 0, inIt = [], others = [] } = tallies.get(column) ?? {}
    if (what === 'count') return String(count)
    if (what === 'of') return String(of)
    const codes = what === 'which' ? inIt : others
    return codes.length === 0 ? 'none' : codes.join(', ')
  })
}
