import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { makeXlsx } from '../../../../test/documents/make.ts'
import { SHAPES } from '../../../../test/documents/shapes.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { longestTurn, slowness } from '../../../../test/turns.ts'
import { paths } from '../paths.ts'

const DRO = 'Departmental Records Officer'
/** No request handler computes longer than this, in milliseconds of the processor. */
const MOST = 50

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
    for (const { name, bytes } of FIXTURES.slice(0, 2)) await walk(dro, name, bytes)
  })
  after(() => test.close())

  /** The way of a document until it is a plan: each step with how long it computed in one turn. */
  async function walk(visitor: Visitor, name: string, bytes: Buffer): Promise<string[]> {
    const late: string[] = []
    const step = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
      let result: Result | undefined
      const longest = await longestTurn(async () => {
        result = await work()
      })
      if (longest > MOST && longest > MOST * slowness()) late.push(`${what} of ${name} took ${longest.toFixed(0)} ms`)
      return result as Result
    }
    await visitor.get(paths.imports)
    const { location = '', status } = await step('the upload', () => visitor.upload(paths.imports, { name, bytes }))
    assert.equal(status, 303, name)
    await step('the date', () =>
      visitor.post(`${location}/date`, { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }),
    )
    assert.equal((await step('the preview', () => visitor.get(location))).status, 200)
    await step('a row', () => visitor.get(`${location}/rows/t1r2`))
    await step('the columns', () => visitor.post(`${location}/columns`, {}))
    const details = { title: name, unit: '', into: '', 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
    const { location: plan = '' } = await step('the import', () => visitor.post(location, details))
    assert.match(plan, /^\/plans\/[0-9a-f-]{36}$/, name)
    return late
  }

  it('with many shapes and with cells that are meant to take long', async () => {
    const late: string[] = []
    for (const { name, bytes } of FIXTURES) late.push(...(await walk(dro, name, bytes)))
    assert.deepEqual(late, [])
  })

  it('and what was understood is kept: pages do not read the document again', async () => {
    await dro.get(paths.imports)
    const { location = '' } = await dro.upload(paths.imports, SHAPES[1] ?? { name: '', bytes: Buffer.alloc(0) })
    const id = location.split('/').at(-1) ?? ''
    await test.db.run(sql`update plans.import set document = '{}' where id = ${id}`)
    assert.match((await dro.get(location)).body, /2 recommendations/)
  })
})
