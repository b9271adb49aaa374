import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of a second in `/proc` (`getconf CLK_TCK`, which is 100 on every Linux that we know). */
const TICKS = 100

interface Spent {
  readonly parent: number
  /** Seconds of processor that the process spent itself, in the program and in the system. */
  readonly own: number
  /** The same of its children that have ended. */
  readonly ended: number
}

/** What a process has spent, by `proc(5)`; null where it has ended, or where there is no `/proc`. */
function spentBy(pid: number): Spent | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before them may hold spaces and brackets.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, own = 0, system = 0, ended = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((at) => fields[at])
    return { parent, own: (own + system) / TICKS, ended: (ended + endedSystem) / TICKS }
  } catch {
    return null
  }
}

/** Seconds of processor that a process has spent since it began; 0 where the system does not tell. */
export const processorOf = (pid: number): number => spentBy(pid)?.own ?? 0

/** The same of the server that a process of PostgreSQL belongs to, with every other process of it. */
export function processorOfServer(backend: number): number {
  const server = spentBy(backend)?.parent ?? 0
  const itself = spentBy(server)
  if (!itself) return 0
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
  const children = pids.flatMap((pid) => spentBy(pid) ?? []).filter(({ parent }) => parent === server)
  return children.reduce((sum, { own }) => sum + own, itself.own + itself.ended)
}
