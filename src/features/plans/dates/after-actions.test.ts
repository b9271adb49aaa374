import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { interpretDate } from './index.ts'

const AS_OF = '2026-11-01'

describe('dates that hang on another action', () => {
  for (const [words, ref] of [
    ['two weeks after 2.1 is finished', '2.1'],
    ['Once action A13 is complete.', 'A13'],
    ['as soon as 2.1 has been completed', '2.1'],
    ['following completion of recommendation R2.1', 'R2.1'],
    ['1 month following the\ncompletion of 3.1.2', '3.1.2'],
    ['When item 4.2 is in place', '4.2'],
  ] as const)
    it(`say on which: ${words}`, () => {
      const { kind, earliest, latest, why, asked } = interpretDate(words, AS_OF)
      const told = `It depends on action ${ref}, so it has no day of its own.`
      assert.deepEqual([kind, earliest, latest, why, asked], ['conditional', null, null, told, false])
    })

  for (const words of [
    'after Q1 is complete',
    'once May18 is done',
    'two weeks after 2.1',
    '2.1 is finished',
    'by 30 June 2027, after 2.1 is finished',
    'once 2.1 is finished or by May 2027',
  ])
    it(`are no others: ${words}`, () => {
      assert.doesNotMatch(interpretDate(words, AS_OF).why, /It depends on action/)
    })
})

describe('days that no month has', () => {
  it('are offered as the last day of the month, and as nothing that is written', () => {
    for (const [words, day, why] of [
      ['30 Feb 2027', '2027-02-28', 'The last day of February 2027, because there is no 30 February.'],
      ['31 April 2027', '2027-04-30', 'The last day of April 2027, because there is no 31 April.'],
      ['31/06/2028', '2028-06-30', 'The last day of June 2028, because there is no 31 June.'],
    ] as const) {
      const { asked, alternatives } = interpretDate(words, AS_OF)
      assert.equal(asked, true)
      assert.deepEqual(alternatives[0], { kind: 'day', earliest: day, latest: day, why })
    }
  })
})
