import type { Interpretation } from '../../dates/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Column } from '../model/model.ts'
import { type ReadDate, waitsForDate } from '../words/dating.ts'
import { saysNothing } from '../words/wording.ts'

/** Headers over what is to be reached, in words or by a day. */
const BARE_TARGET = /^targets?$/
/** Headers over how long something takes, in words or by a day. */
const BARE_TIME = /^(?:time ?scales?|time ?frames?|time ?lines?|timings?|time|when)$/

/** How often the cells of a column say a day of the calendar, an aim in words, or something else of time. */
interface Said {
  readonly dates: number
  readonly aims: number
  readonly others: number
  /** Whether every aim is of words alone and plainly names no time. */
  readonly isPlain: boolean
}

const OF_CALENDAR: ReadonlySet<Interpretation['kind']> = new Set(['by', 'day', 'window'])
/** A share of something is an aim, whatever day stands beside it: `80% by 2019`. */
const MEASURE = /\d\s?%|\bper ?cent\b/i

function countSaid(texts: readonly string[], readDate: ReadDate): Said {
  const read = texts.filter((text) => !saysNothing(text)).map((text) => readDate(text))
  const isDate = (one: Interpretation) =>
    !MEASURE.test(one.text) && (waitsForDate(one) || (OF_CALENDAR.has(one.kind) && one.latest !== null))
  const isAim = ({ text, kind, doubts = [] }: Interpretation) =>
    MEASURE.test(text) || kind === 'duration' || kind === 'done' || (kind === 'unset' && !doubts.includes('not-set'))
  const dates = read.filter(isDate)
  const aims = read.filter((one) => !isDate(one) && isAim(one))
  return {
    dates: dates.length,
    aims: aims.length,
    others: read.length - dates.length - aims.length,
    isPlain: aims.every(({ text, doubts = [] }) => !/\d/.test(text) && doubts.includes('no-date')),
  }
}

/**
 * A column called `Target` in which aims stand (`95% of staff`) is what is to be reached, and no day, where another column holds days or
 * no cell of it says one. `Timescale` over `Short` gives way to such a column too. It is asked about unless it is plain.
 */
export function withoutAims(
  columns: readonly Column[],
  textsOf: (column: number) => string[],
  readDate: ReadDate,
): readonly Column[] {
  const bare = columns.flatMap(({ field, header }, index) => {
    const plain = plainHeader(header ?? '')
    const isTarget = BARE_TARGET.test(plain)
    return field === 'target' && (isTarget || BARE_TIME.test(plain)) ? [{ index, isTarget }] : []
  })
  const said = new Map(
    columns.flatMap(({ field }, index) =>
      field === 'target' ? [[index, countSaid(textsOf(index), readDate)] as const] : [],
    ),
  )
  const isOwn = (index: number) => bare.some((one) => one.index === index && one.isTarget)
  const hasDays = [...said].some(([index, { dates, aims }]) => !isOwn(index) && dates > aims)
  const doubts = new Map(
    bare.flatMap(({ index, isTarget }) => {
      const doubt = said.get(index)
      const how = doubt && isTarget ? aimOf(doubt, hasDays) : timeOf(textsOf(index), hasDays)
      return how === null ? [] : [[index, how] as const]
    }),
  )
  return columns.map((column, index): Column => {
    const how = doubts.get(index)
    return how === undefined ? column : { ...column, field: 'commentary', guessed: how === 'asked' }
  })
}

type How = 'plain' | 'asked'

/** Whether a column called target holds aims, and whether that is plain; null where it holds days. */
function aimOf({ dates, aims, others, isPlain }: Said, hasDays: boolean): How | null {
  if (aims === 0 || dates > aims) return null
  if (hasDays) return dates === 0 && others === 0 && isPlain ? 'plain' : 'asked'
  return dates === 0 && others === 0 && aims > 1 ? 'asked' : null
}

const OF_LENGTH = /^(?:very )?(?:short|medium|mid|long|near)(?:er)?(?:[- ]?(?:term|to medium|to long))*(?: term)?$/i

/** Whether a column of times only says how long things take. */
const timeOf = (texts: readonly string[], hasDays: boolean): How | null =>
  hasDays && texts.length > 0 && texts.every((text) => OF_LENGTH.test(text)) ? 'asked' : null
