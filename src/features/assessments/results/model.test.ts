import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compile } from '../scoring/compile.ts'
import { frameworkOf } from '../scoring/read.ts'
import { bands, changeInWords, partsOf, rankInWords, scoreInWords, shareOf } from './model.ts'

/** The lowest level of its scale stands last, so that their order is not that of the file. */
const { framework, problems } = frameworkOf({
  key: 'small',
  version: '1',
  name: 'A small one',
  scale: 'four',
  scales: {
    four: {
      levels: [
        { value: 4, name: 'Full' },
        { value: 2, name: '2' },
        { value: 1, name: 'None' },
      ],
    },
  },
  sections: [{ code: 'S', name: 'Section', questions: [{ code: 'Q1', text: 'Is it so?' }] }],
})
assert.ok(framework, JSON.stringify(problems))
const compiled = compile(framework)
const [whole] = partsOf(compiled)
const figures = (...scores: (readonly [number, number])[]) => scores.map(([score, units]) => ({ score, units }))

describe('how far along a score is', () => {
  it('is a share of its own scale, between nothing and all', () => {
    for (const [score, share] of [
      [1, 0],
      [3, 0.5],
      [5, 1],
      [0, 0],
      [6, 1],
      [null, null],
      [undefined, null],
    ] as const)
      assert.equal(shareOf({ least: 1, most: 5 }, score), share, String(score))
    assert.equal(shareOf({ least: 2, most: 2 }, 2), null)
  })

  it('is told with what could be had where that is less', () => {
    const part = { least: 0, most: 10 }
    assert.equal(scoreInWords(part, { score: 4, least: 0, most: 10, share: 0.4 }), '4')
    assert.equal(scoreInWords(part, { score: 4, least: 0, most: 8, share: 0.5 }), '4 of 8')
    assert.equal(scoreInWords(part, { score: 4, least: 1, most: 10, share: 0.33 }), '4 of 10')
  })
})

describe('scores gathered by level', () => {
  it('count each unit once, on the level that it reaches', () => {
    assert.ok(whole)
    assert.deepEqual(bands(compiled, whole, figures([1, 1], [1.9, 2], [2 - 1e-12, 4], [2, 8], [3.99, 16], [4, 32])), [
      { name: '1 None', units: 3 },
      { name: '2', units: 28 },
      { name: '4 Full', units: 32 },
    ])
  })

  it('are fifths of the way where the part has another scale', () => {
    assert.ok(whole)
    const part = { ...whole, least: 0, most: 10 }
    assert.deepEqual(bands(compiled, part, figures([0, 1], [1.9, 2], [2, 4], [5, 8], [7.9, 16], [8, 32], [10, 64])), [
      { name: 'From 0', units: 3 },
      { name: 'From 2', units: 4 },
      { name: 'From 4', units: 8 },
      { name: 'From 6', units: 16 },
      { name: 'From 8', units: 96 },
    ])
    assert.deepEqual(
      bands(compiled, { ...part, most: 4 }, [])
        .map(({ name }) => name)
        .at(-1),
      'From 3.2',
    )
    assert.equal(bands(compiled, { ...whole, least: 0 }, []).length, 5)
  })
})

describe('a change and a rank', () => {
  it('are told in words', () => {
    for (const [before, now, words] of [
      [2, 3.5, '+1.5'],
      [3.5, 2, '−1.5'],
      [0.1 + 0.2, 0.3, 'no change'],
      [null, 2, 'new'],
      [2, null, 'not scored yet'],
      [null, null, 'not scored yet'],
    ] as const)
      assert.equal(changeInWords(before, now), words, `${before}, ${now}`)
    assert.deepEqual([rankInWords(2, true), rankInWords(2, false), rankInWords(null, true)], ['=2', '2', '–'])
  })
})
