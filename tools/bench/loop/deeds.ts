import { makeXlsx } from '../../../test/documents/make.ts'
import type { TestHouse } from '../../../test/house.ts'
import { planCsv } from '../plans.ts'
import type { Browser, Called } from './browser.ts'
import type { LargeHouse } from './large-house.ts'

type Measure = (name: string, work: () => Promise<Called>) => Promise<Called | undefined>

const ASSETS = 10_000
const PLAN_ROWS = 2_000
const DAYS = {
  'from-day': '1',
  'from-month': '4',
  'from-year': '2026',
  'to-day': '21',
  'to-month': '11',
  'to-year': '2026',
}

/** The deeds that have most to do, each step of them measured under its name. */
export async function deeds(
  test: TestHouse,
  browser: Browser,
  { planId, annexId }: LargeHouse,
  measure: Measure,
): Promise<void> {
  await imported(browser, measure)
  await revised(browser, planId, measure)
  await sentBack(browser, planId, measure)
  await manyAssets(browser, measure)
  await many(browser, measure)
  await laidOut(browser, annexId, measure)
  await profiled(browser, measure)
  await browser.signIn((await test.person('Senior Information Risk Owner')).id)
  await reports(browser, measure)
}

const xlsxOf = (csv: string) => makeXlsx(csv.split('\n').map((line) => line.split(',')))
const asOf = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }

async function imported(browser: Browser, measure: Measure): Promise<void> {
  await browser.get('/plans/import')
  const file = { name: 'plan.xlsx', bytes: xlsxOf(planCsv(PLAN_ROWS, 7)) }
  const at = (await measure('import: the upload', () => browser.post('/plans/import', {}, file)))?.location ?? ''
  await measure('import: the date', () => browser.post(`${at}/date`, asOf))
  await measure('import: the preview', () => browser.get(at))
  await measure('import: a row', () => browser.get(`${at}/rows/t1r2`))
  await measure('import: the columns', () => browser.post(`${at}/columns`, {}))
  await measure('import: saving', () => browser.post(at, { title: 'Brought', unit: '', into: '', ...asOf }))
}

const approvedIn = (page: Called | undefined) => /name="approved" value="([^"]+)"/.exec(page?.text ?? '')?.[1] ?? ''

async function revised(browser: Browser, planId: string, measure: Measure): Promise<void> {
  const file = { name: 'plan.xlsx', bytes: xlsxOf(planCsv(PLAN_ROWS, 3)) }
  await browser.get(`/plans/${planId}/versions`)
  const at = (await measure('new version: the upload', () => browser.post(`/plans/${planId}/versions`, {}, file)))
    ?.location
  await measure('new version: the preview', () => browser.get(at ?? ''))
  const details = { title: 'A long plan', unit: '', into: planId, ...asOf }
  await measure('new version: going on', () => browser.post(at ?? '', details))
  const page = await measure('new version: the comparison', () => browser.get(`${at}/compare`))
  const approved = approvedIn(page)
  await measure('new version: the merge', () => browser.post(`${at}/compare`, { deed: 'merge', approved }))
}

async function sentBack(browser: Browser, planId: string, measure: Measure): Promise<void> {
  await browser.get(`/plans/${planId}/versions`)
  const file = { name: 'plan.xlsx', bytes: xlsxOf(planCsv(PLAN_ROWS, 3).replaceAll('In progress', 'Complete')) }
  const at = (await measure('sent back: the upload', () => browser.post(`/plans/${planId}/returns`, {}, file)))
    ?.location
  if (!at) return
  const page = await measure('sent back: the preview', () => browser.get(at))
  await measure('sent back: taking it', () => browser.post(at, { approved: approvedIn(page) }))
}

async function manyAssets(browser: Browser, measure: Measure): Promise<void> {
  const rows = Array.from({ length: ASSETS }, (_, index) => `Brought ${index},Owner ${1 + (index % 500)},Policy Group`)
  await browser.get('/assets/assets/import')
  const file = { name: 'assets.csv', bytes: Buffer.from(`Name,Owner (IAO),Unit\n${rows.join('\n')}\n`) }
  const at =
    (await measure('assets: the upload', () => browser.post('/assets/assets/import', {}, file)))?.location ?? ''
  await measure('assets: the preview', () => browser.get(at))
  await measure('assets: saving', () => browser.post(at, {}))
}

async function many(browser: Browser, measure: Measure): Promise<void> {
  const page = await measure('many actions: the form', () => browser.get('/plans/actions/change'))
  const versions = [...(page?.text ?? '').matchAll(/name="(version [0-9a-f-]+)" value="(\d+)"/g)]
  const fields = versions.flatMap(([, name = '', value = '']): [string, string][] => [
    [name, value],
    ['action', name.slice('version '.length)],
  ])
  const change = [
    ['target', 'June 2028'],
    ['reason', 'Moved'],
    ['owner', ''],
    ['unit', ''],
  ] as const
  await measure('many actions: changed', () => browser.post('/plans/actions/change', [...fields, ...change]))
}

const SECTIONS = ['summary', 'status', 'progress', 'overdue', 'slipped', 'awaiting', 'due-next', 'annex', 'method']

/** A report with an annex of every action of a long plan, as a board wants it. */
async function laidOut(browser: Browser, planId: string, measure: Measure): Promise<void> {
  await browser.get('/plans/reports/add')
  const parts = SECTIONS.map((section): [string, string] => ['sections', section])
  const facts = Object.entries({ name: 'The board', introduction: 'Words.', length: 'full', plans: planId })
  const added = await browser.post('/plans/reports/add', [...facts, ...parts])
  const at = added.location ?? ''
  await measure('layout: its page', () => browser.get(at))
  for (const ending of ['odt', 'docx', 'html', 'csv'])
    await measure(`layout: as ${ending}`, () => browser.get(`${at}/report.${ending}`))
}

const FILES = 50_000

/** A profile of a large share, and what is shown of it. */
async function profiled(browser: Browser, measure: Measure): Promise<void> {
  const heads =
    'ID,PARENT_ID,URI,FILE_PATH,NAME,METHOD,STATUS,SIZE,TYPE,EXT,LAST_MODIFIED,EXTENSION_MISMATCH,SHA256_HASH,FORMAT_COUNT,PUID,MIME_TYPE,FORMAT_NAME,FORMAT_VERSION'
  const line = (row: number) =>
    `${row + 2},1,,P:/Team ${row % 40}/Year ${row % 12}/Case ${row % 400}/File ${row}.pdf,File ${row}.pdf,Signature,Done,${row * 10},File,pdf,2026-10-30T09:00:00,false,,1,fmt/18,application/pdf,PDF,1.4`
  const rows = [
    heads,
    '1,,,P:/,P:,,Done,,Folder,,2026-10-30T09:00:00,false,,,,,,',
    ...Array.from({ length: FILES }, (_, row) => line(row)),
  ]
  await browser.get('/shares/load')
  const fields = { name: 'A large share', unit: '', audience: 'all', keepYears: '7' }
  const file = { name: 'droid.csv', bytes: Buffer.from(rows.join('\n')) }
  const at = (await measure('share: the profile', () => browser.post('/shares/load', fields, file)))?.location ?? ''
  const page = await measure('share: its page', () => browser.get(at))
  const links = new Set(
    [...(page?.text ?? '').matchAll(/href="(\/shares\/[^"#]+)"/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    ),
  )
  for (const link of [...links].slice(0, 40))
    await measure(`share: ${link.replace(at, '…').split('?')[0]}`, () => browser.get(link))
}

async function reports(browser: Browser, measure: Measure): Promise<void> {
  const list = await browser.get('/reports')
  const kinds = new Set([...list.text.matchAll(/\/reports\/begin\/([a-z-]+)/g)].flatMap(([, kind]) => kind ?? []))
  for (const kind of kinds) {
    await browser.get(`/reports/begin/${kind}`)
    const begun = await measure(`report begun: ${kind}`, () =>
      browser.post(`/reports/begin/${kind}`, { title: kind, ...DAYS }),
    )
    const at = begun?.location ?? ''
    await measure(`report: ${kind}, its page`, () => browser.get(at))
    const { text } = await browser.get(`${at}/issue`)
    const version = /name="version" value="(\d+)"/.exec(text)?.[1] ?? ''
    await measure(`report: ${kind}, issued`, () => browser.post(`${at}/issue`, { version }))
    for (const ending of ['odt', 'docx', 'html'])
      await measure(`report: ${kind} as ${ending}`, () => browser.get(`${at}.${ending}`))
  }
}
