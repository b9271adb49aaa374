import { UNDECIDED_LETTERS, UNDECIDED_WORDS } from '../undecided.ts'
import { lexicon, lookUp, markAt, wordAt } from './cursor.ts'
import type { Dated } from './dated.ts'
import type { Period } from './model.ts'
import { readState } from './states.ts'
import type { Token } from './tokens.ts'

/** What says that a date is not set; where a date stands right behind, that is when it will be. */
const TO_SET = lexicon<'plain' | 'short'>([
  ['plain', UNDECIDED_WORDS],
  ['short', UNDECIDED_LETTERS],
])
const SETS_DATE = lexicon<true>([
  [
    true,
    ['set', 'setting', 'agree', 'agreeing', 'confirm', 'fix', 'decide', 'determine', 'announce'].flatMap((verb) =>
      ['', ' a', ' the', ' new', ' a new'].flatMap((word) => ['date', 'dates'].map((noun) => `${verb}${word} ${noun}`)),
    ),
  ],
])

/** Words that only name the date, so that `timescale to be agreed` promises nothing else. */
const NAMES_DATE = new Set(
  'date dates timescale timescales timetable timeline deadline target milestone milestones day schedule exact final'.split(
    ' ',
  ),
)

const ENDS = new Set('ends ending ended expires expiring expire lapses'.split(' '))

/** What a clause read so far: its tokens and which of them were read. */
interface Read {
  readonly tokens: readonly Token[]
  readonly isRead: readonly boolean[]
}

/** Dates as they are meant where the words say that one is still to be set, or when something else ends: whoever looks is asked. */
export function undecided({ tokens, isRead }: Read, dates: readonly Dated[]): Dated[] {
  const isSetting = tokens.some((_, at) => lookUp(SETS_DATE, tokens, at) !== null)
  const settings = settingsIn(tokens, isRead)
  return dates.map((date) => {
    if (isSetting || isOfSetting(tokens, settings, date)) return { ...date, period: unset(date.period) }
    const before = tokens[date.at - 1]
    const isFact = ENDS.has(wordAt(tokens, date.at)) && before?.type === 'word'
    return isFact ? { ...date, period: ofAnother(date.period) } : date
  })
}

const unset = (period: Period): Period =>
  period.unclear !== undefined
    ? period
    : {
        ...period,
        unclear: 'The words may say when a date will be set, and not when it is due.',
        others: [{ ...period, why: 'The date may stand all the same.' }],
      }

const ofAnother = (period: Period): Period => ({
  ...period,
  doubts: [...(period.doubts ?? []), `${period.name} may be when something else ends.`],
})

/** What says that a date is not set, by where it ends: of all that is spoken of, and not of a thing: `policy to be agreed`. */
function settingsIn(tokens: readonly Token[], isRead: readonly boolean[]): ReadonlyMap<number, 'plain' | 'short'> {
  const found = new Map<number, 'plain' | 'short'>()
  for (const [at, token] of tokens.entries()) {
    const setting = lookUp(TO_SET, tokens, at)
    if (setting) found.set(setting.next, setting.value)
    if (!isRead[at] && token.type === 'word' && !NAMES_DATE.has(token.word)) break
  }
  return found
}

/** `To be agreed March 2018`, `dates TBA in March 2018`; but `policy to be agreed by March 2018` promises the policy. */
function isOfSetting(
  tokens: readonly Token[],
  settings: ReadonlyMap<number, 'plain' | 'short'>,
  { at }: Dated,
): boolean {
  const setting = settings.get(at)
  return setting === 'plain' || (setting === 'short' && BEFORE_DATES.has(wordAt(tokens, at)))
}

const BEFORE_DATES = new Set('in by on after from before'.split(' '))

/** Whether the words say of a part that its date is not set: `approval by March 2018, delivery TBC`. */
export function leavesPartOpen({ tokens, isRead }: Read, dates: readonly Dated[]): boolean {
  const starts = new Set(dates.map(({ at }) => at))
  return tokens.some((_, at) => {
    const state = readState(tokens, at)
    const before = wordAt(tokens, at - 1)
    const isNamed = state?.value === 'unset' && before !== '' && !isRead[at - 1] && !NAMES_DATE.has(before)
    const isLast = isNamed && [undefined, 'mark'].includes(tokens[state.next]?.type)
    return isLast && !starts.has(state.next)
  })
}

const SAYING = new Set('agreed approved endorsed ratified accepted set noted confirmed reported minuted'.split(' '))
const MOST_OF_SAYING = 8

/** `30 June 2018 (agreed at ARAC on 12 December 2017)`: on what day, before that of the plan, another date was agreed. */
export function isDayOfAgreement(
  tokens: readonly Token[],
  { at, next, period, standing, role }: Dated,
  asOf: string,
): boolean {
  const from = Math.max(0, at - MOST_OF_SAYING)
  const open = from + tokens.slice(from, at).findLastIndex(({ raw }) => raw === '(')
  const isBracketed = open > 0 && open >= from && markAt(tokens, next) === ')'
  const isPlain = standing === 'only' && role === 'in' && period.from === period.to && period.unclear === undefined
  return isBracketed && isPlain && period.to < asOf && SAYING.has(wordAt(tokens, open + 1))
}

/** `June 2018 (as at 12/3/18)`: on what day the other dates were said. */
export const isDayOfSaying = (tokens: readonly Token[], { at, period, standing }: Dated): boolean =>
  standing === 'only' &&
  period.from === period.to &&
  period.unclear === undefined &&
  wordAt(tokens, at) === 'as' &&
  ['at', 'of'].includes(wordAt(tokens, at + 1)) &&
  markAt(tokens, at) === ''
