import type { Db, Queries } from '#platform/db/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { inSentence } from '#platform/words.ts'
import type { Choices, ColumnField, ImportedPlan, TableColumns, TableShape } from '../recognising/model/model.ts'
import { understoodPlan } from '../recognising/read-plan.ts'
import { findPlan } from '../store.ts'
import { isAdded } from './edits.ts'
import { readAnew } from './lookup.ts'
import type { Edits } from './model.ts'
import { type Answered, editsBefore, rowChoices } from './rows-before.ts'
import { changeEdits, headersKey, type KeptImport, lastImportOf } from './store.ts'

/** What was answered when a plan was last imported, and holds for every version of it. */
export interface AnswersBefore extends Answered {
  readonly choices: Pick<Choices, 'rows' | 'parts' | 'shapes'>
  /** The fields of tables whose columns somebody said, by the key of their headers. */
  readonly columns: ReadonlyMap<string, readonly ColumnField[]>
  readonly owners: Readonly<Record<string, readonly string[]>>
}

const keyOf = ({ columns }: TableColumns): string => headersKey(columns.map(({ header }) => header))

/** The answers of the last version of a plan; null for one whose document was not imported in the browser. */
export async function answersBefore(db: Queries, planId: string): Promise<AnswersBefore | null> {
  const last = await lastImportOf(db, planId)
  if (!last || last.understood === null) return null
  const plan = await understoodPlan(last.understood)
  const chosen = plan.tables.filter(
    ({ basis, columns }) => basis === 'chosen' && columns.some(({ header }) => header !== null),
  )
  return {
    plan,
    edits: last.edits,
    choices: last.choices,
    columns: new Map(chosen.map((table) => [keyOf(table), table.columns.map(({ field }) => field)])),
    owners: last.choices.owners ?? {},
  }
}

/** Choices with what was answered before. What was said of this document itself goes before it. */
export function withAnswers(
  choices: KeptImport['choices'],
  plan: ImportedPlan,
  before: AnswersBefore | null,
): KeptImport['choices'] {
  if (!before) return choices
  const shaped = shapedBefore(before, plan)
  const columns = Object.fromEntries(
    plan.tables.flatMap((table, index) => {
      const fields = shaped.columns.get(index) ?? before.columns.get(keyOf(table))
      return fields ? [[index, fields]] : []
    }),
  )
  const isMapped = Object.keys(columns).length > 0
  const { rows, parts } = rowChoices(before, plan)
  return {
    ...choices,
    ...(isMapped ? { columns: { ...columns, ...choices.columns }, isMapped } : {}),
    ...beside('shapes', shaped.shapes, choices.shapes),
    ...beside('owners', before.owners, choices.owners),
    ...beside('ownersBefore', before.owners, undefined),
    ...beside('rows', rows, choices.rows),
    ...beside('parts', parts, choices.parts),
  }
}

/** The shapes that somebody said of tables with the same first column and that this document would not have by itself, with the fields of their columns. */
function shapedBefore({ plan, choices }: AnswersBefore, now: ImportedPlan) {
  const said = plan.tables.filter(({ laidOut }) => laidOut && choices.shapes?.[laidOut.source] !== undefined)
  const shapes: Record<number, TableShape> = {}
  const columns = new Map<number, readonly ColumnField[]>()
  for (const [index, { laidOut }] of now.tables.entries()) {
    const same = said.find((table) => table.laidOut?.front === laidOut?.front)
    const shape = same?.laidOut?.shape
    if (!laidOut || !same || shape === undefined || shape === laidOut.shape) continue
    shapes[laidOut.source] = shape
    if (same.basis === 'chosen')
      columns.set(
        index,
        same.columns.map(({ field }) => field),
      )
  }
  return { shapes, columns }
}

const beside = <Name extends string, Said extends object>(
  name: Name,
  before: Said | undefined,
  own: Said | undefined,
) => (Object.keys(before ?? {}).length > 0 ? { [name]: { ...before, ...own } } : {})

/** The corrections of an import with those of the version before; what was said of this one goes before it. */
function withEdits(own: Edits, before: Edits): Edits {
  const hasAdded = [own.actions, own.recommendations].some((all) => Object.keys(all).some(isAdded))
  const carried = <Edit>(all: Readonly<Record<string, Edit>>) =>
    Object.fromEntries(Object.entries(all).filter(([place]) => !(hasAdded && isAdded(place))))
  const carriedOver = (said: readonly string[], all: readonly string[], already: readonly string[] = []) => [
    ...new Set([...already, ...all.filter((key) => !said.includes(key))]),
  ]
  return {
    statuses: { ...before.statuses, ...own.statuses },
    carried: {
      statuses: carriedOver(Object.keys(own.statuses), Object.keys(before.statuses), own.carried?.statuses),
      confirmed: carriedOver(own.confirmed, before.confirmed, own.carried?.confirmed),
    },
    actions: { ...carried(before.actions), ...own.actions },
    recommendations: { ...carried(before.recommendations), ...own.recommendations },
    confirmed: [...new Set([...before.confirmed, ...own.confirmed])],
  }
}

/** Keeps for an import what was said before of the rows that it says again, and of statuses. Answers whether that was anything. */
export async function keepEdits(
  db: Db,
  id: string,
  plan: ImportedPlan,
  before: AnswersBefore | null,
): Promise<boolean> {
  if (!before) return false
  const edits = await editsBefore(before, plan)
  const isAny = [edits.statuses, edits.actions, edits.recommendations, edits.confirmed].some(
    (all) => Object.keys(all).length > 0,
  )
  if (isAny) await changeEdits(db, id, (own) => withEdits(own, edits))
  return isAny
}

/** Reads an import with what was answered for the plan of which it has become a new version. Answers whether there was anything. */
export async function answerAsBefore(asked: PersonRequest, kept: KeptImport, planId: string): Promise<boolean> {
  const before = await answersBefore(asked.db, planId)
  const choices = withAnswers(kept.choices, kept.plan, before)
  const isSame = JSON.stringify(choices) === JSON.stringify(kept.choices)
  const plan = isSame ? kept.plan : await understoodPlan((await readAnew(asked, kept, choices)).understood)
  const isEdited = await keepEdits(asked.db, kept.id, plan, before)
  return !isSame || isEdited
}

/** Says on the page of an import with which answers it was read; null where there were none. */
export async function toldAnswers(db: Queries, { choices, edits, intoPlanId }: KeptImport): Promise<string | null> {
  const before = intoPlanId === null ? null : await lastImportOf(db, intoPlanId)
  if (!before || intoPlanId === null) return null
  const has = (all: object | undefined) => Object.keys(all ?? {}).length > 0
  const used = [
    ...(has(choices.shapes) && has(before.choices.shapes) ? ['layouts of tables'] : []),
    ...(choices.columns && has(before.choices.columns) ? ['columns'] : []),
    ...(has(choices.owners) && has(before.choices.owners) ? ['owners'] : []),
    ...(has(edits.statuses) && has(before.edits.statuses) ? ['statuses'] : []),
    ...([before.edits.actions, before.edits.recommendations, before.choices.rows, before.choices.parts].some(has) &&
    [edits.actions, edits.recommendations, choices.rows, choices.parts].some(has)
      ? ['rows']
      : []),
  ]
  const title = (await findPlan(db, intoPlanId))?.title
  if (used.length === 0 || title === undefined) return null
  const changed = used.includes('rows') ? ' You are asked only where its words have changed.' : ''
  return `It was read with the ${inSentence(used)} that were answered for “${title}”.${changed}`
}
