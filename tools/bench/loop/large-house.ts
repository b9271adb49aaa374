import { sql } from '#platform/db/index.ts'
import { savePlan } from '../../../src/features/plans/importing/save-plan.ts'
import { recognisePlan } from '../../../src/features/plans/recognising/recognise.ts'
import { readBytes } from '../../../src/platform/reading/read.ts'
import type { TestHouse } from '../../../test/house.ts'
import { fillCampaigns } from '../assessments.ts'
import { fillAssets } from '../assets.ts'
import { loadActions, planCsv } from '../plans.ts'
import { fillRisks } from '../risks.ts'

const ACTIONS = 100_000
const ACTIONS_OF_ONE = 2_000
const ANNEX = 5_000
const ASSETS = 10_000
const UNITS = 300

export interface LargeHouse {
  readonly planId: string
  /** A plan with more actions than are read. */
  readonly annexId: string
  /** Long pages and files that no link leads to at once. */
  readonly addresses: readonly string[]
}

/** A house as large as a department's after many years, or a part of that. */
export async function fillHouse(test: TestHouse, size: number): Promise<LargeHouse> {
  const read = (csv: string) => readBytes(Buffer.from(csv), 'plan.csv')
  const told = (what: string) => process.stdout.write(`${what}\n`)
  const save = (rows: number, title: string) =>
    savePlan(test.db, test.act(), recognisePlan(read(planCsv(rows, 0)), '2026-04-01'), {
      importId: null,
      title,
      unitId: null,
      fileName: null,
      digest: null,
    })
  const planId = await save(ACTIONS_OF_ONE, 'A long plan')
  const annexId = await save(ANNEX, 'A plan with a long annex')
  told('plans')
  await fillAssets(test, ASSETS)
  await fillRisks(test)
  told('registers')
  const campaign = await fillCampaigns(test, Math.max(30, UNITS * size))
  told('campaigns')
  await loadActions(test, ACTIONS * size, read, 500)
  told('actions')
  await test.db.run(sql`
    update plans.action a set unit_id = u.id from (select id, row_number() over (order by id) - 1 as n, count(*) over () as whole from people.unit) u
    where u.n = a.position % u.whole`)
  const one = `/assessments/campaigns/${campaign.campaignId}`
  const files = (path: string) => [path, ...['odt', 'docx', 'html'].map((ending) => `${path}.${ending}`)]
  const tables = (path: string) => ['csv', 'xlsx', 'ods'].map((ending) => `${path}.${ending}`)
  return {
    planId,
    annexId,
    addresses: [
      ...[planId, annexId].flatMap((id) => [
        `/plans/${id}`,
        `/plans/${id}/timeline`,
        ...files(`/plans/${id}/report`),
        ...['odt', 'docx', 'html', 'csv', 'xlsx', 'ods', 'json'].map((ending) => `/plans/${id}/file.${ending}`),
      ]),
      ...files('/plans/report'),
      ...tables('/plans/actions'),
      '/plans/actions?words=subject',
      '/plans/actions/change',
      '/plans/actions/update',
      '/plans/portfolio',
      '/plans/units',
      '/plans/changes',
      one,
      ...tables(one),
      ...['results', 'league', 'movement', 'spread', 'following'].map((name) => `${one}/${name}`),
      ...tables(`${one}/results/table`),
      ...tables(`${one}/spread/questions`),
      ...files(`${one}/report`),
      ...files(`/assessments/units/${campaign.final}/report`),
      `/assessments/units/${campaign.submitted}/moderate`,
      ...tables('/assets/assets'),
      ...tables('/risks/risks'),
      '/risks',
      '/risks/movement?on=2026-06-01',
    ],
  }
}
