import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotStart } from '../../errors.ts'
import { type Account, canReach } from './account.ts'

/** Where there are no Unix sockets the database listens on the loopback address, at a port of its own. */
export const HAS_SOCKETS = process.platform !== 'win32'
/** Longest path of a Unix socket, less the file's own name. */
const SOCKET_FOLDER_MOST = 85

/** What the roles of the cluster sign in with, and its port. */
export interface Secrets {
  readonly superuser: string
  readonly owner: string
  readonly web: string
  readonly port: number
}

export function prepareFolders(data: string, account: Account | null): void {
  mkdirSync(data, { recursive: true, mode: 0o755 })
  const folder = join(data, 'pg')
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 })
    if (account) chownSync(folder, account.uid, account.gid)
  }
  if (account && !canReach(account, '-w', folder)) {
    throw new CannotStart(
      `Cannot start the database: started by root, it runs as the account “${account.name}”, which cannot reach ${folder}.\n` +
        'Either start Muniment as an ordinary user, or name a data folder whose parent folders everyone may enter, such as:\n' +
        '  MUNIMENT_DATA=/var/lib/muniment npm start',
    )
  }
}

export function readSecrets(data: string): Secrets {
  const file = join(data, 'database-secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const secret = () => randomBytes(24).toString('hex')
  const port = HAS_SOCKETS ? 5432 : 20_000 + (randomBytes(2).readUInt16BE() % 20_000)
  const made = { superuser: secret(), owner: secret(), web: secret(), port }
  writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
  return made
}

/** Beside the data, or where that path is too long for a socket, in the temporary folder under a name of its own. */
export function socketFolder(data: string): string {
  const own = join(data, 'pg', 'run')
  if (Buffer.byteLength(own) <= SOCKET_FOLDER_MOST) return own
  return join(tmpdir(), `muniment-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`)
}

export function makeSocketFolder(folder: string, account: Account | null): void {
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 })
    if (account) chownSync(folder, account.uid, account.gid)
  }
  const { uid } = lstatSync(folder)
  if (!lstatSync(folder).isDirectory() || uid !== (account?.uid ?? process.getuid?.())) {
    throw new CannotStart(
      `Cannot start the database: ${folder} belongs to somebody else. Remove it or set MUNIMENT_DATA to a shorter path.`,
    )
  }
  chmodSync(folder, 0o700)
}
