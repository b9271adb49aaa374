import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asDecimal } from './decimal.ts'

const COST = { label: 'Cost', least: 0, most: 1_000_000, places: 2, unit: { before: '£' } }
const SHIFT = { label: 'Shift', least: -10, most: 10, places: 3, unit: { after: 'TB' } }

describe('a decimal number', () => {
  it('is read as people write it, and kept with as many digits as it has places', () => {
    for (const [text, kept] of [
      ['1250.5', '1250.50'],
      ['£1,250.50', '1250.50'],
      ['£ 7', '7.00'],
      ['007', '7.00'],
      ['.5', '0.50'],
      ['3.', '3.00'],
      ['1.10000', '1.10'],
      ['-0', '0.00'],
      ['1000000', '1000000.00'],
    ])
      assert.deepEqual(asDecimal(text ?? '', COST), { value: kept }, text)
    assert.deepEqual(asDecimal('2.4 TB', SHIFT), { value: '2.400' })
    assert.deepEqual(asDecimal('2.4tb', SHIFT), { value: '2.400' })
    assert.deepEqual(asDecimal('−1.25', SHIFT), { value: '-1.250' })
    assert.deepEqual(asDecimal('7.0', { ...SHIFT, places: 0 }), { value: '7' })
  })

  it('is refused in words where it is none, too exact, or out of its range', () => {
    for (const text of [
      '',
      'lots',
      '1,25',
      '12,34.5',
      '1.2.3',
      '£',
      '5 TB',
      '1e3',
      '--1',
      '- 1',
      'NaN',
      'Infinity',
      '0x10',
    ])
      assert.deepEqual(asDecimal(text, COST), { error: 'Cost must be a number, such as 12.50' }, text)
    assert.deepEqual(asDecimal('1.005', COST), { error: 'Cost must have no more than 2 digits after the point' })
    assert.deepEqual(asDecimal('1000000.01', COST), { error: 'Cost must be between £0 and £1,000,000' })
    assert.deepEqual(asDecimal('-0.01', COST), { error: 'Cost must be between £0 and £1,000,000' })
    assert.deepEqual(asDecimal('-10.001', SHIFT), { error: 'Shift must be between -10 and 10 TB' })
    assert.deepEqual(asDecimal('much', SHIFT), { error: 'Shift must be a number, such as 1.5' })
    assert.deepEqual(asDecimal('much', { ...SHIFT, places: 0 }), { error: 'Shift must be a number, such as 2' })
    assert.deepEqual(asDecimal('-6', { ...COST, least: -5 }), { error: 'Cost must be between -£5 and £1,000,000' })
  })
})
