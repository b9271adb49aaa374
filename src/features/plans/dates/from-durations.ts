import { type Day, inWords } from '#platform/calendar/index.ts'
import type { Counted } from './counted.ts'
import { counted, lengthInWords } from './duration.ts'
import { type Readings, unclearly, unset } from './from-states.ts'
import type { Sentence } from './model.ts'
import { kindsOf, wordsOf } from './sentences.ts'

/** How lengths of time read: from the plan's own date, or from the day that the words name. */
export function fromDurations(lengths: readonly Counted[], asOf: Day): Readings {
  const [first] = lengths
  if (!first) return [unset('Nothing is written.')]
  const { from: anchor, sign, length } = first
  if (anchor?.unclear) return [unclearly(anchor.unclear, anchor)]
  const start = anchor ? (sign === 1 ? anchor.to : anchor.from) : asOf
  const isRange = lengthInWords(length.least) !== lengthInWords(length.most)
  const [near, far] = sign === 1 ? [length.least, length.most] : [length.most, length.least]
  const last = counted(start, far, sign)
  const earliest = isRange ? counted(start, near, sign).day : null
  const span = isRange ? `${lengthInWords(length.least)} to ${lengthInWords(length.most)}` : lengthInWords(length.most)
  const direction = sign === 1 ? 'from' : 'before'
  const why = `${span} ${direction} ${anchor ? anchor.name : `the plan's date, ${inWords(asOf)}`}, so by ${inWords(last.day)}.`
  const doubts: readonly Sentence[] = [
    ...(lengths.length > 1 ? ['More than one length is written.'] : []),
    ...lengths.flatMap(({ doubt }) => doubt ?? []),
    ...(anchor?.doubts ?? []),
    ...(anchor && anchor.from !== anchor.to ? [`It is counted from ${inWords(start)}.`] : []),
  ]
  const notes = [...last.notes, ...(anchor?.notes ?? [])]
  return [
    {
      kind: 'duration',
      earliest,
      latest: last.day,
      why: [why, ...wordsOf([...notes, ...doubts])].join(' '),
      doubts: kindsOf(doubts, notes),
      ...(doubts.length > 0 && { isAsked: true }),
    },
  ]
}
