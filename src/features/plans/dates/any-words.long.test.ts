import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, isDay } from '#platform/calendar/index.ts'
import { readClauses } from './findings.ts'
import { interpretDate, KINDS, LONGEST_WORDS, partsOf, recurrenceOf } from './index.ts'
import { PHRASES } from './phrases.fixture.ts'

const AS_OF = '2018-01-15'

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
      }),
      { numRuns: 1000 },
    )
  })

  it('keep their order where a part is named of what may be a single day', () => {
    for (const text of ['mid Sept 13', 'late 3 March 2018', 'mid to late Mar 18', 'end of 1-2 March 2018']) {
      const { earliest, latest, alternatives } = interpretDate(text, AS_OF)
      for (const one of [{ earliest, latest }, ...alternatives])
        assert.ok(one.earliest === null || one.latest === null || one.earliest <= one.latest, text)
    }
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
    assert.ok(spent(() => interpretDate(long, AS_OF)) < 50)
    const { kind, asked, why, text } = interpretDate(long, AS_OF)
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
      'not Q1 ',
      'not, Q1 ',
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
      const [short, long] = [timeFor(4_000), timeFor(16_000)]
      assert.ok(long < short * 9 + 40, `${JSON.stringify(repeat)}: ${short} ms, then ${long} ms`)
    }
  })

  it('looks a bounded way ahead, however many marks follow', () => {
    for (const marks of ['- ', ', ', '-,'])
      assert.ok(spent(() => readClauses(marks.repeat(20_000), AS_OF)) < 1500, marks)
  })

  it('reads the longest words in milliseconds', () => {
    for (const [text = ''] of PHRASES.slice(0, 40)) {
      const words = `${text} `.repeat(Math.ceil(LONGEST_WORDS / (text.length + 1))).slice(0, LONGEST_WORDS)
      interpretDate(words, AS_OF)
      assert.ok(Math.min(...[1, 2].map(() => spent(() => interpretDate(words, AS_OF)))) < 150, text)
    }
  })
})

/** Milliseconds of this thread's processor, so that others at work on the machine do not count. */
function spent(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
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
