// Installs what the lock file names, once, also when several commands find it missing at the same time.
import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone } from './alone.mjs'
import { linkCommand } from './prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.installed-for')

/** Digest of the lock file: what is installed must answer to it. */
function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function isInstalled() {
  try {
    return readFileSync(stamp, 'utf8') === wanted()
  } catch {
    return false
  }
}

/** Installs the dependencies when they are missing or older than the lock file. Says what it does on stderr. */
export function ensureInstalled() {
  if (isInstalled()) return
  alone(join(root, '.installing'), 'Dependencies are being installed by another command: waiting for it …', () => {
    if (!isInstalled() && !isFilledByHand()) install()
  })
}

function install() {
  process.stderr.write('Installing dependencies (once; about half a minute) …\n')
  const started = Date.now()
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    process.stderr.write(
      'Cannot install the dependencies: npm ci failed. Check the network and run the command again.\n',
    )
    return process.exit(1)
  }
  leaveStamp()
  linkCommand()
  process.stderr.write(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.\n`)
}

/** A folder that `npm ci` filled by hand for this very lock file needs no second visit. */
function isFilledByHand() {
  if (existsSync(stamp)) return false
  try {
    const there = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    for (const [path, entry] of Object.entries(lock)) {
      if (path === '' || entry.optional || entry.peer) continue
      if (there[path]?.version !== entry.version) return false
    }
    leaveStamp()
    return true
  } catch {
    return false
  }
}

/** The stamp is relied on, so what it vouches for is on the disk first, and then the stamp itself. */
function leaveStamp() {
  if (process.platform !== 'win32') spawnSync('sync')
  const folder = dirname(stamp)
  const temporary = join(folder, `.${randomUUID()}.part`)
  const file = openSync(temporary, 'wx')
  writeFileSync(file, wanted())
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, stamp)
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
