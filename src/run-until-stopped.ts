import { setTimeout as pause } from 'node:timers/promises'
import { isAway } from '#platform/db/index.ts'
import { CannotStart, Refusal } from '#platform/errors.ts'
import { failureForLog, failureInWords } from '#platform/failure/index.ts'
import { whenDoorstepEnds } from '#platform/lifeline.ts'
import { tell } from '#platform/printing.ts'

/** Something to be ended, and how long that may take in milliseconds before the next is ended all the same. */
export interface Ending {
  readonly end: () => Promise<unknown>
  readonly most: number
}

/** What has been opened so far: it is ended in the other order, also where the start fails half-way. */
export type Opened = (ending: Ending) => void

/**
 * Runs a process until it is told to stop, by a signal or by the end of whoever started it, then lets it finish what it is
 * doing, within bounds. A terminal that is closed takes what is said and nothing else with it.
 */
export async function runUntilStopped(
  start: (opened: Opened) => Promise<void>,
  say?: (line: string) => void,
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const endings: Ending[] = []
  let isStopping = false
  const stop = async (status: number) => {
    if (isStopping) return
    isStopping = true
    if (status === 0) say?.('Stopping …')
    for (const ending of endings.toReversed()) await within(ending)
    process.exit(status)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  whenDoorstepEnds(() => void stop(0))
  try {
    await start((ending) => void endings.push(ending))
  } catch (error) {
    if (isStopping) return
    tell(inWords(error))
    await stop(1)
  }
}

async function within({ end, most }: Ending): Promise<void> {
  const late = new AbortController()
  await Promise.race([
    end().catch((error: unknown) => tell(inWords(error))),
    pause(most, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  late.abort()
}

function inWords(error: unknown): string {
  if (error instanceof CannotStart) return error.message
  if (error instanceof Refusal) return `${error.message}${error.advice ? `. ${error.advice}` : ''}`
  if (isAway(error)) return `Cannot reach the database: ${failureInWords(error)}`
  const { words, at } = failureForLog(error)
  return [words, ...at].join('\n  at ')
}
