import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { distance } from './spelling.ts'

/** The same by its definition, without anything kept: every way to begin is tried. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const tails = [
    byDefinition(a.slice(1), b) + 1,
    byDefinition(a, b.slice(1)) + 1,
    byDefinition(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ]
  const isSwapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
  return Math.min(...tails, ...(isSwapped ? [byDefinition(a.slice(2), b.slice(2)) + 1] : []))
}

describe('how far two words are apart', () => {
  for (const [word, name, letters] of [
    ['febuary', 'february', 1],
    ['janaury', 'january', 1],
    ['septmber', 'september', 1],
    ['septembre', 'september', 1],
    ['ocotber', 'october', 1],
    ['novemeber', 'november', 1],
    ['agust', 'august', 1],
    ['may', 'may', 0],
    ['', 'may', 3],
    ['may', '', 3],
    ['sprint', 'april', 3],
  ] as const)
    it(`“${word}” and “${name}” are ${letters} apart`, () => assert.equal(distance(word, name), letters))

  it('is what its definition says, for every two words of up to four of two letters', () => {
    const words = ['']
    for (let at = 0; (words[at]?.length ?? 4) < 4; at += 1) words.push(`${words[at]}a`, `${words[at]}b`)
    assert.equal(words.length, 31)
    for (const one of words)
      for (const other of words) assert.equal(distance(one, other), byDefinition(one, other), `${one} ${other}`)
  })
})
