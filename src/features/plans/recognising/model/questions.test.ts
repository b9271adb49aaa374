import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Question } from './model.ts'
import { askOnceOfPlace, askOnceOfTable, isAskedOf, type TopicalQuestion } from './questions.ts'

const asked = (row: number, more: Partial<TopicalQuestion> = {}): TopicalQuestion => ({
  topic: 'notes',
  where: `Table 1, row ${row}`,
  place: `t1r${row}`,
  question: `Is row ${row} a note?`,
  guess: 'Yes.',
  ...more,
})

describe('questions that are asked once for a table', () => {
  const all = (...more: readonly TopicalQuestion[]): readonly Question[] => {
    const questions: Question[] = []
    for (const one of more) askOnceOfTable({ questions, tableNumber: 0 }, one)
    return questions
  }

  it('are known by their topic and what they have in common, in whatever words they are asked', () => {
    assert.deepEqual(all(asked(2), asked(3)), [{ ...asked(2), places: ['t1r2', 't1r3'] }])
    assert.equal(all(asked(2), asked(3, { topic: 'keys' })).length, 2)
    assert.equal(all(asked(2, { sameAs: 'a' }), asked(3, { sameAs: 'b' })).length, 2)
    assert.equal(all(asked(2, { where: 'Table 2, row 2' }), asked(3)).length, 2)
  })

  it('are told for a column by its name', () => {
    const questions: Question[] = []
    for (const row of [2, 3]) askOnceOfPlace(questions, asked(row, { where: 'Table 1, column 4' }))
    askOnceOfPlace(questions, asked(4, { where: 'Table 1, column 5' }))
    assert.equal(questions.length, 2)
    assert.equal(isAskedOf(questions, 'notes', 'Table 1, column 4'), true)
    assert.equal(isAskedOf(questions, 'keys', 'Table 1, column 4'), false)
    assert.equal(isAskedOf(questions, 'notes', 'Table 1, column 6'), false)
  })
})
