import { type ChildProcessByStdio, execFile, type StdioOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { takingTurns } from '../turns.ts'
import type { Block, Cell, ReadDocument } from './model.ts'
import { damaged, UnreadableFile } from './problem.ts'
import { BEFORE, openedProgram } from './program.ts'
import { readers } from './readers.ts'
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
  return documentOf(await inDisposable(join(import.meta.dirname, 'child.ts'), { name: name.slice(-100) }, bytes))
}

/**
 * Runs a program of ours in a disposable process: it gets what it is asked and some bytes (see `answerIn`), and answers in lines of
 * text. Only so many run at once; the others wait for their turn. Throws UnreadableFile, and `Busy` where too many wait.
 */
export async function inDisposable(program: string, asked: object, bytes: Uint8Array): Promise<string[]> {
  const isFull = await hasBubblewrap()
  const modules = await openedProgram(program)
  return readers.run(async () => {
    const lines = await linesOf(await inChild(commandFor(program, isFull), modules, asked, bytes))
    const [first = '{}', ...answer] = lines
    const problem = (JSON.parse(first) as { problem?: { message: string; advice: string } }).problem
    if (problem) throw new UnreadableFile(problem.message, problem.advice)
    return answer
  })
}

/** Puts a document together from its lines, with turns for others: a large one takes a while. */
async function documentOf(lines: readonly string[]): Promise<ReadDocument> {
  const turn = takingTurns()
  const [head = '{}', ...rest] = lines
  const blocks: Block[] = []
  let rows: (readonly Cell[])[] = []
  for (const line of rest) {
    const value = JSON.parse(line) as Block | readonly Cell[]
    if ('type' in value && value.type === 'table') rows = []
    if ('type' in value) blocks.push(value.type === 'table' ? { ...value, rows } : value)
    else rows.push(value)
    await turn()
  }
  return { ...(JSON.parse(head) as Omit<ReadDocument, 'blocks'>), blocks }
}

/** The lines of what a process put out, decoded piece by piece. */
async function linesOf(chunks: readonly Buffer[]): Promise<string[]> {
  const turn = takingTurns()
  const decoder = new TextDecoder()
  const lines: string[] = []
  let open: string[] = []
  for (const chunk of chunks) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n')
    open.push(first)
    for (const piece of more) {
      lines.push(open.join(''))
      open = [piece]
    }
    await turn()
  }
  const last = open.join('')
  return last === '' ? lines : [...lines, last]
}

function inChild(
  [command, args]: readonly [string, readonly string[]],
  modules: number | null,
  asked: object,
  bytes: Uint8Array,
): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const stdio: StdioOptions = ['pipe', 'pipe', 'ignore', modules ?? 'ignore']
    const child = spawn(command, args, { env: {}, stdio, cwd: ROOT }) as ChildProcessByStdio<Writable, Readable, null>
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
      else if (code === 0) resolve(chunks)
      else reject(code === null || code === 134 ? tooHeavy() : damaged())
    })
    child.stdin.write(`${JSON.stringify(asked)}\n`)
    child.stdin.end(bytes)
  })
}

/** All that a disposable process may open: the program, what it is made of and the tables that come with it. The data folder may lie beside. */
const READABLE = ['package.json', 'src', 'content', 'node_modules'].map((name) => join(ROOT, name))

/** How a program of ours is run in a disposable process: a command and its arguments. */
export function commandFor(program: string, isFull: boolean): [string, string[]] {
  const node = [
    `--max-old-space-size=${MEMORY_MEBIBYTES}`,
    '--permission',
    ...READABLE.map((path) => `--allow-fs-read=${path.endsWith('.json') ? path : join(path, '*')}`),
    '--disable-warning=ExperimentalWarning',
    '--import',
    pathToFileURL(BEFORE).href,
    program,
  ]
  if (!isFull) return [process.execPath, node]
  return ['bwrap', [...BUBBLE, '--', process.execPath, ...node]]
}

/** The machine as it is to read, without what others keep in its temporary folder and in the project's. */
const MACHINE = '--unshare-all --die-with-parent --new-session --ro-bind / / --dev /dev --tmpfs /tmp'.split(' ')
const BUBBLE = [...MACHINE, '--tmpfs', ROOT, ...READABLE.flatMap((path) => ['--ro-bind', path, path])]
let bubble: Promise<boolean> | null = null

/** Whether bubblewrap is installed and this system lets it work. The status page tells where isolation is reduced. */
export function hasBubblewrap(): Promise<boolean> {
  bubble ??= new Promise((resolve) => {
    if (!existsSync('/usr/bin/bwrap')) resolve(false)
    else execFile('bwrap', [...BUBBLE, '--', process.execPath, '--version'], (error) => resolve(error === null))
  })
  return bubble
}

function tooHeavy(): UnreadableFile {
  return new UnreadableFile(
    'The file takes too long or too much memory to read.',
    'Save only the tables as a new, smaller file and try again.',
  )
}
