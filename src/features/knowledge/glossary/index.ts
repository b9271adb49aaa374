import { join } from 'node:path'
import { inDisposable, UnreadableFile } from '#platform/reading/index.ts'
import type { GlossaryCheck } from './model.ts'

export type { GlossaryCheck } from './model.ts'

/** Checks a glossary (SKOS in Turtle) in a disposable process with bounded time and memory. What takes too much is not valid either. */
export async function checkedGlossary(bytes: Uint8Array): Promise<GlossaryCheck> {
  try {
    const [line = '{}'] = await inDisposable(join(import.meta.dirname, 'child.ts'), {}, bytes)
    return JSON.parse(line) as GlossaryCheck
  } catch (error) {
    if (error instanceof UnreadableFile) return { valid: false, errors: [error.message] }
    throw error
  }
}
