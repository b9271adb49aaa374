import { join } from 'node:path'
import { inDisposable } from '#platform/reading/index.ts'
import type { QuestionBank } from './model.ts'

export { writeGift } from './gift/write.ts'
export type { Answer, Kind, Question, QuestionBank } from './model.ts'
export { writeMoodle } from './moodle/write.ts'

/**
 * Reads a question bank (GIFT or Moodle XML) in a disposable process with bounded time and memory. `name` is that of its file. Throws
 * UnreadableFile where it is none or asks too much; what of it could not be read is told among its problems.
 */
export async function readQuestions(bytes: Uint8Array, name: string): Promise<QuestionBank> {
  const [line = '{}'] = await inDisposable(join(import.meta.dirname, 'child.ts'), { name: name.slice(-100) }, bytes)
  return JSON.parse(line) as QuestionBank
}
