import { mayEverywhere } from '#platform/access/index.ts'
import { isAdmitted, type ReportSection } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { definitions, type Report, type ReportPart } from './model.ts'
import { findPart, findReport, partsOf } from './store.ts'

/** The definition that an address names. */
export function definitionOf({ params }: PersonRequest) {
  const definition = definitions.find(({ key }) => key === params.kind)
  if (!definition) throw new NotFound()
  return definition
}

/** Parts that somebody could not compile themselves. */
export const closedTo = (
  { person }: PersonRequest,
  sections: readonly ReportSection[],
  parts: readonly ReportPart[],
): ReportPart[] =>
  parts.filter(({ section }) => {
    const own = sections.find(({ key }) => key === section)
    return own !== undefined && !isAdmitted(own, person)
  })

/** A report that was issued, whole; a draft for those who write reports, without the parts that they may not see. */
export async function foundReport(
  asked: PersonRequest,
  sections: readonly ReportSection[],
): Promise<{ report: Report; parts: readonly ReportPart[] }> {
  const id = asked.params.id ?? ''
  const report = isId(id) ? await findReport(asked.db, id) : null
  if (!report || (!report.issuedAt && !mayEverywhere(asked.person, 'reports:write'))) throw new NotFound()
  const parts = await partsOf(asked.db, id)
  if (report.issuedAt) return { report, parts }
  const shut = new Set(closedTo(asked, sections, parts).map((part) => part.id))
  return { report, parts: parts.map((part) => (shut.has(part.id) ? { ...part, blocks: null } : part)) }
}

/** A part of a report that is not issued. */
export async function foundPart({ db, params }: PersonRequest) {
  const id = params.id ?? ''
  const part = isId(id) ? await findPart(db, id) : null
  const report = part ? await findReport(db, part.reportId) : null
  if (!part || !report || report.issuedAt) throw new NotFound()
  return { part, report }
}
