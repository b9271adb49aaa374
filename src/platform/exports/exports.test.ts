import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { readDocument } from '../reading/index.ts'
import { inOneBatch, type SheetValue, sheet } from './index.ts'

const HEADERS = ['Reference', 'Due', 'Made at', 'Happened', 'How many', 'Mixed', 'Long', 'In words']
const ROWS: readonly (readonly SheetValue[])[] = [
  ['1.10', '2017-03-31', '2026-06-01T09:00:30.250Z', '2026-11-21T16:05', 1234.5, '2017-03-31', 'A', '31 March 2017'],
  ['007', null, '2026-12-01T09:00:00.000Z', '', 0, 'End of March', 'words '.repeat(60), '1 December 2026'],
  ['2016-17', '2024-02-29', null, '2026-01-02T00:00', -3, '', '=1+1', null],
]

const written = async (ending: 'xlsx' | 'ods', rows = ROWS, headers = HEADERS) =>
  (await sheet(ending, { title: 'Actions: all/of [them]', headers, batches: inOneBatch(rows) })) as Buffer
const partOf = (bytes: Buffer, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())
const cellsOf = async (bytes: Buffer, name: string) => {
  const { blocks } = await readDocument(bytes, name)
  const [table] = blocks
  assert.ok(table && 'rows' in table)
  return table.rows.map((cells) => cells.map((cell) => cell.paragraphs.join('\n')))
}

describe('a workbook', () => {
  it('carries days and moments as such where a whole column has them, and leaves what only looks like one', async () => {
    const excel = partOf(await written('xlsx'), 'xl/worksheets/sheet1.xml')
    assert.match(excel, /<c r="B2" s="2"><v>42825<\/v><\/c>/)
    assert.match(excel, /<c r="B4" s="2"><v>45351<\/v><\/c>/)
    // British Summer Time: an hour later than it is written.
    assert.match(excel, /<c r="C2" s="4"><v>46174\.41701\d*<\/v><\/c>/)
    assert.match(excel, /<c r="D2" s="3"><v>46347\.67013\d*<\/v><\/c>/)
    assert.match(excel, /<c r="E2"><v>1234\.5<\/v><\/c>/)
    assert.match(excel, /<c r="H2" s="5"><v>42825<\/v>/)
    for (const [at, text] of [
      ['A2', '1.10'],
      ['A3', '007'],
      ['A4', '2016-17'],
      ['F2', '2017-03-31'],
    ])
      assert.match(excel, new RegExp(`<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text}</t>`))
    const open = partOf(await written('ods'), 'content.xml')
    assert.match(open, /office:value-type="date" office:date-value="2017-03-31"><text:p>2017-03-31</)
    assert.match(open, /office:date-value="2026-06-01T10:00:30"><text:p>2026-06-01 10:00:30</)
    assert.match(open, /office:value-type="string"><text:p>2017-03-31</)
    assert.match(open, /office:date-value="2026-12-01"><text:p>1 December 2026</)
  })

  it('carries the moments of registers as such, and words where one of them is no time of day', async () => {
    const headers = ['Aware', 'Not a time']
    const rows = [
      ['2026-11-22 06:49', '2026-11-22 06:49'],
      ['', '2026-11-22 25:49'],
    ]
    const excel = partOf(await written('xlsx', rows, headers), 'xl/worksheets/sheet1.xml')
    assert.match(excel, /<c r="A2" s="3"><v>46348\.28402\d*<\/v><\/c>/)
    assert.match(excel, /<c r="B2" t="inlineStr"><is><t xml:space="preserve">2026-11-22 06:49</)
    const open = partOf(await written('ods', rows, headers), 'content.xml')
    assert.match(open, /office:value-type="date" office:date-value="2026-11-22T06:49:00"><text:p>2026-11-22 06:49</)
  })

  it('has columns as wide as what stands in them, a head that stays and a filter row', async () => {
    const excel = partOf(await written('xlsx'), 'xl/worksheets/sheet1.xml')
    const widths = [...excel.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width))
    assert.equal(widths.length, HEADERS.length)
    assert.deepEqual([widths[0], widths[1], widths[6]], [12, 12, 60])
    assert.match(excel, /<autoFilter ref="A1:H4"\/>/)
    assert.match(excel, /state="frozen"/)
    const bytes = await written('ods')
    assert.match(
      partOf(bytes, 'content.xml'),
      /table:target-range-address="'[^"]+'\.A1:'[^"]+'\.H4" table:display-filter-buttons="true"/,
    )
    assert.match(
      partOf(bytes, 'content.xml'),
      /style:name="c6"[^>]*><style:table-column-properties style:column-width="12\.00cm"/,
    )
    assert.match(partOf(bytes, 'settings.xml'), /VerticalSplitPosition" config:type="int">1</)
  })

  it('says the same when it is read again', async () => {
    for (const ending of ['xlsx', 'ods'] as const) {
      const [head, one, two] = await cellsOf(await written(ending), `a.${ending}`)
      assert.deepEqual(head, HEADERS)
      assert.deepEqual(one?.slice(0, 2), ['1.10', '2017-03-31'])
      assert.equal(one?.[2]?.replace(' ', 'T'), '2026-06-01T10:00:30')
      assert.equal(one?.[3]?.replace(' ', 'T'), '2026-11-21T16:05')
      assert.equal(two?.[0], '007')
      assert.deepEqual([one?.[7], two?.[7]], ['31 March 2017', '1 December 2026'])
    }
  })

  it('opens with nothing in it, and with a hundred columns', async () => {
    for (const ending of ['xlsx', 'ods'] as const) {
      assert.ok((await written(ending, [])).length > 0)
      const headers = Array.from({ length: 100 }, (_, index) => `Column ${index}`)
      const bytes = await written(ending, [headers.map((_, index) => index)], headers)
      assert.equal((await cellsOf(bytes, `a.${ending}`))[1]?.[99], '99')
    }
  })
})
