import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ImportedPlan } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const PLAN = tableOf('Ref|Action|Owner|Due|RAG', '1|Write the policy|DRO|June 2019|Green')
const OTHERS: readonly (readonly string[])[] = [
  ['Item|Cost|Budget holder', 'Scanner|£400|Ann Smith'],
  ['Revision|Issued', '1.0|May 2018'],
  ['Building|Floor space|Lease', 'Kew|400 m²|Freehold', 'Nottingham|90 m²|Rented'],
  ['£400|Scanner', '£90|Cable for the scanner'],
]

/** As many columns as the plan has. */
const OTHER = ['Item|Supplier|Cost|Delivery|Budget holder', 'Scanner|A shop|£400|Ann Smith|None', 'Lamp|A stall|£4||']

const textsOf = (plan: ImportedPlan) => actionsOf(plan).map(({ text }) => text)
const questionsOf = (plan: ImportedPlan) => plan.questions.map(({ where, question }) => [where, question])
const ASKED = 'The table has no headers that are known, nor the columns of the plan. Is it part of the plan?'

describe('a table of which nothing is known, beside a plan with headers', () => {
  for (const rows of OTHERS)
    it(`is left out, and asked about once: ${rows[0]}`, () => {
      for (const [html, where] of [
        [PLAN + tableOf(...rows), 'Table 2'],
        [tableOf(...rows) + PLAN, 'Table 1'],
      ] as const) {
        const plan = planOf(html)
        assert.deepEqual(textsOf(plan), ['Write the policy'])
        assert.deepEqual(questionsOf(plan), [[where, ASKED]])
        assert.match(plan.questions[0]?.guess ?? '', /^No: its rows are listed with what is left over\./)
        const left = plan.leftOver.map(({ text }) => text)
        const hasHeaders = rows[0] !== '£400|Scanner'
        for (const row of rows.slice(hasHeaders ? 1 : 0)) assert.ok(left.includes(row.replaceAll('|', ' · ')), row)
        for (const words of rows.join('|').split('|')) assert.ok(JSON.stringify(plan).includes(words), words)
      }
    })

  it('is asked about once where its headers are marked, and a title stands above them', () => {
    const rows = (cell: string) =>
      `<tr><td colspan="3">Costs of the work<tr>${['Item', 'Cost', 'Budget holder'].map((name) => `<${cell}>${name}`).join('')}<tr><td>Scanner<td>£400<td>Ann Smith`
    for (const html of [
      `<table>${rows('td')}</table>`,
      `<table>${rows('th').replace(/<tr>.*?(?=<tr>)/, '')}</table>`,
    ]) {
      const plan = planOf(PLAN + html + PLAN.replaceAll('1|', '2|'))
      assert.deepEqual(textsOf(plan), ['Write the policy', 'Write the policy'])
      assert.deepEqual(questionsOf(plan), [['Table 2', ASKED]])
      assert.ok(plan.leftOver.some(({ text }) => text === 'Scanner · £400 · Ann Smith'))
      assert.equal(
        plan.leftOver.some(({ text }) => text === 'Costs of the work'),
        html.includes('Costs of the work'),
      )
    }
    const two = '<table><tr><th>Item<th>Undertaking<th>Priority<tr><td>A1<td>Move all of the files<td>High</table>'
    assert.deepEqual(textsOf(planOf(PLAN + two)), ['Write the policy', 'Move all of the files'])
    const known = '<table><tr><th>Undertaking<th>Owner<tr><td>Move all of the files<td>SIRO</table>'
    assert.deepEqual(textsOf(planOf(PLAN + known)), ['Write the policy', 'Move all of the files'])
  })

  it('is read without its row of headers where somebody says what its columns hold', () => {
    const html = PLAN + tableOf('Item|Cost|Budget holder', 'Buy a scanner|£400|Ann Smith')
    const [, shown] = planOf(html).tables
    assert.deepEqual(
      [shown?.headerRow, shown?.columns.map(({ header }) => header)],
      [0, ['Item', 'Cost', 'Budget holder']],
    )
    const read = planOf(html, { columns: { 1: ['action', 'commentary', 'owner'] } })
    assert.deepEqual(
      actionsOf(read).map(({ text, owners }) => [text, owners]),
      [
        ['Write the policy', ['DRO']],
        ['Buy a scanner', ['Ann Smith']],
      ],
    )
    assert.ok(!read.questions.some(({ question }) => question === ASKED))
  })

  it('has headers of some length, and none that promise anything', () => {
    const named = 'Budget holders of the region'
    const [, shown] = planOf(PLAN + tableOf(`Item|${named}`, 'Scanner|Ann Smith')).tables
    assert.equal(shown?.headerRow, 0)
    const [, sentence] = planOf(PLAN + tableOf(`Item|${named} and its sites`, 'Scanner|Ann Smith')).tables
    assert.equal(sentence?.headerRow, null)
    const marked = (header: string) =>
      planOf(`${PLAN}<table><tr><th>Piece<th>Thing<th>${header}<tr><td>A1<td>Move all of the files<td>Words</table>`)
    for (const header of ['Owner', 'Due date', 'Status', 'Recommendation', 'Objective'])
      assert.ok(!marked(header).questions.some(({ question }) => question === ASKED), header)
    for (const header of ['Comments', 'Ref'])
      assert.ok(
        marked(header).questions.some(({ question }) => question === ASKED),
        header,
      )
  })

  it('is left out where it has as many columns as the plan, and other things in them', () => {
    const plan = planOf(PLAN + tableOf(...OTHER))
    assert.deepEqual(textsOf(plan), ['Write the policy'])
    assert.deepEqual(questionsOf(plan), [['Table 2', ASKED]])
  })

  it('is read where somebody says that it has no headers', () => {
    const plan = planOf(PLAN + tableOf('Move the files|SIRO'), { headerRows: { 1: null } })
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Move the files'])
    assert.ok(!plan.questions.some(({ question }) => question === ASKED))
  })

  it('goes on with a plan in the same columns, or the first of them, where its rows may be those of one', () => {
    const long = 'Move the files of the registry to the new store'
    for (const rows of [
      [`x|${long}|SIRO|As agreed|Well`, `y|${long} too|SIRO|As agreed|Well`],
      ['2|Train the staff of the registry|SIRO', '3|Tell them|SIRO|July 2019'],
      ['2|Train the staff of the registry|SIRO', '3|Tell them|SIRO'],
      ['Next|Train staff|SIRO|Ongoing|Started', 'Then|Tell them|SIRO|As agreed|Well'],
    ])
      assert.deepEqual(
        actionsOf(planOf(PLAN + tableOf(...rows))).map(({ owners }) => owners),
        [['DRO'], ['SIRO'], ['SIRO']],
        rows[0],
      )
  })

  it('goes on with the columns of a plan only by what stands in them', () => {
    const noted = tableOf('Ref|Action|Owner|Due|Notes', '1|Write the policy|DRO|June 2019|Soon')
    const blank = tableOf('|Train staff|SIRO||Soon', '|Tell them|SIRO||Soon')
    assert.deepEqual(textsOf(planOf(noted + blank)), ['Write the policy', 'Train staff', 'Tell them'])
    const short = planOf(PLAN + tableOf('|The staff of the whole registry are named here|SIRO', '|And others|SIRO'))
    assert.deepEqual(questionsOf(short), [['Table 2', ASKED]])
  })

  it('goes on with a plan that has as many columns, if not the last one', () => {
    const page = tableOf('2|Train everybody|SIRO|July 2019|Red')
    const short = tableOf('Train|Them|All|In June|Here', '3|Tell everybody|SIRO|July 2019|Red')
    for (const between of [
      '',
      tableOf('Action|Owner|Due', 'Move the files|SIRO|May 2019'),
      tableOf('Item|Cost', 'A|£4'),
      tableOf(...OTHER),
    ]) {
      assert.ok(textsOf(planOf(PLAN + between + page)).includes('Train everybody'), between)
      assert.ok(textsOf(planOf(PLAN + between + short)).includes('Tell everybody'), between)
    }
  })

  it('does not part a plan from its next page, and is read where no plan has headers', () => {
    const next = tableOf('2|Train everybody|SIRO|July 2019|Red')
    assert.deepEqual(textsOf(planOf(PLAN + tableOf('Item|Cost', 'Scanner|£400') + next)), [
      'Write the policy',
      'Train everybody',
    ])
    assert.deepEqual(textsOf(planOf(tableOf('1|Write the policy|DRO|June 2019') + tableOf('Move the files|SIRO'))), [
      'Write the policy',
      'Move the files',
    ])
  })
})
