import { may, mayEverywhere } from '#platform/access/index.ts'
import type { ReportSection } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { formReply, type PersonRequest, page, type Reply } from '#platform/web/index.ts'
import type { beginForm } from './forms.ts'
import { definitionOf, foundReport } from './lookup.ts'
import { paperOf, type Report, type ReportPart } from './model.ts'
import { filesOf, reports, stepsOf } from './store.ts'
import { compareWithLog } from './verifying.ts'
import { beginPage, draftHead, issuedHead, ownPage, partPage, reportPage, reportsPage } from './views.ts'

export async function showReports({ db, person }: PersonRequest): Promise<Reply> {
  const canWrite = mayEverywhere(person, 'reports:write')
  const all = await reports(db, canWrite)
  return page(reportsPage(all, canWrite, may(person, 'plans:read')))
}

export function showBegin(asked: PersonRequest, form: ReturnType<typeof beginForm>, state: FormState): Reply {
  const definition = definitionOf(asked)
  return formReply(beginPage(definition, form.controls(state), state.errors))
}

export async function showReport(asked: PersonRequest, sections: readonly ReportSection[]): Promise<Reply> {
  const { report, parts } = await foundReport(asked, sections)
  const paper = paperOf(report, parts)
  const steps = mayEverywhere(asked.person, 'reports:write') ? await stepsOf(asked.db, report.id) : null
  const head = report.issuedAt
    ? issuedHead(report, await filesOf(asked.db, report.id), await compareWithLog(asked.db, report.id, report))
    : draftHead(report, parts, mayEverywhere(asked.person, 'reports:issue'))
  return page(reportPage({ report, paper, head, steps }))
}

export const showPart = (report: Report, part: ReportPart, state: FormState): Reply =>
  formReply(partPage(report, part, state))

export async function showOwn(
  asked: PersonRequest,
  sections: readonly ReportSection[],
  state: FormState,
): Promise<Reply> {
  const { report } = await foundReport(asked, sections)
  if (report.issuedAt) throw new NotFound()
  return formReply(ownPage(report, state))
}
