import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mutantsOf } from './mutants.ts'
import { coreMutants, mutants, part, sample } from './subjects.ts'

describe('mutants', () => {
  const changes = (text: string) => mutantsOf('a.ts', text).map(({ line, from, to }) => `${line} ${from} → ${to}`)

  it('are made of conditions, boundaries, quantifiers, sets, numbers and early answers', () => {
    assert.deepEqual(changes('const isLate = (day: string) => day > last && !done'), [
      '1 day > last && !done → (day > last)',
      '1 day > last && !done → (!done)',
      '1 > → >=',
      '1 ! → ',
    ])
    assert.deepEqual(changes("const WORDS = new Set(['one', 'two'])"), ["1 'one',  → ", "1 'two' → "])
    assert.deepEqual(changes('if (rows.some(isSo)) days = 3'), [
      '1 rows.some(isSo) → false',
      '1 some → every',
      '1 3 → 4',
    ])
  })

  it('are made of what a declared rule is made of', () => {
    const text = "const READ = any(is('a', 'b'), one.all(isPerson('c'), holds('d')))"
    const made = mutantsOf('a.ts', text).map(
      ({ start, from, to }) => text.slice(0, start) + to + text.slice(start + from.length),
    )
    assert.deepEqual(made, [
      "const READ = ({ kind: 'all', of: [is('a', 'b'), one.all(isPerson('c'), holds('d'))] })",
      "const READ = any(one.all(isPerson('c'), holds('d')))",
      "const READ = any(is('a', 'b'))",
      "const READ = any(is('a', 'b'), one.any(isPerson('c'), holds('d')))",
      "const READ = any(is('a', 'b'), one.all(holds('d')))",
      "const READ = any(is('a', 'b'), one.all(isPerson('c')))",
    ])
  })

  it('are made of a file’s own words for some and every, where it has both', () => {
    assert.deepEqual(changes('function some() {}\nfunction every() {}\nevery(one)'), ['3 every → some'])
    assert.deepEqual(changes("some('owners')"), [])
  })

  it('are made of the conditions of SQL', () => {
    assert.deepEqual(changes('sql`select a from b where c is null and d <= now()`'), [
      '1 is null → is not null',
      '1  and  →  or ',
      '1  <=  →  < ',
    ])
  })
})

describe('which mutants are tried', () => {
  const numbers = Array.from({ length: 23 }, (_, n) => n)

  it('is the same for the same seed, and each once in all parts together', () => {
    assert.deepEqual(sample(numbers, 9, 7), sample(numbers, 9, 7))
    assert.notDeepEqual(sample(numbers, 9, 7), sample(numbers, 9, 8))
    const parts = [1, 2, 3, 4, 5].map((n) => part(numbers, `${n}/5`))
    assert.deepEqual(
      parts.flat().toSorted((a, b) => a - b),
      numbers,
    )
    for (const words of ['0/5', '6/5', '1', 'a/b', '1/0']) assert.throws(() => part(numbers, words), /is no part/)
  })

  it('is, of the core, those of rules that are still there, in all files or in some', () => {
    const all = coreMutants([])
    assert.ok(all.length > 200)
    const [first] = all
    const some = coreMutants([first?.file ?? ''])
    assert.ok(some.length > 0 && some.length < all.length)
    assert.ok(some.length <= mutants([first?.file ?? '']).length)
  })
})
