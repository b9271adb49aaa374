import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { KEPT, LONG, usualTimes } from './times.ts'

const ROOT = join(import.meta.dirname, '..')
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name)

interface Run {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Something that is checked: by one program, or by several. */
export interface Stage {
  readonly name: string
  readonly runs: readonly Run[]
  /** So many run at a time, each begun when another has ended, in their order; all of them at once where it is not said. */
  readonly atOnce?: number
}

/** What can be said of the code without running it, all at the same time: types, style, promises that are forgotten, which way imports run, who writes registers, how numbers are counted, tests that cannot fail. */
export const LOOKS: Stage = {
  name: 'types, style, promises and imports',
  runs: [
    { program: bin('tsc'), args: ['-p', '.', '--incremental', '--tsBuildInfoFile', join(KEPT, 'types.tsbuildinfo')] },
    { program: bin('biome'), args: ['check', '--error-on-warnings', 'src', 'test', 'tools', 'packages', 'bin'] },
    { program: bin('oxlint'), args: ['--type-aware', '--quiet', 'src', 'test', 'tools', 'packages'] },
    { program: process.execPath, args: ['--disable-warning=ExperimentalWarning', join(ROOT, 'tools/check-own.ts')] },
  ],
}

/** How tests run: many files in one process. */
export const TEST_FLAGS = [
  '--test',
  '--test-isolation=none',
  '--disable-warning=ExperimentalWarning',
  '--import',
  join(ROOT, 'test/same-cases.ts'),
]

const FLAGS = [
  ...TEST_FLAGS,
  '--test-reporter=dot',
  '--test-reporter-destination=stdout',
  '--test-reporter=./tools/summary.ts',
  '--test-reporter-destination=stdout',
]

/** What a lane takes on, in parts of one another: most of its work first, then less, so that no lane waits long for the last of another. */
export const IN_PIECES = [4, 2, 1, 1]

/**
 * Many files in one process start in a second, not a minute; so many processes `forEach` processor, up to four, run at a time and share the files out
 * by what each takes. Two let a processor work for one while the other waits: for its database, a clock, a browser. `pieces` are the parts that each
 * takes on one after another, as nobody knows on a new machine how long a file takes.
 */
export function tests(
  name: string,
  files: readonly string[],
  {
    most = 4,
    forEach = 1,
    pieces = [1],
    times = usualTimes(files),
    isQuick = false,
  }: {
    readonly most?: number
    readonly forEach?: number
    readonly pieces?: readonly number[]
    readonly times?: ReadonlyMap<string, number>
    readonly isQuick?: boolean
  } = {},
): Stage {
  const atOnce = Math.max(1, Math.min(most, forEach * availableParallelism(), files.length))
  const shares = pieces.flatMap((weight) =>
    Array.from({ length: atOnce }, () => ({ weight, files: [] as string[], time: 0 })),
  )
  const longestFirst = [...times].toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
  for (const [file, time] of longestFirst) {
    const fill = (share: (typeof shares)[number]) => (share.time + time) / share.weight
    const lightest = shares.reduce((least, one) => (fill(one) < fill(least) ? one : least))
    lightest.files.push(file)
    lightest.time += time
  }
  const filled = shares.filter((share) => share.files.length > 0)
  return { name, atOnce, runs: filled.map((share) => runOf(share.files.toSorted(), isQuick)) }
}

/**
 * A process for each file, six at once: for what measures turns, which the heap of other tests would lengthen. Turns are measured in
 * time of the processor, so that more of them than processors lengthen none.
 */
export const testsAlone = (name: string, files: readonly string[], atOnce = 6): Stage => ({
  name,
  atOnce,
  runs: files.map((file) => runOf([file], false)),
})

/** Room for what hundreds of test files make and forget, in mebibytes: clearing up less of it more often took a tenth of all. */
const YOUNG = ['--min-semi-space-size=64', '--max-semi-space-size=64']

/** One process that runs tests. One that measures turns has the memory of a house at work. */
function runOf(files: readonly string[], isQuick: boolean): Run {
  return {
    program: process.execPath,
    args: [...(files.some(measuresTurns) ? [] : YOUNG), ...FLAGS, ...files, join(ROOT, 'test/last.test.ts')],
    env: { MUNIMENT_QUICK: isQuick ? '1' : '' },
  }
}

/** Tests that measure how long one turn of the process takes (`inTurns`). */
const MEASURES_TURNS = 'turns.long.test.ts'
export const measuresTurns = (file: string): boolean => basename(file) === MEASURES_TURNS

/** Every test file of some folders, but the last of all, and the long ones where it has to be quick. */
export function testsIn(
  folders: readonly string[],
  { isQuick = false }: { readonly isQuick?: boolean } = {},
): string[] {
  const found = folders.flatMap((folder) => {
    const path = join(ROOT, folder)
    if (!existsSync(path)) return []
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts') && entry.name !== 'last.test.ts')
      .map((entry) => join(entry.parentPath, entry.name))
  })
  return [...new Set(found)].filter((file) => !(isQuick && file.endsWith(LONG))).toSorted()
}

/** Stages that have nothing to wait for, as one: while tests wait for their database, something else is looked at. */
export function together(...stages: readonly Stage[]): Stage {
  return {
    name: stages.map(({ name }) => name).join('; '),
    runs: stages.flatMap(({ runs }) => runs),
    atOnce: stages.reduce((sum, { runs, atOnce = runs.length }) => sum + atOnce, 0),
  }
}

/** Runs the stages one after another, telling what each took, and stops at the first that fails. At the end the tests of all of them are counted. */
export async function runStages(stages: readonly Stage[]): Promise<void> {
  mkdirSync(KEPT, { recursive: true })
  let [passed, failed] = [0, 0]
  const count = () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  for (const { name, runs, atOnce = runs.length } of stages) {
    const started = Date.now()
    process.stdout.write(`\n— ${name}\n`)
    const ended = await inLanes(runs, atOnce)
    for (const one of ended) {
      passed += one.passed
      failed += one.failed
    }
    const isWell = ended.every(({ status }) => status === 0)
    process.stdout.write(`${isWell ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
    if (isWell) continue
    if (passed + failed > 0) count()
    process.exit(1)
  }
  count()
}

interface Ended {
  readonly status: number
  readonly passed: number
  readonly failed: number
}

/** Runs programs in their order, so many at a time. */
export async function inLanes(runs: readonly Run[], atOnce: number): Promise<Ended[]> {
  const waiting = [...runs]
  const ended: Ended[] = []
  const work = async (_: unknown, lane: number) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) ended.push(await run(next, lane))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return ended
}

/** Runs one program and passes on what it says, but for the line that counts its tests. Each lane has a database server and times of its own. */
function run({ program, args, env }: Run, lane: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, MUNIMENT_TEST_PART: lane === 0 ? '' : String(lane), ...env, NODE_OPTIONS: '' },
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (!SUMMARY.test(chunk.toString())) process.stdout.write(chunk)
      else process.stdout.write(chunk.toString().replace(SUMMARY, ''))
    })
    child.on('error', () => resolve({ status: 1, passed: 0, failed: 0 }))
    child.on('close', (status) => {
      const [, passed = '0', failed = '0'] = SUMMARY.exec(said) ?? []
      resolve({ status: status ?? 1, passed: Number(passed), failed: Number(failed) })
    })
  })
}

const SUMMARY = /\n(\d+) passed, (\d+) failed\n/
