import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyIn } from './key-pairs.ts'

const pairs = (words: string) =>
  keyIn(words)?.pairs.map(({ signs, meaning }) => `${signs.join('/')} ${meaning}`) ?? null

describe('a key of numbers', () => {
  for (const words of [
    '1 – completed; 2 – in progress',
    '1 - completed, 2 - in progress',
    '1-completed 2-in progress',
    '1: completed; 2: in progress',
    '1: completed 2: in progress',
    '1 = completed; 2 = in progress',
    '1=completed 2=in progress',
    '1 (completed); 2 (in progress)',
    '(1) completed (2) in progress',
    '[1] completed; [2] in progress',
    '1) completed 2) in progress',
    '1. completed 2. in progress',
    'completed – 1; in progress – 2',
    'completed (1), in progress (2)',
    'Status: 1 – completed; 2 – in progress',
  ])
    it(`is read whatever parts them: ${words}`, () => {
      assert.deepEqual(pairs(words), ['1 completed', '2 in progress'])
    })

  for (const words of [
    '1 – Adopt a policy; 2 – Train staff',
    '1. Complete the review 2. Start the audit',
    '1 – high; 2 – low',
    '1 – completed',
    '1 – completed; 2 – see the annex',
  ])
    it(`is none where they do not all say how something stands: ${words}`, () => {
      assert.equal(pairs(words), null)
    })
})
