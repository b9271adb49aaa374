import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { makeXlsx } from '../../../../test/documents/make.ts'
import { SHAPES } from '../../../../test/documents/shapes.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { inTurns } from '../../../../test/turns.ts'
import { paths } from '../paths.ts'

const DRO = 'Departmental Records Officer'

const many = (count: number, words: (row: number) => readonly string[]) =>
  Array.from({ length: count }, (_, row) => words(row))
const HEADS = ['Ref', 'Action', 'Owner', 'Target date', 'Status', 'Commentary']
const LARGE = makeXlsx([
  ['Plan 2026-27'],
  HEADS,
  ...many(1_500, (row) => [
    `${row}.1`,
    `Do the thing of row ${row} and tell everybody`,
    'SIRO and DRO',
    `End March ${2027 + (row % 5)}`,
    'Open',
    `Said of row ${row} in some words`,
  ]),
])

/** Imported documents: shapes of every format, the example, a large workbook, and cells that are meant to take long. */
const FIXTURES: readonly { readonly name: string; readonly bytes: Buffer }[] = [
  ...SHAPES.filter((_, index) => index % 5 === 0),
  {
    name: 'example.html',
    bytes: readFileSync(join(ROOT, 'content/example/information-management-action-plan.html')),
  },
  { name: 'large.xlsx', bytes: Buffer.from(LARGE) },
  {
    name: 'many owners.csv',
    bytes: Buffer.from(`Ref,Action,Owner,Due\n1,Do it,"${'Head of Policy, Finance and '.repeat(2_000)}HR",May 2027\n`),
  },
  {
    name: 'long cells.csv',
    bytes: Buffer.from(
      `Ref,Action,Owner,Due\n1,"${'Do it well. '.repeat(20_000)}",SIRO,May 2027\n2,Next,SIRO,"${'x '.repeat(10_000)}"\n`,
    ),
  },
]

describe('importing gives others their turn', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    // What is compiled at the first visit of a page is no work of a request.
    for (const { name, bytes } of FIXTURES.slice(0, 2)) await walk(dro, name, bytes, (_, work) => work())
  })
  after(() => test.close())

  /** The way of a document until it is a plan, no step of which may compute long in one turn. */
  async function walk(visitor: Visitor, name: string, bytes: Buffer, step: typeof inTurns = inTurns): Promise<void> {
    await visitor.get(paths.imports)
    const { location = '', status } = await step(`the upload of ${name}`, () =>
      visitor.upload(paths.imports, { name, bytes }),
    )
    assert.equal(status, 303, name)
    const date = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
    await step(`the date of ${name}`, () => visitor.post(`${location}/date`, date))
    const preview = await step(`the preview of ${name}`, () => visitor.get(location), { again: true })
    assert.equal(preview.status, 200)
    await step(`a row of ${name}`, () => visitor.get(`${location}/rows/t1r2`), { again: true })
    await step(`the columns of ${name}`, () => visitor.post(`${location}/columns`, {}))
    const details = { title: name, unit: '', into: '', ...date }
    const { location: plan = '' } = await step(`the import of ${name}`, () => visitor.post(location, details))
    assert.match(plan, /^\/plans\/[0-9a-f-]{36}$/, name)
  }

  it('with many shapes and with cells that are meant to take long', async () => {
    for (const { name, bytes } of FIXTURES) await walk(dro, name, bytes)
  })

  it('and what was understood is kept: pages do not read the document again', async () => {
    await dro.get(paths.imports)
    const { location = '' } = await dro.upload(paths.imports, SHAPES[1] ?? { name: '', bytes: Buffer.alloc(0) })
    const id = location.split('/').at(-1) ?? ''
    await test.db.run(sql`update plans.import set document = '{}' where id = ${id}`)
    assert.match((await dro.get(location)).body, /2 recommendations/)
  })
})
