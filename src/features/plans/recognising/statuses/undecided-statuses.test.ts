import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isUndecided, UNDECIDED_LETTERS, UNDECIDED_WORDS } from '../../undecided.ts'
import { planOf, tableOf } from '../tables.fixture.ts'

const asksOfCompletion = (status: string): boolean =>
  planOf(
    tableOf(
      'Action|Owner|Target date|Status|Date completed',
      `Write the policy|DRO|31 March 2018|${status}|12 March 2018`,
      'Train staff|HR|31 May 2019|In progress|',
    ),
  ).questions.some(({ question }) => question.startsWith('Do the days under “Date completed” say'))

describe('a status that is still to come beside the day on which an action was completed', () => {
  for (const status of ['TBC', 'TBA', 'tbd', 'TBC.', 'To be confirmed', 'to be agreed', ''])
    it(`is asked about: “${status}”`, () => assert.equal(asksOfCompletion(status), true))

  it('is not asked about where it says how the action stands', () => {
    assert.equal(asksOfCompletion('Complete'), false)
    assert.equal(asksOfCompletion('In progress'), false)
  })
})

describe('words that say only that something is still to come', () => {
  it('are the same wherever they stand', () => {
    for (const words of [...UNDECIDED_LETTERS, ...UNDECIDED_WORDS]) assert.equal(isUndecided(` ${words} `), true, words)
    for (const words of ['n/a', '', 'TBC by HR', 'to be agreed with HR']) assert.equal(isUndecided(words), false, words)
  })
})
