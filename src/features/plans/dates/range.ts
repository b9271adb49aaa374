import { addDays, addTo, dayFrom, inWords, monthOf, yearOf } from '#platform/calendar/index.ts'
import { type Context, type Found, markAt, type Reader, skip, wordAt } from './cursor.ts'
import { asOther, unclear } from './day.ts'
import type { Period } from './model.ts'
import { readPeriod } from './period.ts'
import { eachOnce } from './sentences.ts'
import type { Token } from './tokens.ts'
import { monthNumber } from './words.ts'

/** Two periods as one stretch: `April to June 2017`, `1-5 July 2017`, `Q1/Q2 2016-17`. */
export function readRange(
  tokens: readonly Token[],
  at: number,
  context: Context,
  joins: readonly string[],
): Found<Period> | null {
  const days = readDayRange(tokens, at, context)
  if (days) return days
  const first = readPeriod(tokens, at, context)
  if (!first) return null
  const join = tokens[first.next]
  const isJoined = joins.includes(wordAt(tokens, first.next)) || ['-', '/'].includes(markAt(tokens, first.next))
  const secondAt = skip(tokens, first.next + 1, ['the', 'by', 'to', 'end'].slice(0, 3))
  const second = isJoined ? readPeriod(tokens, secondAt, context) : null
  if (!second || isTwoTurns(first.value, join?.raw ?? '', second.value, context)) return null
  const started = first.value.yearless ? borrowYear(tokens, at, first, secondAt, second, context) : first.value
  return { value: stretchOf(started, second.value, join?.raw ?? ''), next: second.next }
}

/** `half yearly, 31 March / 30 September`: a day of each turn, and no stretch between them; `annually, April / May` is one. */
const isTwoTurns = (first: Period, join: string, second: Period, { turns }: Context): boolean =>
  turns !== undefined &&
  (join === '/' || join === 'or') &&
  first.yearless === true &&
  second.yearless === true &&
  (turns === 'often' || addDays(first.to, 1).slice(5) !== second.from.slice(5))

/** From the first day of one to the last of the other; what cannot be one stretch is asked about. */
function stretchOf(first: Period, second: Period, join: string): Period {
  const either = [first, second]
  const broken = either.find((period) => period.unclear !== undefined)
  const both = either.flatMap((period) =>
    period.unclear === undefined ? [{ ...period, why: 'It may be meant alone.' }] : [],
  )
  const name = `${first.name} to ${second.name}`
  if (broken) return unclear(broken.unclear ?? '', [...(broken.others ?? []), ...both], name)
  const from = first.yearless && first.from > second.to ? addTo(first.from, -1, 'year') : first.from
  if (from > second.to) return unclear(`${first.name} is later than ${second.name}.`, both, name)
  const isChoice = join === 'or' || join === '/'
  const firstEnd = from === first.from ? first.to : addTo(first.to, -1, 'year')
  const isApart = isChoice && addDays(firstEnd, 1) < second.from
  if (isApart) return unclear(`${first.name} or ${second.name}: the words name two dates.`, both, name)
  const begin = from === first.from ? first.name : inWords(from)
  const notes = eachOnce([...(first.notes ?? []), ...(second.notes ?? [])])
  // `FY 2018 to 2020` begins with a financial year and may end with one.
  const areYears = /^\d{4}$/.test(second.name) && /^\d{4}$|^the (?:financial|tax) year/.test(first.name)
  const eachDoubt = either.flatMap((period) => period.doubts ?? [])
  const doubts = eachOnce([...eachDoubt, ...(areYears ? ['The years may be calendar or financial ones.'] : [])])
  return {
    from,
    to: second.to,
    name: `${begin} to ${second.name}`,
    notes,
    doubts,
    others: otherStretches(first, second),
    ...(second.yearless && { yearless: true }),
  }
}

/** Where both ends can be read in another way, so can the whole: `Q1 to Q3 2018`. */
function otherStretches(first: Period, second: Period): NonNullable<Period['others']> {
  return (second.others ?? []).flatMap((last, index) => {
    const begin = first.others?.[index] ?? first
    return begin.from <= last.to
      ? [{ from: begin.from, to: last.to, name: `${begin.name} to ${last.name}`, why: last.why }]
      : []
  })
}

/** `1 to 5 July 2017`, `1-5 July`. */
function readDayRange(tokens: readonly Token[], at: number, context: Context): Found<Period> | null {
  const token = tokens[at]
  const isPair = token?.type === 'joined' && token.parts.length === 2 && token.joint !== '.'
  const first = isPair
    ? Number(token.parts[0])
    : token?.type === 'number' || token?.type === 'ordinal'
      ? token.value
      : null
  if (first === null || first < 1 || first > 31) return null
  if (isPair) {
    const raw = token.parts[1] ?? ''
    const end: Token = { type: 'number', value: Number(raw), digits: 2, raw }
    const found = readPeriod([end, ...tokens.slice(at + 1, at + 12)], 0, context)
    const last = found && { value: found.value, next: at + found.next }
    // `28/29 Feb 2018`: the last day does not exist.
    return last?.value.unclear && monthNumber(wordAt(tokens, at + 1)) !== null ? last : last && dayRange(first, last)
  }
  const isBoth = ['/', '&'].includes(markAt(tokens, at + 1)) || ['and', 'or'].includes(wordAt(tokens, at + 1))
  const isJoined = isBoth || ['to', 'until', 'till'].includes(wordAt(tokens, at + 1)) || markAt(tokens, at + 1) === '-'
  const next = tokens[at + 2]
  const isNumber = next?.type === 'number' || next?.type === 'ordinal'
  const range = isJoined && isNumber ? dayRange(first, readPeriod(tokens, at + 2, context)) : null
  return range && isBoth ? bothDays(range) : range
}

/** `1st and 15th March` are two days, and no stretch between them. */
function bothDays({ value, next }: Found<Period>): Found<Period> {
  if (addDays(value.from, 1) === value.to) return { value, next }
  const others = [value.from, value.to].map((day) => asOther(day, 'One of the two days.'))
  return {
    value: unclear(`The words name two days, ${inWords(value.from)} and ${inWords(value.to)}.`, others, value.name),
    next,
  }
}

function dayRange(first: number, last: Found<Period> | null): Found<Period> | null {
  if (!last || last.value.from !== last.value.to || last.value.edge || last.value.unclear) return null
  const from = dayFrom(yearOf(last.value.to), monthOf(last.value.to), first)
  return from && from < last.value.to
    ? { value: { ...last.value, from, name: `${first} to ${last.value.name}` }, next: last.next }
    : null
}

/** The first of two periods has no year of its own: it takes the one that ends the second. */
function borrowYear(
  tokens: readonly Token[],
  at: number,
  first: Found<Period>,
  secondAt: number,
  second: Found<Period>,
  context: Context,
): Period {
  for (let length = 1; length < Math.min(second.next - secondAt, 5); length += 1) {
    const lent = [...tokens.slice(at, first.next), ...tokens.slice(second.next - length, second.next)]
    const again: ReturnType<Reader<Period>> = readPeriod(lent, 0, context)
    if (again && again.next === lent.length && !again.value.yearless) return { ...again.value, yearless: true }
  }
  return first.value
}
