import { pino } from 'pino'
import { readConfig } from '#platform/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { buildServer } from '#platform/web/index.ts'
import { refuseDamagedData } from './data-folder.ts'
import { rooms } from './house.ts'
import { listen, patienceWith } from './listen.ts'
import { openHouse } from './open-house.ts'
import { outlast } from './outlast.ts'
import { runUntilStopped } from './run-until-stopped.ts'

/** A web process alone, beside others, over a database of its own (DATABASE_URL). It keeps nothing between requests. */
await runUntilStopped(async (opened) => {
  const config = readConfig()
  await refuseDamagedData(config)
  const log = pino({ level: config.logLevel, base: { name: 'muniment-web' } })
  const database = await openDatabase(config, { supervise: false, say: (line) => log.info(line), connections: 20 })
  opened({ end: () => database.close(), most: 30_000 })
  const say = (line: string) => log.info(line)
  const house = await outlast(() => openHouse({ config, db: database.db, withExample: false, say }), { say })
  const server = await buildServer(house, rooms.routes, log)
  opened({ end: () => server.close(), most: 5_000 })
  await listen(server, { port: config.port, host: config.host ?? 'localhost', patience: patienceWith(config), say })
  log.info({ port: config.port }, 'open')
})
