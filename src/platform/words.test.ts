import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agreeing, counted, countedOrNo, inSentence, often, shortened } from './words.ts'

describe('words', () => {
  it('agree with what they count', () => {
    assert.deepEqual(
      [0, 1, 2, 1200].map((count) => counted(count, 'risk is', 'risks are')),
      ['0 risks are', '1 risk is', '2 risks are', '1,200 risks are'],
    )
    assert.equal(counted(1n, 'row', 'rows'), '1 row')
    assert.deepEqual(
      [countedOrNo(0, 'risk was', 'risks were'), countedOrNo(1, 'risk was', 'risks were')],
      ['No risks were', '1 risk was'],
    )
    assert.deepEqual([agreeing(1, 'has', 'have'), agreeing(0, 'has', 'have')], ['has', 'have'])
    assert.deepEqual([often(1), often(2)], ['once', '2 times'])
  })
  it('are listed as a sentence lists them', () => {
    assert.deepEqual(
      [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => inSentence(words)),
      ['', 'a', 'a and b', 'a, b and c'],
    )
    assert.equal(inSentence(['.csv', '.xlsx', '.ods'], 'or'), '.csv, .xlsx or .ods')
  })
})

describe('long words', () => {
  it('are cut to what may stand there and say so; others stay as they are', () => {
    assert.deepEqual(
      [shortened('A records policy', 10), shortened('A records policy', 16)],
      ['A record …', 'A records policy'],
    )
  })
})
