import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { CannotStart } from '../errors.ts'
import type { Connect } from './pool.ts'

/** How to reach a database: as its owner (null where migrations are run elsewhere) and as the application. */
export interface Server {
  readonly owner: Connect | null
  readonly web: Connect
  close(): Promise<void>
}

interface RoleFacts {
  readonly name: string
  readonly isOwner: boolean
}

/**
 * A PostgreSQL server of the department's own. With both addresses, migrations run as the owner and the application
 * as the other. With DATABASE_URL alone, a role that may create objects is taken for the owner and a role for the
 * application is made beside it; any other is used as it is and must find the schema already there.
 */
export async function ownServer(config: Config): Promise<Server> {
  const url = config.databaseUrl ?? ''
  const close = async () => undefined
  if (config.databaseOwnerUrl) {
    await ask(
      config.databaseOwnerUrl,
      "do $$ begin if not exists (select from pg_roles where rolname = 'muniment_app') then create role muniment_app nologin; end if; end $$",
    )
    return { owner: { connectionString: config.databaseOwnerUrl }, web: { connectionString: url }, close }
  }
  const [facts] = await ask<RoleFacts>(
    url,
    'select current_user as name, has_database_privilege(current_database(), \'create\') as "isOwner"',
  )
  if (!facts?.isOwner) return { owner: null, web: { connectionString: url }, close }
  return { owner: { connectionString: url }, web: { connectionString: await applicationRole(config.data, url) }, close }
}

/** Makes the application's role, with a secret kept in the data folder, and answers its address. */
async function applicationRole(data: string, ownerUrl: string): Promise<string> {
  const file = join(data, 'application-role-secret')
  mkdirSync(data, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  const secret = readFileSync(file, 'utf8')
  const url = new URL(ownerUrl)
  const role = `muniment_web_${url.pathname.slice(1).replace(/[^a-z0-9_]/gi, '_')}`
  try {
    await ask(
      ownerUrl,
      `do $$ begin
        if not exists (select from pg_roles where rolname = 'muniment_app') then create role muniment_app nologin; end if;
        if not exists (select from pg_roles where rolname = '${role}') then create role "${role}" login nosuperuser nobypassrls in role muniment_app; end if;
      end $$; alter role "${role}" password '${secret}'`,
    )
  } catch (error) {
    throw new CannotStart(
      `Cannot start: the role of DATABASE_URL may not create the application's role (${error instanceof Error ? error.message : String(error)}). Set DATABASE_OWNER_URL as well: see docs/operate/install.md.`,
    )
  }
  url.username = role
  url.password = secret
  return url.toString()
}

async function ask<Row>(connectionString: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
  } catch (error) {
    throw new CannotStart(
      `Cannot reach the database of DATABASE_URL: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  try {
    const { rows } = await client.query(text)
    return rows as Row[]
  } finally {
    await client.end()
  }
}
