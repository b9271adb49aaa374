import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name)

export interface Stage {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
}

const node = (name: string, ...args: string[]): Stage => ({ name, program: process.execPath, args })

/** What can be said of the code without running it. */
export const LOOKS: readonly Stage[] = [
  { name: 'types', program: bin('tsc'), args: ['-p', '.'] },
  {
    name: 'style and lint',
    program: bin('biome'),
    args: ['check', '--error-on-warnings', 'src', 'test', 'tools', 'packages', 'bin'],
  },
  { name: 'promises', program: bin('oxlint'), args: ['--type-aware', '--quiet', 'src', 'test', 'tools', 'packages'] },
  node('imports', join(ROOT, 'tools/check-imports.ts')),
]

function testsIn(folder: string): string[] {
  const path = join(ROOT, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** All tests in one process: a hundred files start in a second, not a minute. Journeys come last. */
export function tests(folders: readonly string[]): Stage {
  const flags = [
    '--test',
    '--test-isolation=none',
    '--test-reporter=dot',
    '--test-reporter-destination=stdout',
    '--test-reporter=./tools/summary.ts',
    '--test-reporter-destination=stdout',
    '--disable-warning=ExperimentalWarning',
  ]
  const last = join(ROOT, 'test/last.test.ts')
  return node('tests', ...flags, ...new Set([...folders.flatMap(testsIn), last]))
}

/** Runs the stages one after another, telling what each took, and stops at the first that fails. */
export function runStages(stages: readonly Stage[]): void {
  for (const { name, program, args } of stages) {
    const started = Date.now()
    process.stdout.write(`\n— ${name}\n`)
    const { status } = spawnSync(program, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`)
    if (status !== 0) process.exit(1)
  }
}
