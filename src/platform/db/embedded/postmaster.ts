import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** How long a postmaster may take to end what it does and write it down, in milliseconds, before it is made to. */
const FAST_MOST = 25_000

/** The process that runs the database of a folder, or null if none does. */
export function postmasterOf(folder: string): number | null {
  let pid: number
  try {
    pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  }
  return Number.isInteger(pid) && pid > 1 && isPostmaster(pid, folder) ? pid : null
}

/** A server writes its number into its locks at once: one that has been without for so long, in milliseconds, has no server. */
const NAMELESS_MOST = 5_000

/**
 * Takes away locks beside which PostgreSQL would not start, although no server holds them: of which a power cut left nothing or NUL bytes, and
 * those that name a process which is something else now. PostgreSQL takes any process of its own account for a server, and in a container the
 * same numbers come again at each start. Answers the files that were taken away. Whoever still uses the memory of an earlier server is
 * found by PostgreSQL itself.
 */
export function removeStaleLocks(folder: string, socket: { readonly folder: string; readonly port: number }): string[] {
  const locks = [join(folder, 'postmaster.pid'), join(socket.folder, `.s.PGSQL.${socket.port}.lock`)]
  return locks.filter((file) => {
    try {
      if (!isStale(file, folder)) return false
      unlinkSync(file)
      return true
    } catch {
      // There is none, or it went away meanwhile.
      return false
    }
  })
}

function isStale(file: string, folder: string): boolean {
  const [, digits] = /^-?(\d+)\s/.exec(readFileSync(file, 'utf8')) ?? []
  if (digits === undefined) return Date.now() - statSync(file).mtimeMs > NAMELESS_MOST
  return isOther(Number(digits), folder)
}

/** Whether a process lives that can be looked at and is no server of this folder. Of any other PostgreSQL knows itself what it is. */
function isOther(pid: number, folder: string): boolean {
  if (!isAlive(pid) || process.platform === 'win32') return false
  if (process.platform !== 'linux') return !isPostmaster(pid, folder)
  return readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(folder)
}

/** After a crash the number may be that of any other process, which is to be left alone. */
function isPostmaster(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  return process.platform === 'linux' ? worksIn(pid, folder) : commandOf(pid).includes(folder)
}

/** A postmaster works in the folder of its database. One that has ended and was not buried works nowhere. */
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return false
  }
}

function commandOf(pid: number): string {
  const { status, stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout : ''
}

/** Whether a process of this number runs, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Ends the database of a folder: sessions are cut, what was confirmed is written down. Answers when it is gone. */
export async function endPostmaster(folder: string): Promise<void> {
  const pid = postmasterOf(folder)
  if (pid === null) return
  signal(pid, 'SIGINT')
  if (await isGone(folder, pid, FAST_MOST)) return
  signal(pid, 'SIGQUIT')
  await isGone(folder, pid, 5_000)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended meanwhile.
  }
}

async function isGone(folder: string, pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 25) {
    if (!isPostmaster(pid, folder)) return true
    await pause(25)
  }
  return false
}
