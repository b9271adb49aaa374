import { counted, shortened } from '#platform/words.ts'
import { LONGEST_YEARS } from './lengths.ts'
import type { Period, Refused } from './model.ts'
import { stepsFrom } from './terms.ts'
import { MOST_LETTERS, plainWords } from './wording.ts'

export const UNDERSTOOD =
  'Write a period as “7 years”, “18 months”, “90 days”, “P7Y”, “financial year end + 6 years”, “current year + 3”, “until 25 years old”, “until superseded”, “immediately” or “permanently”.'

const quoted = (text: string) => `“${shortened(text.trim().replace(/\s+/g, ' '), 80)}”`
const refusal = (refused: string, advice = UNDERSTOOD): Refused => ({ refused, advice })

const FOR_EVER =
  /^(?:(?:keep|kept|retain|retained|hold|held|preserve|preserved|archive|archived|retention) )?(?:permanent|permanently|for ?ever|indefinite|indefinitely|in perpetuity|perpetuity|permanent (?:retention|preservation|record|archive)|always)$|^(?:keep|retain|preserve|retain for ?ever|never|never destroy|do not destroy|not to be destroyed|do not dispose(?: of)?|no disposal|never dispose(?: of)?)$/

/** What is done when the period has run, which is no part of the clock. */
const DEED =
  '(?:keep|kept|retain|retained|hold|held|store|stored|destroy|destroyed|delete|deleted|dispose of|disposed of|dispose|review|reviewed|transfer|transferred|archive|archived)'
const TO = '(?: to (?:the )?(?:national archives|tna|archives?|place of deposit|record office))?'
const BEFORE = new RegExp(
  `^(?:(?:to be|should be|must be|shall be|please|securely|permanently(?= destroy| delete)|retention period|period) )*(?:${DEED}(?: (?:the |these |all )?(?:records?|files?|it|them|documents?|securely))*${TO})(?= |$)`,
)
const THEN =
  '(?:and|then|before|before being|followed by|prior to|for|at which point|securely?|secure|confidential|confidentially|to be)'
/** A deed alone is one only behind a stop or a unit: in `2 years after review` it is the event. */
const AFTER = new RegExp(
  `(?:[,.:]? ?(?:${THEN} )+|(?: -|[,.:]) |(?<=(?:years?|yrs?|y|months?|weeks?|days?)) )(?:${DEED}|destruction|disposal|deletion|appraisal)(?: securely)?${TO}$`,
)

/** Words that leave a choice which no clock can make, each with what is said of it. */
const UNDECIDED: readonly (readonly [RegExp, string, string])[] = [
  [
    /\bwhichever\b|\bor\b|\/(?!\d)/,
    'names more than one period',
    'Give each period a clock of its own, and keep the later day.',
  ],
  [/\d ?(?:-|to) ?\d|\bbetween\b/, 'is a range', 'Give the one period that the schedule decides on.'],
  [
    /\b(?:(?<!rounded )up to|max|maximum|no longer than|no more than|not more than|at most|within|less than|not exceeding)(?= )(?! or)/,
    'says how long something may be kept at most, not how long it is kept',
    'Give how long it is kept.',
  ],
  [
    /\b(?:about|approximately|approx|circa|around|roughly|typically|usually|normally)\b|\?/,
    'is not certain',
    UNDERSTOOD,
  ],
  [
    /\b(?:as required|as needed|case by case|tbc|tbd|n\/a|none|nil|various|unless|except)\b/,
    'says no period',
    UNDERSTOOD,
  ],
]

const LEAST =
  /^(?:for )?(?:a |an )?(?:minimum(?: (?:of|period of))?|at least|not less than|no less than|min) | (?:minimum|at least|as a minimum|min)$/g
const AT_ONCE = /^(?:immediate|immediately|at once|straight away|straightaway|no retention)$/
/** A period's words, understood as a whole: a word that has no place in it is refused, never passed over. */
export function periodFrom(text: string): Period | Refused {
  if (text.length > MOST_LETTERS) return refusal(`The period is longer than ${MOST_LETTERS} characters`)
  const plain = plainWords(text)
  if (!plain) return refusal('The period is empty')
  const left = plain.replace(AFTER, '').trim()
  const isEver = [plain, left].some((words) => FOR_EVER.test(words))
  const period = { words: text.trim().replace(/\s+/g, ' '), isForEver: isEver, steps: [], own: null, isLeast: false }
  if (isEver) return period
  const stripped = left
    .replace(BEFORE, '')
    .trim()
    .replace(/^(?:(?:for|after|by)(?: |$))?(?:(?:a |the )?(?:further )?period of |(?:a )?further )?/, '')
    .trim()
  const undecided = UNDECIDED.find(([sign]) => sign.test(stripped.replace(LEAST, ' ')))
  if (undecided) return refusal(`The period ${quoted(text)} ${undecided[1]}`, undecided[2])
  const bare = stripped.replace(LEAST, ' ').trim()
  if (AT_ONCE.test(bare)) return period
  const steps = stepsFrom(bare)
  return steps ? { ...period, ...steps, isLeast: bare !== stripped } : notUnderstood(text, bare)
}

const UNITS = ['year', 'month', 'day']

function notUnderstood(text: string, bare: string): Refused {
  if (!bare) return refusal(`The period ${quoted(text)} says what is done, and not when`)
  if (/^\d+$/.test(bare))
    return refusal(
      `The period ${quoted(text)} has no unit`,
      `Write ${UNITS.map((unit) => `“${counted(Number(bare), unit, `${unit}s`)}”`).join(' or ')}.`,
    )
  if (/(?<![\d.])0+ ?[a-z]|p0/.test(bare))
    return refusal(`The period ${quoted(text)} is no time at all`, 'Write “immediately” where nothing is to be kept.')
  if (/\d{3,}/.test(bare))
    return refusal(
      `The period ${quoted(text)} is not a period of up to ${counted(LONGEST_YEARS, 'year', 'years')}`,
      'Write “permanently” for what is kept for ever.',
    )
  return refusal(`The period ${quoted(text)} is not understood`)
}
