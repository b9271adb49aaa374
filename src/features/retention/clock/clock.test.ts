import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, addTo, type Day, DIVISIONS, workingDays, yearOf } from '#platform/calendar/index.ts'
import { clock } from './clock.ts'
import { dayOfTrigger } from './days.ts'
import type { Asked, Outcome, Refused } from './model.ts'
import { yearEndFrom } from './years.ts'

const TODAY = '2026-11-23'
const ask = (trigger: string, period: string, from: string | readonly string[], more: Partial<Asked> = {}) =>
  clock({
    trigger,
    period,
    days: typeof from === 'string' ? [from] : from,
    today: TODAY,
    calendars: (division) => workingDays(division),
    ...more,
  })

function outcome(...given: Parameters<typeof ask>): Outcome {
  const found = ask(...given)
  if ('refused' in found) assert.fail(`${given[0]}, ${given[1]}: ${found.refused}`)
  return found
}

function refused(...given: Parameters<typeof ask>): Refused {
  const found = ask(...given)
  if (!('refused' in found)) assert.fail(`${given[0]}, ${given[1]}: ${found.until}`)
  return found
}

/** Triggers and periods as schedules write them, each with what is made of it. */
const PHRASES = readFileSync(join(import.meta.dirname, 'phrases.tsv'), 'utf8')
  .replace(/\n$/, '')
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))

describe('phrases of schedules', () => {
  it('are many', () => assert.ok(PHRASES.length >= 200, `${PHRASES.length}`))

  for (const [trigger = '', period = '', from = '', until = '', is = ''] of PHRASES)
    it(`keeps by “${trigger}” and “${period}” from ${from || 'no day'} until ${until || is || 'for ever'}`, () => {
      const found = ask(trigger, period, from === '' ? [] : from.split(','))
      const made = 'refused' in found ? ['', 'refused'] : [found.until ?? '', found.isAsked ? 'asked' : '']
      assert.deepEqual(made, [until, is])
      if ('refused' in found) assert.ok(found.advice.length > 0 && !found.refused.endsWith('.'))
      else assert.equal(/please/i.test(found.why), is === 'asked')
    })
})

const days = fc.integer({ min: 0, max: 60_000 }).map((count): Day => addDays('1950-01-01', count))
const PERIODS = [
  '7 years',
  '18 months',
  '90 days',
  '1 year and 1 day',
  'FY + 6',
  'calendar year end + 3 years',
  'academic year + 2',
  'end of the financial year',
  '18 months, then to the end of the financial year',
  'end of month + 6 months',
  'immediately',
]
const until = (...given: Parameters<typeof ask>): Day =>
  outcome(...given).until ?? assert.fail(`${given[0]}, ${given[1]}`)

describe('a clock', () => {
  it('never ends before it starts, and a later start never ends it sooner', () => {
    fc.assert(
      fc.property(days, days, fc.constantFrom(...PERIODS), (one, other, period) => {
        const [early = one, late = other] = [one, other].toSorted()
        assert.ok(until('closure', period, early) >= early)
        assert.ok(until('closure', period, early) <= until('closure', period, late))
      }),
    )
  })

  it('runs months and years to the day of the same number, or to the last of the month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 600 }), (from, months) => {
        const end = until('closure', `${months} months`, from)
        const count = Number(from.slice(5, 7)) - 1 + months
        const last = new Date(Date.UTC(yearOf(from) + Math.floor(count / 12), (count % 12) + 1, 0))
        const day = String(Math.min(Number(from.slice(8)), last.getUTCDate())).padStart(2, '0')
        assert.equal(end, `${last.toISOString().slice(0, 8)}${day}`)
        if (months % 12 === 0) assert.equal(until('closure', `P${months / 12}Y`, from), end)
      }),
    )
  })

  it('ends with the year that it counts, whichever day it starts on and whenever the year ends', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (from, years) => {
        assert.match(until('closure', `FY + ${years}`, from), /-03-31$/)
        assert.match(until('closure', `tax year + ${years}`, from), /-04-05$/)
        const july = until('closure', `FY + ${years}`, from, { yearEnd: yearEndFrom('31 July') })
        assert.match(july, /-07-31$/)
        const first = until('closure', 'end of the financial year', from, { yearEnd: yearEndFrom('31 July') })
        assert.ok(from <= first && first < addTo(from, 1, 'year'))
        assert.match(until('closure', `tax year + ${years}`, from, { yearEnd: yearEndFrom('31 July') }), /-04-05$/)
        const february = until('closure', `FY + ${years}`, from, { yearEnd: yearEndFrom('end of February') })
        assert.equal(addDays(february, 1).slice(5), '03-01')
      }),
    )
  })

  it('takes the last of several days, in any order, and the first where the trigger says so', () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 6 }), fc.constantFrom(...PERIODS), (given, period) => {
        const sorted = given.toSorted()
        assert.equal(until('payment', period, given), until('payment', period, sorted.slice(-1)))
        assert.equal(until('first payment', period, given), until('payment', period, sorted.slice(0, 1)))
      }),
    )
  })

  it('does not depend on the day it is, nor on how the words are set', () => {
    const set = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => `  ${text.replaceAll(' ', '  ')} `,
      (text) => text.replaceAll(' ', '\u00a0'),
      (text) => `${text}.`,
      (text) => text.replaceAll(/\B/g, '\u200b'),
    )
    fc.assert(
      fc.property(days, days, fc.constantFrom(...PERIODS), set, (from, today, period, form) =>
        assert.equal(until('closure', form(period), from, { today }), until('closure', period, from)),
      ),
    )
  })

  it('passes over no word that it does not know', () => {
    const word = fc.stringMatching(/^[bcfghjkpqvxz]{3,8}$/)
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), word, fc.nat(12), (period, strange, place) => {
        const words = period.split(' ')
        words.splice(place % (words.length + 1), 0, strange)
        refused('closure', words.join(' '), '2024-05-14')
      }),
    )
  })

  it('answers whatever is typed, and soon', () => {
    const bits = fc.constantFrom(
      'plus',
      'after',
      '7 years',
      'end of',
      'fy',
      'the',
      'closure',
      ',',
      'until',
      'and',
      'a',
      'old',
      '7',
      '-',
      '½',
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits, { maxLength: 60 }).map((all) => all.join(' ')),
    )
    fc.assert(
      fc.property(typed, typed, (trigger, period) => {
        for (const found of [
          ask(trigger, period, '2024-05-14'),
          ask('closure', period, []),
          ask(trigger, '7 years', []),
        ])
          assert.ok('refused' in found ? found.advice : found.why)
      }),
      { interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
    )
  })

  it('is not kept busy by long words', () => {
    assert.match(refused('closure', '7'.repeat(301), '2024-05-14').refused, /longer than 300 characters$/)
    refused(`${'contract '.repeat(40)}ends`, '7 years', '2024-05-14')
    for (const text of [
      '7 years plus '.repeat(1000),
      'a '.repeat(100_000),
      ','.repeat(100_000),
      'end of '.repeat(40),
      'from '.repeat(55),
    ])
      assert.ok('refused' in ask('closure', text, '2024-05-14') && 'refused' in ask(text, '7 years', '2024-05-14'))
  })
})

describe('why', () => {
  it('names the trigger, its day, the period, how it was counted and by which source, and the first day it may go', () => {
    assert.equal(
      outcome('file closed', 'FY + 7', '2024-01-12').why,
      'It is kept until 31 March 2031, because that is 7 years from 31 March 2024, the end of the financial year of closure on 12 January 2024. A financial year ends on 31 March (Interpretation Act 1978, Schedule 1). Each that is counted from there ends as it does. 31 March 2031 is the last day on which it is kept, so it may be disposed of from 1 April 2031.',
    )
    assert.equal(
      outcome('contract ends', 'at least 1 month', '2027-01-31').why,
      'It is kept until 28 February 2027, because that is 1 month from “contract ends” on 31 January 2027. 31 January 2027 is still to come: where it changes, the clock runs from the new day. The day from which it runs is not counted, and months and years end with the day of the same number, or with the last of a month that has none, as here (corresponding date rule, Dodds v Walker [1981] 1 WLR 1027). That is the least: it may be kept for longer. 28 February 2027 is the last day on which it is kept, so it may be disposed of from 1 March 2027.',
    )
  })

  it('says that a day is still to come, and not of today', () => {
    assert.match(outcome('closure', '7 years', addDays(TODAY, 1)).why, /24 November 2026 is still to come/)
    assert.doesNotMatch(outcome('closure', '7 years', TODAY).why, /still to come/)
  })

  it('says which of several days counts', () => {
    const days = ['2025-01-01', '2024-05-14']
    assert.match(
      outcome('payment', '1 year', days).why,
      /Of the 2 days that are given, the last counts, 1 January 2025, since nothing says that the first does\./,
    )
    assert.match(outcome('first payment', '1 year', days).why, /the first counts, 14 May 2024, as the trigger says\./)
    assert.match(refused('date of birth', '25 years', days).refused, /born on one day/)
    assert.equal(outcome('date of birth', '25 years', ['2001-05-03', '2001-05-03']).until, '2026-05-03')
  })

  it('says what nobody knows yet', () => {
    assert.equal(
      outcome('contract ends', 'FY + 6', []).why,
      'It is kept, and until when is not known: that is 6 years from the end of the financial year of “contract ends”, and no day is given on which that happened. Please give the day once it has.',
    )
    assert.match(outcome('creation', 'for ever', []).why, /^It is kept for ever, because the period is “for ever”/)
  })

  it('names the sources of ages, of leap days among them', () => {
    assert.match(
      outcome('date of birth', 'until 25 years old', '2001-05-03').why,
      /3 May 2026, because that is the birthday at which somebody is 25, counted from birth on 3 May 2001.*Family Law Reform Act 1969, s\. 9/,
    )
    assert.match(
      outcome('date of birth', '25 years', '2000-02-29').why,
      /1 March in a year without that day \(section 6\(2\)/,
    )
    assert.doesNotMatch(outcome('date of birth', '24 years', '2000-02-29').why, /section 6\(2\)/)
    assert.doesNotMatch(outcome('date of birth', '25 years', '2000-03-01').why, /section 6\(2\)/)
  })

  it('asks for the age at which somebody is grown up, in Scotland too', () => {
    for (const division of [null, ...DIVISIONS]) {
      const found = outcome('date of birth', 'until the age of majority', '2010-05-03', { division })
      assert.ok(found.until === null && found.isAsked)
      assert.match(found.why, /18 .*in Scotland have legal capacity at 16/)
    }
  })

  it('counts working days of the nation that is named, and asks where nations differ and nobody named one', () => {
    const ends = DIVISIONS.map((division) => outcome('closure', '2 working days', '2024-03-15', { division }).until)
    assert.deepEqual(ends, ['2024-03-19', '2024-03-19', '2024-03-20'])
    assert.match(
      outcome('closure', '2 working days', '2024-03-15').why,
      /northern-ireland \(2024-03-20\): please say whose count/,
    )
    assert.match(
      outcome('closure', '2 working days', '2024-03-15', { division: 'scotland' }).why,
      /nor are Saturdays, Sundays and bank holidays of scotland/,
    )
    assert.match(
      outcome('closure', '3 working days', '2098-01-01').why,
      /bank holidays of those years are not known: please/,
    )
    assert.equal(
      outcome('closure', '7 years', '2024-03-15', { calendars: () => assert.fail('no working days are counted') })
        .until,
      '2031-03-15',
    )
  })

  it('says where a year was taken for granted, and takes the one that the other words name', () => {
    assert.match(outcome('creation', 'CY+6', '2024-05-14').why, /Please check: “year” is read as the calendar year/)
    assert.equal(outcome('end of year', 'FY + 6', '2024-05-14').isAsked, false)
    assert.equal(outcome('end of year', 'FY + 6', '2024-05-14').until, '2031-03-31')
  })

  it('doubts days that programs write where they know none', () => {
    assert.match(
      outcome('creation', '7 years', '1900-01-01').why,
      /Please check: programs write 1 January 1900 where they know no day\./,
    )
    assert.equal(outcome('creation', '7 years', '1900-01-02').isAsked, false)
  })
})

describe('what is refused', () => {
  it('says why, and what would be understood', () => {
    const said = (period: string) => refused('closure', period, '2024-05-14')
    assert.match(said('7').advice, /^Write “7 years” or “7 months” or “7 days”\.$/)
    assert.match(said('0 years').refused, /is no time at all$/)
    assert.match(said('7000 years').refused, /is not a period of up to 200 years$/)
    assert.match(said('6-7 years').refused, /is a range$/)
    assert.match(said('up to 7 years').refused, /at most/)
    assert.match(said('7 years or longer').refused, /more than one period$/)
    assert.match(said('about 7 years').refused, /is not certain$/)
    assert.match(said('TBC').refused, /says no period$/)
    assert.match(said('destroy').refused, /says what is done, and not when$/)
    assert.match(said('6 years after last payment').refused, /runs from “last payment”, and the trigger is closure$/)
    assert.match(said('until 25 years old').refused, /is an age, and the trigger is closure$/)
    assert.match(said('7 yaers').advice, /“7 years”.*“permanently”/)
    assert.match(said('').refused, /^The period is empty$/)
    assert.match(
      refused('banana', '7 years', []).advice,
      /“creation”, “closure”, “last action”, “superseded”, “date of birth”/,
    )
    assert.match(
      refused('financial year end', 'calendar year end + 1 year', '2024-05-14').refused,
      /years of two kinds$/,
    )
  })
})

describe('the end of a year', () => {
  it('is read as people write it', () => {
    const july = { month: 7, day: 31 }
    assert.deepEqual(
      ['31 July', '31 jul', '31/7', '31/07', '31-7', 'end of July', 'end July'].map(yearEndFrom),
      Array.from({ length: 7 }, () => july),
    )
    assert.deepEqual(yearEndFrom('29 February'), { month: 2, day: 29 })
    for (const text of ['', '31 June', 'July', '31', '7/31', 'end of year']) assert.equal(yearEndFrom(text), null, text)
  })
})

describe('the day of a trigger', () => {
  it('is read as people and spreadsheets write it, an instant in the time of the United Kingdom', () => {
    const written = [
      '2024-01-12',
      '12/01/2024',
      '12 January 2024',
      ' 12 Jan 2024 ',
      '2024-01-12 00:00:00',
      '2024-01-12T10:00:00Z',
    ]
    assert.deepEqual(
      written.map(dayOfTrigger),
      written.map(() => '2024-01-12'),
    )
    assert.equal(dayOfTrigger('2024-06-30T23:30:00Z'), '2024-07-01')
  })

  it('is refused where it does not exist, could be another, or stands for none', () => {
    const said = (text: string) => {
      const day = dayOfTrigger(text)
      return typeof day === 'string' ? assert.fail(day) : `${day.refused}. ${day.advice}`
    }
    for (const text of ['', '2023-02-29', '01/13/2024', '12/01/24', '60', 'tomorrow', '31 June 2024', '2024', '-45303'])
      assert.match(said(text), / is not a day\. Write it as 2024-01-12, 12 January 2024 or 12\/01\/2024\.$/, text)
    assert.equal(
      said('45303'),
      '“45303” is not a day. A spreadsheet counts days so: it is 12 January 2024 (2024-01-12), or 13 January 2028 (2028-01-13) in a workbook that counts from 1904. Give the day itself.',
    )
    assert.match(said('45303.75'), /it is 12 January 2024/)
    assert.match(said('10000'), /it is 18 May 1927 /)
    for (const text of ['9999-12-31', '3000-01-01', '0999-12-31', '0024-01-12'])
      assert.match(said(text), /is not a day of a record\. Check the year/)
    assert.deepEqual(['1000-01-01', '2999-12-31'].map(dayOfTrigger), ['1000-01-01', '2999-12-31'])
  })
})
