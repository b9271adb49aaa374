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
    ['three months after 2.1', '2.1'],
    ['Within 6 months of 2.1', '2.1'],
    ['a fortnight following\nR3', 'R3'],
    ['10 working days from completion of A2.11', 'A2.11'],
    ['3 months after action 2', '2'],
    ['1 month after no. 12.10', '12.10'],
  ] as const)
    it(`say on which: ${words}`, () => {
      const { kind, earliest, latest, why, asked } = interpretDate(words, AS_OF)
      const told = `It depends on action ${ref}, so it has no day of its own.`
      assert.deepEqual([kind, earliest, latest, why, asked], ['conditional', null, null, told, false])
    })

  for (const words of [
    'after Q1 is complete',
    'once May18 is done',
    'after 2.1',
    'two weeks after 12.10',
    'two weeks after 2.1.27',
    'two months after COP26',
    'two months after Q3',
    'two months after recommendation 4',
    'three months after 2018',
    'three months after 2.1 or by 31 December 2027',
    '2.1 is finished',
    'by 30 June 2027, after 2.1 is finished',
    'once 2.1 is finished or by May 2027',
  ])
    it(`are no others: ${words}`, () => {
      assert.doesNotMatch(interpretDate(words, AS_OF).why, /It depends on action/)
    })
})

describe('days that no month has', () => {
  it('are told with how many days there are', () => {
    for (const [words, told] of [
      ['31/11/26', 'There is no 31 November 2026. November has 30 days.'],
      ['by 31st of November 2026', 'There is no 31 November 2026. November has 30 days.'],
      ['30/2/27', 'There is no 30 February 2027. February 2027 has 28 days.'],
      ['30 Feb 2028', 'There is no 30 February 2028. February 2028 has 29 days.'],
      ['32 October 2026', 'There is no 32 October 2026. October has 31 days.'],
      ['31/11', 'There is no 31 November 2026. November has 30 days.'],
    ] as const) {
      const { kind, asked, why } = interpretDate(words, AS_OF)
      assert.deepEqual([kind, asked], ['unset', true], words)
      assert.ok(why.includes(told), why)
    }
  })

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
