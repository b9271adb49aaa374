import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { createDurably, readKept, writeDurably } from '../durable.ts'
import { CannotStart } from '../errors.ts'
import { failureInWords } from '../failure/index.ts'
import type { Connect } from './pool.ts'

/** What of the settings says where the database is: null for the embedded one, which lies in the data folder. */
export interface DatabaseSettings {
  readonly data: string
  readonly databaseUrl: string | null
  /** The role that owns the schema, where it is not the one of `databaseUrl`. */
  readonly databaseOwnerUrl: string | null
}

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
export async function ownServer(config: DatabaseSettings, say: (line: string) => void): Promise<Server> {
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
  return {
    owner: { connectionString: url },
    web: { connectionString: await applicationRole(config.data, url, say) },
    close,
  }
}

/** Makes the application's role, with a secret kept in the data folder, and answers its address. */
async function applicationRole(data: string, ownerUrl: string, say: (line: string) => void): Promise<string> {
  const secret = await roleSecret(join(data, 'application-role-secret'), say)
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
      `Cannot start: the role of DATABASE_URL may not create the application's role (${failureInWords(error)}). Set DATABASE_OWNER_URL as well: see docs/operate/install.md.`,
    )
  }
  url.username = role
  url.password = secret
  return url.toString()
}

/** The role gets this password at each start, so that one which a power cut damaged can be made anew. */
async function roleSecret(file: string, say: (line: string) => void): Promise<string> {
  const kept = await readKept(file)
  if (typeof kept === 'string' && /^[0-9a-f]{48}$/.test(kept.trim())) return kept.trim()
  const made = randomBytes(24).toString('hex')
  if (kept === null) return (await createDurably(file, made)) ? made : roleSecret(file, say)
  say(
    `${file} is ${typeof kept === 'string' ? 'not what Muniment wrote' : kept.damage}. It is made anew, and the role gets the new password.`,
  )
  await writeDurably(file, made)
  return made
}

async function ask<Row>(connectionString: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new CannotStart(`Cannot reach the database of DATABASE_URL: ${failureInWords(error)}`)
  }
  try {
    const { rows } = await client.query(text)
    return rows as Row[]
  } finally {
    await client.end()
  }
}
