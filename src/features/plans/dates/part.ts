import { addDays, addTo, type Day, inWords, monthEnd, monthOf, yearOf } from '#platform/calendar/index.ts'
import { type Context, type Found, lexicon, lookUp, markAt, type Reader, skip, wordAt } from './cursor.ts'
import type { Period } from './model.ts'
import { stretch } from './relative.ts'
import { takenAs } from './sentences.ts'
import type { Token } from './tokens.ts'
import { type PartOfPeriod, partOf } from './words.ts'
import { readYear } from './year.ts'

const END_WORDS = lexicon<PartOfPeriod>([
  ['end', ['very end', 'eo', 'e o', 'last day', 'final day', 'latter end', 'month end']],
  ['start', ['very start', 'first day', 'very beginning', 'turn']],
  [
    'late',
    [
      'latter part',
      'later part',
      'later',
      'latter',
      'towards the end',
      'towards end',
      'toward the end',
      'back end',
      'tail end',
      'near the end',
    ],
  ],
  ['early', ['early part', 'first part', 'earlier part']],
  ['mid', ['middle part', 'mid point', 'midpoint', 'halfway through', 'mid way through', 'midway through']],
])

interface Span {
  readonly first: PartOfPeriod
  readonly last: PartOfPeriod
}

const ORDER: readonly PartOfPeriod[] = ['start', 'early', 'mid', 'late', 'end']

/** `Turn of the year` may be its beginning, or the days on both sides of that. */
const eitherSide = (period: Period): Period => ({
  ...period,
  doubts: [...(period.doubts ?? []), 'The turn of it may be the days before it begins, too.'],
})

/** `early`, `end`, `mid to late`, `early/mid`: the part of a period that words pick out. */
function partAt(tokens: readonly Token[], at: number): Found<Span> | null {
  const first = oneAt(tokens, at)
  if (!first) return null
  const join = skip(tokens, first.next, ['to', 'or', 'and'])
  const second = oneAt(tokens, markAt(tokens, join) === '/' ? join + 1 : join)
  const goesOn = second && second.next > first.next + 1 && ORDER.indexOf(second.value) > ORDER.indexOf(first.value)
  return goesOn
    ? { value: { first: first.value, last: second.value }, next: second.next }
    : { value: { first: first.value, last: first.value }, next: first.next }
}

function oneAt(tokens: readonly Token[], at: number): Found<PartOfPeriod> | null {
  const single = partOf(wordAt(tokens, at))
  return lookUp(END_WORDS, tokens, at) ?? (single && { value: single, next: at + 1 })
}

const SHORT_ENDS = lexicon<string>([
  ['month', ['month end', 'eom', 'months end', "month's end"]],
  ['quarter', ['quarter end', 'eoq', 'quarters end', "quarter's end"]],
  ['week', ['week end', 'eow', 'close of the week']],
])

/** Reads a part of what `whole` reads: `end of March 2017`, `early 2018`, `mid to late June`, `the end of the month`. */
export const partOfPeriod =
  (whole: Reader<Period>): Reader<Period> =>
  (tokens, at, context) => {
    const short = lookUp(SHORT_ENDS, tokens, at)
    if (short) {
      const next = skip(tokens, short.next, ['of'])
      const named = short.value === 'month' ? whole(tokens, next, context) : null
      if (named) return { value: pick({ first: 'end', last: 'end' }, named.value), next: named.next }
      const period = counted(stretch(short.value, 0, context.asOf), context)
      const isNamed = short.value !== 'week' || wordAt(tokens, at - 1) === 'this'
      return {
        value: pick({ first: 'end', last: 'end' }, isNamed ? period : ofSomeWeek(period)),
        next: short.next,
      }
    }
    const part = partAt(tokens, at)
    // `Late, June 2018`: it is late, and due in June.
    if (!part || markAt(tokens, part.next) === ',') return null
    const next = skip(tokens, part.next, ['of', 'the', 'in', 'part', 'this'])
    const found = whole(tokens, part.next, context) ?? whole(tokens, next, context) ?? thisOne(tokens, next, context)
    const value = found && pick(part.value, found.value)
    return value && { value: wordAt(tokens, at) === 'turn' ? eitherSide(value) : value, next: found.next }
  }

function counted(period: Period | null, { asOf }: Context): Period {
  const notes = [`It is counted from ${inWords(asOf)}.`]
  return period ? { ...period, notes, yearless: true } : { from: asOf, to: asOf, name: inWords(asOf), notes }
}

/** `End of week` names no week: the one in which the plan was dated is only likely. */
const ofSomeWeek = (period: Period): Period => ({
  ...period,
  doubts: [...(period.doubts ?? []), 'The words do not say which week.'],
})

/** `the end of the year` names no year, `the end of the month` no month: the plan's own. */
function thisOne(tokens: readonly Token[], at: number, context: Context): Found<Period> | null {
  const word = wordAt(tokens, at)
  const near = stretch(word, 0, context.asOf)
  const isSome = word === 'week' && wordAt(tokens, at - 1) !== 'this'
  if (near) return { value: isSome ? ofSomeWeek(counted(near, context)) : counted(near, context), next: at + 1 }
  if (word !== 'year' || tokens[at + 1]?.type === 'number') return null
  const found = readYear([{ type: 'word', word: 'this', raw: 'this' }, ...tokens.slice(at, at + 2)], 0, context)
  return found && { value: found.value, next: at + 1 }
}

function pick({ first, last }: Span, whole: Period): Period {
  if (whole.unclear) return whole
  if (last === 'end' && first === 'end') {
    const others = whole.others?.map((other) => ({ ...other, from: other.to, name: `the end of ${other.name}` }))
    return { ...whole, from: whole.to, name: `the end of ${whole.name}`, edge: 'end', ...(others && { others }) }
  }
  const from = thirdOf(first, whole)[0]
  const to = last === 'end' ? whole.to : thirdOf(last, whole)[1]
  const words = first === last ? first : `${first} to ${last}`
  const name = first === last && first === 'start' ? `the start of ${whole.name}` : `${words} ${whole.name}`
  const notes = [...(whole.notes ?? []), takenAs(`“${words}”`, from, to)]
  const others = (whole.others ?? []).map((other) => ({
    ...other,
    from: thirdOf(first, other)[0],
    to: last === 'end' ? other.to : thirdOf(last, other)[1],
    name: `${words} ${other.name}`,
  }))
  const isStart = first === 'start' && last === 'start'
  const isDay = whole.from === whole.to && !isStart
  const doubts = [...(whole.doubts ?? []), ...(isDay ? [`A day has no part that is “${words}”.`] : [])]
  return { ...whole, from, to, name, notes, doubts, others, ...(isStart && { edge: 'start' as const }) }
}

const MONTHS_OF_YEAR = 12

/** Early, middle and late are the thirds of the period. The start of a year is its first month. */
function thirdOf(part: PartOfPeriod, { from, to }: { readonly from: Day; readonly to: Day }): [Day, Day] {
  // A day or two have no parts.
  if (addDays(from, 2) > to) return part === 'end' ? [to, to] : [from, to]
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from) + 1
  const isWhole = from.endsWith('-01') && to === monthEnd(yearOf(to), monthOf(to))
  if (part === 'start' && isWhole && months === MONTHS_OF_YEAR) return [from, addDays(addTo(from, 1, 'month'), -1)]
  const [a, b] = !isWhole
    ? days(from, to)
    : months % 3 === 0
      ? [addTo(from, months / 3, 'month'), addTo(from, (months / 3) * 2, 'month')]
      : [addDays(from, 10), addDays(from, 20)]
  if (part === 'mid') return [a, addDays(b, -1)]
  if (part === 'end') return [to, to]
  return part === 'late' ? [b, to] : [from, addDays(a, -1)]
}

/** The thirds of a stretch that is not made of whole months. */
function days(from: Day, to: Day): [Day, Day] {
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return [addDays(from, Math.floor(length / 3)), addDays(from, Math.floor((length * 2) / 3))]
}
