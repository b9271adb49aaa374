import type { Day } from '#platform/calendar/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { PaperBlock } from '#platform/documents/index.ts'
import { STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import { targetAsSaid } from '../targets.ts'
import { annexActions, type PlanIds } from './store.ts'

/** More rows than this are not for reading: the whole is there as a table to take away. */
const ANNEX_MOST = 2_000

/** Every action as it stood, as far as that is for reading. */
export async function annexPart(db: Db, planIds: PlanIds, asOf: Day, withPlan: boolean): Promise<PaperBlock[]> {
  const rows: string[][] = []
  let count = 0
  for await (const batch of annexActions(db, planIds, asOf)) {
    count += batch.length
    for (const row of batch.slice(0, Math.max(0, ANNEX_MOST - rows.length)))
      rows.push([
        ...(withPlan ? [row.plan] : []),
        [row.recommendationRef, row.recommendation].filter(Boolean).join('. '),
        row.ref ?? '–',
        row.text,
        row.owners ?? 'None',
        row.priority ?? '',
        targetAsSaid(row) ?? 'None',
        `${STATUS_NAMES[row.status]}${row.isOverdue ? ' (overdue)' : ''}`,
        row.verdict ? VERDICT_NAMES[row.verdict] : '',
        row.commentary ?? '',
      ])
    if (rows.length >= ANNEX_MOST) break
  }
  if (rows.length === 0) return [{ type: 'paragraph', text: 'There were no actions.' }]
  const cut: PaperBlock[] =
    count > rows.length || rows.length >= ANNEX_MOST
      ? [
          {
            type: 'paragraph',
            text: `The first ${ANNEX_MOST.toLocaleString('en-GB')} are shown. All can be downloaded as a table.`,
          },
        ]
      : []
  return [
    ...cut,
    {
      type: 'table',
      caption: 'Every action as it stood',
      columns: [
        ...(withPlan ? [{ text: 'Plan', share: 2 }] : []),
        { text: 'Recommendation', share: 3 },
        { text: 'Ref', share: 0.9 },
        { text: 'Action', share: 4.5 },
        { text: 'Owner', share: 1.8 },
        { text: 'Priority', share: 1 },
        { text: 'Target date', share: 1.7 },
        { text: 'Status', share: 1.5 },
        { text: 'Verdict', share: 1.3 },
        { text: 'Latest commentary', share: 3 },
      ],
      rows,
    },
  ]
}
