import { type Day, inWords } from '#platform/calendar/index.ts'
import { shortened } from '#platform/words.ts'
import { MOST_QUOTED, type Question } from '../model/model.ts'
import type { PlanDay } from '../words/plan-day.ts'

/** What is asked where nothing says for certain from which day the plan speaks; `hint` are words that may say it. */
export function questionOfDay(today: Day, { hint, isToCome }: Pick<PlanDay, 'hint' | 'isToCome'>): Question {
  const doubt = isToCome ? 'names a day that is still to come' : 'may say it, or tell of something else'
  const said = hint === null ? '' : `“${shortened(hint, MOST_QUOTED)}” ${doubt}. `
  return {
    where: 'The document',
    place: null,
    question: 'The document does not say the date of the plan. Which is it?',
    guess: `${said}Dates that depend on it are not read until you say it. Today is ${inWords(today)}.`,
    about: 'plan-day',
  }
}

/** What is asked where a plan says its financial year and no day, and dates without a year stand in it. */
export const questionOfYear = (from: Day, said: string): Question => ({
  where: 'The document',
  place: null,
  question: `“${shortened(said, MOST_QUOTED)}” names a year and no day. What is the date of the plan?`,
  guess: `Dates without a year were read within the year that begins on ${inWords(from)}.`,
  about: 'plan-day',
})
