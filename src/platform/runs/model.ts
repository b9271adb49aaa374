import { counted } from '../words.ts'

/** How a run stands, as people are told. `left` is one that says it is under way and that nobody works on. */
export const RUN_STATES = {
  waiting: 'Waiting',
  running: 'Under way',
  stopping: 'Stopping',
  stopped: 'Stopped',
  left: 'Broken off',
  finished: 'Finished',
  failed: 'Failed',
} as const
export type RunState = keyof typeof RUN_STATES

/** What pages tell of a run, whichever room keeps it. */
export interface RunFacts {
  readonly id: string
  readonly title: string
  readonly state: RunState
  readonly done: number
  /** How many there are; null until they were counted. */
  readonly expected: number | null
  readonly refused: number
  /** For how long it was worked on, in milliseconds. */
  readonly workedMs: number
  readonly said: string | null
  readonly error: string | null
  readonly askedAt: Date
  readonly askedBy: string | null
  readonly href: string
}

export const isOpen = (state: RunState): boolean => state === 'waiting' || state === 'running' || state === 'stopping'
export const canGoOn = (state: RunState): boolean => state === 'stopped' || state === 'failed' || state === 'left'

/** Items a second, by what was done so far; null before anything was. */
export function speedOf({ done, workedMs }: Pick<RunFacts, 'done' | 'workedMs'>): number | null {
  return done > 0 && workedMs > 0 ? (done * 1000) / workedMs : null
}

/** How long something still takes, roughly. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return 'less than a minute'
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return minutes === 1 ? 'about a minute' : `about ${counted(minutes, 'minute', 'minutes')}`
  return `about ${counted(Math.round(minutes / 60), 'hour', 'hours')}`
}

const inWords = (count: number) => count.toLocaleString('en-GB')

/** How far a run is, on one line: "300,000 of 900,000 done, 12 of them refused, 500 a second, about 20 minutes left". */
export function progressInWords(run: Pick<RunFacts, 'done' | 'expected' | 'refused' | 'workedMs' | 'state'>): string {
  const { done, expected, refused, state } = run
  const speed = speedOf(run)
  const words = [expected === null ? `${inWords(done)} done` : `${inWords(done)} of ${inWords(expected)} done`]
  if (refused > 0) words.push(`${inWords(refused)} of them refused`)
  if (speed !== null)
    words.push(
      speed >= 1
        ? `${inWords(Math.round(speed))} a second`
        : `${inWords(Math.max(1, Math.round(speed * 60)))} a minute`,
    )
  if (state === 'running' && speed !== null && expected !== null && expected >= done)
    words.push(`${timeLeft((expected - done) / speed)} left`)
  return words.join(', ')
}
