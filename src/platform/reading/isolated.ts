import { type ChildProcessByStdio, execFile, type StdioOptions, spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { InOurWords } from '../errors.ts'
import { takingTurns } from '../turns.ts'
import type { Block, Cell, ReadDocument } from './model.ts'
import type { NumberedRow } from './numbered.ts'
import { DAMAGED, damaged, UnreadableFile } from './problem.ts'
import { BEFORE, openedProgram } from './program.ts'
import { readers } from './readers.ts'
import { sniff } from './sniff.ts'

const ROOT = join(import.meta.dirname, '../../..')
const WALL_SECONDS = 20
const MEMORY_MEBIBYTES = 768
const OUTPUT_BYTES = 64 * 1024 * 1024
/** So much of what a process that failed said last is kept for the log. */
const LAST_WORDS_BYTES = 2048
/** Ends by a signal, as bubblewrap tells them: the process gave up for want of memory, or was killed for it. */
const ABORTED = 134
const KILLED = 137

/** A disposable process that could not start or do its work: nothing that the file did. With what it said last. */
export class ReaderFailed extends InOurWords {
  readonly said: string
  constructor(code: number, said: string) {
    super(`The process that reads documents failed (${code})`)
    this.name = 'ReaderFailed'
    this.said = said
  }
}

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
 * Reads the first table of a document in the same way, its cells to the letter: for what is to be compared with what is kept. Far more rows
 * are taken than of a document that people read. Throws UnreadableFile.
 */
export async function readRows(bytes: Uint8Array, name: string): Promise<NumberedRow[]> {
  sniff(bytes, name)
  const turn = takingTurns()
  const rows: NumberedRow[] = []
  for (const line of await inDisposable(
    join(import.meta.dirname, 'rows-child.ts'),
    { name: name.slice(-100) },
    bytes,
  )) {
    const [number, ...cells] = JSON.parse(line) as [number, ...string[]]
    rows.push({ number, cells })
    await turn()
  }
  return rows
}

/**
 * Runs a program of ours in a disposable process: it gets what it is asked and some bytes (see `answerIn`), and answers in lines of
 * text. Only so many run at once; the others wait for their turn. Throws UnreadableFile, `Busy` where too many wait, and `ReaderFailed`
 * where it is not the file’s doing.
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
    const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', modules ?? 'ignore']
    const child = spawn(command, args, { env: {}, stdio, cwd: ROOT }) as ChildProcessByStdio<
      Writable,
      Readable,
      Readable
    >
    const chunks: Buffer[] = []
    let said: Buffer = Buffer.alloc(0)
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
    child.stderr.on('data', (chunk: Buffer) => {
      said = Buffer.concat([said, chunk]).subarray(-LAST_WORDS_BYTES)
    })
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      const problem = stopped ?? problemOf(code, said)
      if (problem) reject(problem)
      else resolve(chunks)
    })
    child.stdin.write(`${JSON.stringify(asked)}\n`)
    child.stdin.end(bytes)
  })
}

/** What the end of a disposable process tells of it: null where all went well. A signal ends one that takes too much. */
function problemOf(code: number | null, said: Buffer): Error | null {
  if (code === 0) return null
  if (code === DAMAGED) return damaged()
  return code === null || code === ABORTED || code === KILLED ? tooHeavy() : new ReaderFailed(code, said.toString())
}

/**
 * All of a project that a disposable process may open: the program, what it is made of and the tables that come with it. The data folder may lie
 * beside. What is a link there, as packages may be, is opened by its own name, which is told as well.
 */
export function readableIn(root: string): string[] {
  const paths = ['package.json', 'src', 'content', 'node_modules'].map((name) => join(root, name))
  return [...new Set([...paths, ...paths.map((path) => realpathSync(path))])]
}

const READABLE = readableIn(ROOT)

/** How a program of ours is run in a disposable process: a command and its arguments. */
export function commandFor(program: string, isFull: boolean, readable = READABLE): [string, string[]] {
  const node = [
    `--max-old-space-size=${MEMORY_MEBIBYTES}`,
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path.endsWith('.json') ? path : join(path, '*')}`),
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
    'Save what you need of it as a new, smaller file and try again.',
  )
}
