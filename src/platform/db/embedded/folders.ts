import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolderDurably } from '../../durable.ts'
import { CannotStart } from '../../errors.ts'
import { type Account, canReach } from './account.ts'

/** Where there are no Unix sockets the database listens on the loopback address, at a port of its own. */
export const HAS_SOCKETS = process.platform !== 'win32'
/** Longest path of a Unix socket, less the file's own name. */
const SOCKET_FOLDER_MOST = 85

export async function prepareFolders(data: string, account: Account | null): Promise<void> {
  await makeFolderDurably(data)
  const folder = join(data, 'pg')
  await makeFolderDurably(folder, 0o700)
  // Also where the power failed before it was given to the account.
  if (account && lstatSync(folder).uid === process.getuid?.()) chownSync(folder, account.uid, account.gid)
  if (account && !canReach(account, '-w', folder)) {
    throw new CannotStart(
      `Cannot start the database: started by root, it runs as the account “${account.name}”, which cannot reach ${folder}.\n` +
        'Either start Muniment as an ordinary user, or name a data folder whose parent folders everyone may enter, such as:\n' +
        '  MUNIMENT_DATA=/var/lib/muniment npm start',
    )
  }
}

/** Beside the data, or where that path is too long for a socket, in the temporary folder under a name of its own. */
export function socketFolder(data: string): string {
  const own = join(data, 'pg', 'run')
  if (Buffer.byteLength(own) <= SOCKET_FOLDER_MOST) return own
  return join(tmpdir(), `muniment-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`)
}

export function makeSocketFolder(folder: string, account: Account | null): void {
  // Two that start at once both make it; and a start that was cut short may have left it to root.
  mkdirSync(folder, { mode: 0o700, recursive: true })
  if (account && lstatSync(folder).uid === process.getuid?.()) chownSync(folder, account.uid, account.gid)
  const { uid } = lstatSync(folder)
  if (!lstatSync(folder).isDirectory() || (HAS_SOCKETS && uid !== (account?.uid ?? process.getuid?.()))) {
    throw new CannotStart(
      `Cannot start the database: ${folder} belongs to somebody else. Remove it or set MUNIMENT_DATA to a shorter path.`,
    )
  }
  chmodSync(folder, 0o700)
}
