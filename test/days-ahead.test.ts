import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { asRecorded } from '#platform/past/index.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

/** The first day after that of the test house, and others that have not come. */
const AHEAD = ['2026-11-22', '2035-01-01']
const TODAY = '2026-11-21'

const parts = (name: string, on: string) => {
  const [year, month, day] = on.split('-')
  return `${name}-day=${day}&${name}-month=${month}&${name}-year=${year}`
}

describe('what is asked of a day that has not come', () => {
  let test: TestHouse
  let siro: Visitor
  let pages: readonly { readonly page: string; readonly files: readonly string[]; readonly field: string }[]
  before(async () => {
    test = await testHouse()
    siro = await test.visitor('Senior Information Risk Owner')
    const dro = await test.visitor('Departmental Records Officer')
    const { location = '' } = await dro.post('/plans/reports/add', {
      name: 'Board',
      length: 'full',
      sections: ['summary', 'overdue'],
    })
    assert.match(location, /^\/plans\/reports\//)
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.plan order by title limit 1`)
    const documents = (path: string) => ['odt', 'docx', 'html'].map((ending) => `${path}.${ending}`)
    const tables = (path: string) => ['csv', 'xlsx', 'ods'].map((ending) => `${path}.${ending}`)
    const report = (path: string) => ({
      page: path,
      files: [...documents(path), ...tables(`${path}/table`).map((one) => `${one}?number=1`)],
      field: 'on',
    })
    const own = report(`/plans/${id}/report`)
    assert.equal((await siro.get(own.page)).status, 200)
    pages = [
      report('/plans/report'),
      own,
      { page: location, files: [...documents(`${location}/report`), `${location}/report.csv`], field: 'on' },
      { page: '/plans/changes', files: tables('/plans/changes/table'), field: 'to' },
      { page: '/plans/changes', files: tables('/plans/changes/table'), field: 'from' },
      { page: '/risks/movement', files: tables('/risks/movement'), field: 'on' },
    ]
  })
  after(() => test.close())

  const asked = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`

  it('is refused on its page, with the form and the reason', async () => {
    assert.ok(pages.length > 0)
    for (const { page, field } of pages)
      for (const on of AHEAD)
        for (const query of [parts(field, on), `${field}=${on}`]) {
          const { status, body } = await siro.get(asked(page, query))
          assert.equal(status, 422, `${page} ${query}`)
          assert.match(body, /The date must be today or in the past/)
          assert.match(body, /govuk-error-summary/, page)
          assert.doesNotMatch(body, /As things stood on (?:22 November 2026|1 January 2035)/)
        }
  })

  it('is refused as a file, and never answered with another day', async () => {
    assert.ok(pages.length > 0)
    for (const { files, field } of pages) {
      assert.ok(files.length > 0)
      for (const path of files)
        for (const query of [
          ...AHEAD.map((on) => parts(field, on)),
          `${field}-day=31&${field}-month=2&${field}-year=2026`,
        ]) {
          const { status } = await siro.get(asked(path, query))
          assert.equal(status, 400, `${path} ${query}`)
        }
    }
  })

  it('is shown of today and of days before', async () => {
    assert.ok(pages.length > 0)
    for (const { page, files, field } of pages)
      for (const path of [page, ...files]) {
        const { status } = await siro.get(asked(path, parts(field, TODAY)))
        assert.equal(status, 200, path)
      }
  })

  it('is not answered from the record by anything', async () => {
    const ask = (on: string) => asRecorded(test.db, { on, today: TODAY }, () => Promise.resolve('found'))
    await assert.rejects(ask('2026-11-22'), /22 November 2026 has not come yet/)
    assert.deepEqual(await ask(TODAY), { found: 'found', note: null })
  })
})
