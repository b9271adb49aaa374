import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createDurably, readKept, writeDurably } from '../../durable.ts'
import { CannotStart } from '../../errors.ts'
import { HAS_SOCKETS } from './folders.ts'

/** What the roles of the cluster sign in with, and its port. */
export interface Secrets {
  readonly superuser: string
  readonly owner: string
  readonly web: string
  readonly port: number
}

export interface KeptSecrets {
  readonly secrets: Secrets
  /** Whether they were made now, so that a database that is there already does not know them. */
  readonly isNew: boolean
}

/**
 * The passwords of a data folder's database, made and on the disk before anything relies on them. Damaged ones are made
 * anew while there is no database that knows them.
 * @throws CannotStart with what to do, where there is one
 */
export async function keptSecrets(
  data: string,
  hasDatabase: boolean,
  say: (line: string) => void,
): Promise<KeptSecrets> {
  const file = join(data, 'database-secrets.json')
  const kept = await readKept(file)
  if (kept === null) {
    const made = makeSecrets()
    if (await createDurably(file, JSON.stringify(made), { mode: 0o600 })) return { secrets: made, isNew: true }
    return keptSecrets(data, hasDatabase, say)
  }
  const secrets = typeof kept === 'string' ? parsed(kept) : null
  if (secrets) return { secrets, isNew: false }
  const damage = typeof kept === 'string' ? 'not what Muniment wrote' : kept.damage
  if (damage === 'a folder')
    throw new CannotStart(
      `Cannot start: ${file}, where the database's passwords are kept, is a folder. Move it away, put the file back from a backup if you have one, and start again: without the file new passwords are made, and nothing else changes.`,
    )
  if (hasDatabase)
    throw new CannotStart(
      `Cannot start: ${file}, which holds the database's passwords, is ${damage}. Put it back from a backup; or delete it and start again: new passwords are made, and nothing else changes.`,
    )
  say(`${file} is ${damage}. There is no database yet, so it is made anew.`)
  const made = makeSecrets()
  await writeDurably(file, JSON.stringify(made), { mode: 0o600 })
  return { secrets: made, isNew: true }
}

function makeSecrets(): Secrets {
  const secret = () => randomBytes(24).toString('hex')
  const port = HAS_SOCKETS ? 5432 : 20_000 + (randomBytes(2).readUInt16BE() % 20_000)
  return { superuser: secret(), owner: secret(), web: secret(), port }
}

/** They stand in SQL between quotes, so they are what they were made as. */
function parsed(text: string): Secrets | null {
  try {
    const { superuser, owner, web, port }: Record<keyof Secrets, unknown> = JSON.parse(text)
    const isSecret = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{48}$/.test(value)
    if (!isSecret(superuser) || !isSecret(owner) || !isSecret(web)) return null
    const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port <= 65_535
    return isPort ? { superuser, owner, web, port } : null
  } catch {
    return null
  }
}
