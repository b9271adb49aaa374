import { addDays, type Day, daysBetween, inWords, nextFinancialQuarter } from '#platform/calendar/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { PaperBlock } from '#platform/documents/index.ts'
import { STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import { annexPart } from './annex.ts'
import { type Extent, WHOLE } from './extent.ts'
import { heading, statusPart, summary } from './figures.ts'
import type { Section } from './sections.ts'
import {
  actionsWithLostDays,
  type PlanIds,
  progress,
  type ReportFigures,
  reportActions,
  reportFigures,
  slippedActions,
  type Which,
} from './store.ts'
import { type ActionColumn, type ActionList, actionsPart, lostPart, progressPart, slippedPart } from './tables.ts'

/** One part of a report, from facts that have been read. */
type Told = (extent: Extent) => PaperBlock[]
type Telling = () => Promise<Told>

/** `Complete, not accepted`: what is claimed says nothing without what the assessor said of it. */
const claimAndVerdict: ActionColumn['cell'] = ({ status, verdict }) =>
  [STATUS_NAMES[status], ...(verdict ? [VERDICT_NAMES[verdict].toLowerCase()] : [])].join(', ')

/** What every part is made from: of which plans, on which day, with the figures of that day. */
interface Subject {
  readonly db: Db
  readonly planIds: PlanIds
  readonly asOf: Day
  readonly next: ReturnType<typeof nextFinancialQuarter>
  /** Whether each row says whose plan it is of. */
  readonly withPlan: boolean
  readonly figures: ReportFigures
}

/** The parts of a report: each reads what it needs, and then tells as much of it as is wanted. */
export async function partsOf(db: Db, planIds: PlanIds, asOf: Day): Promise<Readonly<Record<Section, Telling>>> {
  const next = nextFinancialQuarter(asOf)
  const figures = await reportFigures(db, planIds, asOf, next)
  const subject: Subject = { db, planIds, asOf, next, withPlan: planIds?.length !== 1, figures }
  return {
    summary: () => summaryOf(subject),
    status: async () => (extent) => (extent === WHOLE ? statusPart(figures) : statusPart(figures).slice(0, 1)),
    progress: () => progressOf(subject),
    overdue: under('Overdue', () => overdueOf(subject)),
    slipped: under('Slipped', () => slippedOf(subject)),
    awaiting: under('Claims without a verdict', () => awaitingOf(subject)),
    refused: () => refusedOf(subject),
    'due-next': () => dueOf(subject),
    annex: () => annexOf(subject),
    method: async () => () => [heading('How the figures are made'), { type: 'paragraph', quiet: true, text: METHOD }],
  }
}

const LAST_DAY: ActionColumn = { text: 'Last day', cell: ({ due }) => (due ? inWords(due) : '') }
const STATUS: ActionColumn = { text: 'Status', cell: claimAndVerdict }

async function listOf(
  { db, planIds, asOf, next, withPlan }: Subject,
  which: Which,
  list: Omit<ActionList, 'withPlan'>,
): Promise<Told> {
  const rows = await reportActions(db, planIds, asOf, which, next)
  return (extent) => actionsPart(rows, extent, { ...list, withPlan })
}

/** A part under its heading. */
const under =
  (text: string, part: () => Promise<Told>): Telling =>
  async () => {
    const told = await part()
    return (extent) => [heading(text), ...told(extent)]
  }

async function summaryOf({ db, planIds, asOf, next, figures }: Subject): Promise<Told> {
  const lost = await actionsWithLostDays(db, planIds, asOf)
  return () => [heading('Summary'), ...summary(figures, lost, asOf, next.name)]
}

async function progressOf({ db, planIds, asOf, withPlan }: Subject): Promise<Told> {
  const rows = await progress(db, planIds, asOf)
  return (extent) => progressPart(rows, extent, withPlan)
}

function overdueOf(subject: Subject): Promise<Told> {
  const daysOverdue: ActionColumn = {
    text: 'Days overdue',
    numeric: true,
    cell: ({ due }) => (due ? String(daysBetween(due, subject.asOf)) : ''),
  }
  return listOf(subject, 'overdue', {
    count: subject.figures.overdue,
    none: 'Nothing is overdue.',
    caption: 'Overdue actions, longest first',
    columns: [LAST_DAY, daysOverdue, STATUS],
  })
}

async function slippedOf({ db, planIds, asOf, withPlan, figures }: Subject): Promise<Told> {
  const [rows, lost] = await Promise.all([slippedActions(db, planIds, asOf), actionsWithLostDays(db, planIds, asOf)])
  return (extent) => [
    ...slippedPart(rows.slice(0, extent.rows), figures, withPlan),
    ...lostPart(lost.slice(0, extent.rows), withPlan),
  ]
}

const awaitingOf = (subject: Subject): Promise<Told> =>
  listOf(subject, 'awaiting', {
    count: subject.figures.awaiting,
    none: 'No claim waits for a verdict.',
    caption: 'Finished by the owner’s account, not yet judged',
    columns: [
      { text: 'Claimed as', cell: (row) => STATUS_NAMES[row.status] },
      { text: 'As of', cell: ({ claimedOn }) => (claimedOn ? inWords(claimedOn) : '') },
    ],
  })

/** Said only where there are some. */
async function refusedOf(subject: Subject): Promise<Told> {
  if (subject.figures.refused === 0) return () => []
  return under('Claims that were not accepted', () =>
    listOf(subject, 'refused', {
      count: subject.figures.refused,
      none: '',
      caption: 'Claims that an assessor did not accept',
      columns: [{ text: 'The assessor’s reason', cell: ({ note }) => note ?? '' }],
    }),
  )()
}

/** What falls due by the end of this quarter, and in the next. */
async function dueOf(subject: Subject): Promise<Told> {
  const { asOf, next, figures } = subject
  const columns = [LAST_DAY, STATUS]
  const lastDay = inWords(addDays(next.from, -1))
  const dueNow = under('Due by the end of this quarter', () =>
    listOf(subject, 'due-now', {
      count: figures.dueNow,
      none: `Nothing falls due by ${lastDay}.`,
      caption: `Due from ${inWords(asOf)} to ${lastDay}`,
      columns,
    }),
  )
  const dueNext = under(`Due in ${next.name}`, () =>
    listOf(subject, 'due-next', {
      count: figures.dueNext,
      none: `Nothing falls due in ${next.name}.`,
      caption: `Due from ${inWords(next.from)} to ${inWords(next.to)}`,
      columns,
    }),
  )
  const [now, then] = await Promise.all([dueNow(), dueNext()])
  return (extent) => [...now(extent), ...then(extent)]
}

async function annexOf({ db, planIds, asOf, withPlan }: Subject): Promise<Told> {
  const rows = await annexPart(db, planIds, asOf, withPlan)
  return () => [heading('Annex: every action'), ...rows]
}

const METHOD =
  'An action is finished when its owner’s latest claim is complete, closed or superseded and no assessor has refused that claim; one that was accepted in part counts as finished, and is told apart. It is overdue when its last day, or that of one of its deliverables, has passed and it is neither finished nor on hold; what is ongoing, recurs, waits for a condition without a date or has no date cannot be overdue by itself. A deliverable that was due before the day of the plan, or of the version that brought its action, is not counted; nor is one of an action made here that was due before the day it was made. A slip is a change of the target date to a later last day; days slipped are those of such changes, and a change to an earlier day takes none of them away. A target date was taken away where a change left the action without a last day that it had.'
