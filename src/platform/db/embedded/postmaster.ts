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

/** A server writes its number into the file at once: one that has been without for so long, in milliseconds, has no server. */
const NAMELESS_MOST = 5_000

/**
 * Takes away what a power cut left of the file that names the server's process: nothing, or NUL bytes. PostgreSQL would not start beside it,
 * and cannot say whose it is. A file that names a process is left to PostgreSQL, which knows whether that still runs.
 */
export function removeNameless(folder: string): void {
  const file = join(folder, 'postmaster.pid')
  try {
    const isOld = Date.now() - statSync(file).mtimeMs > NAMELESS_MOST
    if (isOld && !/^-?\d+\s/.test(readFileSync(file, 'utf8'))) unlinkSync(file)
  } catch {
    // There is none.
  }
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

function isAlive(pid: number): boolean {
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
