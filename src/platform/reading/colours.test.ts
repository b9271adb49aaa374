import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { indexedSignal, signalColour } from './colours.ts'

describe('the signal that a colour shows', () => {
  for (const [signal, colours] of [
    [
      'red',
      ['FF0000', '#c00000', 'FFFF0000', 'f00', 'red', 'FFC7CE', 'E03C31', '#D4351C', 'rgb(212 53 28)', '#ffcccc'],
    ],
    ['amber', ['FFC000', 'FFFF00', 'ED7D31', 'orange', '#F47738', 'FFEB9C', 'FFBF00', 'yellow']],
    [
      'green',
      [
        '00B050',
        '92D050',
        '00FF00',
        'green',
        '#00703C',
        'rgb(0,176,80)',
        'rgba(0, 176, 80, 1)',
        '#CCFFCC',
        'C6EFCE',
        '70AD47',
        '008000',
      ],
    ],
    ['blue', ['0070C0', '0000FF', '4472C4', 'blue', '#1D70B8', '00B0F0']],
    [
      null,
      [
        'FFFFFF',
        '000000',
        'D9D9D9',
        'DDEBF7',
        'E2EFDA',
        'F2F2F2',
        'auto',
        'transparent',
        '',
        '7030A0',
        'rgba(255,0,0,0)',
        'rgb(1,2)',
        'D9E1F2',
        '12345',
      ],
    ],
  ] as const) {
    assert.ok(colours.length > 4)
    for (const colour of colours)
      it(`${colour === '' ? 'no colour' : colour} is ${signal ?? 'none'}`, () =>
        assert.equal(signalColour(colour), signal))
  }

  it('is known of the palette that workbooks name by number', () => {
    assert.deepEqual(['10', '17', '51', '12', '9', undefined].map(indexedSignal), [
      'red',
      'green',
      'amber',
      'blue',
      null,
      null,
    ])
    assert.equal(signalColour(undefined), null)
  })
})
