import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** Where the checks keep what makes the next time quicker. Nothing is lost with it. */
export const KEPT = join(ROOT, 'node_modules/.cache')
const TIMES = /^test-times-.*\.json$/

/** Keeps how many milliseconds each test file of this process took, beside what is known of the others. */
export function keepTimes(times: ReadonlyMap<string, number>, kept = KEPT): void {
  mkdirSync(kept, { recursive: true })
  const own = join(kept, `test-times-${process.env.MUNIMENT_TEST_PART || '0'}.json`)
  const rounded = [...times].map(([file, time]) => [relative(ROOT, file), Math.round(time)])
  writeFileSync(own, JSON.stringify({ ...read(own), ...Object.fromEntries(rounded) }))
}

/** Tests that start whole processes, read many documents, wait for a clock or try thousands of cases: too long for the quick loop. */
export const LONG = '.long.test.ts'

/** How long each file usually takes in milliseconds, to share them out: what was kept, else a guess from its size and its kind. */
export function usualTimes(files: readonly string[], kept = KEPT): Map<string, number> {
  const known = existsSync(kept)
    ? Object.assign({}, ...readdirSync(kept).flatMap((name) => (TIMES.test(name) ? [read(join(kept, name))] : [])))
    : {}
  return new Map(
    files.map((file) => [file, known[relative(ROOT, file)] ?? statSync(file).size / bytesAMillisecond(file)]),
  )
}

/** Tests of the whole house, journeys among them, take longer than those of a room; measured over all of them. */
function bytesAMillisecond(file: string): number {
  if (file.startsWith(join(ROOT, 'test/'))) return 0.2
  return file.endsWith(LONG) ? 0.5 : 2.5
}

function read(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}
