import { sql } from '#platform/db/index.ts'
import type { ReadDocument } from '#platform/reading/index.ts'
import { savePlan } from '../../src/features/plans/importing/save-plan.ts'
import { recognisePlan } from '../../src/features/plans/recognising/recognise.ts'
import type { TestHouse } from '../../test/house.ts'

const DATES = [
  'End Mar 2027',
  'Q3 of 2026-27',
  'June 2026',
  'Ongoing',
  'TBC',
  '30 September 2026',
  'By Q4 of 2026-27',
  'Prior to rollout',
  '6 months',
  'End 2026',
]
const STATES = ['In progress', 'Complete', '', 'Not started', '', 'On hold', 'In progress', 'Closed', '', '']
const OWNERS = ['DRO', 'SIRO', 'IAO', 'Head of KIM', 'KIM Champion', 'Head of Something Else', 'DRO/SIRO']

/** A plan as CSV with so many rows. Words differ from row to row, as a plan's do. */
export function planCsv(rows: number, seed: number): string {
  const line = (index: number) => {
    const at = index + seed
    return [
      `${1 + Math.floor(index / 8)}.${1 + (index % 8)}`,
      `Make sure that area ${at % 97} of the department does thing ${at} about subject ${at % 13}`,
      OWNERS[at % OWNERS.length],
      ['H', 'M', 'L'][at % 3],
      DATES[at % DATES.length],
      STATES[at % STATES.length],
    ].join(',')
  }
  return [
    'Ref,Action,Owner,Priority,Target date,Status',
    ...Array.from({ length: rows }, (_, index) => line(index)),
  ].join('\n')
}

/** Loads plans of fifty actions each, or of as many as are wanted, until there are so many actions. */
export async function loadActions(
  test: TestHouse,
  total: number,
  read: (csv: string) => ReadDocument,
  each = 50,
): Promise<void> {
  const { count } = await test.db.one<{ count: number }>(sql`select count(*) as count from plans.action`)
  for (let loaded = count; loaded < total; loaded += each) {
    const plan = recognisePlan(read(planCsv(each, loaded)), '2026-04-01')
    await savePlan(test.db, test.act(), plan, {
      importId: null,
      title: `Plan ${Math.floor(loaded / each)}`,
      unitId: null,
      fileName: null,
      digest: null,
    })
  }
}

export interface Spread {
  readonly median: number
  readonly p95: number
}

export function spreadOf(milliseconds: readonly number[]): Spread {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}
