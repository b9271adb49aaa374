import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Strangers } from './strangers.ts'

const KB = 1_000
/** What a line takes beside its bytes. */
const LINE = 8 * KB

describe('bodies of those who are not signed in', () => {
  /** Room for so many lines of one address and of all, with a clock that goes forward by hand. */
  const room = (ofOne: number, ofAll: number) => {
    const clock = { now: 0 }
    const strangers = new Strangers({ ofOne: ofOne * LINE, ofAll: ofAll * LINE }, () => clock.now)
    const cut: string[] = []
    const begin = (who: string, name: string) => strangers.begin(who, () => cut.push(name))
    return { strangers, clock, cut, begin }
  }

  it('take room as they come, and give it back once', () => {
    const { strangers, begin } = room(4, 8)
    const line = begin('a', 'first')
    assert.equal(strangers.bytes, LINE)
    line.come(100)
    assert.equal(strangers.bytes, LINE + 100)
    line.end()
    line.end()
    line.come(5)
    assert.equal(strangers.bytes, 0)
  })

  it('give way, the slowest first, where there is no more room for one address', () => {
    const { clock, cut, begin, strangers } = room(4, 100)
    begin('a', 'quick').come(1000)
    begin('a', 'slow').come(1)
    begin('b', 'another’s')
    clock.now = 5_000
    begin('a', 'late')
    clock.now = 5_010
    begin('a', 'later')
    assert.deepEqual(cut, ['slow'])
    begin('a', 'last')
    assert.deepEqual(cut, ['slow', 'quick'], 'whoever has only just come is not the slowest')
    assert.ok(strangers.bytes <= 5 * LINE)
  })

  it('give way, of whichever address, where there is no more room for all', () => {
    const { clock, cut, begin, strangers } = room(4, 6)
    for (const who of ['a', 'b', 'c'])
      for (const name of ['1', '2']) begin(who, `${who}${name}`).come(who === 'b' ? 0 : 1)
    assert.deepEqual(cut, ['b1'])
    clock.now = 9_000
    begin('d', 'd1')
    assert.deepEqual(cut, ['b1', 'b2'])
    assert.ok(strangers.bytes <= 6 * LINE)
  })

  it('give way while they come: what was let in small does not grow past the room', () => {
    const { clock, cut, begin, strangers } = room(4, 4)
    const lines = ['1', '2', '3'].map((name) => begin('a', name))
    clock.now = 1_000
    lines[0]?.come(6 * KB)
    lines[1]?.come(4 * KB)
    assert.deepEqual(cut, ['3'])
    lines[1]?.come(7 * KB)
    assert.deepEqual(cut, ['3', '1'])
    assert.ok(strangers.bytes <= 4 * LINE)
  })

  it('do not give way once they have come whole: then others are told to wait', () => {
    const { begin, cut } = room(2, 3)
    for (const name of ['1', '2']) begin('a', name).whole()
    assert.throws(() => begin('a', '3'), { status: 429 })
    begin('b', '4').whole()
    assert.throws(() => begin('c', '5'), { status: 503 })
    assert.deepEqual(cut, [])
  })
})
