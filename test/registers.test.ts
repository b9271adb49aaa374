import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { rooms } from '../src/house.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'
import { sentBy, unescaped } from './sent-form.ts'

const { routes } = rooms

/** The address of each register: what changes under the API is one. */
const REGISTERS = routes
  .filter(({ method, path }) => method === 'PATCH' && path.startsWith('/api/v1/'))
  .map(({ path }) => path.replace('/api/v1', '').replace('/:id', ''))

describe('every register', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  it('leaves as a file and can be taken in again from it, with nothing that is changed or not understood', async () => {
    assert.ok(REGISTERS.length > 25)
    const told: string[] = []
    for (const [index, path] of REGISTERS.entries()) {
      const ending = ['csv', 'xlsx', 'ods'][index % 3] ?? 'csv'
      const { raw, status } = await dro.get(`${path}.${ending}`)
      assert.equal(status, 200, path)
      await dro.get(`${path}/import`)
      const { location, body } = await dro.upload(`${path}/import`, { name: `all.${ending}`, bytes: raw })
      if (!location) {
        assert.match(body, /has no table with rows/, path)
        assert.match((await dro.get(path)).body, /No [a-z ]+ match|>0 /, `${path} is empty`)
        continue
      }
      const preview = await dro.get(location)
      assert.match(preview.body, />0 rows wait<[\s\S]*>0 will be updated<[\s\S]*>0 will be added</, `${path}.${ending}`)
      assert.match(preview.body, /[1-9][\d,]* rows? changes? nothing</, `${path}.${ending}`)
      told.push(path)
    }
    assert.ok(told.length > 15, `${told.length} registers of the example have entries`)
  })

  it('is filtered and sorted by everything that it offers', async () => {
    for (const path of REGISTERS) {
      const { body, status } = await dro.get(path)
      assert.equal(status, 200, path)
      const sorts = [...body.matchAll(/class="govuk-link m-sort" href="([^"]+)"/g)].map(([, href = '']) =>
        unescaped(href),
      )
      const filters = [
        ...body.matchAll(/<select class="govuk-select[^"]*" id="filter-([a-z_-]+)"[\s\S]*?<\/select>/g),
      ].flatMap(([control, key]) =>
        [...control.matchAll(/<option value="([^"]+)"/g)].slice(0, 3).map(([, value]) => `${path}?${key}=${value}`),
      )
      const words = [...body.matchAll(/id="filter-([a-z_-]+)"[^>]*type="search"/g)].map(
        ([, key]) => `${path}?${key}=50%25 o'clock`,
      )
      assert.ok(sorts.length > 0 || body.includes('>No '), `${path} is sorted by something`)
      for (const href of [...sorts, ...filters, ...words]) {
        assert.equal((await dro.get(href)).status, 200, href)
        assert.equal((await dro.get(`${href}&order=descending`)).status, 200, `${href} backwards`)
      }
    }
  })

  it('keeps an item as it is when its form is sent back as it came', async () => {
    let sent = 0
    for (const path of REGISTERS) {
      const first = new RegExp(`href="(${path}/[0-9a-f-]{36})"`).exec((await dro.get(path)).body)?.[1]
      if (!first) continue
      assert.equal((await dro.get(first)).status, 200, first)
      const form = await dro.get(`${first}/change`)
      const before = await changes(test)
      const { status, body } = await dro.post(`${first}/change`, valuesOf(form.body))
      assert.equal(status, 303, `${path}: ${/There is a problem[\s\S]{0,400}/.exec(body)?.[0]}`)
      assert.deepEqual(await changes(test), before, `${path} changed by being saved as it was`)
      sent += 1
    }
    assert.ok(sent > 15, `${sent} forms were sent`)
  })
})

const changes = ({ db }: TestHouse) =>
  db.many(sql`select register, fields from register.change where what = 'changed' order by id desc limit 1`)

/** What a browser would send of the form that changes an item, untouched. */
const valuesOf = (page: string) =>
  sentBy(/<form method="post" action="[^"]*\/change"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '')
