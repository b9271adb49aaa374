import { addDays, type Day, inWords } from '../calendar/index.ts'
import type { PaperBlock } from './model.ts'

/** How long whoever gets a letter has to answer. */
const ANSWER_DAYS = 14

/** The day by which a letter of a day is to be answered. */
export const answerBy = (written: Day): Day => addDays(written, ANSWER_DAYS)

/** How a letter ends: until when to answer, and where whoever sends it signs and dates it. */
export const letterEnd = (written: Day, from: string): PaperBlock[] => [
  { type: 'paragraph', text: `Please answer by ${inWords(answerBy(written))}.` },
  { type: 'paragraph', text: 'Signed: ______________________________   Date: ____________________' },
  { type: 'paragraph', text: from },
]
