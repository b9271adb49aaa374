import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import type { Counted } from './counted.ts'
import type { Dated } from './dated.ts'
import { counted, lengthInWords } from './duration.ts'
import { wordsOf } from './sentences.ts'
import { doubtedTurns, type Turns } from './turns.ts'

/**
 * How something that comes round reads with the lengths of time that stand beside it: `weekly for six weeks from 1 March 2018` ends,
 * and every length that is not plainly how long it goes on is asked about.
 */
export function lasting(reading: Turns, lengths: readonly Counted[], live: readonly Dated[], asOf: Day): Turns {
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
  const end = isBare ? (reading.end ?? undefined) : reading.end
  return doubtedTurns({ ...reading, latest, end }, doubt)
}

const isOneLength = ({ length: { least, most }, lasts, sign }: Counted) =>
  lasts === true && sign === 1 && lengthInWords(least) === lengthInWords(most)

/** The first day of what lasts so long, where it is written: `for a year from April 2018`, `from April 2018 for a year`. */
function startOf({ from, isFromStart }: Counted, reading: Turns, live: readonly Dated[]): Day | null {
  if (from) return isFromStart && live.length === 0 && !from.unclear && !from.doubts?.length ? from.from : null
  const [date, another] = live
  return date?.role === 'from' && !another && !isFromStart && reading.latest === null ? reading.earliest : null
}

function ended(reading: Turns, { length, from }: Counted, start: Day): Turns {
  const latest = addDays(counted(start, length.most).day, -1)
  const notes = wordsOf([...(from?.notes ?? []), ...counted(start, length.most).notes])
  const first = from ? `first from ${inWords(start)}` : reading.first
  const more = [...reading.more, `It goes on for ${lengthInWords(length.most)}, until ${inWords(latest)}.`, ...notes]
  return { ...reading, earliest: start, latest, first, end: from ? undefined : (reading.end ?? undefined), more }
}
