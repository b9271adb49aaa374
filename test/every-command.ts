import { readFileSync, writeSync } from 'node:fs'
import { Command, type Command as Commands } from 'commander'
import { seenAs, theHouse } from '#platform/access/index.ts'
import { openBlobs } from '#platform/blobs/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { readConfig } from '#platform/config.ts'
import { openPool } from '#platform/db/index.ts'
import { bringCommands } from '../src/commands.ts'

/**
 * Runs commands in this process, over the database that the first line of standard input names, and says what each printed, or by which fault it ended: `{ told: { words: text } }`.
 * Standard input is `{ web, runs: [[word, …], …] }`; without runs it says the words of every command: `{ all: [[word, …], …] }`.
 */
const { web, runs } = JSON.parse(readFileSync(0, 'utf8')) as {
  web: Parameters<typeof openPool>[0]
  runs?: readonly (readonly string[])[]
}
const program = new Command('muniment').exitOverride()
const db = openPool({ ...web, max: 4 })
const config = readConfig()
const act = { actor: { kind: 'command' as const }, at: new Date(), requestId: null }
await bringCommands(
  program,
  async (work) => work({ db: seenAs(db, theHouse(dayOf(act.at))), blobs: await openBlobs(config, db), config, act }),
  [],
)

const leaves = (command: Commands, words: readonly string[]): string[][] =>
  command.commands.length === 0 ? [[...words]] : command.commands.flatMap((one) => leaves(one, [...words, one.name()]))

// What this process says itself goes out below, by its number.
let said: string[] = []
const take = (text: string | Uint8Array): boolean => said.push(String(text)) > 0
process.stdout.write = take as typeof process.stdout.write
process.stderr.write = take as typeof process.stderr.write

/** What a command printed on both of its outputs. */
async function told(words: readonly string[]): Promise<string> {
  said = []
  await program.parseAsync([...words], { from: 'user' })
  return said.join('')
}

const answer: Record<string, string> = {}
for (const words of runs ?? [])
  answer[words.join(' ')] = await told(words).catch(
    (error: unknown) => `FAILED ${error instanceof Error ? error.name : ''}`,
  )
await db.close()
const text = Buffer.from(JSON.stringify(runs ? { told: answer } : { all: leaves(program, []) }))
for (let done = 0; done < text.length; ) done += writeSync(1, text, done)
process.exitCode = 0
