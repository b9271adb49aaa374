import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { weekdayOf, workingDays, yearOf } from '#platform/calendar/index.ts'
import { easterSunday, usualBankHolidays } from './feasts.ts'
import { interpretDate, itemsOf, occurrencesOf, partsOf, recurrenceOf } from './index.ts'
import { PHRASES } from './phrases.fixture.ts'

const AS_OF = '2018-01-15'
const items = (text: string) => itemsOf(text, AS_OF).map(({ words }) => words)

describe('phrases of target dates', () => {
  it('are many', () => assert.ok(PHRASES.length >= 200, `${PHRASES.length}`))

  for (const [text = '', asOf = '', kind, first, last, asked] of PHRASES) {
    it(`reads “${text}” as ${kind}${asked ? ', and asks' : ''}`, () => {
      const reading = interpretDate(text, asOf)
      assert.deepEqual(
        [reading.kind, reading.earliest ?? '', reading.latest ?? '', reading.asked ? 'asked' : ''],
        [kind, first, last, asked],
      )
      assert.equal(/please check/i.test(reading.why), reading.asked)
    })
  }

  it('take no claim from words that take it back', () => {
    const words = [
      '80% complete',
      'Not yet complete',
      'After training is done',
      'When the system has been completed',
      'To be delivered',
      'Isn’t done',
      'Complete apart from training',
      'Phase 1 complete',
      'Complete the review',
      'Cannot be completed',
      'Complete?',
      'Nearly finished',
      'Hardly done',
      'None complete',
      'As good as done',
      'Complete save for Wales',
      'Reopened - previously completed',
      'Completed in 3 of 5 regions',
      'Training complete',
    ]
    for (const text of words) {
      assert.notEqual(interpretDate(text, AS_OF).kind, 'done', text)
    }
  })

  it('ask whether a target that says it is done is a claim', () => {
    for (const text of ['Complete', 'Completed in March 2017', 'Done'])
      assert.equal(interpretDate(text, AS_OF).asked, true, text)
  })

  it('offer what an impossible or doubtful day may mean', () => {
    const offered = (text: string) =>
      interpretDate(text, AS_OF).alternatives.map(({ earliest, latest }) => [earliest, latest])
    assert.deepEqual(offered('06/18'), [
      ['2018-06-01', '2018-06-30'],
      ['2018-06-18', '2018-06-18'],
    ])
    assert.deepEqual(offered('31 June 2018')[0], ['2018-06-30', '2018-06-30'])
    assert.deepEqual(offered('Friday 31 March 2018'), [
      ['2018-03-31', '2018-03-31'],
      ['2018-03-30', '2018-03-30'],
    ])
  })

  it('give no reading where a number beside a date is left over', () => {
    for (const text of ['Q5 2018', '17 2018 March 3 4', '2018 31', '7 of the March 2018 4'])
      assert.deepEqual([interpretDate(text, AS_OF).kind, interpretDate(text, AS_OF).asked], ['unset', true], text)
  })

  it('say why in words that name what was assumed', () => {
    assert.match(interpretDate('Febuary 2018', AS_OF).why, /misspelling of February/)
    assert.match(interpretDate('Hilary term 2019', AS_OF).why, /approximate/)
    assert.match(interpretDate('Mawrth 2018', AS_OF).why, /Welsh for March/)
    assert.match(
      interpretDate('within 10 working days of 28 March 2018', AS_OF).why,
      /bank holidays of England and Wales/,
    )
    assert.equal(interpretDate('within 10 working days of 28 March 2018', AS_OF).latest, '2018-04-13')
  })

  it('know Easter and the bank holidays of any year', () => {
    const known = {
      1999: '04-04',
      2008: '03-23',
      2016: '03-27',
      2017: '04-16',
      2018: '04-01',
      2019: '04-21',
      2024: '03-31',
      2038: '04-25',
    }
    for (const [year, day] of Object.entries(known)) assert.equal(easterSunday(Number(year)), `${year}-${day}`)
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 4000 }), (year) => {
        const day = easterSunday(year)
        assert.ok(weekdayOf(day) === 7 && yearOf(day) === year && day >= `${year}-03-22` && day <= `${year}-04-25`)
      }),
    )
    assert.deepEqual([...usualBankHolidays(2026)].toSorted(), [
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-28',
    ])
    assert.deepEqual([...usualBankHolidays(2027)].slice(-2), ['2027-12-27', '2027-12-28'])
  })

  it('name the bank holidays on the days on which they were held', () => {
    const england = workingDays('england-and-wales')
    for (let year = 2002; year <= 2027; year += 1)
      for (const name of ['early May', 'spring', 'summer']) {
        const { earliest, kind } = interpretDate(`${name} bank holiday ${year}`, AS_OF)
        assert.ok(kind === 'day' && earliest !== null && england.isOff(earliest), `${name} ${year}: ${earliest}`)
      }
    assert.equal(interpretDate('10 working days after 1 June 2022', AS_OF).latest, '2022-06-17')
    assert.doesNotMatch(interpretDate('10 working days after 1 June 2022', AS_OF).why, /by their rule/)
    assert.match(interpretDate('10 working days after 1 June 1998', '1998-01-01').why, /by their rule/)
  })

  it('offer the day where a number may be of a name, and both orders of a short year', () => {
    const offered = (text: string) => interpretDate(text, AS_OF).alternatives.map(({ earliest }) => earliest)
    assert.ok(offered('Phase 2 June 2018').includes('2018-06-02'))
    assert.deepEqual(offered('18/06/30'), ['2018-06-30', '2030-06-18'])
    assert.ok(offered('w/c 13 June 2018').includes('2018-06-11'))
    assert.deepEqual(offered('after 1 July 2018'), ['2018-07-01'])
  })

  it('come round at each of the times of the year that are named', () => {
    const text = 'March and September each year'
    const rule = recurrenceOf(text, AS_OF)
    const { earliest, latest } = interpretDate(text, AS_OF)
    assert.deepEqual(rule && occurrencesOf(rule, { earliest, latest }, AS_OF, '2019-04-01').map((one) => one.latest), [
      '2018-03-31',
      '2018-09-30',
      '2019-03-31',
    ])
  })

  it('are several deliverables where each names what it promises', () => {
    const latest = (text: string) => partsOf(text, AS_OF).map((part) => [part.text, part.latest])
    assert.deepEqual(latest('first draft by March 2018, final by June 2018'), [
      ['first draft by March 2018', '2018-03-31'],
      ['final by June 2018', '2018-06-30'],
    ])
    assert.deepEqual(latest('(a) March 2018 (b) June 2018'), [
      ['(a) March 2018', '2018-03-31'],
      ['(b) June 2018', '2018-06-30'],
    ])
    assert.deepEqual(latest('draft March 2018 / final June 2018'), [
      ['draft March 2018', '2018-03-31'],
      ['final June 2018', '2018-06-30'],
    ])
    assert.deepEqual(latest('March 2018 / June 2018'), [])
    for (const text of [
      'was due March 2017, now June 2018',
      'From April 2018, complete by March 2019',
      'Q2 2018-19 (July to September 2018)',
      'Report Q2 2018-19, that is July to September 2018',
      'March and September each year',
    ])
      assert.deepEqual(latest(text), [], text)
    assert.deepEqual(items('We will (a) review it; (b) publish it, and (c) train staff.'), [
      '(a) review it',
      '(b) publish it',
      '(c) train staff.',
    ])
    assert.deepEqual(items('See (b) and option (a) of the paper'), [])
    for (const between of [' / ', '/', '; ', ';', '\n', ' ', ' | ', ''])
      assert.deepEqual(
        items(`(a) Draft a policy.${between}(b) Train staff`),
        ['(a) Draft a policy.', '(b) Train staff'],
        between,
      )
    assert.deepEqual(items('(a)Draft a policy / (b)Train staff'), ['(a)Draft a policy', '(b)Train staff'])
    assert.deepEqual(items('a) Draft a policy / b) Train staff'), ['a) Draft a policy', 'b) Train staff'])
    assert.deepEqual(items('Comply with section 3(a)/(b) of the Act'), [])
    assert.deepEqual(items('Comply with (a)/(b) of the Act'), [])
    for (const text of ['1. scope by April 2018 2. build', 'In two steps: 1. scope by April 2018 2. build'])
      assert.deepEqual(items(text).slice(-1), ['2. build'], text)
    for (const text of [
      '1. scope 2. build',
      'As section 1. says by April 2018 and 2. by June 2018',
      '2. scope by May 2018 3. b',
    ])
      assert.deepEqual(items(text), [], text)
  })
})
