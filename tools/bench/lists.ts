import pg from 'pg'
import { sql } from '#platform/db/index.ts'
import { readBytes } from '../../src/platform/reading/read.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { loadActions, spreadOf } from './plans.ts'

const READERS = 8
const ROUNDS = 12

/** Pages of lists at the server with eight readers at once, at three sizes: the cost must not grow with what is not shown. */
export async function lists(): Promise<void> {
  const test = await testHouse()
  const sizes = [1_000, 10_000, 100_000]
  const results = new Map<string, string[]>()
  for (const size of sizes) {
    await loadActions(test, size, (csv) => readBytes(Buffer.from(csv), 'plan.csv'))
    await analyse(test)
    for (const [name, path] of await pages(test)) {
      const { median, p95 } = spreadOf(await measure(test, path))
      results.set(name, [...(results.get(name) ?? []), `${median.toFixed(0)} / ${p95.toFixed(0)}`])
    }
    const started = performance.now()
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get('/plans/report')
    results.set('board report of all plans, one', [
      ...(results.get('board report of all plans, one') ?? []),
      `${(performance.now() - started).toFixed(0)}`,
    ])
  }
  process.stdout.write(
    `Milliseconds at the server, median / 95th percentile, ${READERS} readers at once, ${ROUNDS} rounds each\n\n`,
  )
  process.stdout.write(
    `${'page'.padEnd(38)}${sizes.map((size) => `${size.toLocaleString('en-GB')} actions`.padStart(18)).join('')}\n`,
  )
  for (const [name, values] of results)
    process.stdout.write(`${name.padEnd(38)}${values.map((value) => value.padStart(18)).join('')}\n`)
  await test.close()
}

export async function analyse(test: TestHouse): Promise<void> {
  const client = new pg.Client(test.database.superuser)
  await client.connect()
  await client.query('vacuum analyse')
  await client.end()
}

async function pages(test: TestHouse): Promise<(readonly [string, string])[]> {
  const { id: plan } = await test.db.one<{ id: string }>(sql`select id from plans.plan where title = 'Plan 3'`)
  const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'SIRO'`)
  return [
    ['actions by due date', '/plans/actions'],
    ['actions by due date, last first', '/plans/actions?sort=due&order=descending'],
    ['actions by priority', '/plans/actions?sort=priority'],
    ['actions by reference', '/plans/actions?sort=ref'],
    ['overdue, by priority', '/plans/actions?overdue=yes&sort=priority'],
    ['overdue, by due date', '/plans/actions?overdue=yes'],
    ['in progress, by due date', '/plans/actions?status=in-progress'],
    ['of one role, by due date', `/plans/actions?mine=role+${role}`],
    ['of one plan, by reference', `/plans/actions?plan=${plan}&sort=ref`],
    ['with words, by due date', '/plans/actions?words=%22thing+77%22'],
    ['due before, high, in progress', '/plans/actions?due-before=2026-10-01&priority=1&status=in-progress'],
    ['claims that wait for a verdict', '/plans/actions?verdict=awaited'],
    ['plans by title', '/plans'],
    ['one plan', `/plans/${plan}`],
    ['home of the DRO', '/'],
    ['units', '/people/units'],
  ]
}

async function measure(test: TestHouse, path: string): Promise<number[]> {
  const readers = await Promise.all(Array.from({ length: READERS }, () => test.visitor('Departmental Records Officer')))
  const times: number[] = []
  await Promise.all(readers.map((reader) => reader.get(path)))
  await Promise.all(
    readers.map(async (reader) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const started = performance.now()
        const { status } = await reader.get(path)
        times.push(performance.now() - started)
        if (status !== 200) throw new Error(`${path} answered ${status}`)
      }
    }),
  )
  return times
}
