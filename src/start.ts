import { pino } from 'pino'
import { makeFirstAccountCode } from '#features/accounts/index.ts'
import { hasAccounts } from '#platform/access/index.ts'
import { readConfig } from '#platform/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { CannotStart } from '#platform/errors.ts'
import { startWorker } from '#platform/jobs/index.ts'
import { buildServer } from '#platform/web/index.ts'
import { type House, jobs, openHouse, routes } from './house.ts'

/** `npm start`: the database, the web and the worker in one process, for one machine. */
const started = Date.now()
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  await start()
} catch (error) {
  process.stderr.write(
    `${error instanceof CannotStart ? error.message : (error instanceof Error && error.stack) || String(error)}\n`,
  )
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig()
  const withExample = !process.argv.includes('--empty')
  const database = await openDatabase(config, { supervise: true, say, connections: 20 })
  const close: (() => Promise<unknown>)[] = [() => database.close()]
  try {
    const house = await openHouse({ config, db: database.db, withExample, say })
    const log = pino(
      { level: logLevel(config.logLevel), base: { name: 'muniment' } },
      pino.destination({ dest: 2, sync: false }),
    )
    const server = await buildServer(house, routes, log)
    close.unshift(() => server.close())
    await server.listen({ port: config.port, host: hostOf(house) }).catch((error: unknown) => {
      throw new CannotStart(listenProblem(error, config.port))
    })
    const worker = await startWorker(jobs, database.connect, { db: database.db, config, log })
    close.unshift(() => worker.stop())
    await welcome(house)
  } catch (error) {
    await closeAll(close)
    throw error
  }
  stopWhenAsked(close)
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

function listenProblem(error: unknown, port: number): string {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  return isTaken
    ? `Cannot start: another program uses port ${port}. Choose one with PORT, such as PORT=3001 npm start.`
    : `Cannot listen on port ${port}: ${String(error)}`
}

async function welcome({ config, db, isExample }: House): Promise<void> {
  const address = config.publicUrl ?? `http://localhost:${config.port}`
  say(`\nMuniment is open at ${address} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (isExample) say('It holds an example department. Open the address and choose whom to be: no password is needed.')
  else if (!(await hasAccounts(db)))
    say(`Open the first account at ${address}/sign-in/first-account?code=${await makeFirstAccountCode(db)}`)
  else say('Sign in with your account.')
  say('Stop it with Ctrl+C.\n')
}

function stopWhenAsked(close: readonly (() => Promise<unknown>)[]): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    say('Stopping …')
    void closeAll(close).then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
}

async function closeAll(close: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const one of close) await one().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
}
