import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { onceFor } from './once-for.ts'

describe('what is worked out once for a thing', () => {
  it('is worked out when it is first asked for, and anew for another thing', () => {
    const asked: string[] = []
    const lengthOf = onceFor(
      ({ thing }: { readonly thing: object; readonly words: string }) => thing,
      ({ words }) => asked.push(words),
    )
    const [first, other] = [{}, {}]
    assert.deepEqual(asked, [])
    assert.equal(lengthOf({ thing: first, words: 'one' }), 1)
    assert.equal(lengthOf({ thing: first, words: 'again' }), 1)
    assert.equal(lengthOf({ thing: other, words: 'two' }), 2)
    assert.deepEqual(asked, ['one', 'two'])
  })

  it('is kept where it is nothing', () => {
    let count = 0
    const nothing = onceFor(
      (thing: object) => thing,
      () => {
        count += 1
      },
    )
    const thing = {}
    nothing(thing)
    nothing(thing)
    assert.equal(count, 1)
  })
})
