import { pagesOfDocument, type ReportSection } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type PersonRequest, page, type Reply } from '#platform/web/index.ts'
import { issuePage } from './issue-views.ts'
import { closedTo, foundReport } from './lookup.ts'
import { nothingSaid, paperOf } from './model.ts'

/** Asks whoever issues a report whether they mean to, and says what stands against it. */
export async function showIssue(
  asked: PersonRequest,
  sections: readonly ReportSection[],
  status = 200,
): Promise<Reply> {
  const { report, parts } = await foundReport(asked, sections)
  if (report.issuedAt) throw new NotFound()
  const pages = await pagesOfDocument(paperOf(report, parts))
  return page(
    issuePage({
      report,
      pages,
      shut: closedTo(asked, sections, parts),
      empty: nothingSaid(report, parts),
      today: asked.today,
    }),
    status,
  )
}
