import { pino } from 'pino'
import { makeFirstAccountCode } from '#features/accounts/index.ts'
import { hasAccounts } from '#platform/access/index.ts'
import { readConfig } from '#platform/config.ts'
import { hasOwnDatabase, openDatabase } from '#platform/db/index.ts'
import { CannotStart } from '#platform/errors.ts'
import { startWorker } from '#platform/jobs/index.ts'
import { print, printText } from '#platform/printing.ts'
import { buildServer } from '#platform/web/index.ts'
import { refuseDamagedData } from './data-folder.ts'
import { rooms } from './house.ts'
import { listen, patienceWith, tryPort } from './listen.ts'
import { type House, openHouse } from './open-house.ts'
import { outlast } from './outlast.ts'
import { type Opened, runUntilStopped } from './run-until-stopped.ts'

/** `npm start`: the database, the web and the worker in one process, for one machine. */
const started = Date.now()
await runUntilStopped(start, print)

async function start(opened: Opened): Promise<void> {
  const config = readConfig()
  const at = { port: config.port, host: config.host ?? 'localhost', patience: patienceWith(config), say: print }
  await refuseDamagedData(config)
  // Nothing is made for a start that cannot listen. One that is there already may be that of an earlier start, which is waited for.
  if (config.databaseUrl || !hasOwnDatabase(config)) await tryPort(at)
  const database = await openDatabase(config, { supervise: true, say: print, connections: 20 })
  opened({ end: () => database.close(), most: 40_000 })
  await tryPort(at)
  const withExample = !process.argv.includes('--empty')
  const house = await outlast(() => openHouse({ config, db: database.db, withExample, say: print }), { say: print })
  const output = pino.destination({ dest: 2, sync: false })
  output.on('error', () => undefined)
  const log = pino({ level: logLevel(config.logLevel), base: { name: 'muniment' } }, output)
  const server = await buildServer(house, rooms.routes, log)
  await listen(server, { ...at, host: hostOf(house) })
  const worker = await outlast(() => startWorker(rooms.jobs, database.connect, { db: database.db, config, log }), {
    say: print,
  })
  opened({ end: () => worker.stop(), most: 8_000 })
  opened({ end: () => server.close(), most: 5_000 })
  printText(await outlast(() => welcome(house), { say: print }))
}

/** At a terminal, where people read, only what is wrong is logged, unless they ask for more. */
function logLevel(wanted: string): string {
  return process.stderr.isTTY && !process.env.LOG_LEVEL ? 'warn' : wanted
}

/** The example is open to whoever reaches it, so it listens on this machine only. */
function hostOf({ config, isExample }: House): string {
  const own = ['localhost', '127.0.0.1', '::1']
  if (isExample && config.host && !own.includes(config.host)) {
    throw new CannotStart(
      'Cannot start: the example department has no passwords, so it listens on this machine only. Leave HOST out, or start with --empty and another MUNIMENT_DATA.',
    )
  }
  return config.host ?? 'localhost'
}

/** What is said once everything runs: it is asked before anything is said, so that whoever reads “open” can rely on it. */
async function welcome({ config, db, isExample }: House): Promise<string> {
  const address = config.publicUrl ?? `http://localhost:${config.port}`
  const isNew = !isExample && !(await hasAccounts(db))
  const next = isExample
    ? 'It holds an example department. Open the address and choose whom to be: no password is needed.'
    : isNew
      ? `Open the first account at ${address}/sign-in/first-account?code=${await makeFirstAccountCode(db)}`
      : 'Sign in with your account.'
  const took = ((Date.now() - started) / 1000).toFixed(1)
  return `\nMuniment is open at ${address} (${took} s)\n${next}\nStop it with Ctrl+C.\n`
}
