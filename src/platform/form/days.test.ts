import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instantInWords, momentOf } from '../calendar/index.ts'
import { day, moment } from './days.ts'

const typed = (date: string, month: string, year: string) => ({ 'on-day': date, 'on-month': month, 'on-year': year })

function errorOf(options: Parameters<typeof day>[0], values: Record<string, string>): string | null {
  const read = day(options).read(values, 'on')
  return 'error' in read ? read.error : null
}

describe('a day that was typed', () => {
  it('is refused before 1800 and after 2300 in words that say so, however it is given', () => {
    const options = { label: 'Last day' }
    for (const year of ['1799', '2301', '9999', '0000', '1066']) {
      assert.equal(errorOf(options, typed('1', '1', year)), 'Last day must be between 1800 and 2300', year)
      assert.equal(errorOf(options, { on: `${year}-01-01` }), 'Last day must be between 1800 and 2300', year)
    }
    for (const year of ['1800', '2300'])
      assert.deepEqual(day(options).read(typed('1', '1', year), 'on'), { value: `${year}-01-01` })
    for (const year of ['27', '202', '20270', '5'])
      assert.equal(errorOf(options, typed('1', '1', year)), 'Last day must have a year of 4 numbers, like 2027', year)
    assert.deepEqual(day(options).read(typed('1', '1', '27'), 'on'), {
      error: 'Last day must have a year of 4 numbers, like 2027',
      control: 'on-year',
    })
  })

  it('is real', () => {
    for (const [date, month, year] of [
      ['31', '6', '2027'],
      ['29', '2', '2027'],
      ['1', '13', '2027'],
      ['a', '1', '2027'],
      ['1', '1', 'next'],
    ] as const)
      assert.equal(errorOf({ label: 'Last day' }, typed(date, month, year)), 'Last day must be a real date')
    assert.equal(errorOf({ label: 'Last day' }, typed('', '1', '')), 'Last day must include a day and year')
  })

  it('takes a month by its name or the short form of it, however it is written', () => {
    for (const [month, number] of [
      ['February', '02'],
      ['feb', '02'],
      ['FEB.', '02'],
      [' mar ', '03'],
      ['May', '05'],
      ['sept', '09'],
      ['Sep', '09'],
      ['september', '09'],
      ['DECEMBER', '12'],
      ['3', '03'],
      ['03', '03'],
    ] as const)
      assert.deepEqual(day({ label: 'Last day' }).read(typed('1', month, '2027'), 'on'), {
        value: `2027-${number}-01`,
      })
    for (const month of ['Febr', 'ma', 'Smarch', '0', '003', '1e0', '0x3', '+3', '3.0', 'mar ch'])
      assert.equal(errorOf({ label: 'Last day' }, typed('1', month, '2027')), 'Last day must be a real date', month)
    assert.equal(errorOf({ label: 'Last day' }, typed('30', 'feb', '2027')), 'Last day must be a real date')
    for (const written of ['1e1', '0x3', '+3', '003'])
      assert.equal(errorOf({ label: 'Last day' }, typed(written, '3', '2027')), 'Last day must be a real date', written)
  })

  it('is called by what the field asks for, and never by a question or a preposition', () => {
    const called = (label: string, required?: string) =>
      errorOf({ label, ...(required && { required }) }, typed('31', '6', '2027'))
    assert.equal(called('As of which day?'), 'The date must be a real date')
    assert.equal(called('When?', 'Enter when it is due'), 'The date must be a real date')
    assert.equal(
      called('When is it due?', 'Enter the day on which it is due'),
      'The day on which it is due must be a real date',
    )
    assert.equal(called('From', 'Enter the first day'), 'The first day must be a real date')
    assert.equal(called('Until'), 'The date for “Until” must be a real date')
    assert.equal(called('Ended on'), 'The date for “Ended on” must be a real date')
    assert.equal(called('Date of the plan'), 'Date of the plan must be a real date')
    assert.equal(called('Its last day'), 'Its last day must be a real date')
    assert.equal(called('Up to date on'), 'The date for “Up to date on” must be a real date')
    assert.equal(called('Commentary up to date on'), 'The date for “Commentary up to date on” must be a real date')
  })

  it('lies between those years or is refused, whatever is typed', () => {
    const number = fc.oneof(fc.integer({ min: -5, max: 99_999 }).map(String), fc.string({ maxLength: 6 }))
    fc.assert(
      fc.property(number, number, number, (date, month, year) => {
        const read = day({ label: 'Last day', required: 'Enter the last day' }).read(typed(date, month, year), 'on')
        if (!('error' in read))
          assert.ok(read.value !== null && read.value >= '1800-01-01' && read.value <= '2300-12-31')
        else assert.match(read.error, /^(?:The last day must|Enter the last day$)/)
      }),
    )
  })
})

describe('a moment that was typed', () => {
  const aware = moment({ label: 'When did we become aware of it?', required: 'Enter when we became aware of it' })

  it('is refused in words that name what is missing', () => {
    const error = (values: Record<string, string>) => {
      const read = aware.read(values, 'on')
      return 'error' in read ? read.error : null
    }
    assert.equal(error({ ...typed('1', '1', '1700'), 'on-time': '12:00' }), 'The date must be between 1800 and 2300')
    assert.equal(error({ on: '1700-01-01T12:00' }), 'The date and time must be between 1800 and 2300')
    assert.equal(error({ on: 'yesterday' }), 'The date and time must be real, like 2027-03-31 14:05')
    for (const time of ['soon', '25:00', '13:05pm', '0:30am', '9', '9:60', '24:00', '12:30xm', 'at', '14:05 o’clock'])
      assert.equal(
        error({ ...typed('1', '1', '2027'), 'on-time': time }),
        'Enter the time of day, like 2:05pm or 14:05',
        time,
      )
    assert.equal(
      error({ ...typed('1', '1', '2027'), 'on-time': 'Midnight' }),
      'Enter midnight as 12:00am if the day begins with it, or as 11:59pm if it ends with it',
    )
    assert.equal(error({}), 'Enter when we became aware of it')
    assert.deepEqual(aware.read({ ...typed('1', '1', '2027'), 'on-time': '9.05' }, 'on'), { value: '2027-01-01T09:05' })
  })

  it('is taken with a time as people write it', () => {
    for (const [time, meant] of [
      ['9:30pm', '21:30'],
      ['5.18 pm', '17:18'],
      ['midday', '12:00'],
      ['Noon', '12:00'],
      ['12 noon', '12:00'],
      ['9pm', '21:00'],
      ['9 a.m.', '09:00'],
      ['09:05 AM', '09:05'],
      ['12am', '00:00'],
      ['12:30am', '00:30'],
      ['12pm', '12:00'],
      ['12.59 p.m', '12:59'],
      ['0930', '09:30'],
      ['14:05', '14:05'],
      ['14.05', '14:05'],
      ['0:05', '00:05'],
      ['5:18\u00a0pm', '17:18'],
    ] as const)
      assert.deepEqual(
        aware.read({ ...typed('1', '1', '2027'), 'on-time': time }, 'on'),
        { value: `2027-01-01T${meant}` },
        time,
      )
  })

  it('is taken as the service writes it, every minute of the day', () => {
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const instant = new Date(Date.UTC(2027, 5, 30, 0, minute))
      const [, time = ''] = instantInWords(instant).split(' at ')
      const [day = '', clock = ''] = momentOf(instant).split('T')
      const [year = '', month = '', date = ''] = day.split('-')
      const read = aware.read({ ...typed(date, month, year), 'on-time': time }, 'on')
      assert.deepEqual(read, { value: `${day}T${clock}` }, time)
      assert.deepEqual(aware.read({ on: instantInWords(instant) }, 'on'), { value: `${day}T${clock}` })
    }
  })
})
