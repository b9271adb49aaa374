// Who started this: npm ends without passing on how, and a shell between the two passes on nothing.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const SHELLS = /(^|\/)-?(sh|bash|dash|ash|zsh|ksh|busybox)$/
/** How often it is looked whether they are still there, in milliseconds; asking costs more where there is no /proc. */
const EVERY = process.platform === 'linux' ? 300 : 3_000

/** Calls back when npm, or the shell that it runs a script with, has ended, however that came about. */
export function whenStarterEnds(tell) {
  // Whoever started this without npm has the process itself to end; many let it run on when they go.
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const above = SHELLS.test(ask(parent, 'comm')) ? parentOf(parent) : null
  const timer = setInterval(() => {
    if (process.ppid === parent && (above === null || parentOf(parent) === above)) return
    clearInterval(timer)
    tell()
  }, EVERY)
  timer.unref()
}

function parentOf(pid) {
  return Number(ask(pid, 'ppid'))
}

/** The name of a process, or of the one above it. */
function ask(pid, what) {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
  try {
    // pid (name) state ppid …: the name may hold brackets and spaces.
    const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return what === 'comm' ? (name ?? '') : (rest?.split(' ')[1] ?? '')
  } catch {
    return ''
  }
}
