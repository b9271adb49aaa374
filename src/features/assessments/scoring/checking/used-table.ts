import type { Framework, FrameworkQuestion, FrameworkScale, TruthTable } from '../model.ts'
import { columnsOf } from '../table.ts'
import { own, type Path } from './told.ts'

/** A table with everything that it is used for. */
export interface UsedTable {
  readonly framework: Framework
  readonly name: string
  readonly table: TruthTable
  readonly path: Path
  /** The questions that it judges by their indicators. */
  readonly users: readonly FrameworkQuestion[]
  /** Whether it judges scores, and over how many things at most. */
  readonly scores: number | null
  readonly columns: NonNullable<TruthTable['columns']>
  /** What rows and placeholders may name. */
  readonly names: readonly string[]
  /** Scales on which it gives its results. */
  readonly scales: readonly FrameworkScale[]
}

/** A table of the framework by its name, with its uses; null where there is none of that name. */
export function usedTable(framework: Framework, name: string): UsedTable | null {
  const table = own(framework.tables, name)
  if (!table) return null
  const { rules, sections, scales, scale } = framework
  const users = sections.flatMap(({ questions }) => questions).filter((question) => question.table === name)
  const judges = (rule: unknown) => typeof rule === 'object' && rule !== null && 'table' in rule && rule.table === name
  const counts = [
    ...(judges(rules.overall) ? [sections.length] : []),
    ...sections.filter(({ rule = rules.section }) => judges(rule)).map(({ questions }) => questions.length),
  ]
  const groups = [...new Set(users.flatMap(({ indicators = [] }) => indicators.flatMap(({ group }) => group ?? [])))]
  const used = [...users.map((user) => user.scale ?? scale), ...(counts.length > 0 ? [scale] : [])]
  return {
    framework,
    name,
    table,
    path: ['tables', name],
    users,
    scores: counts.length > 0 ? Math.max(...counts) : null,
    columns: columnsOf(table, groups),
    names: table.columns ? Object.keys(table.columns) : groups,
    scales: [...new Set(used)].flatMap((one) => own(scales, one) ?? []),
  }
}
