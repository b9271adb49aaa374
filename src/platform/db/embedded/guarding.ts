import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { lifeline } from '../../lifeline.ts'

/** Keeps a guard beside this process, which ends the database when this process ends without doing so. */
export class Guarding {
  readonly #folder: string
  #guard: ChildProcess | null = null
  #isOver = false
  constructor(folder: string) {
    this.#folder = folder
  }

  begin(): void {
    if (this.#guard || this.#isOver) return
    const guard = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'guard.ts'), this.#folder],
      {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore', lifeline() ?? 'ignore'],
        env: { PATH: process.env.PATH ?? '' },
        cwd: '/',
      },
    )
    guard.on('error', () => undefined)
    guard.stdin?.on('error', () => undefined)
    // A guard that is killed is replaced.
    guard.on('exit', () => {
      this.#guard = null
      this.begin()
    })
    guard.unref()
    if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
    this.#guard = guard
  }

  /** Sends the guard away: the database has ended, or others go on with it. */
  end(): void {
    this.#isOver = true
    this.#guard?.stdin?.end('dismissed')
  }
}
