import { MONTH_PATTERN } from './words.ts'

/** A piece of a target date; `raw` is how it was written, in small letters. */
export type Token = { readonly raw: string } & (
  | { readonly type: 'word'; readonly word: string }
  | { readonly type: 'number'; readonly value: number; readonly digits: number }
  | { readonly type: 'ordinal'; readonly value: number }
  | { readonly type: 'percent'; readonly value: number }
  /** Numbers joined by `/`, `-` or `.`: `30/09/13`, `2016-17`, `2016-09-30`, `09/2016`. */
  | { readonly type: 'joined'; readonly parts: readonly string[]; readonly joint: string }
  | { readonly type: 'mark'; readonly mark: string }
)

const PIECE =
  /(\d{1,2}) ?(?:st|nd|rd|th)\b|(\d+(?:\.\d+)?) ?(?:%|per ?cent\b)|\d+(?:[/.-]\d+)+|\d+|\p{L}[\p{L}\p{M}\p{N}]*(?:'\p{L}+)?|[^\s]/gu

const WEEKDAY = 'mon|tues?|wed|thur?s?|fri|sat|sun'
const LABEL =
  'phase|stage|tranche|wave|part|version|level|tier|option|action|item|rec|recommendation|release|sprint|milestone|priority|objective|workstream|article|annex|appendix|windows|sharepoint|volume|form|group|module|course|kpi|risk|code|unit|lesson|chapter|section|paragraph|step|strand|theme|goal|pillar|principle|outcome|output|package|task|issue|question|lot|box|cohort|batch|table|figure|gate|gateway|schedule|standard|policy|case|class|band|room|building'

/** `phase2`, `windows10`, `stageii`: a name with its number; the number, where it is one of a day, is caught. */
export const NUMBERED = new RegExp(`^(?:${LABEL})s?(\\d{1,2}|[ivx]{1,3})?$`)

/** How writing differs without meaning anything else: each is made into one form, in this order. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, ''],
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-'],
  [/(?<=(?<![a-z])late) +- +/g, ', '],
  [/[\u2018\u2019\u02bc\u2032`´]/g, "'"],
  // The genitive of a plural: `months' time`.
  [/(?<=[a-z]s)'(?=\s|$)/g, ''],
  [/[→⇒]|[-=]>/g, ' → '],
  [/_/g, ' '],
  [/[\r\n\v\f\u2028\u2029]/g, ';'],
  [/\s/g, ' '],
  [/ {2,}/g, ' '],
  [/(?<=(?<![a-z])[a-z])\.(?=[a-z](?:\.|(?![a-z])))/g, '\ue000'],
  [/\ue000([a-z])\.?/g, '$1'],
  [/(?<![a-z])n\/a(?![a-z])/g, 'none'],
  [/(?<![a-z])(on|in|by|from|at)\/(?=(?:after|before)(?![a-z]))/g, '$1 or '],
  [/(?<![a-z])and\/or(?![a-z])/g, 'or'],
  [/(?<![a-z])f\/y/g, 'fy'],
  [/(?<![a-z])(?:w\/c|w\/b|wc|wb)(?![a-z])/g, 'week commencing '],
  [/(?<![a-z])w\/e(?![a-z])/g, 'week ending '],
  [/(?<![a-z])y\/e(?![a-z])/g, 'year ending '],
  [/(?<![a-z])q\/e(?![a-z])/g, 'quarter ending '],
  [/(?<![a-z])p\/a(?![a-z])/g, 'per annum'],
  // A list within the cell: `(a) …`, `ii) …` are clauses of their own.
  [/(?:^|(?<=[ ;:,.]))\(?(?:[a-h]|i{1,3}|iv|v|vi{1,3})\)(?= )/g, ';'],
  // The time of day.
  [/(?<=\d{4}-\d{2}-\d{2})[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:z|[+-]\d{2}:?\d{2})?/g, ' '],
  [/(?<![\d:/.-])\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)(?![a-z])/g, ' noon '],
  [/(?<![\d:/.-])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?: ?(?:hrs|hours|h))?(?![a-z])/g, ' noon '],
  [/[£$€] ?\d[\d,.]* ?(?:k|m|bn|million|thousand)?(?![a-z])/g, ' money '],
  [/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g, ' amount '],
  [/(?<![\d/.-])(\d{1,2}([/.])\d{1,2}\2(?:\d{4}|\d{2}))-(?=\d{1,2}[/.])/g, '$1 - '],
  // `June 2018 [1]`: the mark of a footnote.
  [/ ?\[(?:\d{1,2}|[a-z*])\]$/, ''],
  [/(?<![\w/.-])(\d{1,2}) (\d{1,2}) ((?:19|20)\d{2})(?![\w/.-])/g, '$1/$2/$3'],
  ...['one', 'two', 'three', 'four'].map(
    (word, index) => [new RegExp(`(?<=(?<![a-z])(?:quarter|qtr) )${word}(?![a-z])`, 'g'), String(index + 1)] as const,
  ),
  // Points and strokes between the parts of a day, and the point after a shortened word.
  [/(?<![\d/.-])(\d{1,2}) ?([/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d)/g, '$1/$3/$4'],
  [/(?<!\d)(\d{4}) ?([/-]) ?(\d{2}|\d{4})(?![\d/.-])/g, '$1$2$3'],
  // `Apr-5-2018`: the month first.
  [new RegExp(`(?<![a-z])(${MONTH_PATTERN})[-/.] ?(\\d{1,2})[-/.] ?(\\d{4}|\\d{2})(?![\\d/.-])`, 'g'), '$1 $2, $3'],
  // `31/Mar` is a day, and `Dec 18/Jan 19` two months.
  [
    new RegExp(
      `(?<=\\d)(?<!(?<![a-z])(?:${MONTH_PATTERN})[ '-]{0,3}(?:\\d{4}|\\d{2}))(?: ?[/-] ?|\\.)(?=(?:${MONTH_PATTERN})(?![a-z]))`,
      'g',
    ),
    ' ',
  ],
  [
    new RegExp(
      `(?<=(?<![a-z])(?:${MONTH_PATTERN})) ?[/.] ?(?=(?:\\d{4}|\\d{2})(?![\\d/]| ?(?:st|nd|rd|th)?(?: of)? ?(?:${MONTH_PATTERN})(?![a-z])))`,
      'g',
    ),
    ' - ',
  ],
  [new RegExp(`(?<=(?<![a-z])(?:${MONTH_PATTERN}|${WEEKDAY}))\\.`, 'g'), ' '],
  [/(?<=(?<![a-z])(?:approx|est|prov|fin|qtr|yrs?|mths?|wks?|orig|rev|beg|no|ca|c|circa|dept|incl?|ref))\./g, ' '],
  // Words that run into their number: `mar2017`, `fy22`, `q3`. A code such as `o365` stays one word.
  [new RegExp(`(?<![a-z])(${MONTH_PATTERN}|q|qtr|quarter|h|half|fye?|cy|ay|end|by|mid|week|wk|w)(?=\\d)`, 'g'), '$1 '],
  [/(?<=\d)(?=(?:q|h|fy|cy)\d)/g, ' '],
  [new RegExp(`(?<![a-z])(end|mid|early|late|by)(?=(?:${MONTH_PATTERN})(?![a-z]))`, 'g'), '$1 '],
  // The number of a phase is no day, unless another number says so: `phase 2 June 2018`.
  [new RegExp(`(?<![a-z])(${LABEL})s? (\\d{1,2}|[ivx]{1,3})(?![\\w./-])`, 'g'), '$1$2'],
]

/** Cuts the words of a target date into tokens; case, dashes, quotes, widths and space do not matter. Never fails. */
export function tokenise(text: string): Token[] {
  const plain = FORMS.reduce(
    (words, [pattern, form]) => words.replace(pattern, form),
    text.normalize('NFKC').toLowerCase(),
  )
  return [...plain.matchAll(PIECE)].map(([raw, ordinal, percent]) => token(raw, ordinal, percent))
}

function token(raw: string, ordinal: string | undefined, percent: string | undefined): Token {
  if (ordinal) return { type: 'ordinal', value: Number(ordinal), raw }
  if (percent) return { type: 'percent', value: Number(percent), raw }
  if (/^\d+$/.test(raw)) return { type: 'number', value: Number(raw), digits: raw.length, raw }
  if (/^\d/.test(raw)) {
    return { type: 'joined', parts: raw.split(/[/.-]/), joint: /\D/.exec(raw)?.[0] ?? '-', raw }
  }
  return /^\p{L}/u.test(raw) ? { type: 'word', word: raw, raw } : { type: 'mark', mark: raw, raw }
}
