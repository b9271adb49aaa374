import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import type { Counted } from './counted.ts'
import type { Dated } from './dated.ts'
import { counted, lengthInWords } from './duration.ts'
import type { Considered } from './model.ts'

/**
 * How something that comes round reads with the lengths of time that stand beside it: `weekly for six weeks from 1 March 2018` ends,
 * and every length that is not plainly how long it goes on is asked about.
 */
export function lasting(
  reading: Considered,
  lengths: readonly Counted[],
  live: readonly Dated[],
  asOf: Day,
): Considered {
  const [only] = lengths
  if (!only) return reading
  const start = lengths.length === 1 && isOneLength(only) ? startOf(only, reading, live) : null
  if (start) return ended(reading, only, start)
  const isBare = lengths.length === 1 && only.lasts && only.from === null && live.length === 0
  const latest = isBare ? counted(asOf, only.length.most).day : reading.latest
  const length = lengthInWords(only.length.most)
  const doubt = isBare
    ? `It may end ${length} from the plan's date, on ${inWords(latest ?? asOf)}.`
    : `The words also give a length of time, ${length}, which may say when it ends or when each turn is due.`
  const why = isBare ? reading.why.replace(', with no end written', '') : reading.why
  return { ...reading, latest, why: `${why} ${doubt}`, isAsked: true }
}

const isOneLength = ({ length: { least, most }, lasts, sign }: Counted) =>
  lasts === true && sign === 1 && lengthInWords(least) === lengthInWords(most)

/** The first day of what lasts so long, where it is written: `for a year from April 2018`, `from April 2018 for a year`. */
function startOf({ from, isFromStart }: Counted, reading: Considered, live: readonly Dated[]): Day | null {
  if (from) return isFromStart && live.length === 0 && !from.unclear && !from.doubts?.length ? from.from : null
  const [date, another] = live
  return date?.role === 'from' && !another && !isFromStart && reading.latest === null ? reading.earliest : null
}

function ended(reading: Considered, { length, from }: Counted, start: Day): Considered {
  const latest = addDays(counted(start, length.most).day, -1)
  const notes = [...(from?.notes ?? []), ...counted(start, length.most).notes]
  const [turns = ''] = reading.why.split(', with no first date')
  const begin = from ? `${turns}, first from ${inWords(start)}.` : reading.why.replace(', with no end written', '')
  const why = [begin, `It goes on for ${lengthInWords(length.most)}, until ${inWords(latest)}.`, ...notes].join(' ')
  return { ...reading, earliest: start, latest, why }
}
