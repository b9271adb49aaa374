import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { CannotStart } from '../../errors.ts'

/** The account that the database runs as: our own, or, since PostgreSQL refuses to run as root, an unprivileged one. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const CANDIDATES = ['nobody', 'daemon', 'postgres']

/** The account to drop to when this process is root; null when it is not, so that nothing needs dropping. */
export function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = CANDIDATES.map((name) => accounts.find(([candidate]) => candidate === name)).find(
    (entry) => entry !== undefined,
  )
  if (!found)
    throw new CannotStart(
      'Cannot start the database as root: there is no account named nobody. Start Muniment as an ordinary user.',
    )
  return { name: found[0] ?? '', uid: Number(found[2]), gid: Number(found[3]) }
}

/** Whether the account can do this (`-r`, `-w`, `-x` of the test command) with a path, asked of the system itself. */
export function canReach(account: Account | null, test: '-r' | '-w' | '-x', path: string): boolean {
  const as = account ? { uid: account.uid, gid: account.gid } : {}
  return spawnSync('test', [test, path], { ...as, cwd: '/' }).status === 0
}

/** How the database's programs are run: as the account, with nothing of our own environment. */
export function identity(account: Account | null) {
  return {
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC' },
    ...(account && { uid: account.uid, gid: account.gid }),
  }
}
