import { addDays, addTo, type Day, inWords } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import { type Length, lengthInWords, monthsOf } from './lengths.ts'
import { type Asked, type Done, type Outcome, type Period, type Rule, type Step, wholeYearsFrom } from './model.ts'
import { endOf, type YearEnd, yearInWords } from './years.ts'

/** Everything that a clock did. */
interface Ran {
  readonly asked: Asked
  readonly rule: Rule
  readonly days: readonly Day[]
  readonly start: Day
  readonly done: readonly Done[]
}

export const forEver = ({ words }: Period): string =>
  `It is kept for ever, because the period is “${words}”: no trigger starts a clock.`

const nameOf = ({ trigger }: Rule): string => trigger.name || 'the day of the trigger'

/** Nothing is counted as long as nobody knows the day. */
export function notKnown(rule: Rule): string {
  const that = rule.steps.reduce((noun, step) => after(step, noun), nameOf(rule))
  return `It is kept, and until when is not known: that is ${that}, and no day is given on which that happened. Please give the day once it has.`
}

export const openQuestion = (rule: Rule, day: Day, question: string): string =>
  `It is kept, and until when is not known: the clock that starts with ${nameOf(rule)} cannot run on from ${inWords(day)}. ${question}.`

/** The sentence of a day that was reached, its sources, and what to check. */
export function reason({ asked, rule, days, start, done }: Ran): Outcome {
  const until = done.at(-1)?.to ?? start
  const began = nounOf(rule, start)
  const that = done.reduce(
    (noun, { step, from }, index) => after(step, index > 0 ? `${inWords(from)}, ${noun}` : noun),
    began,
  )
  const questions = questionsOf(rule, start)
  const sentences = [
    done.length > 0
      ? `It is kept until ${inWords(until)}, because that is ${that}.`
      : `It is kept until ${inWords(until)}, because the period “${rule.period.words}” ends with ${began}.`,
    ...chosen(rule, days, start),
    ...(start > asked.today
      ? [`${inWords(start)} is still to come: where it changes, the clock runs from the new day.`]
      : []),
    ...new Set(done.flatMap((one, index) => rulesOf(one, asked, done[index - 1]?.step))),
    ...(rule.period.isLeast ? ['That is the least: it may be kept for longer.'] : []),
    `${inWords(until)} is the last day on which it is kept, so it may be disposed of from ${inWords(addDays(until, 1))}.`,
    ...questions.map((question) => `Please check: ${question}.`),
  ]
  return { until, why: sentences.join(' '), isAsked: questions.length > 0 }
}

const nounOf = ({ trigger }: Rule, day: Day): string =>
  trigger.name ? `${trigger.name} on ${inWords(day)}` : inWords(day)

/** What a step leads to from what a noun names. */
function after(step: Step, noun: string): string {
  if (step.does === 'length') return `${lengthInWords(step.length)} from ${noun}`
  if (step.does === 'year') return `the end of the ${yearInWords(step.kind)} of ${noun}`
  const birthday = step.age === 'majority' ? 'comes of age' : `is ${step.age}`
  return `the birthday at which somebody ${birthday}, counted from ${noun}`
}

/** Which of several days counts is said. */
function chosen({ trigger }: Rule, days: readonly Day[], start: Day): string[] {
  if (days.length < 2) return []
  const why = trigger.which === null ? ', since nothing says that the first does' : ', as the trigger says'
  return [
    `Of the ${counted(days.length, 'day', 'days')} that are given, the ${trigger.which ?? 'last'} counts, ${inWords(start)}${why}.`,
  ]
}

const dayAndMonth = (end: YearEnd): string => inWords(`2000-${two(end.month)}-${two(end.day)}`).replace(/ \d{4}$/, '')
const two = (part: number) => String(part).padStart(2, '0')

const AGE =
  'An age is reached with the beginning of the birthday (Family Law Reform Act 1969, s. 9; Age of Legal Capacity (Scotland) Act 1991, s. 6).'
const LEAP_AGE =
  'Whoever is born on 29 February has the birthday on 1 March in a year without that day (section 6(2) of the Act of 1991, followed for all nations).'

/** How a step is counted, and by which source. */
function rulesOf({ step, from, to }: Done, asked: Asked, before?: Step): string[] {
  if (step.does === 'age') return from.endsWith('-02-29') && to.endsWith('-03-01') ? [AGE, LEAP_AGE] : [AGE]
  if (step.does === 'year') return [yearRule(step.kind, asked.yearEnd ?? null)]
  if (wholeYearsFrom(before, step) !== null) return ['Each that is counted from there ends as it does.']
  if (step.length.isWorking)
    return [
      `${NOT_COUNTED}, nor are Saturdays, Sundays and bank holidays${asked.division ? ` of ${asked.division}` : ' of any nation'} (Banking and Financial Dealings Act 1971).`,
    ]
  if (monthsOf(step.length) === 0) return [`${NOT_COUNTED} (Lester v Garland (1808) 15 Ves 248).`]
  return [monthRule(from, step.length)]
}

const NOT_COUNTED = 'The day from which it runs is not counted'
const SOURCE = 'corresponding date rule, Dodds v Walker [1981] 1 WLR 1027'

function monthRule(from: Day, length: Length): string {
  const isShort = addTo(from, monthsOf(length), 'month').slice(8) < from.slice(8)
  const or = isShort ? ', or with the last of a month that has none, as here' : ''
  return `${NOT_COUNTED}, and months and years end with the day of the same number${or} (${SOURCE}).`
}

const YEAR_SOURCE = {
  calendar: '',
  financial: ' (Interpretation Act 1978, Schedule 1)',
  academic: ' here, as a school’s in England does',
  tax: ' (Income Tax Act 2007, s. 4)',
} as const

function yearRule(kind: keyof typeof YEAR_SOURCE | 'month', own: YearEnd | null): string {
  if (kind === 'month') return 'A month ends with its last day.'
  const isOwn = own !== null && (kind === 'financial' || kind === 'academic')
  const end = dayAndMonth(endOf(kind, own))
  return isOwn
    ? `The ${kind} year ends on ${end}, as was said.`
    : `${articled(kind)} year ends on ${end}${YEAR_SOURCE[kind]}.`
}

const articled = (kind: string): string => (kind === 'academic' ? `An ${kind}` : `A ${kind}`)

/** Days that programs write where they know none. */
const STAND_INS = new Set(['1601-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1904-01-01', '1970-01-01'])

function questionsOf({ steps }: Rule, start: Day): string[] {
  const isTaken = steps.some((step) => step.does === 'year' && step.isTaken)
  return [
    ...(isTaken
      ? ['“year” is read as the calendar year; write “financial year” or “academic year” where one of those is meant']
      : []),
    ...(STAND_INS.has(start) ? [`programs write ${inWords(start)} where they know no day`] : []),
  ]
}
