import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { theHouse } from '../access/index.ts'
import { sql } from '../db/index.ts'
import { answersNamed, choiceFilter } from './choosing.ts'

describe('a filter whose answers are known beforehand', () => {
  const context = { today: '2026-11-21', person: theHouse('2026-11-21') }
  const open = sql`closed_on is null`
  const filter = choiceFilter('standing', 'Open or closed', {
    open: { text: 'Open', where: open },
    overdue: { text: 'Overdue', where: ({ today }) => sql`review_on < ${today}` },
  })

  it('shows the rows of each answer, on the day and for the person that asks', () => {
    assert.equal(filter.where('open', context), open)
    assert.deepEqual(filter.where('overdue', context), sql`review_on < ${'2026-11-21'}`)
  })

  it('has an answer for each of some names', () => {
    assert.deepEqual(
      answersNamed({ draft: 'A draft', final: 'Final' }, (state) => sql`state = ${state}`),
      {
        draft: { text: 'A draft', where: sql`state = ${'draft'}` },
        final: { text: 'Final', where: sql`state = ${'final'}` },
      },
    )
  })

  it('filters nothing by a value that is no answer, also where every object has something of that name', () => {
    for (const value of ['', 'closed', 'constructor', 'toString', '__proto__'])
      assert.equal(filter.where(value, context), null, value)
  })
})
