import type { Day } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { AskedBy } from '#platform/web/index.ts'
import type { ImportedPlan } from '../recognising/model.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { findImport, type KeptImport } from './store.ts'

/** The import that an address names, if it is this person's and not finished. */
export async function foundImport({ db, params, person }: AskedBy): Promise<KeptImport> {
  const id = params.id ?? ''
  const kept = isId(id) ? await findImport(db, id, person.id) : null
  if (!kept) throw new NotFound('There is no such import. It may have been finished or discarded.')
  return kept
}

/** The plan as its document is understood with the choices made so far, before corrections. */
export const understood = ({ document, choices }: KeptImport, today: Day): ImportedPlan =>
  recognisePlan(document, today, choices)
