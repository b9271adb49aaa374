import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { objectKind } from '#platform/access/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { personWith } from '../../../test/person.ts'
import { type Listing, readPage, readState } from './index.ts'

const UNIT = objectKind({ key: 'units', shape: { table: ['people', 'unit'], facts: { id: 'id' } } }, ({ worksIn }) => ({
  deeds: { read: { allow: worksIn('id') } },
}))

const LIST: Listing<{ readonly id: string; readonly name: string }> = {
  key: 'units',
  singular: 'unit',
  plural: 'units',
  rows: 'every',
  select: sql`u.id, u.name`,
  from: sql`people.unit u`,
  id: sql`u.id`,
  columns: [
    { key: 'name', label: 'Name', sort: { type: 'text', up: sql`u.name` }, cell: ({ name }) => name, text: () => '' },
  ],
  filters: [{ key: 'words', label: 'Words', kind: 'search', where: (value) => sql`u.name = ${value}` }],
  sortedBy: 'name',
}

/** The statements that a page of the list asks. */
async function askedFor(list: typeof LIST, query: Readonly<Record<string, string>>, person = personWith([])) {
  const asked: { name?: string; text: string }[] = []
  const take = (question: Sql) => asked.push(question.compile())
  const db: Pick<Queries, 'many' | 'one'> = {
    many: async (question) => {
      take(question)
      return []
    },
    one: async <Row>(question: Sql) => {
      take(question)
      return { count: 0 } as Row
    },
  }
  await readPage(db as Queries, list, readState(list, query), { today: '2026-11-21', person })
  return asked
}

describe('the first page of a list', () => {
  it('is planned once for each connection where nothing was chosen, for so many rows as it shows', async () => {
    const [rows, count] = await askedFor(LIST, {})
    assert.ok(rows?.name && count?.name)
    assert.match(rows.text, /limit 26$/)
    assert.match(count.text, /limit 1001\) c$/)
    assert.equal((await askedFor(LIST, {}))[0]?.name, rows.name)
    assert.ok((await askedFor(LIST, { order: 'descending' }))[0]?.name)
  })

  it('is planned once too where a rule hides rows, for all whom it asks the same of', async () => {
    const hidden = { ...LIST, rows: { of: UNIT, row: 'u' } }
    const worksIn = (...unitIds: readonly string[]) => askedFor(hidden, {}, personWith([], { unitIds }))
    const [rows, count] = await worksIn('a')
    assert.ok(rows?.name && count?.name)
    assert.deepEqual(
      (await worksIn('b')).map(({ name }) => name),
      [rows.name, count.name],
    )
    assert.notEqual((await worksIn())[0]?.name, rows.name)
  })

  it('is planned anew for what somebody chose, and for a page further on', async () => {
    const after = Buffer.from(JSON.stringify(['x', '00000000-0000-7000-8000-000000000000'])).toString('base64url')
    const others: readonly Readonly<Record<string, string>>[] = [{ words: 'x' }, { after }, { before: after }]
    const chosen = (await Promise.all(others.map((query) => askedFor(LIST, query)))).flat()
    const hidden = await askedFor({ ...LIST, rows: { of: UNIT, row: 'u' } }, { words: 'x' })
    assert.equal(chosen.length + hidden.length, 8)
    assert.deepEqual(
      [...chosen, ...hidden].filter(({ name }) => name !== undefined),
      [],
    )
  })
})
