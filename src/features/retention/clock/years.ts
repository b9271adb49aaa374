import { type Day, dayFrom, dayFromText, monthEnd, monthFrom, yearOf } from '#platform/calendar/index.ts'

export const YEAR_KINDS = ['calendar', 'financial', 'academic', 'tax', 'month'] as const
/** Years that a period may run from the end of, and the calendar month. */
export type YearKind = (typeof YEAR_KINDS)[number]

/** The last day of a year of some body: 31 of March. The last day of a shorter month stands for a number that it has not. */
export interface YearEnd {
  readonly month: number
  readonly day: number
}

/** A stretch that words name: which, whether its kind was taken for granted, and what lies in it in their words. */
export interface NamedYear {
  readonly kind: YearKind
  /** Whether the words say only "year", which is taken for the calendar year and asked. */
  readonly isTaken: boolean
  /** Whether it is the one that runs at the time of the event: `current year`. */
  readonly isCurrent: boolean
  /** What lies in it: `in which the contract ends`. */
  readonly of: string | null
}

/** Financial years: Interpretation Act 1978, Schedule 1. Tax years: Income Tax Act 2007, s. 4. Academic years: as schools of England count them (decision 101). */
const ENDS: Record<Exclude<YearKind, 'month'>, YearEnd> = {
  calendar: { month: 12, day: 31 },
  financial: { month: 3, day: 31 },
  academic: { month: 8, day: 31 },
  tax: { month: 4, day: 5 },
}

/** `31 July`, `31/7` or `end of February`: the day on which a body's year ends; null for what is none. */
export function yearEndFrom(text: string): YearEnd | null {
  const [, name = ''] = /^(?:the )?end (?:of )?([a-z]+)$/i.exec(text.trim()) ?? []
  const month = name ? monthFrom(name) : null
  if (month !== null) return { month, day: 31 }
  const written = text.trim()
  // A leap year has every day that a year may end on.
  const day = dayFromText(`${written} 2000`) ?? dayFromText(`${written.replaceAll('-', '/')}/2000`)
  return day ? { month: Number(day.slice(5, 7)), day: Number(day.slice(8)) } : null
}

/** The ends of years of a kind, where the body says its own for financial and academic years. */
export function endOf(kind: Exclude<YearKind, 'month'>, own: YearEnd | null): YearEnd {
  return own && (kind === 'financial' || kind === 'academic') ? own : ENDS[kind]
}

const endIn = (year: number, { month, day }: YearEnd): Day => dayFrom(year, month, day) ?? monthEnd(year, month)

/** The last day of the year (or month) of this kind that a day lies in; the last day itself lies in it. */
export function lastDayOfYear(day: Day, kind: YearKind, own: YearEnd | null): Day {
  if (kind === 'month') return monthEnd(yearOf(day), Number(day.slice(5, 7)))
  const end = endOf(kind, own)
  const first = endIn(yearOf(day), end)
  return day <= first ? first : endIn(yearOf(day) + 1, end)
}

const KINDS: readonly (readonly [string, YearKind | null])[] = [
  ['(?:financial|fiscal|accounting|finance|budget|fin) (?:year|yr)|fy', 'financial'],
  ['calendar (?:year|yr)', 'calendar'],
  ['(?:academic|school|teaching) (?:year|yr)|ay', 'academic'],
  ['tax (?:year|yr)', 'tax'],
  ['(?:calendar )?month', 'month'],
  ['year|yr', null],
]

/** Short forms that hold both the year and that it is the current one, or that it ends. */
const SHORT: Record<string, Partial<NamedYear>> = {
  cy: { isTaken: true, isCurrent: true },
  current: { isTaken: true, isCurrent: true },
  cfy: { kind: 'financial', isCurrent: true },
  cay: { kind: 'academic', isCurrent: true },
  fye: { kind: 'financial' },
  cye: { isTaken: true },
  eofy: { kind: 'financial' },
  eoy: { isTaken: true },
}

const NOW = '(?:(current|present|existing|this) )?'
const SAME = '(?:(?:that|the relevant|the same|relevant|same|full) )?'
const INNER = '(?: (?:in|to|within|during|for) which (.+)| of (.+)| containing (.+))?'
const FORM = (kind: string) =>
  [
    `(?:the )?(?:end|close)(?: date)?(?: of)? (?:the )?${NOW}${SAME}(?:${kind})(?: end)?${INNER}`,
    `(?:the )?${NOW}${SAME}(?:${kind})(?: (?:end|ends|ended|ending|close|closes|closed))${INNER}`,
    `(?:the )?${NOW}${SAME}(?:${kind})${INNER}`,
  ].map((form) => new RegExp(`^${form}$`))

const GRAMMAR = KINDS.flatMap(([words, kind]) =>
  FORM(words).map((form, index) => ({ form, kind, isBare: index === 2 })),
)

/** The year that plain words name: `financial year end`, `end of the financial year in which …`, `current year`, `FY`; null for what is none. */
export function yearFrom(text: string): NamedYear | null {
  const short = SHORT[text.replace(/ only$/, '')]
  if (short) return { kind: 'calendar', isTaken: false, isCurrent: false, of: null, ...short }
  for (const { form, kind, isBare } of GRAMMAR) {
    const [whole, now, ...inner] = form.exec(text.replace(/ only$/, '')) ?? []
    if (whole === undefined) continue
    // A year by itself is a length; that of a contract, or of an event, is another thing.
    if (isBare && now === undefined && (kind === null || kind === 'month')) continue
    const of = inner.find((one) => one !== undefined) ?? null
    return { kind: kind ?? 'calendar', isTaken: kind === null, isCurrent: now !== undefined, of }
  }
  return null
}

export const yearInWords = (kind: YearKind): string => (kind === 'month' ? 'calendar month' : `${kind} year`)
