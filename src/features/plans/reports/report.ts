import { addDays, type Day, daysBetween, inWords, nextFinancialQuarter } from '#platform/calendar/index.ts'
import { type BarRow, barChart } from '#platform/charts/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { PaperBlock, PaperDocument } from '#platform/documents/index.ts'
import type { AsOf } from '#platform/past/index.ts'
import { counted } from '#platform/words.ts'
import { STANDINGS, STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import { SECTIONS, type Section, SUMMARY_SECTIONS } from './sections.ts'
import {
  annexActions,
  onRecordOf,
  type PlanIds,
  progress,
  type RecommendationProgress,
  type ReportAction,
  type ReportFigures,
  ROWS_MOST,
  reportActions,
  reportFigures,
  type SlippedAction,
  slippedActions,
  titleOf,
  type Which,
} from './store.ts'

/** What the report is of: some plans, or every plan. */
export interface Subject {
  readonly planIds: PlanIds
  readonly title: string
}

/** How somebody wants their report. */
export interface Tailoring {
  readonly sections: readonly Section[]
  readonly introduction: string | null
  /** Whether only the first rows of each table are told, so that the whole fits two pages. */
  readonly isSummary: boolean
}

export const WHOLE_REPORT: Tailoring = {
  sections: SECTIONS.filter((section) => section !== 'annex'),
  introduction: null,
  isSummary: false,
}

/** Rows of each table of a summary. */
const SUMMARY_ROWS = 5

type Part = () => Promise<PaperBlock[]>

/** The progress report of a past day from what was on record then; else its first line says that it shows today. */
export async function progressReportOn(
  db: Db,
  subject: Subject,
  asOf: AsOf,
  tailoring: Tailoring = WHOLE_REPORT,
): Promise<PaperDocument> {
  const { found, note } = await onRecordOf(db, subject.planIds, asOf, async (then) => {
    const called = subject.planIds?.length === 1 ? await titleOf(then, subject.planIds[0] ?? '') : null
    return progressReport(then, { ...subject, title: called ?? subject.title }, asOf.on, tailoring)
  })
  return note === null ? found : { ...found, blocks: [{ type: 'paragraph', text: note }, ...found.blocks] }
}

/** The progress report for a board, as things stood at the end of a day by the record that it is given. */
export async function progressReport(
  db: Db,
  { planIds, title }: Subject,
  asOf: Day,
  { sections, introduction, isSummary }: Tailoring = WHOLE_REPORT,
): Promise<PaperDocument> {
  const next = nextFinancialQuarter(asOf)
  const withPlan = planIds?.length !== 1
  const most = isSummary ? SUMMARY_ROWS : ROWS_MOST
  const figures = await reportFigures(db, planIds, asOf, next)
  const actions = async (which: Which) => (await reportActions(db, planIds, asOf, which, next)).slice(0, most)
  const lastDay: ActionColumn = { text: 'Last day', cell: ({ latest }) => (latest ? inWords(latest) : '') }
  const status: ActionColumn = { text: 'Status', cell: (row) => STATUS_NAMES[row.status] }
  const parts: Readonly<Record<Section, Part>> = {
    summary: async () => [heading('Summary'), ...summary(figures, asOf, next.name)],
    status: async () => (isSummary ? statusPart(figures).slice(0, 1) : statusPart(figures)),
    progress: async () =>
      progressPart((await progress(db, planIds, asOf)).slice(0, isSummary ? 8 : ROWS_MOST), withPlan),
    overdue: async () => [
      heading('Overdue'),
      ...actionsPart(
        await actions('overdue'),
        figures.overdue,
        'Nothing is overdue.',
        'Overdue actions, longest first',
        withPlan,
        [
          lastDay,
          {
            text: 'Days overdue',
            numeric: true,
            cell: ({ latest }) => (latest ? String(daysBetween(latest, asOf)) : ''),
          },
          status,
        ],
      ),
    ],
    slipped: async () => [
      heading('Slipped'),
      ...slippedPart((await slippedActions(db, planIds, asOf)).slice(0, most), figures, withPlan),
    ],
    awaiting: async () => [
      heading('Claims without a verdict'),
      ...actionsPart(
        await actions('awaiting'),
        figures.awaiting,
        'Every claim that an action is finished has been judged.',
        'Finished by the owner’s account, not yet judged',
        withPlan,
        [
          { text: 'Claimed as', cell: (row) => STATUS_NAMES[row.status] },
          { text: 'As of', cell: ({ claimedOn }) => (claimedOn ? inWords(claimedOn) : '') },
        ],
      ),
    ],
    refused: async () =>
      figures.refused === 0
        ? []
        : [
            heading('Claims that were not accepted'),
            ...actionsPart(
              await actions('refused'),
              figures.refused,
              '',
              'Claims that an assessor did not accept',
              withPlan,
              [{ text: 'The assessor’s reason', cell: ({ note }) => note ?? '' }],
            ),
          ],
    'due-next': async () => [
      heading('Due by the end of this quarter'),
      ...actionsPart(
        await actions('due-now'),
        figures.dueNow,
        `Nothing falls due by ${inWords(addDays(next.from, -1))}.`,
        `Due from ${inWords(asOf)} to ${inWords(addDays(next.from, -1))}`,
        withPlan,
        [lastDay, status],
      ),
      heading(`Due in ${next.name}`),
      ...actionsPart(
        await actions('due-next'),
        figures.dueNext,
        `Nothing falls due in ${next.name}.`,
        `Due from ${inWords(next.from)} to ${inWords(next.to)}`,
        withPlan,
        [lastDay, status],
      ),
    ],
    annex: async () => [heading('Annex: every action'), ...(await annexPart(db, planIds, asOf, withPlan))],
    method: async () => [heading('How the figures are made'), { type: 'paragraph', quiet: true, text: METHOD }],
  }
  const blocks: PaperBlock[] = (introduction ?? '')
    .split('\n')
    .filter((words) => words.trim() !== '')
    .map((words) => ({ type: 'paragraph', text: words }))
  const wanted = (isSummary ? SUMMARY_SECTIONS : SECTIONS).filter((known) => sections.includes(known))
  blocks.push(...(await Promise.all(wanted.map((section) => parts[section]()))).flat())
  return { title: `Progress report: ${title}`, subtitle: `As things stood on ${inWords(asOf)}`, blocks }
}

const METHOD =
  'An action is finished when its owner’s latest claim is complete, closed or superseded and no assessor has refused that claim. It is overdue when its last day, or that of one of its deliverables, has passed and it is neither finished nor on hold; what is ongoing, recurs, waits for a condition without a date or has no date cannot be overdue by itself. A slip is a change of the target date to a later last day.'

/** More rows than this are not for reading: the whole is there as a table to take away. */
const ANNEX_MOST = 2_000

async function annexPart(db: Db, planIds: PlanIds, asOf: Day, withPlan: boolean): Promise<PaperBlock[]> {
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
        row.targetText ?? 'None',
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
            text: `The first ${ANNEX_MOST.toLocaleString('en-GB')} are shown. All can be taken away as a table.`,
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

const heading = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })

function summary(figures: ReportFigures, asOf: Day, quarter: string): PaperBlock[] {
  const { actions, finished, overdue, awaiting, slipped, slippedDays, dueNow, dueNext } = figures
  if (actions === 0) return [{ type: 'paragraph', text: `There were no actions on ${inWords(asOf)}.` }]
  const share = Math.round((finished / actions) * 100)
  const items = [
    `${finished} of ${counted(actions, 'action', 'actions')} finished (${share}%)`,
    counted(overdue, 'action overdue', 'actions overdue'),
    `${counted(slipped, 'action has', 'actions have')} slipped${slipped > 0 ? `, by ${slippedDays} days in all` : ''}`,
    counted(awaiting, 'claim waits for a verdict', 'claims wait for a verdict'),
    `${counted(dueNow, 'action falls', 'actions fall')} due by the end of this quarter`,
    `${counted(dueNext, 'action falls', 'actions fall')} due in ${quarter}`,
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
    count > rows.length ? [{ type: 'paragraph', text: `The first ${rows.length} of ${count} are shown.` }] : []
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
