import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readingOf } from './measures.ts'

describe('a reading', () => {
  it('agrees with how many are good, and says in a sentence that there is nothing to measure', () => {
    const words = (good: number, all: number) =>
      readingOf({ good, all }, { things: ['risk', 'risks'], does: ['was seen', 'were seen'], none: 'No risk is open' })
        .words
    assert.equal(words(1, 4), '1 of 4 risks was seen')
    assert.equal(words(3, 4), '3 of 4 risks were seen')
    assert.equal(words(0, 4), '0 of 4 risks were seen')
    assert.equal(words(0, 1), '0 of 1 risk was seen')
    assert.equal(words(0, 0), 'No risk is open')
  })
})
