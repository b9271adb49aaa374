import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Arrow, betweenParts, circles, longestChain, partBreaches, partOfHouse } from './arrows.ts'

/** `a b c` is a imports b, which imports c. */
const along = (...chains: readonly string[]): Arrow[] =>
  chains.flatMap((chain) => {
    const places = chain.split(' ')
    return places.slice(1).map((to, index) => ({ from: places[index] ?? '', to }))
  })

describe('arrows between files', () => {
  it('make no circle where two ways lead to one file', () =>
    assert.deepEqual(circles(along('a b d', 'a c d', 'a d')), []))

  it('make a circle where one comes back, however far away, and it is said which', () => {
    assert.deepEqual(circles(along('a b c a')), ['import cycle: a → b → c → a'])
    assert.deepEqual(circles(along('x a b', 'b a')), ['import cycle: a → b → a'])
    assert.deepEqual(circles(along('a a')), ['import cycle: a → a'])
  })

  it('have a longest chain, and end where they make a circle', () => {
    assert.deepEqual(longestChain(along('a d', 'a b c d', 'x c')), ['a', 'b', 'c', 'd'])
    assert.equal(longestChain(along('a b c a')).length, 3)
    assert.deepEqual(longestChain([]), [])
  })
})

describe('parts of the house', () => {
  it('are those of the platform, rooms, packages and files at the top', () => {
    for (const [path, part] of [
      ['src/platform/db/embedded/cluster.ts', 'src/platform/db'],
      ['src/platform/words.ts', 'src/platform/words'],
      ['src/features/plans/dates/day.ts', 'src/features/plans'],
      ['packages/formats/src/index.ts', 'packages/formats'],
      ['src/start.ts', 'src/start.ts'],
    ] as const)
      assert.equal(partOfHouse(path), part)
    for (const path of ['test/house.ts', 'tools/arrows.ts', 'src/platform/db/db.test.ts', 'src/commands.test.ts'])
      assert.equal(partOfHouse(path), null, path)
  })

  it('import one another as their files do, and not themselves', () =>
    assert.deepEqual(
      betweenParts([
        { from: 'src/start.ts', to: 'src/platform/db/index.ts' },
        { from: 'src/start.ts', to: 'src/platform/db/open.ts' },
        { from: 'src/platform/db/open.ts', to: 'src/platform/db/index.ts' },
        { from: 'src/platform/db/db.test.ts', to: 'src/house.ts' },
      ]),
      [{ from: 'src/start.ts', to: 'src/platform/db' }],
    ))

  it('may stand in a row up to so many, and one more is refused with the whole row', () => {
    const row = along('src/a.ts src/b.ts src/c.ts')
    assert.deepEqual(partBreaches(row, 3), [])
    assert.deepEqual(partBreaches(row, 2), [
      '3 parts import one another in a row, and 2 may: src/a.ts → src/b.ts → src/c.ts',
    ])
  })

  it('may make no circle, also where their files make none', () =>
    assert.deepEqual(
      partBreaches([
        { from: 'src/platform/a/one.ts', to: 'src/platform/b/one.ts' },
        { from: 'src/platform/b/two.ts', to: 'src/platform/a/two.ts' },
      ]),
      ['import cycle: src/platform/a → src/platform/b → src/platform/a'],
    ))
})
