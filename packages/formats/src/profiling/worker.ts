import { parentPort, workerData } from 'node:worker_threads'
import { Examiner } from '../files/examine.ts'
import type { Entry } from '../files/walk.ts'
import { Identifier } from '../identify.ts'
import { loadRelease } from '../signatures/load.ts'
import type { WorkerStart } from './pool.ts'

/** A thread that examines entries and answers their rows in the order in which it was asked. */
const { signatures, options } = workerData as WorkerStart
const examiner = new Examiner(new Identifier(loadRelease(signatures)), options)

parentPort?.on('message', ({ root, entries }: { root: string | null; entries: readonly Entry[] }) => {
  parentPort?.postMessage(entries.map((entry) => examiner.examine({ ...entry, at: asPath(entry.at) }, root)))
})

/** Bytes come out of a message as a plain array. */
const asPath = (at: string | Uint8Array): string | Buffer => (typeof at === 'string' ? at : Buffer.from(at))
