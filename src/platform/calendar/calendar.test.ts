import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addTo,
  type Day,
  DIVISIONS,
  dayFromText,
  dayOf,
  daysBetween,
  financialQuarterOf,
  financialYearName,
  financialYearOf,
  instantFrom,
  instantInWords,
  inWords,
  isDay,
  momentFrom,
  momentOf,
  nextFinancialQuarter,
  numberFromWords,
  weekdayOf,
  workingDays,
  yearOf,
} from './index.ts'

const days = fc.integer({ min: 0, max: 40_000 }).map((count): Day => addDays('1990-01-01', count))

describe('the calendar', () => {
  it('knows which days exist', () => {
    assert.deepEqual(['2016-02-29', '2017-02-29', '2017-13-01', '17-01-01', ''].map(isDay), [
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('adds and counts days so that each undoes the other', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: -5_000, max: 5_000 }),
        (day, count) => daysBetween(day, addDays(day, count)) === count,
      ),
    )
    assert.equal(addTo('2016-08-31', 6, 'month'), '2017-02-28')
  })

  it('puts every day into the financial year and quarter that it lies in', () => {
    assert.deepEqual(
      ['2016-03-31', '2016-04-01', '2017-01-01'].map((day) => [
        financialYearName(financialYearOf(day)),
        financialQuarterOf(day),
      ]),
      [
        ['2015-16', 4],
        ['2016-17', 1],
        ['2016-17', 4],
      ],
    )
    fc.assert(
      fc.property(days, (day) => {
        const next = nextFinancialQuarter(day)
        assert.ok(day < next.from && daysBetween(day, next.from) <= 92)
        assert.ok([89, 90, 91].includes(daysBetween(next.from, next.to)))
      }),
    )
    assert.equal(nextFinancialQuarter('2017-02-03').name, 'Q1 of 2017-18')
  })

  it('tells the day and the time of the United Kingdom, in summer too', () => {
    assert.equal(dayOf(new Date('2026-06-30T23:30:00Z')), '2026-07-01')
    assert.equal(instantInWords(new Date('2026-06-30T11:05:00Z')), '30 June 2026 at 12:05pm')
    assert.equal(inWords('2017-03-01'), '1 March 2017')
  })

  it('counts the 20 working days of a request around Easter and Christmas', () => {
    const england = workingDays('england-and-wales')
    assert.equal(england.after('2027-03-24', 20), '2027-04-23')
    assert.equal(england.after('2026-12-18', 5), '2026-12-29')
    assert.equal(workingDays('scotland').after('2026-12-31', 1), '2027-01-05')
    assert.equal(england.knows('2031-01-01'), false)
  })

  it('knows the bank holidays that were added or moved for one year', () => {
    const added = [
      '2002-06-03',
      '2002-06-04',
      '2011-04-29',
      '2012-06-04',
      '2012-06-05',
      '2020-05-08',
      '2022-06-02',
      '2022-06-03',
    ]
    const moved = ['2002-05-27', '2012-05-28', '2020-05-04', '2022-05-30']
    for (const division of DIVISIONS) {
      const table = workingDays(division)
      for (const day of [...added, '2022-09-19', '2023-05-08']) assert.ok(table.isOff(day), `${division} ${day}`)
      for (const day of moved) assert.ok(!table.isOff(day), `${division} ${day}`)
    }
    const england = workingDays('england-and-wales')
    assert.equal(england.after('2022-09-16', 1), '2022-09-20')
    assert.equal(england.after('2011-04-28', 2), '2011-05-04')
    assert.equal(workingDays('northern-ireland').after('2012-06-01', 1), '2012-06-06')
    assert.equal(workingDays('scotland').after('2022-12-30', 1), '2023-01-04')
  })

  it('has eight bank holidays a year in England and Wales, and those that were added', () => {
    const added: Record<number, number> = { 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1 }
    const england = workingDays('england-and-wales')
    for (let year = 2002; year <= 2027; year += 1) {
      const days = Array.from({ length: 366 }, (_, index) => addDays(`${year}-01-01`, index))
      const off = days.filter((day) => yearOf(day) === year && weekdayOf(day) < 6 && england.isOff(day))
      assert.equal(off.length, 8 + (added[year] ?? 0), `${year}: ${off.join(' ')}`)
    }
  })

  it('has bank holidays that are not weekends, in every division', () => {
    for (const division of DIVISIONS) {
      const table = workingDays(division)
      assert.ok(table.isOff('2026-12-25') && table.isOff('2026-12-26') && !table.isOff('2026-12-24'))
    }
  })
})

describe('a number in words', () => {
  it('is read up to 999, and nothing else is', () => {
    const read = ['seven', 'twenty five', 'a hundred', 'one hundred and twenty', 'two hundred and six', 'ninety nine']
    assert.deepEqual(read.map(numberFromWords), [7, 25, 100, 120, 206, 99])
    const refused = [
      '',
      'twenty a',
      'five twenty',
      'twenty twenty',
      'ten hundred',
      'hundred',
      'twenty five six',
      'twenty hundred',
    ]
    assert.deepEqual(
      refused.map(numberFromWords),
      refused.map(() => null),
    )
  })
})

describe('a moment', () => {
  it('is read in the United Kingdom’s time, or with its own offset', () => {
    assert.equal(momentFrom('2026-07-01 9:05'), '2026-07-01T09:05')
    assert.equal(momentFrom('2026-07-01T09:05:30Z'), '2026-07-01T10:05')
    assert.equal(momentFrom('2026-12-01T09:05+02:00'), '2026-12-01T07:05')
    for (const text of ['2026-02-30 09:05', '2026-07-01', '2026-07-01 24:00', '2026-07-01 09:60', 'noon'])
      assert.equal(momentFrom(text), null, text)
  })

  it('is the instant that the clocks of the United Kingdom say', () => {
    assert.equal(instantFrom('2026-07-01T09:05').toISOString(), '2026-07-01T08:05:00.000Z')
    assert.equal(instantFrom('2026-12-01T09:05').toISOString(), '2026-12-01T09:05:00.000Z')
    assert.equal(instantFrom('2026-03-29T01:30').toISOString(), '2026-03-29T01:30:00.000Z')
    assert.equal(instantFrom('2026-10-25T01:30').toISOString(), '2026-10-25T00:30:00.000Z')
    assert.equal(momentOf(new Date('2026-07-01T08:05:59Z')), '2026-07-01T09:05')
  })
})

describe('a day that stands alone', () => {
  it('is read as people write it', () => {
    for (const text of [
      '2027-12-31',
      '31 December 2027',
      '31 Dec. 2027',
      '31st December 2027',
      '31st of Dec, 2027',
      '31/12/2027',
    ])
      assert.equal(dayFromText(text), '2027-12-31', text)
    for (const text of ['31/12/27', '31st December', '31 of 2027', 'the 31st December 2027', '32nd December 2027'])
      assert.equal(dayFromText(text), null, text)
  })
})
