import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../../../test/same-cases.ts'
import { Graph } from './graph.ts'
import { hierarchyFaults } from './hierarchy.ts'
import type { Statement } from './model.ts'
import { Names } from './names.ts'
import { SKOS } from './skos.ts'

const thing = fc.integer({ min: 0, max: 45 }).map((number) => `t${number}`)
const statement = (...names: readonly string[]): fc.Arbitrary<Statement> =>
  fc.record({
    subject: thing,
    predicate: fc.constantFrom(...names).map((name) => `${SKOS}${name}`),
    object: thing,
    line: fc.integer({ min: 1, max: 99 }),
  })
const statements = fc
  .tuple(
    fc.array(statement('broader', 'narrower', 'broadMatch'), { maxLength: 50 }),
    fc.array(statement('related', 'relatedMatch'), { maxLength: 60 }),
  )
  .map((all) => all.flat())

const linesOf = (all: readonly { readonly line: number }[]) => all.map(({ line }) => line).toSorted((a, b) => a - b)

/** All that lies above a thing, by walking from it. */
function above(from: string, all: readonly Statement[]): Set<string> {
  const found = new Set<string>()
  const walk = (one: string) => {
    for (const { subject, predicate, object } of all) {
      if (typeof object !== 'string' || predicate.includes('related')) continue
      const [low, high] = predicate.endsWith('narrower') ? [object, subject] : [subject, object]
      if (low !== one || found.has(high)) continue
      found.add(high)
      walk(high)
    }
  }
  walk(from)
  return found
}

test('finds related terms of which one is above the other as a plain walk does', () => {
  fc.assert(
    fc.property(statements, (all) => {
      const graph = new Graph(all)
      const found = hierarchyFaults(graph, new Names(graph)).filter(({ what }) => what.includes('S27'))
      const expected = all.filter(
        ({ subject, predicate, object }) =>
          predicate.includes('related') &&
          typeof object === 'string' &&
          subject !== object &&
          (above(subject, all).has(object) || above(object, all).has(subject)),
      )
      assert.deepEqual(linesOf(found), linesOf(expected))
    }),
    cases(500),
  )
})

test('finds a circle for each group of terms that are above themselves, as a plain walk does', () => {
  fc.assert(
    fc.property(statements, (all) => {
      const graph = new Graph(all)
      const found = hierarchyFaults(graph, new Names(graph)).filter(({ what }) => !what.includes('S27'))
      const things = [
        ...new Set(all.flatMap(({ subject, object }) => [subject, typeof object === 'string' ? object : ''])),
      ]
      const ups = new Map(things.map((one) => [one, above(one, all)]))
      const inCircles = things.filter((one) => ups.get(one)?.has(one))
      const groups = new Set(
        inCircles.map((one) =>
          inCircles.filter((other) => ups.get(one)?.has(other) && ups.get(other)?.has(one)).join(),
        ),
      )
      assert.equal(found.length, groups.size)
      for (const { what } of found) {
        const way = [...what.matchAll(/<(t\d+)>/g)].map(([, name = '']) => name)
        assert.ok(way.length > 0)
        assert.ok(
          way.every((one) => inCircles.includes(one)),
          what,
        )
      }
    }),
    cases(500),
  )
})
