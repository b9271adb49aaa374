import { type Context, type Found, lexicon, lookUp, skip, wordAt } from './cursor.ts'
import { type Duration, type Length, readDuration } from './duration.ts'
import type { Period } from './model.ts'
import { readPeriod } from './period.ts'
import type { Token } from './tokens.ts'

/** A length of time, and from which day it is counted: the plan's own, or a date's, on or back. */
export interface Counted {
  readonly length: Duration
  readonly from: Period | null
  readonly sign: 1 | -1
  readonly doubt?: string
  /** Whether it says how long something goes on: `for six weeks`. */
  readonly lasts?: true
  /** Whether what it is counted from is its first day: `six weeks from 1 March`. */
  readonly isFromStart?: true
}

const LEAD_IN = ['within', 'in', 'over', 'the', 'next', 'about', 'approx', 'approximately', 'around', 'by', 'under']
const LASTS = 'It says how long something lasts, not when it is done.'
const ODD_LEADS = lexicon<string>([
  [
    '',
    [
      'over the next',
      'over the coming',
      'over next',
      'within the first',
      'no later than',
      'not later than',
      'no more than',
      'not more than',
      'at most',
      'up to',
      'less than',
      'fewer than',
      'maximum',
      'maximum of',
      'max',
      'not exceeding',
    ],
  ],
  [
    LASTS,
    [
      'for',
      'lasting',
      'for about',
      'for the',
      'for the next',
      'for a period of',
      'over a period of',
      'takes',
      'duration',
    ],
  ],
  [
    'It says how long it takes at the least.',
    [
      'at least',
      'more than',
      'over',
      'longer than',
      'minimum',
      'minimum of',
      'after',
      'not less than',
      'no sooner than',
      'in excess of',
      'not before',
      'not within',
      'not in',
      'beyond',
    ],
  ],
  [
    'It counts back, or from another time.',
    [
      'last',
      'past',
      'previous',
      'in the last',
      'in the past',
      'over the last',
      'over the past',
      'delayed by',
      'slipped by',
      'extended by',
      'extension of',
      'overdue by',
      'slip of',
      'delay of',
    ],
  ],
])
const PLANS_OWN = lexicon([
  [
    true,
    'now|today|this plan|date of this plan|date of the plan|the date of this plan|publication of this plan|publication of this report|publication of the plan|publication of the report|this report|date of this report|date of the report|report date|plan date|the plan date|date of issue of this plan|this meeting|present|the present|date of this letter|start of this plan|approval of this plan|agreement of this plan'.split(
      '|',
    ),
  ],
])
const LINKS = ['of', 'from', 'after', 'following', 'post', 'before', 'prior', 'ahead', 'since', 'preceding']

/** A length of time with what it is counted from; null where that has no date: `3 months after go-live`. */
export function readCounted(tokens: readonly Token[], start: number, context: Context): Found<Counted | null> | null {
  const odd = lookUp(ODD_LEADS, tokens, start)
  const lead = skip(tokens, odd?.next ?? start, LEAD_IN)
  const upTo = wordAt(tokens, lead) === 'up' && wordAt(tokens, lead + 1) === 'to' ? lead + 2 : lead
  const first = skip(tokens, upTo, ['the', 'next'])
  const found =
    readOneUnit(tokens, start) ??
    readDuration(tokens, first) ??
    (wordAt(tokens, first) === 'a' ? readDuration(tokens, first + 1) : null)
  if (!found || wordAt(tokens, found.next) === 'ago') return null
  const after = skip(tokens, found.next, ['time'])
  const counted = {
    length: found.value,
    ...(odd?.value && { doubt: odd.value }),
    ...(odd?.value === LASTS && { lasts: true as const }),
  }
  return LINKS.includes(wordAt(tokens, after))
    ? anchored(tokens, after, counted, context)
    : { value: { ...counted, from: null, sign: 1 }, next: after }
}

const NEXT_ONE = lexicon<true>([
  [true, ['within', 'in', 'over', 'during'].flatMap((word) => [`${word} the next`, `${word} the coming`])],
])
const UNITS: Readonly<Record<string, Length>> = {
  week: { amount: 1, unit: 'week' },
  fortnight: { amount: 2, unit: 'week' },
  month: { amount: 1, unit: 'month' },
  quarter: { amount: 3, unit: 'month' },
}

/** `within the next month`: as long as that from now on, and not the next month of the calendar. */
function readOneUnit(tokens: readonly Token[], start: number): Found<Duration> | null {
  const lead = lookUp(NEXT_ONE, tokens, start)
  const length = lead && UNITS[wordAt(tokens, lead.next)]
  return length ? { value: { least: length, most: length }, next: lead.next + 1 } : null
}

/** `6 months from 1 May 2018`, `two weeks before Easter`, `3 months after go-live`. */
function anchored(
  tokens: readonly Token[],
  link: number,
  counted: Pick<Counted, 'length' | 'doubt' | 'lasts'>,
  context: Context,
): Found<Counted | null> {
  const sign = ['before', 'prior', 'ahead', 'preceding'].includes(wordAt(tokens, link)) ? -1 : 1
  const target = skip(tokens, link + 1, ['the', 'to', 'of'])
  const anchor = readPeriod(tokens, target, context)
  const own = anchor ?? lookUp(PLANS_OWN, tokens, target)
  if (!own) return { value: null, next: link + 1 }
  const isFromStart = wordAt(tokens, link) === 'from'
  return {
    value: { ...counted, from: anchor?.value ?? null, sign, ...(isFromStart && { isFromStart }) },
    next: own.next,
  }
}
