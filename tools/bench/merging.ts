import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { savePlan } from '../../src/features/plans/importing/save-plan.ts'
import { recognisePlan } from '../../src/features/plans/recognising/recognise.ts'
import { compare } from '../../src/features/plans/revisions/compare.ts'
import { mergeVersion } from '../../src/features/plans/revisions/merge.ts'
import { countsOf } from '../../src/features/plans/revisions/model.ts'
import { standingPlan } from '../../src/features/plans/revisions/store.ts'
import { makeXlsx } from '../../test/documents/make.ts'
import { testHouse } from '../../test/house.ts'
import { planCsv } from './plans.ts'

const ROWS = 1_000

/** A new version of a plan of a thousand rows: a tenth changed, some moved, some gone, some reworded without a reference. */
function revised(rows: string[][]): string[][] {
  return rows.flatMap((row, index) => {
    if (index === 0) return [row]
    if (index % 50 === 0) return []
    const [ref = '', text = '', owner = '', priority = '', target = '', status = ''] = row
    if (index % 25 === 7) return [['', `${text} and tell the board`, owner, priority, target, status]]
    if (index % 10 === 3) return [[ref, text, owner, priority, 'End March 2028', 'Complete']]
    return [row]
  })
}

/** A revision of a thousand rows: read, compared with what stands, merged. The preview is to take less than 3 seconds. */
export async function merging(): Promise<void> {
  const test = await testHouse()
  const rows = planCsv(ROWS, 0)
    .split('\n')
    .map((line) => line.split(','))
  const first = recognisePlan(await readDocument(makeXlsx(rows), 'plan.xlsx'), '2026-04-01')
  const planId = await savePlan(test.db, test.act(), first, {
    importId: null,
    title: 'A plan',
    unitId: null,
    fileName: 'plan.xlsx',
    digest: null,
  })
  const times: number[] = [performance.now()]
  const document = await readDocument(makeXlsx(revised(rows)), 'plan.xlsx')
  times.push(performance.now())
  const incoming = recognisePlan(document, '2026-10-01')
  times.push(performance.now())
  const standing = await standingPlan(test.db, planId)
  if (!standing) throw new Error('The plan that was just saved is not there')
  const counts = countsOf(await compare(standing, incoming))
  times.push(performance.now())
  const version = {
    planId,
    incoming,
    importId: null,
    fileName: 'plan.xlsx',
    digest: null,
    chosen: {},
    skipped: new Set<string>(),
    approved: null,
  }
  await mergeVersion(test.db, test.act(), version)
  times.push(performance.now())
  const again = await mergeVersion(test.db, test.act(), version)
  times.push(performance.now())
  const { slips } = await test.db.one<{ slips: number }>(
    sql`select count(*) as slips from plans.target where cause = 'change'`,
  )
  const names = ['read', 'understand', 'compare', 'merge', 'merge again']
  process.stdout.write(`A new version of ${ROWS.toLocaleString('en-GB')} rows, milliseconds\n\n`)
  for (const [index, name] of names.entries())
    process.stdout.write(
      `${name.padEnd(14)}${((times[index + 1] ?? 0) - (times[index] ?? 0)).toFixed(0).padStart(8)}\n`,
    )
  process.stdout.write(
    `preview       ${((times[3] ?? 0) - (times[0] ?? 0)).toFixed(0).padStart(8)}  (wanted: below 3,000)\n\n`,
  )
  process.stdout.write(
    `${JSON.stringify(counts)}; ${slips} dates changed; merged again: ${again === null ? 'nothing to do' : JSON.stringify(again)}\n`,
  )
  await test.close()
}
