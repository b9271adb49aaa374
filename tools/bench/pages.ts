import type { Visitor } from '../../test/house.ts'
import { spreadOf } from './plans.ts'

const ROUNDS = 20

/** Times a page, and says how that compares with what is wanted, in milliseconds. */
export async function tellPage(visitor: Visitor, name: string, path: string, wanted: number): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now()
    const { status } = await visitor.get(path)
    times.push(performance.now() - started)
    if (status !== 200) throw new Error(`${path} answered ${status}`)
  }
  tellTimes(name, times, wanted)
}

export function tellTimes(name: string, times: readonly number[], wanted: number): void {
  const { median, p95 } = spreadOf([...times])
  process.stdout.write(
    `${name.padEnd(40)} median ${median.toFixed(0).padStart(4)} ms, p95 ${p95.toFixed(0).padStart(4)} ms (wanted < ${wanted.toLocaleString('en-GB')})\n`,
  )
}
