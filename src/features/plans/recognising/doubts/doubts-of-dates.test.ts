import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'
import { waitsForDate } from '../words/dating.ts'

/** What is asked of the target dates of a table that holds these. */
const askedOf = (...dates: readonly string[]): readonly string[] =>
  planOf(
    tableOf('Action|Owner|Target date', ...dates.map((words, index) => `Publish part ${index + 1}|DRO|${words}`)),
  ).questions.flatMap(({ field, question }) => (field === 'target' ? [question] : []))

describe('words beside a date that are not understood', () => {
  it('are asked about once for all dates, whichever their month is', () => {
    const words = 'Cells such as “30 April 2019 zzz” hold words beside a date that are not understood.'
    assert.deepEqual(askedOf('30 April 2019 zzz', '31 May 2019 zzz', '1 May 2020 frob'), [
      `${words} Are their dates read as they are meant?`,
    ])
  })

  it('are asked about with the date where that is in doubt too', () => {
    for (const date of ['Michaelmas 2018 zzz', 'M6 2018-19 zzz', '31 March 2019 (TBC) zzz', 'early 2019 zzz'])
      assert.deepEqual(askedOf(date, '30 April 2019 zzz')[0], `When is “${date}”?`)
  })
})

describe('a date that waits for that of the plan', () => {
  const WAITS = 'These words are counted from the date of the plan, which is not known yet.'

  it('is known by what it leaves open, and by its sentence only where it was kept without that', () => {
    assert.equal(waitsForDate({ doubts: ['waits'], why: 'In other words.' }), true)
    assert.equal(waitsForDate({ doubts: [], why: WAITS }), false)
    assert.equal(waitsForDate({ why: WAITS }), true)
    assert.equal(waitsForDate({ why: 'Read so by Jane Doe.' }), false)
  })
})
