import { sql } from '#platform/db/index.ts'
import {
  burnUp,
  changeCounts,
  occasions,
  planFigures,
  totals,
  unitFigures,
} from '../../src/features/plans/comparing/store.ts'
import { readBytes } from '../../src/platform/reading/read.ts'
import { testHouse } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { loadActions, spreadOf } from './plans.ts'

const TOTAL = 100_000
const TODAY = '2026-11-21'

/** Comparisons over a hundred thousand actions: p95 is to be below 300 milliseconds. */
export async function comparing(): Promise<void> {
  const test = await testHouse()
  await loadActions(test, TOTAL, (csv) => readBytes(Buffer.from(csv), 'plan.csv'))
  await test.db.run(sql`
    update plans.action a set unit_id = u.id from (select id, row_number() over (order by id) - 1 as n, count(*) over () as whole from people.unit) u
    where u.n = a.position % u.whole`)
  await analyse(test)
  const asked: readonly [string, () => Promise<unknown>][] = [
    ['units side by side', () => unitFigures(test.db, TODAY, null)],
    ['portfolio: totals', () => totals(test.db, TODAY)],
    ['portfolio: plans', () => planFigures(test.db, TODAY)],
    ['burn-up', () => burnUp(test.db, null, TODAY, 36)],
    ['what changed: counts', () => changeCounts(test.db, null, '2026-03-01', '2026-04-30')],
    ['what changed: list', () => occasions(test.db, null, '2026-03-01', '2026-04-30', 300)],
  ]
  process.stdout.write(
    `${TOTAL.toLocaleString('en-GB')} actions, one reader, milliseconds\n\n${'question'.padEnd(26)}${'median'.padStart(8)}${'p95'.padStart(8)}\n`,
  )
  for (const [name, ask] of asked) {
    const times: number[] = []
    await ask()
    for (let round = 0; round < 20; round += 1) {
      const started = performance.now()
      await ask()
      times.push(performance.now() - started)
    }
    const { median, p95 } = spreadOf(times)
    process.stdout.write(`${name.padEnd(26)}${median.toFixed(0).padStart(8)}${p95.toFixed(0).padStart(8)}\n`)
  }
  await test.close()
}
