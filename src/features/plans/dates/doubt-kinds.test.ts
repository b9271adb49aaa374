import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { interpretDate } from './index.ts'
import { DOUBT_KINDS, type DoubtKind } from './model.ts'
import { PHRASES } from './phrases.fixture.ts'

const AS_OF = '2018-06-15'

/** What each of these leaves open on 15 June 2018. */
const LEFT_OPEN: readonly (readonly [words: string, ...doubts: DoubtKind[]])[] = [
  ['31 March 2019'],
  ['31 May 2019'],
  ['the blue sky', 'no-date'],
  ['TBC', 'not-set'],
  ['September', 'no-year'],
  ['early 2019', 'assumed'],
  ['12 June', 'no-year', 'day-just-gone'],
  ['Sept/Oct', 'no-year'],
  ['Nov-Feb', 'no-year'],
  ['January 19', 'short-year'],
  ['03/04', 'figures'],
  ['Q3', 'no-year', 'quarter'],
  ['Q3 2018', 'year-of-quarter'],
  ['31 May 2019 zzz', 'words'],
  ['2019 zzz', 'year-beside-words', 'words'],
  ['31 March 2019 zzz?', 'other', 'words'],
  ['31 March 2019 (TBC)', 'other'],
  ['31 March 2099', 'other'],
  ['31 March 2018, 30 September 2018', 'other'],
  ['31 March 2019 – now forecast 31 May 2019', 'other'],
  ['31 March 2019, now expected by 31 May 2019', 'other'],
  ['31 March 2019 (now anticipated 31 May 2019)', 'other'],
  ['31 March 2019, now likely to be 31 May 2019', 'other'],
  ['31 March 2019, now due 31 May 2019'],
  ['was 31 March 2019, now expected 31 May 2019'],
  ['weekly for six weeks from 1 March 2018 and Q3', 'no-year', 'quarter', 'other'],
  ['31 June 2018', 'other'],
  ['not 31 March 2019', 'other'],
  ['Done', 'other'],
  ['Michaelmas 2018 zzz', 'other', 'words'],
]

describe('what words leave open', () => {
  for (const [words, ...doubts] of LEFT_OPEN)
    it(`of “${words}”`, () => assert.deepEqual(interpretDate(words, AS_OF).doubts, doubts))

  it('is more than what was assumed wherever somebody is asked, and no more than that wherever nobody is', () => {
    const assumed: readonly DoubtKind[] = ['no-date', 'not-set', 'no-year', 'assumed']
    const read = PHRASES.map(([text = '', asOf = AS_OF]) => interpretDate(text, asOf))
    assert.ok(read.some(({ asked }) => asked === true) && read.some(({ asked }) => asked !== true))
    for (const { text, asked = false, doubts = [] } of read)
      assert.equal(
        doubts.some((doubt) => doubt === 'no-date' || !assumed.includes(doubt)),
        asked,
        text,
      )
  })

  it('has an example here of every kind, but for those that come of the table around a date', () => {
    const shown = new Set(LEFT_OPEN.flatMap(([, ...doubts]) => doubts))
    assert.deepEqual(
      DOUBT_KINDS.filter((kind) => !shown.has(kind)),
      ['waits', 'said-in-action', 'several-in-action', 'just-gone', 'finished-since'],
    )
  })
})
