import { inWords } from '#platform/calendar/index.ts'
import type { PaperBlock } from '#platform/documents/index.ts'
import { targetAsSaid } from '../targets.ts'
import { cut, type Extent } from './extent.ts'
import { heading } from './figures.ts'
import type { LostDay, RecommendationProgress, ReportAction, ReportFigures, SlippedAction } from './store.ts'

/** How far each recommendation, or each plan, has come. */
export function progressPart(
  all: readonly RecommendationProgress[],
  { progress: most, letters }: Extent,
  withPlan: boolean,
): PaperBlock[] {
  const parts = all.slice(0, most)
  const title = heading(withPlan ? 'By plan' : 'By recommendation')
  const name = ({ plan, ref, text }: RecommendationProgress) =>
    cut(withPlan ? plan : [ref, text].filter(Boolean).join('. ') || 'No recommendation', letters)
  if (parts.length === 0)
    return [title, ...shownOf(0, all.length, withPlan ? 'No plan has actions.' : 'There are none.')]
  return [
    title,
    ...shownOf(parts.length, all.length, ''),
    {
      type: 'table',
      caption: withPlan ? 'Progress by plan, most overdue first' : 'Progress by recommendation',
      columns: [
        { text: withPlan ? 'Plan' : 'Recommendation', share: 6 },
        { text: 'Actions', numeric: true },
        { text: 'Finished', numeric: true },
        { text: 'Overdue', numeric: true },
      ],
      rows: parts.map((part) => [name(part), String(part.actions), String(part.finished), String(part.overdue)]),
    },
  ]
}

/** How many of how many rows are told, where that is not all of them. */
function shownOf(shown: number, count: number, none: string): PaperBlock[] {
  if (count === 0) return [{ type: 'paragraph', text: none }]
  if (shown >= count) return []
  const text = shown === 0 ? `${count} in all, which are not shown here.` : `The first ${shown} of ${count} are shown.`
  return [{ type: 'paragraph', text }]
}

export interface ActionColumn {
  readonly text: string
  readonly numeric?: boolean
  readonly cell: (action: ReportAction) => string
}

export interface ActionList {
  readonly count: number
  readonly none: string
  readonly caption: string
  readonly withPlan: boolean
  readonly columns: readonly ActionColumn[]
}

/** Some of the actions, with the columns that matter there. */
export function actionsPart(
  all: readonly ReportAction[],
  { rows: most, letters }: Extent,
  { count, none, caption, withPlan, columns }: ActionList,
): PaperBlock[] {
  const rows = all.slice(0, most)
  const said = shownOf(rows.length, count, none)
  if (rows.length === 0) return said
  return [
    ...said,
    {
      type: 'table',
      caption,
      columns: [
        ...(withPlan ? [{ text: 'Plan', share: 3 }] : []),
        { text: 'Ref', share: 1 },
        { text: 'Action', share: 6 },
        { text: 'Owner', share: 2.5 },
        { text: 'Target date', share: 2 },
        ...columns.map(({ text, numeric }) => ({ text, share: 1.8, ...(numeric ? { numeric } : {}) })),
      ],
      rows: rows.map((action) =>
        [
          ...(withPlan ? [action.plan] : []),
          action.ref ?? '–',
          action.text,
          action.owners ?? 'None',
          targetAsSaid(action) ?? 'None',
          ...columns.map(({ cell }) => cell(action)),
        ].map((text) => cut(text, letters)),
      ),
    },
  ]
}

/** The actions whose dates were moved later. */
export function slippedPart(
  rows: readonly SlippedAction[],
  { slipped }: ReportFigures,
  withPlan: boolean,
): PaperBlock[] {
  if (rows.length === 0) return [{ type: 'paragraph', text: 'No target date has been moved later.' }]
  const cut: PaperBlock[] =
    slipped > rows.length ? [{ type: 'paragraph', text: `The first ${rows.length} of ${slipped} are shown.` }] : []
  return [
    ...cut,
    {
      type: 'table',
      caption: 'Actions whose target date was moved later, furthest first',
      columns: [
        ...(withPlan ? [{ text: 'Plan', share: 3 }] : []),
        { text: 'Ref', share: 1 },
        { text: 'Action', share: 5 },
        { text: 'First date', share: 2 },
        { text: 'Date now', share: 2 },
        { text: 'Times', numeric: true },
        { text: 'Days later', numeric: true },
        { text: 'Latest reason', share: 3 },
      ],
      rows: rows.map((row) => [
        ...(withPlan ? [row.plan] : []),
        row.ref ?? '–',
        row.text,
        row.first,
        row.now,
        String(row.slips),
        String(row.days),
        row.reason ?? '',
      ]),
    },
  ]
}

/** The actions whose last day was taken away. */
export function lostPart(rows: readonly LostDay[], withPlan: boolean): PaperBlock[] {
  if (rows.length === 0) return []
  const all = rows[0]?.all ?? 0
  const cut: PaperBlock[] =
    all > rows.length ? [{ type: 'paragraph', text: `The first ${rows.length} of ${all} are shown.` }] : []
  return [
    ...cut,
    {
      type: 'table',
      caption: 'Actions whose last day was taken away',
      columns: [
        ...(withPlan ? [{ text: 'Plan', share: 3 }] : []),
        { text: 'Ref', share: 1 },
        { text: 'Action', share: 5 },
        { text: 'Date before', share: 2 },
        { text: 'Last day then', share: 2 },
        { text: 'Date now', share: 2 },
        { text: 'Reason', share: 3 },
      ],
      rows: rows.map(({ plan, ref, text, was, wasOn, now, reason }) => [
        ...(withPlan ? [plan] : []),
        ref ?? '–',
        text,
        was,
        inWords(wasOn),
        now,
        reason ?? '',
      ]),
    },
  ]
}
