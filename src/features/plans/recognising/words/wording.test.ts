import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SHOWN_ANSWERS, SHOWN_STATES } from '../../statuses/vocabulary.ts'
import { statusOfWords } from '../../statuses.ts'
import { isStateWord, isStatusWord, namesNobody } from './wording.ts'

describe('words by which statuses are seen', () => {
  it('are statuses when they are read, but for a no and for what only denies, which are asked about', () => {
    assert.ok(SHOWN_STATES.size > 10 && SHOWN_ANSWERS.size > 10)
    const unread = [...SHOWN_STATES, ...SHOWN_ANSWERS].filter((words) => statusOfWords(words) === null)
    assert.deepEqual(
      unread.filter((words) => !words.startsWith('not ')),
      ['no', 'n'],
    )
    assert.ok(!unread.includes('not started') && unread.includes('not due') && unread.includes('not delivered'))
  })

  it('stand alone, in any case', () => {
    for (const words of ['Not started', ' IN PROGRESS ', 'Partially implemented']) assert.ok(isStateWord(words), words)
    for (const words of ['Amber/Green', 'Y', 'blue']) {
      assert.ok(isStatusWord(words), words)
      assert.ok(!isStateWord(words), words)
    }
    for (const words of ['Completed by HR', 'Open plan office', 'b', '']) assert.ok(!isStatusWord(words), words)
  })
})

describe('words in the place of somebody or some day', () => {
  it('name neither where they say so, or are marks', () => {
    const none = ['', 'None', 'N/A.', 'nil', 'Not applicable', 'Nobody', 'no one', 'No owner.', 'No!', '–', '- -', '?']
    assert.deepEqual(none.filter(namesNobody), none)
  })

  it('are not known to where they leave it open, or name anybody', () => {
    const some = ['TBC', 'No Limits Ltd', 'Nobody but HR', 'None yet', 'DRO', 'June 2019', 'Nil Smith']
    assert.deepEqual(some.filter(namesNobody), [])
  })
})
