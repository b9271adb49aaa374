import type { Db, Queries } from '#platform/db/index.ts'
import type { AskedBy } from '#platform/web/index.ts'
import type { ColumnField, TableColumns } from '../recognising/model.ts'
import { understoodPlan } from '../recognising/read-plan.ts'
import type { Edits } from './edits.ts'
import { readAnew } from './found.ts'
import { changeEdits, headersKey, type KeptImport, lastImportOf } from './store.ts'

/** What was answered when a plan was last imported and holds for every version of it: columns, owners of cells, and statuses. */
export interface AnswersBefore {
  /** The fields of tables whose columns somebody said, by the key of their headers. */
  readonly columns: ReadonlyMap<string, readonly ColumnField[]>
  readonly owners: Readonly<Record<string, readonly string[]>>
  readonly statuses: Edits['statuses']
}

export const NO_ANSWERS: AnswersBefore = { columns: new Map(), owners: {}, statuses: {} }

const keyOf = ({ columns }: TableColumns): string => headersKey(columns.map(({ header }) => header))

export async function answersBefore(db: Queries, planId: string): Promise<AnswersBefore> {
  const last = await lastImportOf(db, planId)
  if (!last) return NO_ANSWERS
  const tables = last.understood === null ? [] : (await understoodPlan(last.understood)).tables
  const chosen = tables.filter(
    ({ basis, columns }) => basis === 'chosen' && columns.some(({ header }) => header !== null),
  )
  return {
    columns: new Map(chosen.map((table) => [keyOf(table), table.columns.map(({ field }) => field)])),
    owners: last.choices.owners ?? {},
    statuses: last.edits.statuses,
  }
}

/** Choices with what was answered before. What was said of this document itself goes before it. */
export function withAnswers(
  choices: KeptImport['choices'],
  tables: readonly TableColumns[],
  before: AnswersBefore,
): KeptImport['choices'] {
  const columns = Object.fromEntries(
    tables.flatMap((table, index) => {
      const fields = before.columns.get(keyOf(table))
      return fields ? [[index, fields]] : []
    }),
  )
  const isMapped = Object.keys(columns).length > 0
  return {
    ...choices,
    ...(isMapped ? { columns: { ...columns, ...choices.columns }, isMapped } : {}),
    ...(Object.keys(before.owners).length > 0 ? { owners: { ...before.owners, ...choices.owners } } : {}),
  }
}

/** Keeps for an import what statuses were said to claim before. */
export async function keepStatuses(db: Db, id: string, { statuses }: AnswersBefore): Promise<void> {
  if (Object.keys(statuses).length === 0) return
  await changeEdits(db, id, (edits) => ({ ...edits, statuses: { ...statuses, ...edits.statuses } }))
}

/** Reads an import with what was answered for the plan of which it has become a new version. Answers whether there was anything. */
export async function answerAsBefore(asked: AskedBy, kept: KeptImport, planId: string): Promise<boolean> {
  const before = await answersBefore(asked.db, planId)
  const choices = withAnswers(kept.choices, kept.plan.tables, before)
  const isSame = JSON.stringify(choices) === JSON.stringify(kept.choices)
  if (!isSame) await readAnew(asked, kept, choices)
  await keepStatuses(asked.db, kept.id, before)
  return !isSame
}
