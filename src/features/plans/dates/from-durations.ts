import { type Day, inWords } from '#platform/calendar/index.ts'
import type { Counted } from './counted.ts'
import { counted, lengthInWords } from './duration.ts'
import { type Readings, unset } from './from-states.ts'

/** How lengths of time read: from the plan's own date, or from the day that the words name. */
export function fromDurations(lengths: readonly Counted[], asOf: Day): Readings {
  const [first] = lengths
  if (!first) return [unset('Nothing is written.')]
  const { from: anchor, sign, length } = first
  if (anchor?.unclear) return [{ ...unset(anchor.unclear), isAsked: true }]
  const start = anchor ? (sign === 1 ? anchor.to : anchor.from) : asOf
  const isRange = lengthInWords(length.least) !== lengthInWords(length.most)
  const [near, far] = sign === 1 ? [length.least, length.most] : [length.most, length.least]
  const last = counted(start, far, sign)
  const earliest = isRange ? counted(start, near, sign).day : null
  const span = isRange ? `${lengthInWords(length.least)} to ${lengthInWords(length.most)}` : lengthInWords(length.most)
  const direction = sign === 1 ? 'from' : 'before'
  const why = `${span} ${direction} ${anchor ? anchor.name : `the plan's date, ${inWords(asOf)}`}, so by ${inWords(last.day)}.`
  const doubts = [
    ...(lengths.length > 1 ? ['More than one length is written.'] : []),
    ...lengths.flatMap(({ doubt }) => doubt ?? []),
    ...(anchor?.doubts ?? []),
    ...(anchor && anchor.from !== anchor.to ? [`It is counted from ${inWords(start)}.`] : []),
  ]
  const sentences = [why, ...last.notes, ...(anchor?.notes ?? []), ...doubts].join(' ')
  return [{ kind: 'duration', earliest, latest: last.day, why: sentences, ...(doubts.length > 0 && { isAsked: true }) }]
}
