import { asTheReader } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type BarRow, barPicture, drawnWithin } from '#platform/charts/index.ts'
import type { PaperBlock } from '#platform/documents/index.ts'
import { counted, shortened } from '#platform/words.ts'
import { STANDINGS, STATUS_NAMES } from '../model.ts'
import type { LostDay, ReportFigures } from './store.ts'

export const heading = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })

/** The figures that a board reads first. */
export function summary(figures: ReportFigures, lost: readonly LostDay[], asOf: Day, quarter: string): PaperBlock[] {
  const { actions, finished, overdue, awaiting, partly, slipped, slippedDays, dueNow, dueNext } = figures
  if (actions === 0) return [{ type: 'paragraph', text: `There were no actions on ${inWords(asOf)}.` }]
  const share = Math.round((finished / actions) * 100)
  const items = [
    `${finished} of ${counted(actions, 'action', 'actions')} finished (${share}%)`,
    counted(overdue, 'action overdue', 'actions overdue'),
    `${counted(slipped, 'action has', 'actions have')} slipped${slipped > 0 ? `, by ${counted(slippedDays, 'day', 'days')} in all` : ''}`,
    ...(lost.length > 0 ? [lostInWords(lost)] : []),
    counted(awaiting, 'claim waits for a verdict', 'claims wait for a verdict'),
    ...(partly > 0 ? [counted(partly, 'claim was accepted only in part', 'claims were accepted only in part')] : []),
    `${counted(dueNow, 'action falls', 'actions fall')} due by the end of this quarter`,
    `${counted(dueNext, 'action falls', 'actions fall')} due in ${quarter}`,
  ]
  return [{ type: 'list', items }]
}

const LOST_NAMED = 3

/** Such as `1 target date was taken away: 2.1, was 3 April 2027`. */
function lostInWords(lost: readonly LostDay[]): string {
  const all = lost[0]?.all ?? 0
  const named = lost
    .slice(0, LOST_NAMED)
    .map(({ ref, text, wasOn }) => `${ref ?? shortened(text, 60)}, was ${inWords(wasOn)}`)
  const rest = all > named.length ? `; and ${(all - named.length).toLocaleString('en-GB')} more` : ''
  return `${counted(all, 'target date was', 'target dates were')} taken away: ${named.join('; ')}${rest}`
}

/** How many actions stand how, as a picture and as a table. */
export function statusPart(figures: ReportFigures): PaperBlock[] {
  const { byStatus, actions } = figures
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
      svg: barPicture({
        from: drawnWithin(asTheReader('the report'), figures),
        id: 'by-status',
        title: 'Actions by their latest claim',
        description,
        rows,
      }),
      width: 760,
      height,
      description: `Actions by their latest claim: ${description}`,
    },
    {
      type: 'table',
      caption: 'Actions by their latest claim',
      columns: [
        { text: 'Status', share: 3 },
        { text: 'Actions', numeric: true },
        { text: 'Share', numeric: true },
      ],
      rows: rows.map(({ label, value }) => [label, String(value), `${Math.round((value / actions) * 100)}%`]),
    },
  ]
}
