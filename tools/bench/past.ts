import { readerWith } from '#platform/access/index.ts'
import { progressReportOn } from '../../src/features/plans/reports/report.ts'
import { rooms } from '../../src/house.ts'
import { addDays } from '../../src/platform/calendar/index.ts'
import { sql } from '../../src/platform/db/index.ts'
import { told } from '../../src/platform/documents/index.ts'
import { readBytes } from '../../src/platform/reading/read.ts'
import { testHouse } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { loadActions } from './plans.ts'

const { sections } = rooms

const SIZES = [1_000, 10_000]
const DAY = '2026-11-21'
const LATER = '2027-03-01'

/** What reports of a past day cost beside those of today, as the record grows. */
export async function past(): Promise<void> {
  const test = await testHouse()
  const time = async (work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    return `${Math.round(performance.now() - began)} ms`.padStart(10)
  }
  const report = (on: string) => () => progressReportOn(test.db, { planIds: null, title: 'all' }, { on, today: LATER })
  const pack = (to: string) => async () => {
    for (const section of sections)
      await told(
        section,
        test.db,
        { from: addDays(to, -90), to },
        { today: LATER, reader: readerWith(['reports:read'], LATER) },
      )
  }
  for (const size of SIZES) {
    test.setNow(`${DAY}T09:00:00Z`)
    const loading = await time(() => loadActions(test, size, (csv) => readBytes(Buffer.from(csv), 'plan.csv')))
    await analyse(test)
    const { versions } = await test.db.one<{ versions: number }>(sql`select count(*) as versions from past.version`)
    process.stdout.write(
      `${size.toLocaleString('en-GB')} actions, loaded in ${loading.trim()}; ${versions.toLocaleString('en-GB')} ways in which rows stood\n`,
    )
    process.stdout.write(
      `  progress report: today ${await time(report(LATER))}, a past day ${await time(report(DAY))}\n`,
    )
    process.stdout.write(`  whole pack:      today ${await time(pack(LATER))}, a past day ${await time(pack(DAY))}\n`)
  }
  await test.close()
}
