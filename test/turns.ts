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
  await work()
  look()
  clearInterval(timer)
  return longest
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
