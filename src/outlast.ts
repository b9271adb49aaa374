import { setTimeout as pause } from 'node:timers/promises'
import { isAway } from '#platform/db/index.ts'
import { CannotStart } from '#platform/errors.ts'

interface Patience {
  readonly say: (line: string) => void
  /** How long the database may be away, in milliseconds, from the first time that the step meets it away. */
  readonly most?: number
  /** Between two tries, in milliseconds. */
  readonly between?: number
}

/**
 * Does a step of a start, and does it again where the database goes away meanwhile: whoever looks after the database brings it back. The step
 * can be done again from its beginning.
 *
 * @throws CannotStart where the database does not come back in time; whatever else the step throws
 */
export async function outlast<Result>(
  step: () => Promise<Result>,
  { say, most = 120_000, between = 250 }: Patience,
): Promise<Result> {
  for (let until: number | null = null; ; ) {
    try {
      return await step()
    } catch (error) {
      if (!isAway(error)) throw error
      const isFirst = until === null
      until ??= Date.now() + most
      if (Date.now() >= until)
        throw new CannotStart(
          'Cannot start: the database went away while Muniment was starting, and has not come back. Look into its log, then start again.',
        )
      if (isFirst) say('The database went away during the start. Muniment waits for it …')
      await pause(between)
    }
  }
}
