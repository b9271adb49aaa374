import { availableParallelism } from 'node:os'
import { Queue, type QueueWords } from '../queue.ts'

export const READING: QueueWords = {
  ofOne: (waiting) => [
    `${waiting} of your documents are waiting to be read`,
    'Nothing was kept of this one. Send it again when they have been read.',
  ],
  ofAll: ['Too many documents are being read at the moment', 'Nothing was kept of this one. Try again in a minute.'],
}

/** Documents are read in processes that may take 768 MiB each: never more than two at once, and one where there is one processor. */
export const readers = new Queue({
  atOnce: Math.min(2, Math.max(1, availableParallelism() - 1)),
  mostWaiting: 60,
  mostOfOne: 5,
  words: READING,
})
