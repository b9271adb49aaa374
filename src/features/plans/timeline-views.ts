import {
  addDays,
  addTo,
  type Day,
  daysBetween,
  inWords,
  MONTHS,
  monthOf,
  monthStart,
  yearOf,
} from '#platform/calendar/index.ts'
import { bar, COLOURS, type Drawn, label, line, scaleLinear, svg } from '#platform/charts/index.ts'
import { type Html, html } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { overdueOn } from './model.ts'
import { DONE } from './over.ts'
import type { PlanAction } from './store.ts'
import { targetInWords } from './targets.ts'

const WIDTH = 960
const LEFT = 300
const RIGHT = 20
const TOP = 40
const ROW = 28

/** A timeline: a day is a diamond, a window a bar, an open end fades into an arrow, and what has no date says so. */
export function timelineChart(from: Drawn<readonly PlanAction[]>, planOn: Day, today: Day): Html {
  const actions = from.rows
  const span = spanOf(actions, planOn, today)
  const scale = scaleLinear([0, daysBetween(span.from, span.to)], [LEFT, WIDTH - RIGHT])
  const x = (day: Day) => Math.max(LEFT, Math.min(WIDTH - RIGHT, scale(daysBetween(span.from, day))))
  const height = TOP + actions.length * ROW + 10
  const rows = actions.map((action, index) => row(action, TOP + index * ROW, x, today, planOn))
  const now = x(today)
  return svg({
    from,
    id: 'timeline',
    width: WIDTH,
    height,
    title: 'When the actions are due',
    description: `${counted(actions.length, 'action', 'actions')} between ${inWords(span.from)} and ${inWords(span.to)}. The table below says the same.`,
    content: html`${ticks(span, x, height)}${line(now, TOP - 14, now, height, { stroke: COLOURS.red, width: 2, dashes: '5 3' })}${label(now, TOP - 18, 'Today', { anchor: 'middle', size: 12, bold: true, fill: COLOURS.red })}${rows}`,
  })
}

function spanOf(actions: readonly PlanAction[], planOn: Day, today: Day): { from: Day; to: Day } {
  const days = [
    planOn,
    today,
    ...actions.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay].filter((day) => day !== null)),
  ].toSorted()
  const first = days[0] ?? today
  const last = days.at(-1) ?? today
  return { from: monthStart(yearOf(first), monthOf(first)), to: addDays(addTo(last, 2, 'month'), 0) }
}

function ticks({ from, to }: { from: Day; to: Day }, x: (day: Day) => number, height: number): Html[] {
  const months = Math.max(1, Math.round(daysBetween(from, to) / 30))
  const step = [1, 3, 6, 12, 24, 60].find((size) => months / size <= 9) ?? 120
  const marks: Html[] = []
  let day = monthStart(yearOf(from), Math.floor((monthOf(from) - 1) / Math.min(step, 12)) * Math.min(step, 12) + 1)
  for (; day <= to; day = addTo(day, step, 'month')) {
    if (day < from) continue
    const name = `${MONTHS[monthOf(day) - 1]?.slice(0, 3)} ${yearOf(day)}`
    marks.push(
      html`${line(x(day), TOP - 8, x(day), height)}${label(x(day), 14, name, { size: 12, anchor: 'start', fill: COLOURS.grey })}`,
    )
  }
  return marks
}

function row(action: PlanAction, top: number, x: (day: Day) => number, today: Day, planOn: Day): Html {
  const { isOverdue } = overdueOn(action, today)
  const isDone = DONE.has(action.status)
  const colour = isOverdue ? COLOURS.red : isDone ? COLOURS.green : COLOURS.blue
  const name = label(LEFT - 10, top + 18, [action.ref, action.text].filter(Boolean).join(' '), {
    anchor: 'end',
    size: 13,
    most: 42,
  })
  return html`${name}${line(LEFT, top + ROW, WIDTH - RIGHT, top + ROW, { stroke: '#f3f3f3' })}${mark(action, top, x, colour, planOn)}`
}

function mark(
  { kind, firstDay, lastDay }: PlanAction,
  top: number,
  x: (day: Day) => number,
  colour: string,
  planOn: Day,
): Html {
  const middle = top + ROW / 2
  if (kind === 'day' || (firstDay !== null && firstDay === lastDay))
    return lastDay ? diamond(x(lastDay), middle, colour) : html``
  if (firstDay && lastDay) return bar(x(firstDay), top + 8, Math.max(4, x(lastDay) - x(firstDay)), 12, colour)
  if (lastDay)
    return html`${line(x(planOn), middle, x(lastDay), middle, { stroke: colour, width: 2 })}${line(x(lastDay), top + 6, x(lastDay), top + ROW - 6, { stroke: colour, width: 4 })}`
  const start = x(firstDay ?? planOn)
  if (kind === 'unset') return label(start + 4, middle + 5, 'No date set', { size: 12, fill: COLOURS.grey })
  return html`${line(start, middle, WIDTH - RIGHT - 10, middle, { stroke: colour, width: 2, dashes: '4 4' })}<path d="M ${WIDTH - RIGHT - 12} ${middle - 6} l 10 6 l -10 6 z" fill="${colour}"/>`
}

function diamond(x: number, y: number, colour: string): Html {
  return html`<path d="M ${Math.round(x)} ${y - 7} l 7 7 l -7 7 l -7 -7 z" fill="${colour}"/>`
}

/** What the marks mean, for people who see them. */
export const TIMELINE_KEY = [
  'A diamond is a day',
  'A bar is a time within which it is due',
  'A line that ends in a stop is a last day',
  'A dashed line with an arrow has no end, or waits for something else',
  'Red is overdue, green is complete or closed',
]

export function timelineRows(actions: readonly PlanAction[], today: Day): string[][] {
  return actions.map((action) => [
    [action.ref, action.text].filter(Boolean).join(' '),
    action.targetText ?? '–',
    targetInWords(action),
    overdueOn(action, today).isOverdue ? 'Overdue' : '',
  ])
}
