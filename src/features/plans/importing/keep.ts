import { knownNames } from '#features/people/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import type { TableColumns } from '../recognising/model/model.ts'
import { readAgain, readPlan, understoodPlan } from '../recognising/read-plan.ts'
import { answersBefore, keepEdits, withAnswers } from './answers-before.ts'
import { keepImport } from './keep-import.ts'
import { headersKey, type KeptImport, mappingsFor } from './store.ts'

/**
 * Reads and understands an upload in a process of its own, and keeps the original and what was read until somebody has looked at it.
 * Answers the import's id. Throws `UnreadableFile` for what cannot be read, and `Busy` where too many documents are read at once.
 */
export async function readUpload(
  { db, blobs, act, person, today }: PersonRequest,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
  intoPlanId: string | null,
  calledName = name,
): Promise<string> {
  const names = await knownNames(db)
  const { document, understood: first } = await readPlan(bytes, { name, today, names, choices: {} })
  const plan = await understoodPlan(first)
  const before = intoPlanId ? await answersBefore(db, intoPlanId) : null
  const choices = withAnswers(await rememberedColumns(db, plan.tables), plan, before)
  const understood = Object.keys(choices).length > 0 ? await readAgain(document, { today, names, choices }) : first
  const original = await blobs.keep(bytes)
  const id = newId(act.at.getTime())
  const import_ = {
    id,
    personId: person.id,
    at: act.at,
    fileName: calledName,
    ...original,
    document,
    understood,
    intoPlanId,
    choices,
  }
  await keepImport(db, import_)
  await keepEdits(db, id, understood === first ? plan : await understoodPlan(understood), before)
  return id
}

/** Columns are read as somebody said before for a table with the same headers. */
async function rememberedColumns(db: Queries, tables: readonly TableColumns[]): Promise<KeptImport['choices']> {
  const keys = tables.map(({ columns }) => headersKey(columns.map(({ header }) => header)))
  const known = await mappingsFor(db, keys)
  const columns = Object.fromEntries(
    keys.flatMap((key, table) => {
      const fields = known.get(key)
      return fields ? [[table, fields]] : []
    }),
  )
  return Object.keys(columns).length > 0 ? { columns, isMapped: true } : {}
}
