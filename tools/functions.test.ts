import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { functionsIn, LONG, LONGEST, longFile, MOST_LINES, tooLong } from './functions.ts'

const some = (count: number, lines: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `one${index}`, line: 1, lines }))

describe('how long functions are', () => {
  it('is counted from the first line to the last, of every kind, inside of others too', () => {
    const text = `import { x } from './x.ts'

export function outer(): number {
  const inner = (a: number) =>
    a
  return inner(1)
}
const list = { make: async () => {
} }
class One {
  say(): void {
    x(() => 1)
  }
}
get('/', async () => {

})
const rule = () => () => 1`
    assert.deepEqual(functionsIn(text), [
      { name: 'outer', line: 3, lines: 5 },
      { name: 'inner', line: 4, lines: 2 },
      { name: 'make', line: 8, lines: 2 },
      { name: 'say', line: 11, lines: 3 },
      { name: 'given to x', line: 12, lines: 1 },
      { name: 'given to get', line: 15, lines: 3 },
      { name: 'rule', line: 18, lines: 1 },
      { name: 'inside rule', line: 18, lines: 1 },
    ])
  })

  it('is small where seven in a thousand are over the limit, and not where one more is', () => {
    assert.deepEqual(tooLong([...some(993, LONG), ...some(7, LONG + 1)]), [])
    assert.deepEqual(tooLong([...some(992, LONG), ...some(8, LONG + 1)]), [
      'More than 7 in a thousand functions are over 40 lines',
    ])
  })

  it('is never over the most, however few there are', () => {
    assert.deepEqual(tooLong([...some(200, 1), ...some(1, LONGEST)]), [])
    assert.deepEqual(tooLong([...some(200, 1), { name: 'all', line: 1, lines: LONGEST + 1 }]), [
      'all is 71 lines long: the most is 70',
    ])
  })
})

describe('the length of files', () => {
  const of = (lines: number) => 'x\n'.repeat(lines)
  it('is bounded', () => {
    assert.equal(longFile('a.ts', of(MOST_LINES)), null)
    assert.equal(longFile('a.ts', of(MOST_LINES + 1)), 'a.ts has 301 lines: the most is 300')
  })
})
