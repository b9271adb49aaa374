import { CannotStart } from '../errors.ts'
import { Cluster } from './embedded/cluster.ts'
import { isAway } from './lost.ts'
import { migrate } from './migrate.ts'
import { type Connect, type Db, openPool } from './pool.ts'
import { checkRole } from './role.ts'
import type { DatabaseSettings } from './server.ts'
import { ownServer, type Server } from './server.ts'

/** A database that is ready: migrated, and reached by a role that owns nothing. */
export interface OpenDatabase {
  readonly db: Db
  /** How the application's role connects, for those that keep a pool of their own. */
  readonly connect: Connect
  /** Names of the migrations that were run now. */
  readonly migrated: readonly string[]
  close(): Promise<void>
}

export interface OpenOptions {
  /** Whether this process looks after the embedded database, as the server does. */
  readonly supervise: boolean
  readonly say: (line: string) => void
  readonly connections?: number
  /** How long to wait, in milliseconds, for an earlier start on the same data folder to end. */
  readonly patience?: number
}

/** Opens the database that the settings name, or the embedded one. Throws CannotStart with what to do. */
export async function openDatabase(config: DatabaseSettings, options: OpenOptions): Promise<OpenDatabase> {
  const until = Date.now() + (options.patience ?? 20_000)
  for (;;) {
    const server = await reachServer(config, options)
    try {
      return await prepared(server, options.connections ?? 10)
    } catch (error) {
      await server.close()
      // Whoever started the embedded one may have ended it just now.
      if (config.databaseUrl || !isAway(error) || Date.now() >= until) throw error
      options.say('The database went away while it was opened. It is opened again …')
    }
  }
}

/** Reaches the server without asking whether its database is migrated: for what works on the database as it is. */
export function reachServer(config: DatabaseSettings, options: OpenOptions): Promise<Server> {
  return config.databaseUrl ? ownServer(config, options.say) : embedded(config, options)
}

async function prepared(server: Server, max: number): Promise<OpenDatabase> {
  const migrated = server.owner ? await migrate(server.owner) : []
  const db = openPool({ ...server.web, max })
  try {
    await checkRole(db)
  } catch (error) {
    await db.close()
    throw error
  }
  return {
    db,
    connect: server.web,
    migrated,
    async close() {
      await db.close()
      await server.close()
    },
  }
}

async function embedded(config: DatabaseSettings, { supervise, say, patience }: OpenOptions): Promise<Server> {
  if (config.databaseOwnerUrl) throw new CannotStart('Cannot start: DATABASE_OWNER_URL is set without DATABASE_URL.')
  const cluster = await Cluster.open(config.data, supervise, say, patience)
  return { owner: cluster.owner, web: cluster.web, close: () => cluster.close() }
}
