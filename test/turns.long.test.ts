import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { byCommand, takeSheet } from '#platform/register/index.ts'
import { people, units } from '../src/features/people/registers.ts'
import { savePlan } from '../src/features/plans/importing/save-plan.ts'
import { recognisePlan } from '../src/features/plans/recognising/recognise.ts'
import { readBytes } from '../src/platform/reading/read.ts'
import { makeXlsx } from './documents/make.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'
import { inTurns } from './turns.ts'

const ROWS = 2_000

/** A plan with a reference, an owner, a date and a status in each row; another `seed` changes some words of each. */
function planOf(rows: number, seed: number): string[][] {
  const line = (row: number) => [
    `${1 + Math.floor(row / 8)}.${1 + (row % 8)}`,
    `Make sure that area ${row % 97} does thing ${row} about subject ${(row + seed) % 13}`,
    row % 2 === seed % 2 ? 'SIRO and DRO' : 'Head of Knowledge and Information Management',
    `End March ${2027 + ((row + seed) % 5)}`,
    row % 3 === 0 ? 'In progress' : 'Open',
  ]
  return [['Ref', 'Action', 'Owner', 'Target date', 'Status'], ...Array.from({ length: rows }, (_, row) => line(row))]
}

const csvOf = (rows: readonly (readonly string[])[]) => Buffer.from(rows.map((row) => row.join(',')).join('\n'))

describe('a house gives everybody their turn', () => {
  let test: TestHouse
  let dro: Visitor
  let planId: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    const plan = recognisePlan(readBytes(csvOf(planOf(ROWS, 0)), 'plan.csv'), '2026-04-01')
    const source = { importId: null, title: 'A long plan', unitId: null, fileName: null, digest: null }
    planId = await savePlan(test.db, test.act(), plan, source)
  })
  after(() => test.close())

  const get = async (path: string) => {
    const { status } = await inTurns(path, () => dro.get(path), { again: true })
    assert.equal(status, 200, path)
  }

  it('while a long plan leaves in every format', async () => {
    for (const ending of ['xlsx', 'ods', 'csv', 'docx', 'odt', 'html']) await get(`/plans/${planId}/file.${ending}`)
    for (const ending of ['odt', 'docx', 'html']) await get(`/plans/${planId}/report.${ending}`)
  })

  it('while pages and tables of it are shown', async () => {
    for (const path of ['', '/report', '/timeline', '/versions', '/milestones']) await get(`/plans/${planId}${path}`)
    for (const path of ['/plans/actions', '/plans/actions/change', '/plans/actions/update', '/plans/units', '/'])
      await get(path)
    for (const ending of ['csv', 'xlsx', 'ods']) await get(`/plans/actions.${ending}`)
  })

  it('while a new version is compared and merged', async () => {
    const file = { name: 'plan.xlsx', bytes: makeXlsx(planOf(ROWS, 1)) }
    await dro.get(`/plans/${planId}/versions`)
    const { location = '' } = await inTurns('the upload', () => dro.upload(`/plans/${planId}/versions`, file))
    const details = {
      title: 'A long plan',
      unit: '',
      into: planId,
      'asOf-day': '1',
      'asOf-month': '4',
      'asOf-year': '2026',
    }
    await dro.post(location, details)
    const { body } = await inTurns('the comparison', () => dro.get(`${location}/compare`), { again: true })
    const approved = /name="approved" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const { status } = await inTurns('the merge', () => dro.post(`${location}/compare`, { deed: 'merge', approved }))
    assert.equal(status, 303)
    const { slips } = await test.db.one<{ slips: number }>(
      sql`select count(*) as slips from plans.action where plan_id = ${planId} and slips > 0`,
    )
    assert.ok(slips > 0)
  })

  it('while a workbook that came back is read', async () => {
    await dro.get(`/plans/${planId}/versions`)
    const file = { name: 'plan.xlsx', bytes: makeXlsx(planOf(ROWS, 0)) }
    const { location = '' } = await inTurns('the upload', () => dro.upload(`/plans/${planId}/returns`, file))
    await inTurns('what was changed', () => dro.get(location), { again: true })
  })

  it('while a large framework is read', async () => {
    const question = (index: number) => `      - { code: Q${index}, text: "Is thing ${index} done as it should be?" }`
    const text = `key: large\nversion: "1"\nname: Large\nscales:\n  main:\n    levels: [{ value: 0, name: No }, { value: 1, name: Yes }]\nscale: main\nsections:\n  - code: A\n    name: All\n    questions:\n${Array.from({ length: 4_000 }, (_, index) => question(index)).join('\n')}\n`
    await dro.get('/assessments/frameworks/add')
    // Something is wrong with it at its end, so that all of it is read and nothing is kept.
    const bytes = Buffer.from(`${text}another: [\n`)
    const { status } = await inTurns('the framework', () =>
      dro.upload('/assessments/frameworks/add/file', { name: 'large.yaml', bytes }),
    )
    assert.equal(status, 422)
  })

  it('while a profile of a share is loaded', async () => {
    const heads =
      'ID,PARENT_ID,URI,FILE_PATH,NAME,METHOD,STATUS,SIZE,TYPE,EXT,LAST_MODIFIED,EXTENSION_MISMATCH,SHA256_HASH,FORMAT_COUNT,PUID,MIME_TYPE,FORMAT_NAME,FORMAT_VERSION'
    const line = (row: number) =>
      `${row + 2},1,,P:/Folder ${row % 50}/File ${row}.pdf,File ${row}.pdf,Signature,Done,${row * 10},File,pdf,2026-10-30T09:00:00,false,,1,fmt/18,application/pdf,PDF,1.4`
    const csv = [
      heads,
      '1,,,P:/,P:,,Done,,Folder,,2026-10-30T09:00:00,false,,,,,,',
      ...Array.from({ length: 20_000 }, (_, row) => line(row)),
    ]
    await dro.get('/shares/load')
    const fields = { name: 'A large share', unit: '', audience: 'all', keepYears: '7' }
    const { status, body } = await inTurns('the profile', () =>
      dro.upload('/shares/load', { name: 'droid.csv', bytes: Buffer.from(csv.join('\n')) }, fields),
    )
    assert.equal(status, 303, body)
  })

  it('while 50,000 people are added from a file, and the rules are asked of each', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => ({
      number: index + 2,
      cells: [`New ${index}`, `n${index}@example.gov.uk`],
    }))
    const sheet = { headers: ['Name', 'Email address'], columns: ['name', 'email'], rows }
    const { outcomes } = await inTurns('the import', () =>
      takeSheet(test.db, byCommand(people, test.act()), sheet, false),
    )
    assert.equal(outcomes.filter(({ outcome }) => outcome === 'added').length, rows.length)
  })
  it('while 20,000 units are added from a file, each below the one after it as deep as units may lie', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      number: index + 2,
      cells: [`Deep ${index}`, 'Team', index % 50 === 49 ? '' : `Deep ${index + 1}`],
    }))
    const sheet = { headers: ['Name', 'Kind', 'Part of'], columns: ['name', 'kind', 'parent_id'], rows }
    const { outcomes } = await inTurns('the chains', () =>
      takeSheet(test.db, byCommand(units, test.act()), sheet, false),
    )
    assert.equal(outcomes.filter(({ outcome }) => outcome === 'added').length, rows.length)
  })
})
