import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, isDay, weekdayOf, yearOf } from '#platform/calendar/index.ts'
import { easterSunday, usualBankHolidays } from './feasts.ts'
import { readClauses } from './findings.ts'
import {
  interpretDate,
  itemsOf,
  KINDS,
  LONGEST_WORDS,
  occurrencesOf,
  partsOf,
  recurrenceOf,
  saysFinished,
} from './index.ts'

/** Phrases as departments, councils, auditors and boards write them, each with how it is to be read from a day. */
const PHRASES = readFileSync(join(import.meta.dirname, 'phrases.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))

const AS_OF = '2018-01-15'

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
    ]
    for (const text of words) {
      assert.notEqual(interpretDate(text, AS_OF).kind, 'done', text)
      assert.notEqual(saysFinished(text), 'finished', text)
    }
    for (const text of [
      'Complete',
      'Completed in March 2017',
      'Done.',
      '100% complete',
      'Delivered',
      'Training has been completed',
    ])
      assert.equal(saysFinished(text), 'finished', text)
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
    for (const text of [
      'was due March 2017, now June 2018',
      'From April 2018, complete by March 2019',
      'Q2 2018-19 (July to September 2018)',
      'March and September each year',
    ])
      assert.deepEqual(latest(text), [], text)
    assert.deepEqual(itemsOf('We will (a) review it; (b) publish it, and (c) train staff.'), [
      '(a) review it',
      '(b) publish it',
      '(c) train staff.',
    ])
    assert.deepEqual(itemsOf('See (b) and option (a) of the paper'), [])
  })
})

const PIECES = PHRASES.flatMap(([text = '']) => text.split(' ')).concat([
  '(',
  ')',
  '-',
  '–',
  '/',
  '.',
  ';',
  '\n',
  '%',
  '?',
  'not',
  'the',
  'of',
  '\u00a0',
  '１',
  '’',
  '½',
  '٣',
])

describe('any words at all', () => {
  it('never fail, and every reading has a reason, days that exist and are in order, and reads the same twice', () => {
    const words = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(' ')),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    fc.assert(
      fc.property(words, fc.constantFrom('2018-01-15', '2020-02-29', '2016-04-01', '2026-12-31'), (text, asOf) => {
        const reading = interpretDate(text, asOf)
        assert.deepEqual(interpretDate(reading.text, asOf), reading)
        for (const { kind, earliest, latest, why } of [reading, ...reading.alternatives]) {
          assert.ok(KINDS.includes(kind) && why.length > 0)
          for (const day of [earliest, latest]) assert.ok(day === null || isDay(day), `${text}: ${day}`)
          assert.ok(earliest === null || latest === null || earliest <= latest, `${text}: ${earliest} after ${latest}`)
        }
        assert.ok(partsOf(text, asOf).length !== 1)
        assert.ok(['finished', 'unfinished', 'silent'].includes(saysFinished(text)))
      }),
      { numRuns: 1000 },
    )
  })

  it('lose no number beside a date in silence', () => {
    const date = fc.constantFrom('31 March 2018', 'March 2018', 'Q3 2018-19', 'by end of June 2018', 'H2 2018')
    const stray = fc.constantFrom('47', '99', '7/7/7/7', '13/13/13', '3.7.9.1')
    fc.assert(
      fc.property(date, stray, fc.boolean(), (words, number, isFirst) => {
        assert.equal(interpretDate(isFirst ? `${number} ${words}` : `${words} ${number}`, AS_OF).asked, true)
      }),
    )
  })

  it('are asked about, and not read, where they are longer than a date can be', () => {
    const long = 'March 2018 to '.repeat(20_000)
    const before = performance.now()
    const { kind, asked, why, text } = interpretDate(long, AS_OF)
    assert.ok(performance.now() - before < 50)
    assert.deepEqual([kind, asked, text.length], ['unset', true, long.length])
    assert.match(why, /280,000 characters long, more than the 1,000/)
    assert.equal(partsOf(long, AS_OF).length, 0)
    assert.equal(recurrenceOf(`every month ${long}`, AS_OF), null)
    assert.ok(interpretDate('x'.repeat(LONGEST_WORDS), AS_OF).why.startsWith('No date'))
  })

  it('take a time in proportion to their length, whatever is repeated', () => {
    const repeats = [
      'march ',
      'to ',
      '1-',
      '- ',
      'by the end of ',
      '31/',
      'Q1 ',
      'early to ',
      'not ',
      'a.',
      '(a) ',
      'first ',
      'complete ',
      '2018 ',
      'every ',
      '6 to ',
      'of, ',
      'mid-',
      'was ',
      "'",
      '\n',
      'March 2018; ',
      '1 2 ',
      'w/c ',
      'may ',
      '1,000',
      '% ',
      'next ',
    ]
    // Looks at how often the readers step, by the time for four times as many words; a square would take sixteen times as long.
    for (const repeat of repeats) {
      const timeFor = (characters: number) => {
        const text = repeat.repeat(Math.ceil(characters / repeat.length))
        return Math.min(...[1, 2].map(() => spent(() => readClauses(text, AS_OF))))
      }
      const [short, long] = [timeFor(1_000), timeFor(4_000)]
      assert.ok(long < short * 9 + 40, `${JSON.stringify(repeat)}: ${short} ms, then ${long} ms`)
    }
  })

  it('reads the longest words in milliseconds', () => {
    for (const [text = ''] of PHRASES.slice(0, 40)) {
      const words = `${text} `.repeat(Math.ceil(LONGEST_WORDS / (text.length + 1))).slice(0, LONGEST_WORDS)
      interpretDate(words, AS_OF)
      assert.ok(Math.min(...[1, 2].map(() => spent(() => interpretDate(words, AS_OF)))) < 150, text)
    }
  })
})

function spent(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

describe('the plan’s own day', () => {
  it('moves what hangs on it, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (days) => {
        const asOf = addDays('2017-06-01', days)
        assert.equal(interpretDate('31 March 2018', asOf).latest, '2018-03-31')
        const july = interpretDate('July', asOf)
        assert.ok(july.latest !== null && july.latest >= asOf && july.latest <= addDays(asOf, 396))
      }),
    )
  })
})
