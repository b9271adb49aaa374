import { monitorEventLoopDelay } from 'node:perf_hooks'
import { theHouse } from '#platform/access/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { inOneBatch, sheet } from '#platform/exports/index.ts'
import { tableOfRows } from '#platform/listing/index.ts'
import { readRows } from '#platform/reading/index.ts'
import { addMany, byCommand, listingOf, type Sheet, sheetOf, takeSheet } from '#platform/register/index.ts'
import { people } from '../../src/features/people/registers.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { analyse } from './lists.ts'

const UPDATED = 10_000
const MANY = 100_000

/** Files taken into a register: 10,000 people updated below 10 seconds, and 100,000 rows that change nothing, by identifier and by key. */
export async function registers(): Promise<void> {
  const test = await testHouse()
  await test.db.transaction((tx) =>
    addMany(tx, test.act(), people, {
      columns: ['name', 'email', 'grade', 'unit_id'],
      rows: sql`
        select 'Colleague ' || n, 'c' || n || '@example.gov.uk', 'SEO', (select id from people.unit where name = 'Policy Group') from generate_series(1, ${MANY}::int) n`,
    }),
  )
  await analyse(test)
  const whole = await exported(test, 'all.csv')
  await measured(`${MANY.toLocaleString('en-GB')} rows that change nothing, by identifier`, () => take(test, whole))
  await measured(`${MANY.toLocaleString('en-GB')} rows that change nothing, by key`, () =>
    take(test, { ...whole, columns: whole.columns.map((column) => (column === 'id' ? null : column)) }),
  )
  const grade = whole.columns.indexOf('grade')
  const as = (text: string, rows: Sheet['rows']) =>
    rows.map(({ number, cells }) => ({ number, cells: cells.map((cell, index) => (index === grade ? text : cell)) }))
  const part = whole.rows.slice(0, UPDATED)
  await measured(`${UPDATED.toLocaleString('en-GB')} people updated, gone through first`, () =>
    take(test, { ...whole, rows: as('HEO', part) }, true),
  )
  await measured(`${UPDATED.toLocaleString('en-GB')} people updated (wanted < 10,000 ms)`, () =>
    take(test, { ...whole, rows: as('HEO', part) }),
  )
  await measured('50,000 people added', () =>
    take(test, {
      headers: ['Name', 'Email address'],
      columns: ['name', 'email'],
      rows: Array.from({ length: 50_000 }, (_, n) => ({ number: n + 2, cells: [`New ${n}`, `n${n}@example.gov.uk`] })),
    }),
  )
  await test.close()
}

async function exported(test: TestHouse, file: string): Promise<Sheet> {
  const today = dayOf(test.act().at)
  const started = performance.now()
  const body = await sheet('csv', tableOfRows(test.db, listingOf(people), {}, { today, person: theHouse(today) }))
  const parts: Buffer[] = []
  for await (const part of Buffer.isBuffer(body) ? inOneBatch([body]) : body) parts.push(Buffer.from(part as Buffer))
  const bytes = Buffer.concat(parts)
  const read = performance.now()
  const found = sheetOf(people, await readRows(bytes, file))
  if (!found) throw new Error('the export has no table')
  process.stdout.write(
    `exported in ${(read - started).toFixed(0)} ms (${(bytes.length / 1024 / 1024).toFixed(1)} MB), read in ${(performance.now() - read).toFixed(0)} ms\n`,
  )
  return found
}

const take = (test: TestHouse, found: Sheet, isDry = false) =>
  takeSheet(test.db, byCommand(people, test.act()), found, isDry)

async function measured(what: string, work: () => ReturnType<typeof take>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  delay.enable()
  const started = performance.now()
  const { outcomes } = await work()
  const took = performance.now() - started
  delay.disable()
  clearInterval(watch)
  const counts = Object.entries(Object.groupBy(outcomes, ({ outcome }) => outcome)).map(
    ([outcome, rows]) => `${rows?.length ?? 0} ${outcome}`,
  )
  process.stdout.write(
    `${what}: ${took.toFixed(0)} ms, ${counts.join(', ')}; event loop at most ${(delay.max / 1e6).toFixed(0)} ms; at most ${(most / 1024 / 1024).toFixed(0)} MiB in memory\n`,
  )
}
