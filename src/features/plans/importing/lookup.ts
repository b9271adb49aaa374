import { knownNames } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { readAgain, understoodPlan } from '../recognising/read-plan.ts'
import { documentOf, findImport, type ImportRow, type KeptImport, saveReading } from './store.ts'

/** The import that an address names, if it is this person's and not finished. */
export async function foundImport(asked: PersonRequest): Promise<KeptImport> {
  const { db, params, person } = asked
  const id = params.id ?? ''
  const row = isId(id) ? await findImport(db, id, person.id) : null
  if (!row) throw new NotFound('There is no such import. It may have been finished or discarded.')
  // Imports that an earlier version kept are understood on their first visit.
  const { understood, ...kept } = row.understood === null ? await readAnew(asked, row, row.choices) : row
  return { ...kept, plan: await understoodPlan(understood ?? '') }
}

/** Reads the document again with other choices, away from the requests, and keeps what it is understood to be. */
export async function readAnew(
  { db, today }: Pick<PersonRequest, 'db' | 'today'>,
  kept: Omit<ImportRow, 'understood'>,
  choices: KeptImport['choices'],
): Promise<Omit<ImportRow, 'understood'> & { readonly understood: string }> {
  const [document, names] = await Promise.all([documentOf(db, kept.id), knownNames(db)])
  const understood = await readAgain(document, { today, choices, names })
  await saveReading(db, kept.id, { choices, understood })
  return { ...kept, choices, understood }
}
