import { tooMuch, UnreadableFile } from '#platform/reading/index.ts'
import { decoded } from './decode.ts'
import { readGift } from './gift/read.ts'
import { LIMITS, type QuestionBank } from './model.ts'
import { readMoodle } from './moodle/read.ts'
import { Problems } from './problems.ts'

/** Reads a question bank: Moodle XML where its name or its first characters say so, else GIFT. Throws UnreadableFile. */
export function readBank(bytes: Uint8Array, name: string): QuestionBank {
  const problems = new Problems()
  const text = decoded(bytes, problems)
  if (text.trim() === '')
    throw new UnreadableFile('The file is empty.', 'Export the questions again and try with the new file.')
  const questions = isXml(text, name) ? readMoodle(text, problems) : readGift(text, problems)
  if (questions.length > LIMITS.questions) throw tooMuch('questions', LIMITS.questions)
  if (questions.length === 0) problems.of('No question of the file could be read.')
  return { questions, problems: problems.all }
}

const isXml = (text: string, name: string): boolean =>
  /\.xml$/i.test(name) || /^\s*<(?:\?xml|!DOCTYPE|quiz)\b/i.test(text.slice(0, 1000))
