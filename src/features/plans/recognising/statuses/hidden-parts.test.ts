import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import { makeOdf, makeXlsx } from '../../../../../test/documents/make.ts'
import type { Choices } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, tableOf } from '../tables.fixture.ts'

const ROWS = [
  ['Ref', 'Action', 'Owner', 'Due', 'Status'],
  ['1', 'Write', 'DRO', 'May 2019', 'Open'],
  ['2', 'Train', 'HR', 'May 2019', 'Open'],
]
const read = (bytes: Uint8Array | string, choices?: Choices) =>
  recognisePlan(readBytes(Buffer.from(bytes), typeof bytes === 'string' ? 'p.html' : 'p'), '2018-06-15', choices)
const askedOf = (plan: ReturnType<typeof read>) =>
  plan.questions.flatMap(({ where, question }) => (question.startsWith('The file hides') ? [[where, question]] : []))

/** A workbook of these rows, with what stands before its rows, in the second of them, and in its list of sheets. */
function workbook({ columns = '', row = '', state = '' }): Uint8Array {
  const cells = (words: readonly string[], at: number) =>
    words.map((text, column) => `<c r="${'ABCDE'[column]}${at}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  const rows = ROWS.map((words, at) => `<row r="${at + 1}"${at === 1 ? row : ''}>${cells(words, at + 1)}</row>`)
  return makeXlsx([], [], {
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Old work" sheetId="1" r:id="rId1"${state}/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `<worksheet>${columns}<sheetData>${rows.join('')}</sheetData></worksheet>`,
  })
}

function spreadsheet(columns: string, row: string, display: string): Uint8Array {
  const cells = (words: readonly string[]) =>
    words.map((text) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`).join('')
  const rows = ROWS.map((words, at) => `<table:table-row${at === 1 ? row : ''}>${cells(words)}</table:table-row>`).join(
    '',
  )
  const style = `<style:style style:name="ta1" style:family="table"><style:table-properties table:display="${display}"/></style:style>`
  return makeOdf('spreadsheet', [], {
    'content.xml': `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"><office:automatic-styles>${style}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Old work" table:style-name="ta1">${columns}${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
  })
}

const html = (attributes: string, row: string, columns = '') =>
  `<!doctype html><table${attributes}>${columns}${ROWS.map((words, at) => `<tr${at === 1 ? row : ''}>${words.map((text) => `<td>${text}`).join('')}`).join('')}</table>`

describe('what a file hides', () => {
  it('is read, and asked about once', () => {
    const of = 'of table 1 (“Old work”)'
    for (const [bytes, words] of [
      [workbook({ columns: '<cols><col min="4" max="5" hidden="1"/></cols>' }), `the columns “Due” and “Status” ${of}`],
      [workbook({ row: ' hidden="1"' }), `1 row ${of}`],
      [workbook({ state: ' state="veryHidden"' }), `all ${of}`],
      [workbook({ state: ' state="hidden"', row: ' hidden="true"' }), `all ${of}`],
      [html('', ' style="display: none"'), '1 row of table 1'],
      [
        html('', '', '<colgroup><col span="3"><col style="width:0;display:none"></colgroup>'),
        'the column “Due” of table 1',
      ],
      [html(' hidden', ''), 'all of table 1'],
      [
        spreadsheet(
          '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>',
          '',
          'true',
        ),
        `the column “Due” ${of}`,
      ],
      [spreadsheet('', ' table:visibility="filter"', 'true'), `1 row ${of}`],
      [spreadsheet('', '', 'false'), `all ${of}`],
    ] as const) {
      const plan = read(bytes)
      assert.deepEqual(askedOf(plan), [['Table 1', `The file hides ${words}. Is what is hidden part of the plan?`]])
      assert.deepEqual(
        actionsOf(plan).map(({ text, target }) => [text, target?.text]),
        [
          ['Write', 'May 2019'],
          ['Train', 'May 2019'],
        ],
      )
    }
  })

  it('is not asked about where it is shown, blank, left out, or somebody said what the columns hold', () => {
    for (const bytes of [
      workbook({}),
      workbook({ columns: '<cols><col min="4" max="5" hidden="0"/><col min="7" max="9" hidden="1"/></cols>' }),
      workbook({ row: ' hidden="0"', state: ' state="visible"' }),
      spreadsheet('<table:table-column table:visibility="visible"/>', '', 'true'),
      html('', ' style="color:red"'),
      `${html('', '')}${tableOf('Risk|Owner|Score', 'Loss|DRO|12').replace('<table>', '<table hidden>')}`,
    ])
      assert.deepEqual(askedOf(read(bytes)), [])
    const titled = html('', '', '<tr hidden><td colspan="5">Records plan')
    assert.deepEqual(askedOf(read(titled)), [])
    const chosen = read(html(' hidden', ''), { columns: { 0: ['ref', 'action', 'owner', 'target', 'leave-out'] } })
    assert.deepEqual([askedOf(chosen), actionsOf(chosen).length], [[], 2])
  })

  it('is asked about once for several tables', () => {
    const [[where, question] = []] = askedOf(read(html(' hidden', '') + html('', ' hidden')))
    assert.equal(where, 'Tables 1, 2')
    assert.equal(question, 'The file hides all of table 1 and 1 row of table 2. Is what is hidden part of the plan?')
  })
})
