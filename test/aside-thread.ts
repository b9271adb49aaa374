import { type Doings, serveAside } from '#platform/aside/index.ts'

/** Things that a thread may be asked in the tests: to add up, to be slow, to fail, to end, to take all memory. */
const doings = {
  sum: async (asked: { readonly from: number }, batches: AsyncIterable<readonly number[]>) => {
    let sum = asked.from
    for await (const batch of batches) for (const one of batch) sum += one
    return sum
  },
  first: async (_asked: null, batches: AsyncIterable<number>) => {
    for await (const batch of batches) return batch
    return null
  },
  bytes: (size: number) => new Uint8Array(size).fill(7),
  spin: (milliseconds: number) => {
    const begun = performance.now()
    while (performance.now() - begun < milliseconds);
    return milliseconds
  },
  fail: (words: string) => {
    throw new TypeError(words)
  },
  end: () => process.exit(3),
  hoard: () => {
    const all: number[][] = []
    while (true) all.push(Array.from({ length: 100_000 }, (_, index) => index + all.length))
  },
} satisfies Doings

export type TestDoings = typeof doings

serveAside(doings)
