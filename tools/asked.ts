import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The test files that a command was given, and what is wrong with those that are none. */
export function filesAsked(
  given: readonly string[],
  folder = process.cwd(),
): { readonly files: readonly string[]; readonly wrong: readonly string[] } {
  const files = given.map((one) => resolve(folder, one))
  const wrong = given.filter((one, place) => !one.endsWith('.test.ts') || !existsSync(files[place] ?? ''))
  return { files, wrong: wrong.map((one) => `${one} is no test file: name files that end in .test.ts`) }
}
