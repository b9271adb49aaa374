import { Queue } from '../queue.ts'

const WORDS = {
  ofOne: (waiting: number) =>
    [
      `${waiting + 1} of your imports are being worked on`,
      'Nothing was kept of this one. Send it again when they are done.',
    ] as const,
  ofAll: ['Too many imports are being worked on', 'Nothing was kept of this one. Try again in a minute.'] as const,
}

/** Imports of everybody that are worked on at once: each holds the rows that it writes, and much of this process's time. */
const imports = new Queue({ atOnce: 2, mostWaiting: 20, mostOfOne: 3, words: WORDS })
/** Of one person one is worked on, and so many wait. */
const OF_ONE = { atOnce: 1, mostWaiting: 2, mostOfOne: 2, words: WORDS }
const lines = new Map<string, Queue>()

/** Goes through an import when no other of this person is gone through, and few of everybody. Throws `Busy` at once where too many wait already. */
export async function inTurn<Result>(personId: string | null, work: () => Promise<Result>): Promise<Result> {
  const who = personId ?? ''
  const line = lines.get(who) ?? new Queue(OF_ONE)
  lines.set(who, line)
  try {
    return await line.run(() => imports.run(work))
  } finally {
    if (line.running + line.waiting === 0) lines.delete(who)
  }
}

/** Imports of this person that wait for their turn. */
export const waitingOf = (personId: string | null): number => lines.get(personId ?? '')?.waiting ?? 0
