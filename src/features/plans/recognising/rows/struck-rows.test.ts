import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import { makeXlsx } from '../../../../../test/documents/make.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const ROWS = ['Ref|Action|Owner|Due|Status', '1|Write|DRO|May 2019|Open']
const WHY = 'The rest of its row is struck out.'
const restOf = ({ leftOver }: ReturnType<typeof planOf>) =>
  leftOver.filter(({ why }) => why === WHY).map(({ where, text }) => [where, text])

describe('a row whose action is struck out', () => {
  it('is no action, and gives nothing to the one above', () => {
    const plan = planOf(tableOf(...ROWS, '2|<s>Train</s>|HR|<s>May 2019</s>|Complete', '3|<s>Buy</s>|||'))
    assert.deepEqual(
      actionsOf(plan).map(({ text, owners, status }) => [text, owners, status]),
      [['Write', ['DRO'], 'Open']],
    )
    assert.deepEqual(restOf(plan), [
      ['Table 1, row 3', '2 · HR · Complete'],
      ['Table 1, row 4', '3'],
    ])
    assert.deepEqual(
      plan.leftOver.filter(({ why }) => why !== WHY).map(({ text }) => text),
      ['Train', 'May 2019', 'Buy'],
    )
    assert.deepEqual(plan.questions, [])
  })

  it('goes on being read where other words stand in the cell, or a recommendation beside it', () => {
    const part = planOf(tableOf(...ROWS, '2|<s>Train</s> Tell them|HR||'))
    assert.deepEqual([actionsOf(part).map(({ text }) => text), restOf(part)], [['Write', 'Tell them'], []])
    const named = planOf(tableOf('Recommendation|Action|Owner', 'Adopt it|<s>Write</s>|'))
    assert.deepEqual([named.recommendations.map(({ text }) => text), restOf(named)], [['Adopt it'], []])
    assert.deepEqual(restOf(planOf(tableOf(...ROWS, '2||HR||'))), [])
  })

  it('is told in a workbook', () => {
    const cell = (column: string, row: number, words: string) =>
      `<c r="${column}${row}" t="inlineStr"><is><t>${words}</t></is></c>`
    const line = (row: number, words: readonly string[]) =>
      `<row r="${row}">${words.map((text, at) => cell('ABCD'[at] ?? '', row, text)).join('')}</row>`
    const struck = '<c r="B3" t="inlineStr"><is><r><rPr><strike/></rPr><t>Train</t></r></is></c>'
    const last = `<row r="3">${cell('A', 3, '2')}${struck}${cell('C', 3, 'HR')}${cell('D', 3, 'Complete')}</row>`
    const sheet = `<worksheet><sheetData>${line(1, ['Ref', 'Action', 'Owner', 'Status'])}${line(2, ['1', 'Write', 'DRO', 'Open'])}${last}</sheetData></worksheet>`
    const bytes = makeXlsx([], [], { 'xl/worksheets/sheet1.xml': sheet })
    const plan = recognisePlan(readBytes(Buffer.from(bytes), 'p.xlsx'), '2018-06-15')
    assert.deepEqual(
      actionsOf(plan).map(({ text, owners, status }) => [text, owners, status]),
      [['Write', ['DRO'], 'Open']],
    )
    assert.deepEqual(restOf(plan), [['Table 1, row 3', '2 · HR · Complete']])
  })
})
