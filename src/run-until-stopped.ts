import { CannotStart } from '#platform/errors.ts'

/** Runs a process until it is told to stop, then lets it finish what it is doing. */
export async function runUntilStopped(start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    const stop = await start()
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void stop().then(() => process.exit(0)))
  } catch (error) {
    process.stderr.write(
      `${error instanceof CannotStart ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    )
    process.exit(1)
  }
}
