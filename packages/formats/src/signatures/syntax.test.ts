import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseExpression, SyntaxFault } from './syntax.ts'

/** Values that a class allows, as hexadecimal. */
const values = (one: number | Uint8Array) =>
  typeof one === 'number' ? [one] : Array.from({ length: 256 }, (_, value) => value).filter((value) => one[value] === 1)

function classes(text: string): number[][] {
  const [token, ...more] = parseExpression(text)
  assert.equal(more.length, 0)
  assert.equal(token?.kind, 'bytes')
  return token?.kind === 'bytes' ? token.classes.map(values) : []
}

describe('the syntax of byte expressions', () => {
  it('reads hexadecimal pairs and quoted text, with or without space', () => {
    assert.deepEqual(classes("25 50'DF'2d"), [[0x25], [0x50], [0x44], [0x46], [0x2d]])
  })

  it('reads sets of values, ranges and masks, and their opposites', () => {
    assert.deepEqual(classes('[0A:0C]'), [[0x0a, 0x0b, 0x0c]])
    assert.deepEqual(classes("['6'-'7' 00]"), [[0x00, 0x36, 0x37]])
    assert.deepEqual(classes('[&C0]')[0]?.length, 64)
    assert.deepEqual(
      classes('[!&01]')[0],
      Array.from({ length: 128 }, (_, half) => 2 * half),
    )
    assert.equal(classes('??')[0]?.length, 256)
  })

  it('takes a negation of several bytes for one byte that is none of them', () => {
    const [byte, ...more] = classes('[!FEFF]')
    assert.equal(more.length, 0)
    assert.equal(byte?.length, 254)
    assert.ok(!byte?.includes(0xfe) && !byte?.includes(0xff))
  })

  it('reads gaps and alternatives', () => {
    assert.deepEqual(
      parseExpression('01{2-4}(02|0304)*05').map((token) =>
        token.kind === 'gap' ? [token.min, token.max] : token.kind,
      ),
      ['bytes', [2, 4], 'either', [0, Number.POSITIVE_INFINITY], 'bytes'],
    )
  })

  for (const wrong of ['0', 'GG', "'open", '[01', '[]', '(01|02', '01)', '{x}', '{1-', '?0'])
    it(`says what is wrong with “${wrong}”`, () => assert.throws(() => parseExpression(wrong), SyntaxFault))
})
