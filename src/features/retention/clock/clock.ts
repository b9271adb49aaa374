import { type Day, DIVISIONS } from '#platform/calendar/index.ts'
import { shortened } from '#platform/words.ts'
import { birthday } from './ages.ts'
import { type Length, lastDayOf, yearsOf } from './lengths.ts'
import {
  type Asked,
  type Done,
  type Outcome,
  type Period,
  type Refused,
  type Rule,
  type Step,
  wholeYearsFrom,
} from './model.ts'
import { periodFrom } from './periods.ts'
import { forEver, notKnown, openQuestion, reason } from './reasons.ts'
import { agree, type Trigger, triggerFrom } from './triggers.ts'
import { lastDayOfYear } from './years.ts'

/** How long something is kept by a trigger and a period in words: a pure function of what is asked. Never guesses. */
export function clock(asked: Asked): Outcome | Refused {
  const period = periodFrom(asked.period)
  if ('refused' in period) return period
  if (period.isForEver) return { until: null, why: forEver(period), isAsked: false }
  const trigger = triggerFrom(asked.trigger)
  if (trigger === null) return notATrigger(asked.trigger)
  const together = joined(trigger, period)
  return 'refused' in together ? together : run(asked, together)
}

function notATrigger(text: string): Refused {
  const words = shortened(text.trim().replace(/\s+/g, ' '), 80)
  return {
    refused: words ? `“${words}” is not understood as a trigger` : 'The trigger is empty',
    advice:
      'A trigger is “creation”, “closure”, “last action”, “superseded”, “date of birth”, a year’s end such as “financial year end”, or an event of your own that says what happens, such as “contract ends” or “event: audit”.',
  }
}

/** What the period says that it runs from has to be the trigger, and an age is counted from a birth. */
function joined(trigger: Trigger, period: Period): Rule | Refused {
  const { own, steps } = period
  const refused = (why: string, advice: string): Refused => ({ refused: why, advice })
  if (own && !agree(own, trigger))
    return refused(
      `The period “${period.words}” runs from ${own.name}, and the trigger is ${trigger.name}`,
      'Give the trigger that the period names.',
    )
  const named = trigger.kind === 'day' && own ? { ...own, year: trigger.year } : trigger
  if (steps.some(({ does }) => does === 'age') && named.kind !== 'birth')
    return refused(
      `The period “${period.words}” is an age, and the trigger is ${named.name || 'no birth'}`,
      'Give the trigger as “date of birth”, and the day of birth.',
    )
  const years = withYear(named.year, steps)
  return years === null
    ? refused('The trigger and the period name years of two kinds', 'Name the year in one of them alone.')
    : { trigger: named, period, steps: inAges(named, years) }
}

/** The steps behind the year that the trigger names. One that says only "year" is the one that the other names; null where both come first and are of two kinds. */
function withYear(year: Trigger['year'], steps: readonly Step[]): readonly Step[] | null {
  const [first, ...rest] = steps
  if (year === null) return steps
  if (first?.does !== 'year') return [{ does: 'year', ...year }, ...steps]
  if (first.kind !== year.kind && !first.isTaken && !year.isTaken) return null
  return first.isTaken ? [{ does: 'year', ...year }, ...rest] : steps
}

/** Whole years from a birth are an age. */
function inAges(trigger: Trigger, steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = steps
  const years = trigger.kind === 'birth' && first?.does === 'length' ? yearsOf(first.length) : null
  return years === null ? steps : [{ does: 'age', age: years }, ...rest]
}

function run(asked: Asked, rule: Rule): Outcome | Refused {
  const days = [...new Set(asked.days)].toSorted()
  const start = rule.trigger.which === 'first' ? days[0] : days.at(-1)
  if (start === undefined) return { until: null, why: notKnown(rule), isAsked: true }
  if (rule.trigger.kind === 'birth' && days.length > 1)
    return { refused: 'A person is born on one day, and several are given', advice: 'Give the day of birth once.' }
  const done: Done[] = []
  for (const step of rule.steps) {
    const from = done.at(-1)?.to ?? start
    const to = after(from, step, asked, done.at(-1)?.step)
    if (typeof to !== 'string') return { until: null, why: openQuestion(rule, from, to.question), isAsked: true }
    done.push({ step, from, to })
  }
  return reason({ asked, rule, days, start, done })
}

interface Question {
  readonly question: string
}

const MAJORITY =
  'People come of age at 18 (Family Law Reform Act 1969, s. 1; Age of Majority Act (Northern Ireland) 1969, s. 1; Age of Majority (Scotland) Act 1969, s. 1), and in Scotland have legal capacity at 16 (Age of Legal Capacity (Scotland) Act 1991, s. 1): please say which by the age itself, such as “until 18 years old”'

/** The day that a step leads to, or what has to be asked first. */
function after(day: Day, step: Step, asked: Asked, before?: Step): Day | Question {
  if (step.does === 'age') return step.age === 'majority' ? { question: MAJORITY } : birthday(day, step.age)
  if (step.does === 'year') return lastDayOfYear(day, step.kind, asked.yearEnd ?? null)
  if (step.length.isWorking) return afterWorkingDays(day, step.length, asked)
  const last = lastDayOf(day, step.length)
  const kind = wholeYearsFrom(before, step)
  return kind === null ? last : lastDayOfYear(last, kind, asked.yearEnd ?? null)
}

/** Where nobody said whose bank holidays count, the day stands if all agree on it. */
function afterWorkingDays(day: Day, { parts: [part] }: Length, asked: Asked): Day | Question {
  const divisions = asked.division ? [asked.division] : DIVISIONS
  const ends = divisions.map((division) => {
    const calendar = asked.calendars(division)
    const end = calendar.after(day, part?.amount ?? 0)
    return { division, end, isKnown: calendar.knows(day) && calendar.knows(end) }
  })
  if (ends.some(({ isKnown }) => !isKnown))
    return { question: 'The bank holidays of those years are not known: please add them, or give the last day' }
  const [first] = ends
  if (first && ends.every(({ end }) => end === first.end)) return first.end
  return {
    question: `The bank holidays differ between ${ends.map(({ division, end }) => `${division} (${end})`).join(', ')}: please say whose count`,
  }
}
