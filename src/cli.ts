import { Command } from 'commander'
import type { Act } from '#platform/audit/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { CannotStart, Refusal } from '#platform/errors.ts'
import { failureForLog } from '#platform/failure/index.ts'
import { printText, tell } from '#platform/printing.ts'
import { UnreadableFile } from '#platform/reading/problem.ts'
import { bringCommands } from './commands.ts'

/** `muniment`: what the pages do, at the command line of the server. Commands that need no database open none. */
const openHouse: OpenHouse = async (work) => {
  const { openDatabase } = await import('#platform/db/index.ts')
  const { openBlobs } = await import('#platform/blobs/index.ts')
  const { readConfig } = await import('#platform/config.ts')
  const { seenAs, theHouse } = await import('#platform/access/index.ts')
  const { dayOf } = await import('#platform/calendar/index.ts')
  const house = await import('./open-house.ts')
  const config = readConfig()
  const database = await openDatabase(config, { supervise: false, say: tell, connections: 4 })
  try {
    await house.openHouse({ config, db: database.db, withExample: null, say: () => undefined })
    const act: Act = { actor: { kind: 'command' }, at: new Date(), requestId: null }
    // Whoever has the machine has all that is on it, guarded or not.
    await work({
      db: seenAs(database.db, theHouse(dayOf(act.at))),
      blobs: await openBlobs(config, database.db),
      config,
      act,
    })
  } finally {
    await database.close()
  }
}

/** What commander says itself may hold what was typed, or was handed over by a program. */
const program = new Command('muniment')
  .description('Information management for public bodies')
  .version('0.1.0')
  .configureOutput({ writeOut: (text) => printText(text.trimEnd()), writeErr: (text) => tell(text.trimEnd()) })

try {
  await bringCommands(program, openHouse, process.argv.slice(2, 3))
  await program.parseAsync()
} catch (error) {
  if (error instanceof UnreadableFile) tell(`${error.message} ${error.advice}`)
  else if (error instanceof Refusal) tell(`${error.message}${error.advice ? `. ${error.advice}` : ''}`)
  else if (error instanceof CannotStart) tell(error.message)
  else await otherwise(error)
  process.exitCode = 1
}

/** The format engine knows nothing of refusals: what it says of signatures that cannot be read is asked of it. */
async function otherwise(error: unknown): Promise<void> {
  const { faultInWords } = await import('#formats')
  const words = faultInWords(error)
  if (words === null) await unforeseen(error)
  else tell(words)
}

/** A fault of ours, told as the log tells it. */
async function unforeseen(error: unknown): Promise<void> {
  const { pino } = await import('pino')
  pino({ write: (line: string) => tell(line.trimEnd()) }).error(
    { failure: failureForLog(error) },
    'a fault of Muniment',
  )
}
