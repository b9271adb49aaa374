import { type Day, daysBetween, inWords, nextFinancialQuarter } from '#platform/calendar/index.ts'
import { type BarRow, barChart } from '#platform/charts/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { PaperBlock, PaperDocument } from '#platform/documents/index.ts'
import { STANDINGS, STATUS_NAMES } from '../model.ts'
import {
  progress,
  type RecommendationProgress,
  type ReportAction,
  type ReportFigures,
  ROWS_MOST,
  reportActions,
  reportFigures,
  type SlippedAction,
  slippedActions,
} from './store.ts'

/** What the report is of: one plan, or every plan. */
export interface Subject {
  readonly planId: string | null
  readonly title: string
}

/** The progress report for a board, as things stood at the end of a day. */
export async function progressReport(db: Queries, { planId, title }: Subject, asOf: Day): Promise<PaperDocument> {
  const next = nextFinancialQuarter(asOf)
  const [figures, overdue, awaiting, refused, dueNext, slipped, parts] = await Promise.all([
    reportFigures(db, planId, asOf, next),
    reportActions(db, planId, asOf, 'overdue', next),
    reportActions(db, planId, asOf, 'awaiting', next),
    reportActions(db, planId, asOf, 'refused', next),
    reportActions(db, planId, asOf, 'due-next', next),
    slippedActions(db, planId, asOf),
    progress(db, planId, asOf),
  ])
  const withPlan = planId === null
  return {
    title: `Progress report: ${title}`,
    subtitle: `As things stood on ${inWords(asOf)}`,
    blocks: [
      heading('Summary'),
      ...summary(figures, asOf, next.name),
      ...statusPart(figures),
      ...progressPart(parts, withPlan),
      heading('Overdue'),
      ...actionsPart(overdue, figures.overdue, 'Nothing is overdue.', 'Overdue actions, longest first', withPlan, [
        { text: 'Last day', cell: ({ latest }) => (latest ? inWords(latest) : '') },
        {
          text: 'Days overdue',
          numeric: true,
          cell: ({ latest }) => (latest ? String(daysBetween(latest, asOf)) : ''),
        },
        { text: 'Status', cell: ({ status }) => STATUS_NAMES[status] },
      ]),
      heading('Slipped'),
      ...slippedPart(slipped, figures, withPlan),
      heading('Claims without a verdict'),
      ...actionsPart(
        awaiting,
        figures.awaiting,
        'Every claim that an action is finished has been judged.',
        'Finished by the owner’s account, not yet judged',
        withPlan,
        [
          { text: 'Claimed as', cell: ({ status }) => STATUS_NAMES[status] },
          { text: 'As of', cell: ({ claimedOn }) => (claimedOn ? inWords(claimedOn) : '') },
        ],
      ),
      ...(figures.refused > 0
        ? [
            heading('Claims that were not accepted'),
            ...actionsPart(refused, figures.refused, '', 'Claims that an assessor did not accept', withPlan, [
              { text: 'The assessor’s reason', cell: ({ note }) => note ?? '' },
            ]),
          ]
        : []),
      heading(`Due in ${next.name}`),
      ...actionsPart(
        dueNext,
        figures.dueNext,
        `Nothing falls due in ${next.name}.`,
        `Due from ${inWords(next.from)} to ${inWords(next.to)}`,
        withPlan,
        [
          { text: 'Last day', cell: ({ latest }) => (latest ? inWords(latest) : '') },
          { text: 'Status', cell: ({ status }) => STATUS_NAMES[status] },
        ],
      ),
      heading('How the figures are made'),
      {
        type: 'paragraph',
        quiet: true,
        text: 'An action is finished when its owner’s latest claim is complete, closed or superseded and no assessor has refused that claim. It is overdue when its last day has passed and it is neither finished nor on hold; what is ongoing, recurs, waits for a condition without a date or has no date cannot be overdue. A slip is a change of the target date to a later last day.',
      },
    ],
  }
}

const heading = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })

const are = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

function summary(figures: ReportFigures, asOf: Day, quarter: string): PaperBlock[] {
  const { actions, finished, overdue, awaiting, slipped, slippedDays, dueNext } = figures
  if (actions === 0) return [{ type: 'paragraph', text: `There were no actions on ${inWords(asOf)}.` }]
  const share = Math.round((finished / actions) * 100)
  const items = [
    `${finished} of ${are(actions, 'action', 'actions')} finished (${share}%)`,
    are(overdue, 'action overdue', 'actions overdue'),
    `${are(slipped, 'action has', 'actions have')} slipped${slipped > 0 ? `, by ${slippedDays} days in all` : ''}`,
    are(awaiting, 'claim waits for a verdict', 'claims wait for a verdict'),
    `${are(dueNext, 'action falls', 'actions fall')} due in ${quarter}`,
  ]
  return [{ type: 'list', items }]
}

function statusPart({ byStatus, actions }: ReportFigures): PaperBlock[] {
  if (actions === 0) return []
  const colours = {
    unclaimed: 'grey',
    'not-started': 'light',
    'in-progress': 'blue',
    complete: 'green',
    closed: 'green',
    'on-hold': 'yellow',
    superseded: 'light',
  } as const
  const rows = STANDINGS.map(
    (status): BarRow => ({ label: STATUS_NAMES[status], value: byStatus[status] ?? 0, colour: colours[status] }),
  )
  const description = rows.map(({ label, value }) => `${label} ${value}`).join(', ')
  const height = rows.length * 34 + 12
  return [
    {
      type: 'picture',
      svg: barChart({ id: 'by-status', title: 'Actions by what their owners claim', description, rows }),
      width: 760,
      height,
      description: `Actions by what their owners claim: ${description}`,
    },
    {
      type: 'table',
      caption: 'Actions by what their owners claim',
      columns: [
        { text: 'Status', share: 3 },
        { text: 'Actions', numeric: true },
        { text: 'Share', numeric: true },
      ],
      rows: rows.map(({ label, value }) => [label, String(value), `${Math.round((value / actions) * 100)}%`]),
    },
  ]
}

function progressPart(parts: readonly RecommendationProgress[], withPlan: boolean): PaperBlock[] {
  const name = ({ plan, ref, text }: RecommendationProgress) =>
    withPlan ? plan : [ref, text].filter(Boolean).join('. ') || 'No recommendation'
  return [
    heading(withPlan ? 'By plan' : 'By recommendation'),
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

interface ActionColumn {
  readonly text: string
  readonly numeric?: boolean
  readonly cell: (action: ReportAction) => string
}

function actionsPart(
  rows: readonly ReportAction[],
  count: number,
  none: string,
  caption: string,
  withPlan: boolean,
  columns: readonly ActionColumn[],
): PaperBlock[] {
  if (rows.length === 0) return [{ type: 'paragraph', text: none }]
  const cut: PaperBlock[] =
    count > rows.length ? [{ type: 'paragraph', text: `The first ${ROWS_MOST} of ${count} are shown.` }] : []
  return [
    ...cut,
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
      rows: rows.map((action) => [
        ...(withPlan ? [action.plan] : []),
        action.ref ?? '–',
        action.text,
        action.owners ?? 'None',
        action.targetText ?? 'None',
        ...columns.map(({ cell }) => cell(action)),
      ]),
    },
  ]
}

function slippedPart(rows: readonly SlippedAction[], { slipped }: ReportFigures, withPlan: boolean): PaperBlock[] {
  if (rows.length === 0) return [{ type: 'paragraph', text: 'No target date has been moved later.' }]
  const cut: PaperBlock[] =
    slipped > rows.length ? [{ type: 'paragraph', text: `The first ${ROWS_MOST} of ${slipped} are shown.` }] : []
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
        { text: 'Days', numeric: true },
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
