import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/read.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf } from '../tables.fixture.ts'

/** A table whose last column has colours, and words where `RAG` says so. */
const read = (header: string, cells: readonly string[], middle = 'Owner') => {
  const rows = cells.map(
    (cell, at) => `<tr><td>${at + 1}</td><td>Write policy ${at + 1}</td><td bgcolor="red"></td>${cell}</tr>`,
  )
  const html = `<table><tr><th>Ref</th><th>Action</th><th>${middle}</th><th>${header}</th></tr>${rows.join('')}</table>`
  const plan = recognisePlan(readBytes(Buffer.from(html), 'plan.html'), '2018-06-15', { asOf: '2018-06-01' })
  return {
    statuses: actionsOf(plan).map(({ status }) => status),
    owners: actionsOf(plan).flatMap(({ owners }) => owners),
    asked: plan.questions,
  }
}
const filled = (colour: string, words = '') => `<td bgcolor="${colour}">${words}</td>`

describe('cells that have a colour and no words', () => {
  it('say how an action stands in a column of statuses, which is asked once', () => {
    const { statuses, owners, asked } = read('RAG', [
      filled('#ff0000'),
      filled('#00B050'),
      filled('#FFC000', 'Complete'),
      filled('white'),
    ])
    assert.deepEqual(statuses, ['[Red]', '[Green]', 'Complete', null])
    assert.deepEqual(owners, [])
    assert.deepEqual(asked, [
      {
        where: 'Table 1, column 4',
        place: null,
        question: 'In “RAG”, 2 cells have a colour and no words. Does the colour say how the action stands?',
        guess: 'Yes: it is read as “[Red]” and “[Green]”.',
      },
    ])
    assert.match(read('Status', [filled('#00B050')]).asked[0]?.question ?? '', /^In “Status”, 1 cell has a colour/)
  })

  it('say nothing in other columns', () => {
    const { statuses, asked } = read('Notes', [filled('#ff0000'), filled('#00B050', 'As agreed')])
    assert.deepEqual([statuses, asked.filter(({ question }) => question.includes('colour'))], [[null, null], []])
  })

  it('are asked about once for several tables', () => {
    const table = (colour: string) =>
      `<table><tr><th>Ref</th><th>Action</th><th>RAG</th></tr><tr><td>1</td><td>Write a policy</td>${filled(colour)}</tr></table>`
    const html = `${table('red')}<p>Then</p>${table('green')}`
    const { questions } = recognisePlan(readBytes(Buffer.from(html), 'plan.html'), '2018-06-15', { asOf: '2018-06-01' })
    const [asked, ...others] = questions.filter(({ question }) => question.includes('colour'))
    assert.deepEqual(others, [])
    assert.equal(asked?.where, 'Table 1, column 3 and Table 2, column 3')
    assert.match(asked?.question ?? '', /^In “RAG”, 2 cells have a colour and no words/)
  })
})
