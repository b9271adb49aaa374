import { addDays, type Day, daysBetween, inWords, nextFinancialQuarter } from '#platform/calendar/index.ts'
import { type BarRow, barChart } from '#platform/charts/index.ts'
import type { Db } from '#platform/db/index.ts'
import {
  firstWithin,
  type PaperBlock,
  type PaperDocument,
  type Place,
  writtenBlocks,
} from '#platform/documents/index.ts'
import type { AsOf } from '#platform/past/index.ts'
import { counted } from '#platform/words.ts'
import { STANDINGS, STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import { SECTION_NAMES, SECTIONS, type Section, SUMMARY_SECTIONS } from './sections.ts'
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

/** A report, and which of its blocks are what somebody wrote at its start. */
export interface ProgressReport extends PaperDocument {
  readonly introduction: string
  readonly opening: readonly PaperBlock[]
}

/** How somebody wants their report. */
export interface Tailoring {
  readonly sections: readonly Section[]
  readonly introduction: string | null
  /** Whether only so much is told as fits two pages. */
  readonly isSummary: boolean
  /** Where a summary is to fit, if that is not A4 paper of our own. */
  readonly place?: Place
}

export const WHOLE_REPORT: Tailoring = {
  sections: SECTIONS.filter((section) => section !== 'annex'),
  introduction: null,
  isSummary: false,
}

/** How much of everything a report tells. */
interface Extent {
  /** Rows of each table of actions, and of progress. */
  readonly rows: number
  readonly progress: number
  /** Letters of each text of a table, and of the introduction. */
  readonly letters: number
  readonly words: number
}

const WHOLE: Extent = { rows: ROWS_MOST, progress: ROWS_MOST, letters: Infinity, words: Infinity }

/** What a summary tells, the most first: the first of these that fits two pages. */
const SUMMARIES: readonly Extent[] = [
  { rows: 5, progress: 8, letters: Infinity, words: Infinity },
  { rows: 5, progress: 8, letters: 300, words: Infinity },
  { rows: 5, progress: 8, letters: 160, words: 3_000 },
  { rows: 4, progress: 6, letters: 160, words: 2_400 },
  { rows: 3, progress: 5, letters: 160, words: 2_000 },
  { rows: 3, progress: 5, letters: 120, words: 1_500 },
  { rows: 3, progress: 4, letters: 120, words: 1_000 },
  { rows: 2, progress: 4, letters: 120, words: 1_000 },
  { rows: 2, progress: 3, letters: 90, words: 700 },
  { rows: 1, progress: 3, letters: 90, words: 700 },
  { rows: 0, progress: 2, letters: 90, words: 700 },
  { rows: 0, progress: 0, letters: 60, words: 300 },
]
const SUMMARY_PAGES = 2
/** What may still be put before a report, in pages: a sentence that says of which day the record is. */
const NOTE_PAGES = 0.06

/** One part of a report, from facts that have been read. */
type Told = (extent: Extent) => PaperBlock[]
type Part = () => Promise<Told>

/** The progress report of a past day from what was on record then; else its first line says that it shows today. */
export async function progressReportOn(
  db: Db,
  subject: Subject,
  asOf: AsOf,
  tailoring: Tailoring = WHOLE_REPORT,
): Promise<ProgressReport> {
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
  { sections, introduction, isSummary, place }: Tailoring = WHOLE_REPORT,
): Promise<ProgressReport> {
  const parts = await partsOf(db, planIds, asOf)
  const known = isSummary ? SUMMARY_SECTIONS : SECTIONS
  const told = await Promise.all(
    known.filter((section) => sections.includes(section)).map((section) => parts[section]()),
  )
  const leftOut = isSummary ? SECTIONS.filter((one) => sections.includes(one) && !known.includes(one)) : []
  const draft = (extent: Extent): ProgressReport => {
    const words = opening(introduction, extent)
    const begins = writtenBlocks(words)
    return {
      title: `Progress report: ${title}`,
      subtitle: `As things stood on ${inWords(asOf)}`,
      isOneWay: isSummary,
      introduction: words,
      opening: begins,
      blocks: [...begins, ...told.flatMap((part) => part(extent)), ...leavesOut(extent, leftOut)],
    }
  }
  if (!isSummary) return draft(WHOLE)
  return firstWithin(SUMMARY_PAGES - NOTE_PAGES, SUMMARIES.values().map(draft), place)
}

/** What somebody wrote at the start, as far as there is room for it. */
function opening(introduction: string | null, { words }: Extent): string {
  if (introduction === null || introduction.trim() === '') return ''
  // A line that is short takes a line all the same.
  const most = words === Infinity ? Infinity : Math.ceil(words / 80)
  const lines = introduction.split('\n').filter((line) => line.trim() !== '')
  if (lines.length <= most) return cut(introduction, words)
  return cut(`${lines.slice(0, most).join('\n')}…`, words)
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text)

/** What a summary says of what it does not say. */
function leavesOut({ letters }: Extent, sections: readonly Section[]): PaperBlock[] {
  const words = [
    ...(sections.length > 0
      ? [`This summary leaves out: ${sections.map((section) => SECTION_NAMES[section]).join('; ')}.`]
      : []),
    ...(letters === Infinity ? [] : ['Long texts are cut where … stands.']),
  ]
  return words.length === 0
    ? []
    : [{ type: 'paragraph', quiet: true, text: `${words.join(' ')} The full report has everything.` }]
}

/** The parts of a report: each reads what it needs, and then tells as much of it as is wanted. */
async function partsOf(db: Db, planIds: PlanIds, asOf: Day): Promise<Readonly<Record<Section, Part>>> {
  const next = nextFinancialQuarter(asOf)
  const withPlan = planIds?.length !== 1
  const figures = await reportFigures(db, planIds, asOf, next)
  const lastDay: ActionColumn = { text: 'Last day', cell: ({ latest }) => (latest ? inWords(latest) : '') }
  const status: ActionColumn = { text: 'Status', cell: (row) => STATUS_NAMES[row.status] }
  const listOf = async (which: Which, list: Omit<ActionList, 'withPlan'>): Promise<Told> => {
    const rows = await reportActions(db, planIds, asOf, which, next)
    return (extent) => actionsPart(rows, extent, { ...list, withPlan })
  }
  const under =
    (text: string, part: () => Promise<Told>): Part =>
    async () => {
      const told = await part()
      return (extent) => [heading(text), ...told(extent)]
    }
  const dueNow = under('Due by the end of this quarter', () =>
    listOf('due-now', {
      count: figures.dueNow,
      none: `Nothing falls due by ${inWords(addDays(next.from, -1))}.`,
      caption: `Due from ${inWords(asOf)} to ${inWords(addDays(next.from, -1))}`,
      columns: [lastDay, status],
    }),
  )
  const dueNext = under(`Due in ${next.name}`, () =>
    listOf('due-next', {
      count: figures.dueNext,
      none: `Nothing falls due in ${next.name}.`,
      caption: `Due from ${inWords(next.from)} to ${inWords(next.to)}`,
      columns: [lastDay, status],
    }),
  )
  const daysOverdue: ActionColumn = {
    text: 'Days overdue',
    numeric: true,
    cell: ({ latest }) => (latest ? String(daysBetween(latest, asOf)) : ''),
  }
  return {
    summary: async () => () => [heading('Summary'), ...summary(figures, asOf, next.name)],
    status: async () => (extent) => (extent === WHOLE ? statusPart(figures) : statusPart(figures).slice(0, 1)),
    progress: async () => {
      const rows = await progress(db, planIds, asOf)
      return (extent) => progressPart(rows, extent, withPlan)
    },
    overdue: under('Overdue', () =>
      listOf('overdue', {
        count: figures.overdue,
        none: 'Nothing is overdue.',
        caption: 'Overdue actions, longest first',
        columns: [lastDay, daysOverdue, status],
      }),
    ),
    slipped: under('Slipped', async () => {
      const rows = await slippedActions(db, planIds, asOf)
      return (extent) => slippedPart(rows.slice(0, extent.rows), figures, withPlan)
    }),
    awaiting: under('Claims without a verdict', () =>
      listOf('awaiting', {
        count: figures.awaiting,
        none: 'Every claim that an action is finished has been judged.',
        caption: 'Finished by the owner’s account, not yet judged',
        columns: [
          { text: 'Claimed as', cell: (row) => STATUS_NAMES[row.status] },
          { text: 'As of', cell: ({ claimedOn }) => (claimedOn ? inWords(claimedOn) : '') },
        ],
      }),
    ),
    refused: async () => {
      if (figures.refused === 0) return () => []
      return under('Claims that were not accepted', () =>
        listOf('refused', {
          count: figures.refused,
          none: '',
          caption: 'Claims that an assessor did not accept',
          columns: [{ text: 'The assessor’s reason', cell: ({ note }) => note ?? '' }],
        }),
      )()
    },
    'due-next': async () => {
      const [now, then] = await Promise.all([dueNow(), dueNext()])
      return (extent) => [...now(extent), ...then(extent)]
    },
    annex: async () => {
      const rows = await annexPart(db, planIds, asOf, withPlan)
      return () => [heading('Annex: every action'), ...rows]
    },
    method: async () => () => [heading('How the figures are made'), { type: 'paragraph', quiet: true, text: METHOD }],
  }
}

const METHOD =
  'An action is finished when its owner’s latest claim is complete, closed or superseded and no assessor has refused that claim. It is overdue when its last day, or that of one of its deliverables, has passed and it is neither finished nor on hold; what is ongoing, recurs, waits for a condition without a date or has no date cannot be overdue by itself. A slip is a change of the target date to a later last day; days slipped are those of such changes, and a change to an earlier day takes none of them away.'

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

const heading = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })

function summary(figures: ReportFigures, asOf: Day, quarter: string): PaperBlock[] {
  const { actions, finished, overdue, awaiting, slipped, slippedDays, dueNow, dueNext } = figures
  if (actions === 0) return [{ type: 'paragraph', text: `There were no actions on ${inWords(asOf)}.` }]
  const share = Math.round((finished / actions) * 100)
  const items = [
    `${finished} of ${counted(actions, 'action', 'actions')} finished (${share}%)`,
    counted(overdue, 'action overdue', 'actions overdue'),
    `${counted(slipped, 'action has', 'actions have')} slipped${slipped > 0 ? `, by ${counted(slippedDays, 'day', 'days')} in all` : ''}`,
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

function progressPart(
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

interface ActionColumn {
  readonly text: string
  readonly numeric?: boolean
  readonly cell: (action: ReportAction) => string
}

interface ActionList {
  readonly count: number
  readonly none: string
  readonly caption: string
  readonly withPlan: boolean
  readonly columns: readonly ActionColumn[]
}

function actionsPart(
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
          action.targetText ?? 'None',
          ...columns.map(({ cell }) => cell(action)),
        ].map((text) => cut(text, letters)),
      ),
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
