import type { Config } from '../config.ts'
import { CannotStart } from '../errors.ts'
import { Cluster } from './embedded/cluster.ts'
import { migrate } from './migrate.ts'
import { type Connect, type Db, openPool } from './pool.ts'
import { checkRole } from './role.ts'
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
}

/** Opens the database that the settings name, or the embedded one. Throws CannotStart with what to do. */
export async function openDatabase(
  config: Config,
  { supervise, say, connections = 10 }: OpenOptions,
): Promise<OpenDatabase> {
  const server = config.databaseUrl ? await ownServer(config) : await embedded(config, supervise, say)
  try {
    const migrated = server.owner ? await migrate(server.owner) : []
    const db = openPool({ ...server.web, max: connections })
    await checkRole(db)
    return {
      db,
      connect: server.web,
      migrated,
      async close() {
        await db.close()
        await server.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

async function embedded(config: Config, supervise: boolean, say: (line: string) => void): Promise<Server> {
  if (config.databaseOwnerUrl) throw new CannotStart('Cannot start: DATABASE_OWNER_URL is set without DATABASE_URL.')
  const cluster = await Cluster.open(config.data, supervise, say)
  return { owner: cluster.owner, web: cluster.web, close: () => cluster.close() }
}
