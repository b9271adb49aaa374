import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDocument } from './model.ts'
import { damaged, UnreadableFile } from './problem.ts'
import { sniff } from './sniff.ts'

const ROOT = join(import.meta.dirname, '../../..')
const WALL_SECONDS = 20
const MEMORY_MEBIBYTES = 768
const OUTPUT_BYTES = 64 * 1024 * 1024

/**
 * Reads a document in a process of its own that may open nothing but the program, inherits no environment, has
 * bounded memory, time and output, and is thrown away. Where bubblewrap is installed it has no network either.
 * Throws UnreadableFile with what is wrong and what to do.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  sniff(bytes, name)
  const answer: unknown = JSON.parse(await inChild(bytes, name))
  if (isProblem(answer)) throw new UnreadableFile(answer.problem.message, answer.problem.advice)
  return (answer as { document: ReadDocument }).document
}

function isProblem(answer: unknown): answer is { problem: { message: string; advice: string } } {
  return typeof answer === 'object' && answer !== null && 'problem' in answer
}

function inChild(bytes: Uint8Array, name: string): Promise<string> {
  const [program, args] = command(name)
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'], cwd: ROOT })
    const chunks: Buffer[] = []
    let size = 0
    let stopped: UnreadableFile | null = null
    const stop = (reason: UnreadableFile) => {
      stopped ??= reason
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => stop(tooHeavy()), WALL_SECONDS * 1000)
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > OUTPUT_BYTES) stop(tooHeavy())
      else chunks.push(chunk)
    })
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      if (stopped) reject(stopped)
      else if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'))
      else reject(code === null || code === 134 ? tooHeavy() : damaged())
    })
    child.stdin.end(bytes)
  })
}

function command(name: string): [string, string[]] {
  const node = [
    `--max-old-space-size=${MEMORY_MEBIBYTES}`,
    '--permission',
    `--allow-fs-read=${ROOT}/*`,
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'child.ts'),
    name.slice(-100),
  ]
  if (!hasBubblewrap()) return [process.execPath, node]
  return ['bwrap', [...BUBBLE, '--', process.execPath, ...node]]
}

const BUBBLE = [
  '--unshare-all',
  '--die-with-parent',
  '--new-session',
  '--ro-bind',
  '/',
  '/',
  '--dev',
  '/dev',
  '--tmpfs',
  '/tmp',
  '--ro-bind',
  ROOT,
  ROOT,
]
let bubble: boolean | null = null

/** Whether bubblewrap is installed and this system lets it work. The status page tells where isolation is reduced. */
export function hasBubblewrap(): boolean {
  bubble ??=
    existsSync('/usr/bin/bwrap') && spawnSync('bwrap', [...BUBBLE, '--', process.execPath, '--version']).status === 0
  return bubble
}

function tooHeavy(): UnreadableFile {
  return new UnreadableFile(
    'The file takes too long or too much memory to read.',
    'Save only the tables as a new, smaller file and try again.',
  )
}
