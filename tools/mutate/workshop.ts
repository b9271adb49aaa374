import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { testFolder } from '../../test/cluster.ts'
import { TEST_FLAGS } from '../stages.ts'
import type { Mutant } from './mutants.ts'

const ROOT = join(import.meta.dirname, '../..')
/** What a mutant came to: found by a test, which is named, refused by the compiler, or alive. */
export interface Outcome {
  readonly end: 'killed' | 'refused' | 'alive'
  readonly by: string
}

/** Rings that are near a file: its own test, and those in its folder. */
const NEAR = 2
/** What `tools/summary.ts` writes before the name of a test that failed. */
const FAILED = /✗ ([^\n]+)\n/
/** In milliseconds: how long the tests of a mutant may run, which may never end, and how long those that are known to end. */
const [TRIAL, OPENING] = [240_000, 30 * 60_000]

/** A copy of the project in which one line at a time is wrong. */
export class Workshop {
  readonly #root: string
  readonly #tests: readonly string[]

  constructor() {
    this.#root = mkdtempSync(join(tmpdir(), 'muniment-mutants-'))
    // The account that runs the tests' database reads its programs here.
    chmodSync(this.#root, 0o755)
    for (const file of execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    }).split('\n')) {
      if (!file) continue
      mkdirSync(dirname(join(this.#root, file)), { recursive: true })
      cpSync(join(ROOT, file), join(this.#root, file))
    }
    linkFolder(join(ROOT, 'node_modules'), join(this.#root, 'node_modules'))
    this.#tests = testFiles(this.#root)
  }

  /** Fails where a test fails of itself: it would find every mutant. */
  async open(mutants: readonly Mutant[], isNear: boolean): Promise<void> {
    const near = new Set(mutants.flatMap(({ file }) => this.#rings(file).slice(0, NEAR).flat()))
    for (const files of [[...near], isNear ? [] : this.#tests.filter((file) => !near.has(file))]) {
      const failed = await this.failure(files, OPENING)
      if (failed) throw new Error(`Cannot try mutants, because a test fails of itself: ${failed}`)
    }
  }

  /** Makes a line wrong, asks the tests, nearest first and only those of its folder where `isNear`, and makes it right again. */
  async try(mutant: Mutant, isNear: boolean): Promise<Outcome> {
    const path = join(this.#root, mutant.file)
    const right = readFileSync(path, 'utf8')
    const { start, from, to } = mutant
    writeFileSync(path, `${right.slice(0, start)}${to}${right.slice(start + from.length)}`)
    try {
      const rings = this.#rings(mutant.file)
      const near = await this.#firstFailure(rings.slice(0, NEAR))
      if (near) return { end: 'killed', by: near }
      if (!(await this.#compiles())) return { end: 'refused', by: '' }
      const far = isNear ? null : await this.#firstFailure(rings.slice(NEAR))
      return far ? { end: 'killed', by: far } : { end: 'alive', by: '' }
    } finally {
      writeFileSync(path, right)
    }
  }

  /** The first of some tests that fails, by its name, where they are ended; null where all pass. */
  async failure(files: readonly string[], limit = TRIAL): Promise<string | null> {
    if (files.length === 0) return null
    const { status, said } = await this.#run(
      process.execPath,
      [...TEST_FLAGS, '--test-reporter=./tools/summary.ts', ...files, 'test/last.test.ts'],
      limit,
    )
    return status === 0 ? null : (FAILED.exec(said)?.[1] ?? 'the tests ended before they were all run')
  }

  async #firstFailure(rings: readonly (readonly string[])[]): Promise<string | null> {
    for (const files of rings) {
      const failed = await this.failure(files)
      if (failed) return failed
    }
    return null
  }

  close(): void {
    for (const folder of [this.#root, testFolder(this.#root)]) rmSync(folder, { recursive: true, force: true })
  }

  async #compiles(): Promise<boolean> {
    return (await this.#run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.'], TRIAL)).status === 0
  }

  /** The test of the file itself, tests in the same folder, in the same room, and all the others. */
  #rings(file: string): string[][] {
    const folder = dirname(file)
    const room = folder.split('/').slice(0, 3).join('/')
    const own = [file.replace(/\.ts$/, '.test.ts'), file.replace(/\.ts$/, '.long.test.ts')]
    const rings: string[][] = [[], [], [], []]
    for (const test of this.#tests) {
      const ring = own.includes(test) ? 0 : dirname(test) === folder ? 1 : test.startsWith(`${room}/`) ? 2 : 3
      rings[ring]?.push(test)
    }
    return rings
  }

  #run(
    program: string,
    args: readonly string[],
    limit: number,
  ): Promise<{ readonly status: number | null; readonly said: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: this.#root,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, MUNIMENT_ROOT: this.#root, NODE_OPTIONS: '', CI: 'true' },
      })
      // A line that makes the tests run for ever is found by them as well.
      const timer = setTimeout(() => child.kill('SIGKILL'), limit)
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (FAILED.test(said)) child.kill('SIGKILL')
      })
      child.on('error', reject)
      child.on('close', (status) => {
        clearTimeout(timer)
        resolve({ status, said })
      })
    })
  }
}

/** The same files under other names, which costs no room; where the temporary folder lies on another disk, copies. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === '.compile-cache') continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkFolder(source, target)
    else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true })
    else linkOrCopy(source, target)
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch {
    cpSync(source, target)
  }
}

/** All tests but the journeys in a browser and those of whole processes, which are too slow to ask for each line. */
function testFiles(root: string): string[] {
  return ['src', 'packages', 'tools', 'test']
    .flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/^test\/(journeys\/|last|cli)/.test(file))
    .toSorted()
}
