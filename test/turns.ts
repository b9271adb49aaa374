import assert from 'node:assert/strict'

/**
 * The longest stretch that the one thread of this process computed without giving others a turn while some work was done, in
 * milliseconds of the processor: what others do on a busy machine is not counted.
 */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let before = process.threadCpuUsage()
  const look = () => {
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, (user + system) / 1000)
    before = process.threadCpuUsage()
  }
  const timer = setInterval(look, 1)
  try {
    await work()
    look()
  } finally {
    clearInterval(timer)
  }
  return longest
}

/** No request handler computes longer than this in one turn, in milliseconds of the processor. */
const MOST = 50

/**
 * Fails where some work takes a turn that is too long. Work that may be done `again` is tried up to three times: the first includes
 * compilation. Tests that ask this stand in files of their own, named `turns`, each of which has its own
 * process: in one that has run thousands of other tests, clearing up their heap falls into a turn.
 */
export async function inTurns<Result>(
  name: string,
  work: () => Promise<Result>,
  { again = false }: { readonly again?: boolean } = {},
): Promise<Result> {
  let result: Result | undefined
  const measured = () =>
    longestTurn(async () => {
      result = await work()
    })
  let longest = await measured()
  for (let times = 0; longest > MOST && again && times < 2; times += 1) longest = await measured()
  if (longest > MOST) assert.ok(longest <= MOST * slowness(), `${name} took a turn of ${longest.toFixed(0)} ms`)
  return result as Result
}

/** What a piece of work takes of the processor on the machine on which limits were set, in milliseconds. */
const USUAL_PACE = 9

/** How much slower than that this machine computes at the moment: 1 at least. Processors that are shared compute slowly as well as seldom. */
export function slowness(): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.threadCpuUsage()
    let words = ''
    for (let index = 0; index < 60_000; index += 1) words = `${index} ${words.slice(0, 40)}`.replace(/[13579]/g, '-')
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000 + (words === '' ? 1 : 0)
  })
  return Math.max(1, Math.min(...times) / USUAL_PACE)
}
