import { lstatSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type ExamineOptions, Examiner } from '../files/examine.ts'
import { type Entry, kindOf, NO_SUCH, realRoot, walk } from '../files/walk.ts'
import { Identifier } from '../identify.ts'
import type { Row } from '../result.ts'
import { loadRelease } from '../signatures/load.ts'
import { SyntaxFault } from '../signatures/syntax.ts'

export interface ProfileOptions extends ExamineOptions {
  /** The folder of the two signature files. */
  readonly signatures: string
  /** How many threads examine files; with 1, that of the caller does. */
  readonly workers?: number
  /** How long the caller's thread works by itself, in milliseconds, before others are begun. */
  readonly aloneFor?: number
  /** Whether an entry is to be examined; the others are left out. */
  readonly wanted?: (entry: Entry) => boolean
}

/** Rows of some entries that were walked one after another. */
export type Batch = readonly Row[]

const BATCH = 64
/** How many batches of each worker may be on their way, so that a slow file does not let the others pile up. */
const AHEAD = 4

/**
 * Examines everything below each root and gives rows in the order of the walk, however many workers there are. A root that is
 * a file gives its own row.
 *
 * @throws UnreadableRelease where the signatures cannot be read
 */
export async function* profile(roots: readonly string[], options: ProfileOptions): AsyncGenerator<Batch> {
  const { workers = 1, aloneFor = ALONE_MS } = options
  const jobs = batchesOf(roots, options.wanted ?? isExamined)
  const rest = yield* alone(jobs, options, workers > 1 ? aloneFor : Number.POSITIVE_INFINITY)
  if (rest) yield* together(rest, options, workers)
}

/** About as long as threads take until they read: what is done by then needed none, and what is not is worth them. */
const ALONE_MS = 500

function* chain(first: Job, rest: Iterable<Job>): Generator<Job, undefined> {
  yield first
  yield* rest
}

/** Folders themselves are examined only where they could not be entered. */
const isExamined = ({ kind, error }: Entry) => kind !== 'folder' || error !== null

interface Job {
  readonly root: string | null
  readonly entries: readonly Entry[]
}

function* batchesOf(roots: readonly string[], wanted: (entry: Entry) => boolean): Generator<Job, undefined> {
  for (const given of roots) {
    const real = realRoot(given)
    let entries: Entry[] = []
    for (const entry of entriesOf(given)) {
      if (!wanted(entry)) continue
      entries.push(entry)
      if (entries.length === BATCH) {
        yield { root: real, entries }
        entries = []
      }
    }
    if (entries.length > 0) yield { root: real, entries }
  }
}

/** What was asked for, and everything below it. */
function* entriesOf(root: string): Generator<Entry> {
  const kind = rootKind(root)
  const path = root.length > 1 ? root.replace(/\/+$/, '') : root
  const own = {
    at: root,
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    isUtf8: true,
    kind,
    error: isThere(root) ? null : NO_SUCH,
  }
  if (kind !== 'folder') yield own
  else {
    yield own
    yield* walk(path)
  }
}

function isThere(root: string): boolean {
  try {
    return lstatSync(root, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    // Something above it is a file. Whatever else is wrong is told by whoever opens it.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')
  }
}

function rootKind(root: string): Entry['kind'] {
  const stat = statSync(root, { throwIfNoEntry: false })
  return stat ? kindOf(stat) : 'unknown'
}

/** Examines batches until there are no more or the time is over, and answers what is left then. */
async function* alone(
  jobs: Generator<Job, undefined>,
  options: ProfileOptions,
  milliseconds: number,
): AsyncGenerator<Batch, Iterator<Job> | null> {
  const until = performance.now() + milliseconds
  const examiner = new Examiner(new Identifier(loadRelease(options.signatures)), options)
  for (let next = jobs.next(); !next.done; next = jobs.next()) {
    const { root, entries } = next.value
    if (performance.now() >= until) return chain(next.value, jobs)
    yield entries.map((entry) => examiner.examine(entry, root))
  }
  return null
}

/** What is told to a worker when it starts. */
export interface WorkerStart {
  readonly signatures: string
  readonly options: ExamineOptions
}

async function* together(jobs: Iterator<Job>, options: ProfileOptions, workers: number): AsyncGenerator<Batch> {
  const team = new Team({ ...options, workers })
  try {
    const underway: Promise<Batch>[] = []
    const more = () => {
      while (underway.length < workers * AHEAD) {
        const next = jobs.next()
        if (next.done) return
        const result = team.examine(next.value.entries, next.value.root)
        // A failure is met when its turn comes, and not before.
        result.catch(() => undefined)
        underway.push(result)
      }
    }
    more()
    for (let next = underway.shift(); next; next = underway.shift()) {
      const batch = await next
      more()
      yield batch
    }
  } finally {
    await team.dismiss()
  }
}

/** Threads that examine entries, for those who walk by themselves. @throws UnreadableRelease */
export class Team {
  readonly #hands: readonly Hand[]

  constructor({ signatures, limit, hash, workers = 1 }: Omit<ProfileOptions, 'wanted'>) {
    // Read once here, so that the workers find it in the cache; and so that what is wrong is said here.
    loadRelease(signatures)
    this.#hands = Array.from({ length: workers }, () => new Hand({ signatures, options: { limit, hash } }))
  }

  /** Rows of the entries, in their order. They are shared out to the threads that have least to do. */
  async examine(entries: readonly Entry[], root: string | null): Promise<Batch> {
    const pieces: Promise<Batch>[] = []
    for (let at = 0; at < entries.length; at += BATCH)
      pieces.push(this.#idlest().examine({ root, entries: entries.slice(at, at + BATCH) }))
    return (await Promise.all(pieces)).flat()
  }

  #idlest(): Hand {
    return this.#hands.reduce((best, hand) => (hand.load < best.load ? hand : best))
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.dismiss()))
  }
}

/** The program of a worker, which lies beside this one: TypeScript here, JavaScript where the package was built. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/** A worker thread and what it was asked for. */
class Hand {
  readonly #worker: Worker
  readonly #waiting: { resolve: (batch: Batch) => void; reject: (error: Error) => void }[] = []
  #failure: Error | null = null

  constructor(start: WorkerStart) {
    this.#worker = new Worker(WORKER, { workerData: start })
    this.#worker.on('message', (batch: Batch) => this.#waiting.shift()?.resolve(batch))
    this.#worker.on('error', (error) => this.#fail(asItWas(error)))
    this.#worker.on('exit', () => this.#fail(new Error('Cannot go on: a worker has ended')))
  }

  get load(): number {
    return this.#waiting.length
  }

  examine(job: Job): Promise<Batch> {
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(job)
    })
  }

  async dismiss(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

/** An error loses its class on the way from a thread. */
const asItWas = (error: Error) => (error.name === 'SyntaxFault' ? new SyntaxFault(error.message) : error)
