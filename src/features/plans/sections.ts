import type { ReportSection } from '#platform/documents/index.ts'
import { progressReport } from './reports/report.ts'
import { PLANS_SEEN } from './seeing.ts'

/** What the room says in reports: the summary of the progress report, as of the last day, from the record of that day that it is given. */
export const sections: readonly ReportSection[] = [
  {
    key: 'plans.progress',
    admits: 'plans:read',
    seenBy: PLANS_SEEN,
    compile: async (db, { on }) => {
      const { blocks } = await progressReport(db, { planIds: null, title: 'all action plans' }, on, {
        sections: ['summary', 'status', 'progress', 'overdue'],
        introduction: null,
        isSummary: true,
      })
      return blocks.map((one) => (one.type === 'heading' ? { ...one, level: 2 } : one))
    },
  },
]
