import type { EvidenceDemand, Framework, FrameworkQuestion, FrameworkRule, Problem, TruthTable } from './model.ts'
import { ends, isOnScale, scaleInWords, valueOn } from './scale.ts'
import { columnsOf, decideOn, type Tally } from './table.ts'

type Path = readonly (string | number)[]

/** Everything that is wrong with a framework beyond the shape of its file: what it refers to and does not have, tables with gaps, and more. */
export function checkFramework(framework: Framework): Problem[] {
  const problems: Problem[] = []
  const say =
    (severity: Problem['severity']): Say =>
    (path, message) => {
      problems.push({ severity, path, message, line: null })
    }
  const [error, warn] = [say('error'), say('warning')]

  for (const [name, scale] of Object.entries(framework.scales)) {
    const { least, most } = ends(scale)
    const path = ['scales', name]
    if (most <= least) error(path, `The scale ${name} has one value only: its highest must be above its lowest.`)
    const values = scale.levels?.map(({ value }) => value) ?? []
    const names = scale.levels?.map((level) => level.name.toLowerCase()) ?? []
    if (new Set(values).size < values.length) error(path, `The scale ${name} has two levels with the same value.`)
    if (new Set(names).size < names.length) error(path, `The scale ${name} has two levels with the same name.`)
  }
  const main = framework.scales[framework.scale]
  if (!main) error(['scale'], `There is no scale “${framework.scale}”: there ${namesOf(framework.scales)}.`)

  for (const code of duplicates(framework.sections.map((section) => section.code)))
    error(['sections'], `Two sections have the code ${code}.`)
  const questions = framework.sections.flatMap((section) => section.questions)
  for (const code of duplicates(questions.map((question) => question.code)))
    error(['sections'], `Two questions have the code ${code}: a code stands for one question in the whole framework.`)

  const onMain = (path: Path, what: string, value: number | undefined) => {
    if (value === undefined || !main) return
    const { least, most } = ends(main)
    if (value < least || value > most)
      error(path, `The ${what} ${value} is outside the scale, which goes from ${least} to ${most}.`)
  }
  onMain(['target'], 'target', framework.target)
  onMain(['threshold'], 'threshold', framework.threshold)
  if (framework.rules.overall === 'none' && framework.rules.section === 'none')
    warn(['rules'], 'Neither sections nor the whole get a score: results show single answers only.')
  checkRule(framework, framework.rules.section, ['rules', 'section'], error)
  checkRule(framework, framework.rules.overall, ['rules', 'overall'], error)

  for (const [name, table] of Object.entries(framework.tables)) checkTable(framework, name, table, error, warn)

  framework.sections.forEach((section, s) => {
    const at = ['sections', s]
    onMain([...at, 'target'], 'target', section.target)
    onMain([...at, 'threshold'], 'threshold', section.threshold)
    if (section.rule) checkRule(framework, section.rule, [...at, 'rule'], error)
    for (const [q, question] of section.questions.entries())
      checkQuestion(framework, question, [...at, 'questions', q], error, warn)
  })
  return problems
}

type Say = (path: Path, message: string) => void

const duplicates = (codes: readonly string[]) => new Set(codes.filter((code, index) => codes.indexOf(code) !== index))

function namesOf(things: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(things)
  return names.length === 0 ? 'is none' : names.length === 1 ? `is ${names[0]}` : `are ${names.join(', ')}`
}

function checkRule(framework: Framework, rule: FrameworkRule, path: Path, error: Say): void {
  if (typeof rule === 'string') return
  const main = framework.scales[framework.scale]
  if ('table' in rule) {
    if (!framework.tables[rule.table])
      error(path, `There is no truth table “${rule.table}”: there ${namesOf(framework.tables)}.`)
    return
  }
  if (!rule.points.some(({ from }) => from === 0))
    error(path, 'The bands of points leave a gap: one must begin from 0.')
  rule.points.forEach(({ gives }, index) => {
    if (main && valueOn(main, gives) === null)
      error([...path, 'points', index], `“${gives}” is not on the scale: it may be ${scaleInWords(main)}.`)
  })
}

function checkQuestion(framework: Framework, question: FrameworkQuestion, path: Path, error: Say, warn: Say): void {
  const { code } = question
  const scale = framework.scales[question.scale ?? framework.scale]
  if (!scale) {
    if (question.scale) error([...path, 'scale'], `Question ${code}: there is no scale “${question.scale}”.`)
    return
  }
  const { least, most } = ends(scale)
  for (const what of ['target', 'threshold'] as const) {
    const value = question[what]
    if (value !== undefined && (value < least || value > most))
      error(
        [...path, what],
        `Question ${code}: the ${what} ${value} is outside its scale, which goes from ${least} to ${most}.`,
      )
  }
  for (const what of ['levels', 'evidence'] as const)
    for (const value of Object.keys((question[what] ?? {}) as Readonly<Record<string, string | EvidenceDemand>>))
      if (!isOnScale(scale, Number(value)))
        error(
          [...path, what, value],
          `Question ${code}: ${value} is not on its scale: it may be ${scaleInWords(scale)}.`,
        )
  const described = Object.keys(question.levels ?? {}).length
  if (scale.levels && described > 0 && described < scale.levels.length)
    warn([...path, 'levels'], `Question ${code}: ${scale.levels.length - described} of its levels are not described.`)
  if ((question.table === undefined) !== (question.indicators === undefined)) {
    error(
      path,
      `Question ${code}: a truth table and indicators go together; it has only ${question.table ? 'the table' : 'indicators'}.`,
    )
    return
  }
  if (question.table === undefined || !question.indicators) return
  const table = framework.tables[question.table]
  if (!table) {
    error(
      [...path, 'table'],
      `Question ${code}: there is no truth table “${question.table}”: there ${namesOf(framework.tables)}.`,
    )
    return
  }
  for (const one of duplicates(question.indicators.map((indicator) => indicator.code)))
    error([...path, 'indicators'], `Question ${code}: two indicators have the code ${one}.`)
  table.rows.forEach(({ gives }, row) => {
    if (valueOn(scale, gives) === null)
      error(
        ['tables', question.table ?? '', 'rows', row, 'gives'],
        `“${gives}” is not on the scale of question ${code}: it may be ${scaleInWords(scale)}.`,
      )
  })
  if (table.otherwise && valueOn(scale, table.otherwise.gives) === null)
    error(
      ['tables', question.table, 'otherwise', 'gives'],
      `“${table.otherwise.gives}” is not on the scale of question ${code}.`,
    )
  const groups = [...new Set(question.indicators.flatMap(({ group }) => group ?? []))]
  const columns = columnsOf(table, groups)
  question.indicators.forEach(({ group, code: one }, index) => {
    if (
      table.columns &&
      group !== undefined &&
      !Object.values(columns).some(({ of }) => of === undefined || of === group)
    )
      warn([...path, 'indicators', index], `Indicator ${one}: no column of the table counts the group “${group}”.`)
    if (!table.columns && group === undefined)
      error(
        [...path, 'indicators', index],
        `Indicator ${one}: the table has no columns of its own, so that each indicator needs a group.`,
      )
  })
}

/** More combinations than this are not tried one by one. */
const MOST_STATES = 60_000

/** A table must answer whatever comes: tries every way in which its columns can be counted. */
function checkTable(framework: Framework, name: string, table: TruthTable, error: Say, warn: Say): void {
  const path = ['tables', name]
  const users = framework.sections.flatMap(({ questions }) => questions).filter((question) => question.table === name)
  const isForScores = [
    framework.rules.section,
    framework.rules.overall,
    ...framework.sections.map(({ rule }) => rule),
  ].some((rule) => typeof rule === 'object' && 'table' in rule && rule.table === name)
  if (users.length === 0 && !isForScores) warn(path, `Nothing uses the truth table ${name}.`)
  if (isForScores && !table.columns) error(path, `The truth table ${name} judges scores, and must say its columns.`)
  for (const answer of table.leaveOut)
    if (!table.answers.includes(answer))
      error([...path, 'leaveOut'], `“${answer}” is none of the answers of the table ${name}.`)
  const groups = [...new Set(users.flatMap(({ indicators = [] }) => indicators.flatMap(({ group }) => group ?? [])))]
  const columns = columnsOf(table, groups)
  const names = table.columns ? Object.keys(table.columns) : groups
  for (const [column, { of }] of Object.entries(table.columns ?? {}))
    if (of !== undefined && !isForScores && !groups.includes(of))
      warn(
        [...path, 'columns', column],
        `No indicator is in the group “${of}”, so that the column ${column} of ${name} is always empty.`,
      )
  if (!isForScores)
    for (const [column, { are }] of Object.entries(columns))
      if (Array.isArray(are))
        for (const answer of are)
          if (!table.answers.includes(String(answer)))
            error(
              [...path, 'columns', column],
              `The column ${column} counts “${answer}”, which is none of the answers: ${table.answers.join(', ')}.`,
            )
  table.rows.forEach(({ when }, row) => {
    for (const column of Object.keys(when))
      if (!names.includes(column))
        error(
          [...path, 'rows', row],
          `Row ${row + 1} of ${name} asks for a column “${column}”; there ${namesOf(Object.fromEntries(names.map((one) => [one, one])))}.`,
        )
  })
  const states = statesOf(table, columns)
  if (!states) {
    warn(
      path,
      `The truth table ${name} has too many columns for every case to be tried: make sure that it says \`otherwise\`.`,
    )
    return
  }
  const reached = new Set<number>()
  let gap: string | null = null
  for (const state of states) {
    const decision = decideOn(table, state)
    if (decision?.row != null) reached.add(decision.row)
    if (!decision) gap ??= inWords(table, state)
  }
  if (gap !== null)
    error(
      [...path, 'rows'],
      `The truth table ${name} has a gap: no row decides ${gap}. Add a row, or say \`otherwise\`.`,
    )
  table.rows.forEach((_, row) => {
    if (!reached.has(row))
      warn(
        [...path, 'rows', row],
        `Row ${row + 1} of ${name} is never reached: rows before it decide everything that it does.`,
      )
  })
}

/** A case in words: only the columns that rows ask for. */
function inWords({ rows }: TruthTable, state: ReadonlyMap<string, Tally>): string {
  const asked = new Set(rows.flatMap(({ when }) => Object.keys(when)))
  return [...state]
    .filter(([column]) => asked.has(column))
    .map(([column, { count, of }]) => `${column}: ${count === of ? 'all' : count === 0 ? 'none' : 'some'}`)
    .join(', ')
}

type Columns = NonNullable<TruthTable['columns']>
/** Columns over the same things, and what such a thing may be as far as they can tell: in which of them it is counted. */
interface Pool {
  readonly columns: readonly (readonly [string, Columns[string]])[]
  readonly kinds: readonly (readonly boolean[])[]
}

/**
 * The ways in which the columns can be counted; null where there are too many to try. Columns over the same indicators that count
 * different answers cannot all be full at once; those over different groups are free of one another.
 */
function statesOf(table: TruthTable, columns: Columns): Map<string, Tally>[] | null {
  const pools = [...Map.groupBy(Object.entries(columns), ([, { of }]) => of ?? '').values()].map(
    (own): Pool => ({ columns: own, kinds: kindsOf(table, own) }),
  )
  const states = (sample: number) => pools.reduce((product, { kinds }) => product * spreads(sample, kinds.length), 1)
  const sample = [sampleOf(table), 2].find((items) => states(items) <= MOST_STATES)
  if (sample === undefined) return null
  return pools.reduce<Map<string, Tally>[]>(
    (known, pool) => {
      const ways = poolStates(pool, sample)
      return known.flatMap((state) => ways.map((way) => new Map([...state, ...way])))
    },
    [new Map()],
  )
}

/** How many things stand for a group: enough for shares such as 80% to be told from all, and for the numbers that rows name. */
function sampleOf({ rows }: TruthTable): number {
  const named = rows
    .flatMap(({ when }) => Object.values(when).flat())
    .flatMap((quantity) => (typeof quantity === 'object' ? [quantity.atLeast, quantity.atMost] : []))
    .filter((share) => typeof share === 'number')
  return Math.min(12, Math.max(6, ...named.map((number) => number + 1)))
}

function kindsOf(table: TruthTable, columns: Pool['columns']): boolean[][] {
  const named = columns.flatMap(([, { are }]) => (Array.isArray(are) ? are : [are.atLeast]))
  const below = named.map((one) => (typeof one === 'number' ? one - 1 : one))
  const values = [...new Set<string | number>([...table.answers, ...named, ...below])].filter(
    (one) => !table.leaveOut.includes(String(one)),
  )
  const counted = values.map((value) =>
    columns.map(([, { are }]) =>
      Array.isArray(are) ? are.includes(value) : typeof value === 'number' && value >= are.atLeast,
    ),
  )
  return [...new Map(counted.map((kind) => [kind.join(), kind])).values()]
}

function poolStates({ columns, kinds }: Pool, sample: number): Map<string, Tally>[] {
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
