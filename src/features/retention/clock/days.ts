import { addDays, type Day, dayFromText, inWords, isDay, momentFromText } from '#platform/calendar/index.ts'
import { shortened } from '#platform/words.ts'
import type { Refused } from './model.ts'

/** From the time of the oldest public records to before 9999-12-31, which programs write for no day. */
const [EARLIEST, LATEST] = ['1000-01-01', '2999-12-31']

/** The day of a trigger as people and spreadsheets write it, of an instant the day in the United Kingdom; or why it is none. */
export function dayOfTrigger(text: string): Day | Refused {
  const written = text.trim()
  const shown = `“${shortened(written, 40)}”`
  const day = dayFromText(written) ?? momentFromText(written)?.slice(0, 10)
  if (!day || !isDay(day)) return { refused: `${shown} is not a day`, advice: adviceFor(written) }
  return day < EARLIEST || day > LATEST
    ? {
        refused: `${shown} is not a day of a record`,
        advice: 'Check the year, or leave the day out where it is not known.',
      }
    : day
}

/** A spreadsheet’s number of a day is one of two, four years apart: it is told, and not taken. Four figures are a year. */
function adviceFor(written: string): string {
  const serial = /^[1-9]\d{4}(?:\.\d+)?$/.test(written) ? Math.floor(Number(written)) : null
  if (serial === null) return 'Write it as 2024-01-12, 12 January 2024 or 12/01/2024.'
  const [usual, other] = [addDays('1899-12-30', serial), addDays('1904-01-01', serial)]
  return `A spreadsheet counts days so: it is ${inWords(usual)} (${usual}), or ${inWords(other)} (${other}) in a workbook that counts from 1904. Give the day itself.`
}
