import type { FrameworkQuestion, TruthTable } from '../model.ts'
import { ends, levelAt } from '../scale.ts'
import { decideOn, isCounted, type TableItem, type Tally } from '../table.ts'
import { own, type Told } from './told.ts'
import type { UsedTable } from './used-table.ts'

/** More combinations than this are not tried one by one. */
const MOST_CASES = 60_000

type Case = ReadonlyMap<string, Tally>

/** Tries every case: names one that no row decides, and each row that decides none. */
export function tryCases(used: UsedTable, told: Told): void {
  const { table, name, path } = used
  const pools = poolsOf(used)
  const usual = usualCases(table, pools)
  if (!usual) {
    told.warn(
      path,
      `The truth table ${name} has too many columns for every case to be tried: make sure that it says \`otherwise\`.`,
    )
    return
  }
  const inGeneral = tried(table, usual)
  const real = realCases(used, pools)
  const here = real ? tried(table, real) : null
  const gap = here?.gap ?? inGeneral.gap
  if (gap !== null)
    told.error(
      [...path, 'rows'],
      `The truth table ${name} has a gap: no row decides ${gap}. Add a row, or say \`otherwise\`.`,
    )
  table.rows.forEach((_, row) => {
    if (!inGeneral.reached.has(row))
      told.warn(
        [...path, 'rows', row],
        `Row ${row + 1} of ${name} is never reached: rows before it decide everything that it does.`,
      )
    else if (here && !here.reached.has(row))
      told.warn(
        [...path, 'rows', row],
        `Row ${row + 1} of ${name} decides nothing: with as many things as there are to count, no case comes to it.`,
      )
  })
}

function tried(table: TruthTable, cases: readonly Case[]) {
  const reached = new Set<number>()
  let gap: string | null = null
  for (const one of cases) {
    const decision = decideOn(table, one)
    if (decision?.row != null) reached.add(decision.row)
    if (!decision) gap ??= inWords(table, one)
  }
  return { reached, gap }
}

/** A case in words: only the columns that rows ask for. */
function inWords({ rows }: TruthTable, one: Case): string {
  const asked = new Set(rows.flatMap(({ when }) => Object.keys(when)))
  const amount = ({ count, of }: Tally) =>
    of === 0 ? 'nothing to count' : count === of ? 'all' : count === 0 ? 'none' : 'some'
  return [...one]
    .filter(([column]) => asked.has(column))
    .map(([column, tally]) => `${column}: ${amount(tally)}`)
    .join(', ')
}

type Columns = NonNullable<TruthTable['columns']>
/** Columns over the same things, and what such a thing may be as far as they can tell: in which of them it is counted. */
interface Pool {
  readonly of: string | undefined
  readonly columns: readonly (readonly [string, Columns[string]])[]
  readonly kinds: readonly (readonly boolean[])[]
}

const poolsOf = (used: UsedTable): Pool[] =>
  [...Map.groupBy(Object.entries(used.columns), ([, { of }]) => of)].map(([of, columns]) => ({
    of,
    columns,
    kinds: kindsOf(used, columns),
  }))

/** How many cases there are with so many things in each pool. */
const casesWith = (pools: readonly Pool[], sizes: readonly number[]) =>
  pools.reduce((product, { kinds }, index) => product * spreads(sizes[index] ?? 0, kinds.length), 1)

/** Every way in which the columns can be counted over so many things in each pool. */
const allCases = (pools: readonly Pool[], sizes: readonly number[]): Case[] =>
  pools.reduce<Map<string, Tally>[]>(
    (known, pool, index) => {
      const ways = poolCases(pool, sizes[index] ?? 0)
      return known.flatMap((one) => ways.map((way) => new Map([...one, ...way])))
    },
    [new Map()],
  )

/**
 * The cases over groups of a usual size, whatever the questions have; null where there are too many to try. Columns over the same things
 * that count different answers cannot all be full at once; those over different groups are free of one another.
 */
function usualCases(table: TruthTable, pools: readonly Pool[]): Case[] | null {
  const all = (size: number) => pools.map(() => size)
  const size = [sampleOf(table), 2].find((items) => casesWith(pools, all(items)) <= MOST_CASES)
  return size === undefined ? null : allCases(pools, all(size))
}

/** The cases that the questions, or the scores, can really come to; null where there are too many to try, or nothing uses the table. */
function realCases({ table, users, scores }: UsedTable, pools: readonly Pool[]): Case[] | null {
  const upTo = (from: number, size: number) =>
    Array.from({ length: Math.max(0, size - from + 1) }, (_, more) => from + more)
  // What is left out, or does not apply, makes a group smaller.
  const sizesOf = (question: FrameworkQuestion): number[][] =>
    pools
      .map(({ of }) => (question.indicators ?? []).filter(({ group }) => of === undefined || group === of).length)
      .map((size) => (table.leaveOut.length > 0 ? upTo(0, size) : [size]))
      .reduce<number[][]>(
        (known, sizes) => known.flatMap((one) => sizes.map((size) => [...one, size])).slice(0, MOST_CASES),
        [[]],
      )
  const ofScores = scores === null ? [] : upTo(1, scores).map((size) => pools.map(() => size))
  const sizes = new Map([...users.flatMap(sizesOf), ...ofScores].map((one) => [one.join(), one]))
  const total = [...sizes.values()].reduce((sum, one) => sum + casesWith(pools, one), 0)
  return sizes.size === 0 || total > MOST_CASES ? null : [...sizes.values()].flatMap((one) => allCases(pools, one))
}

/** How many things stand for a group: enough for shares such as 80% to be told from all, and for the numbers that rows name. */
function sampleOf({ rows }: TruthTable): number {
  const named = rows
    .flatMap(({ when }) => Object.values(when).flat())
    .flatMap((quantity) => (typeof quantity === 'object' ? [quantity.atLeast, quantity.atMost] : []))
    .filter((share) => typeof share === 'number')
  return Math.min(12, Math.max(6, ...named.map((number) => number + 1)))
}

function kindsOf(used: UsedTable, columns: Pool['columns']): boolean[][] {
  const items =
    used.scores === null
      ? answersOf(used)
      : [...(used.users.length > 0 ? answersOf(used) : []), ...scoresOf(used, columns)]
  const counted = items.map((item) => columns.map(([, column]) => isCounted(column, item)))
  return [...new Map(counted.map((kind) => [kind.join(), kind])).values()]
}

const thing = (answer: string | number, level: string | null = null): TableItem => ({
  code: '',
  group: null,
  answer,
  level,
})

const answersOf = ({ table }: UsedTable) =>
  table.answers.filter((answer) => !table.leaveOut.includes(answer)).map((answer) => thing(answer))

/** Scores of every kind: each level, what lies between two, and what the columns name and a little less. */
function scoresOf({ framework }: UsedTable, columns: Pool['columns']): TableItem[] {
  const main = own(framework.scales, framework.scale)
  if (!main) return []
  const { least, most } = ends(main)
  const named = columns.flatMap(([, { are }]) =>
    Array.isArray(are) ? are.filter((one) => typeof one === 'number') : [are.atLeast],
  )
  const marks = [...new Set([least, most, ...named, ...(main.levels ?? []).map(({ value }) => value)])].toSorted(
    (a, b) => a - b,
  )
  const between = marks.flatMap((mark, index) => {
    const next = marks[index + 1]
    return next === undefined ? [] : [(mark + next) / 2]
  })
  return [...marks, ...between]
    .filter((mark) => mark >= least && mark <= most)
    .map((mark) => thing(mark, levelAt(main, mark)))
}

function poolCases({ columns, kinds }: Pool, sample: number): Map<string, Tally>[] {
  return partitions(sample, kinds.length).map((parts) => {
    const count = (column: number) =>
      kinds.reduce((sum, kind, index) => sum + (kind[column] ? (parts[index] ?? 0) : 0), 0)
    return new Map(
      columns.map(([name, { empty }], column) => [
        name,
        { count: count(column), of: sample, empty, inIt: [], others: [] },
      ]),
    )
  })
}

/** In how many ways so many things can be spread over so many kinds. */
function spreads(items: number, kinds: number): number {
  let ways = 1
  for (let more = 1; more < kinds; more += 1) ways = (ways * (items + more)) / more
  return ways
}

/** Each of them. */
function partitions(items: number, kinds: number): number[][] {
  if (kinds <= 1) return [[items]]
  return Array.from({ length: items + 1 }, (_, first) =>
    partitions(items - first, kinds - 1).map((rest) => [first, ...rest]),
  ).flat()
}
