import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { objectKind, theHouse } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { personWith } from '../../../test/person.ts'
import { type Listing, readAll, readPage, readState } from './index.ts'

const UNIT = objectKind({ key: 'units', shape: { table: ['people', 'unit'], facts: { id: 'id' } } }, ({ worksIn }) => ({
  deeds: { read: { allow: worksIn('id') } },
}))

interface Row {
  readonly id: string
  readonly name: string
}

const LIST: Listing<Row> = {
  key: 'units',
  singular: 'unit',
  plural: 'units',
  rows: { of: UNIT, row: 'u' },
  select: sql`u.id, u.name`,
  from: sql`people.unit u`,
  id: sql`u.id`,
  columns: [
    {
      key: 'name',
      label: 'Name',
      sort: { type: 'text', up: sql`u.name` },
      cell: (row) => row.name,
      text: (row) => row.name,
    },
  ],
  filters: [],
  sortedBy: 'name',
}

describe('a list whose rows are seen by a rule', () => {
  let test: TestHouse
  let units: Row[]
  before(async () => {
    test = await testHouse()
    units = await test.db.many<Row>(sql`select id, name from people.unit order by name, id limit 2`)
  })
  after(() => test.close())

  it('shows, counts and hands over what whoever looks may read, and nothing of the rest', async () => {
    const mine = units.map(({ id }) => id)
    assert.equal(mine.length, 2)
    for (const [unitIds, seen] of [
      [mine, mine],
      [mine.slice(0, 1), mine.slice(0, 1)],
      [[], []],
    ] as const) {
      const context = { today: '2026-11-21', person: personWith(['people:read'], { unitIds }) }
      const { rows, count } = await readPage(test.db, LIST, readState(LIST, {}), context)
      assert.deepEqual(
        rows.map(({ id }) => id),
        seen,
      )
      assert.equal(count, seen.length)
      const all: string[] = []
      for await (const batch of readAll(test.db, LIST, readState(LIST, {}), context))
        all.push(...batch.map(({ id }) => id))
      assert.deepEqual(all, seen)
    }
    const everything = { today: '2026-11-21', person: theHouse('2026-11-21') }
    assert.ok((await readPage(test.db, LIST, readState(LIST, {}), everything)).count > 2)
  })
})
