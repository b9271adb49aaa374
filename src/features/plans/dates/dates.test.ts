import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isDay } from '#platform/calendar/index.ts'
import { cases } from '../../../../test/same-cases.ts'
import { interpretDate, KINDS } from './index.ts'

const AS_OF = '2016-04-01'

/** Words as real plans write them, and how they are to be read from 1 April 2016: kind, first day, last day. */
const READINGS: readonly [string, string, string | null, string | null][] = [
  ['End Mar 2017', 'by', null, '2017-03-31'],
  ['Mar2017', 'window', '2017-03-01', '2017-03-31'],
  ['30 Sept 2016', 'day', '2016-09-30', '2016-09-30'],
  ['End 2017', 'by', null, '2017-12-31'],
  ['Q3 of 2016-17', 'window', '2016-10-01', '2016-12-31'],
  ['by Q4 of 2016-17', 'by', null, '2017-03-31'],
  ['2010-11', 'window', '2010-04-01', '2011-03-31'],
  ['In 2010-11', 'window', '2010-04-01', '2011-03-31'],
  ['Fourth quarter of 2021', 'window', '2021-10-01', '2021-12-31'],
  ['Q4 FY22', 'window', '2022-01-01', '2022-03-31'],
  ['January 12', 'window', '2012-01-01', '2012-01-31'],
  ['30/09/13', 'day', '2013-09-30', '2013-09-30'],
  ['1 July 08', 'day', '2008-07-01', '2008-07-01'],
  ['July', 'window', '2016-07-01', '2016-07-31'],
  ['Ongoing', 'ongoing', null, null],
  ['On going', 'ongoing', null, null],
  ['Immediate', 'immediate', '2016-04-01', '2016-04-01'],
  ['6 months', 'duration', null, '2016-10-01'],
  ['12 months to 2 years', 'duration', '2017-04-01', '2018-04-01'],
  ['Between 6 months and 3 years', 'duration', '2016-10-01', '2019-04-01'],
  ['Prior to rollout of X', 'conditional', null, null],
  ['TBC', 'unset', null, null],
  ['To be agreed', 'unset', null, null],
  ['Completed in Jan 2018', 'done', '2018-01-01', '2018-01-31'],
  ['Commenced Sept 07; ongoing', 'ongoing', '2007-09-01', null],
  ['in October 2016 and at 6 monthly intervals', 'recurring', '2016-10-01', null],
  ['Deliver A by end March 2016. Support B by April 2016.', 'by', '2016-03-31', '2016-04-30'],
  // other departments' words
  ['31st March 2017', 'day', '2017-03-31', '2017-03-31'],
  ['by 31 March', 'by', null, '2017-03-31'],
  ['before June 2017', 'by', null, '2017-05-31'],
  ['No later than 5 May 2017', 'by', null, '2017-05-05'],
  ['Spring 2017', 'window', '2017-03-01', '2017-05-31'],
  ['mid-March 2017', 'window', '2017-03-11', '2017-03-20'],
  ['early 2018', 'window', '2018-01-01', '2018-04-30'],
  ['H2 2016/17', 'window', '2016-10-01', '2017-03-31'],
  ['financial year 2016-17', 'window', '2016-04-01', '2017-03-31'],
  ['FY2016/17', 'window', '2016-04-01', '2017-03-31'],
  ['end of the financial year', 'by', null, '2017-03-31'],
  ['year end', 'by', null, '2017-03-31'],
  ['w/c 3 July 2017', 'window', '2017-07-03', '2017-07-07'],
  ['1-5 July 2017', 'window', '2017-07-01', '2017-07-05'],
  ['April to June 2017', 'window', '2017-04-01', '2017-06-30'],
  ['Nov – Feb 2017', 'window', '2016-11-01', '2017-02-28'],
  ['Q1/Q2 2016-17', 'window', '2016-04-01', '2016-09-30'],
  ['From April 2016', 'ongoing', '2016-04-01', null],
  ['April 2017 onwards', 'ongoing', '2017-04-01', null],
  ['From April 2016, complete by March 2017', 'window', '2016-04-01', '2017-03-31'],
  ['until March 2018', 'window', null, '2018-03-31'],
  ['Within three months', 'duration', null, '2016-07-01'],
  ['within 3 months of go-live', 'conditional', null, null],
  ['6-12 months', 'duration', '2016-10-01', '2017-04-01'],
  ['Quarterly', 'recurring', null, null],
  ['annually in March', 'recurring', '2017-03-01', null],
  ['monthly until Dec 2017', 'recurring', null, '2017-12-31'],
  ['To be completed by March 2017', 'by', null, '2017-03-31'],
  ['Complete', 'done', null, null],
  ['March 2017 (was December 2016)', 'window', '2017-03-01', '2017-03-31'],
  ['31/03/2017 (extended from 31/12/2016)', 'day', '2017-03-31', '2017-03-31'],
  ['By the end of the month', 'by', null, '2016-04-30'],
  ['N/A', 'unset', null, null],
  ['30 June each year', 'recurring', '2016-06-30', null],
  ['Slipped from March 2017 to June 2017', 'window', '2017-06-01', '2017-06-30'],
  ['End March 2017 subject to funding', 'conditional', null, '2017-03-31'],
  ['Established in 2015-16. Maintain.', 'ongoing', '2015-04-01', null],
  ['Established in 2015-16. Under review for relaunch in 2016-17', 'window', '2016-04-01', '2017-03-31'],
  ['ASAP', 'immediate', '2016-04-01', '2016-04-01'],
  ['Migration to O365', 'unset', null, null],
  ['', 'unset', null, null],
]

describe('target dates in words', () => {
  for (const [text, kind, earliest, latest] of READINGS) {
    it(`reads “${text}” as ${kind}`, () => {
      const reading = interpretDate(text, AS_OF)
      assert.deepEqual([reading.kind, reading.earliest, reading.latest], [kind, earliest, latest])
      assert.equal(reading.text, text)
    })
  }

  it('shows the financial quarter beside the calendar one where the text does not say which', () => {
    const { alternatives, why } = interpretDate('Fourth quarter of 2021', AS_OF)
    assert.match(why, /does not say/)
    assert.ok(alternatives.some(({ earliest }) => earliest === '2022-01-01'))
  })

  it('shows both for a quarter that names no year', () => {
    const spans = [interpretDate('Q2', AS_OF), ...interpretDate('Q2', AS_OF).alternatives].map(
      ({ earliest }) => earliest,
    )
    assert.deepEqual(spans, ['2016-07-01', '2016-04-01'])
  })

  it('does not doubt a quarter that names its financial year', () => {
    assert.deepEqual(interpretDate('Q3 of 2016-17', AS_OF).alternatives, [])
  })

  it('keeps each of several promises among the other readings', () => {
    const { alternatives } = interpretDate('Deliver A by end March 2016. Support B by April 2016.', AS_OF)
    assert.deepEqual(
      alternatives.map(({ latest }) => latest),
      ['2016-03-31', '2016-04-30'],
    )
  })

  it('reads months back from the plan when the words report the past', () => {
    assert.equal(interpretDate('Completed in December', AS_OF).latest, '2015-12-31')
    assert.equal(interpretDate('December', AS_OF).latest, '2016-12-31')
  })

  it('never fails, keeps the words, and gives days that exist in their order', () => {
    const piece = fc.constantFrom(
      'end',
      'by',
      'Mar',
      'Q3',
      '2016-17',
      '2017',
      '31',
      'ongoing',
      'of',
      'every',
      '6',
      'months',
      '.',
      ';',
      '-',
      '/',
      'complete',
      'from',
      'to',
      'between',
      'and',
      'FY22',
      "'17",
      '30/09/13',
      '99',
      'TBC',
    )
    const words = fc.oneof(
      fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(' ')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    fc.assert(
      fc.property(words, (text) => {
        const reading = interpretDate(text, AS_OF)
        assert.equal(reading.text, text)
        for (const { kind, earliest, latest, why } of [reading, ...reading.alternatives]) {
          assert.ok(KINDS.includes(kind))
          assert.ok(why.length > 0)
          assert.ok(earliest === null || isDay(earliest))
          assert.ok(latest === null || isDay(latest))
          assert.ok(earliest === null || latest === null || earliest <= latest, `${earliest} after ${latest}`)
        }
      }),
      cases(3000),
    )
  })

  it('that do not exist are told, and what is likelier stands before what is less so', () => {
    const { why, alternatives } = interpretDate('no later than 31/9/27', '2026-09-03')
    assert.match(why, /There is no 31 September 2027\./)
    assert.deepEqual(
      alternatives.map(({ latest }) => latest),
      ['2027-09-30', '2031-09-27'],
    )
    const near = interpretDate('18/06/30', '2018-01-15')
    assert.doesNotMatch(near.why, /There is no/)
    assert.equal(near.alternatives[0]?.latest, '2018-06-30')
  })

  it('before something that has begun by the plan’s day may be before the next', () => {
    const { latest, asked, alternatives } = interpretDate('before the summer recess', '2026-09-03')
    assert.deepEqual([latest, asked], ['2026-07-20', true])
    assert.deepEqual(
      alternatives.map((one) => one.latest),
      ['2027-07-20'],
    )
    assert.deepEqual(interpretDate('before the summer recess', '2026-03-03').alternatives, [])
    assert.deepEqual(interpretDate('before the summer recess 2026', '2026-09-03').alternatives, [])
  })
})
