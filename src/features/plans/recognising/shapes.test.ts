import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SHAPES } from '../../../../test/documents/shapes.ts'
import { readBytes } from '../../../platform/reading/read.ts'
import { recognisePlan } from './recognise.ts'

describe('plans in the shapes that public bodies give them', () => {
  for (const shape of SHAPES)
    it(`are read from ${shape.name}`, () => {
      const plan = recognisePlan(readBytes(shape.bytes, shape.name), '2026-11-21')
      const actions = plan.recommendations.flatMap(({ actions: under }) => under)
      assert.deepEqual(
        actions.map(({ ref }) => ref),
        shape.refs,
        JSON.stringify(plan, null, 1),
      )
      if (shape.recommendations) assert.equal(plan.recommendations.length, shape.recommendations)
      if (shape.names)
        assert.deepEqual(
          plan.recommendations.map(({ text }) => text),
          shape.names,
        )
      const told = <Field>(known: Readonly<Record<number, unknown>> = {}, of: (at: number) => Field) =>
        Object.fromEntries(Object.keys(known).map((at) => [at, of(Number(at))]))
      const missed = (known: Readonly<Record<number, RegExp>> = {}, of: (at: number) => string) =>
        Object.entries(known).filter(([at, words]) => !words.test(of(Number(at))))
      const { owners = {}, statuses = {}, latest = {} } = shape
      assert.deepEqual(
        told(owners, (at) => actions[at]?.owners),
        owners,
      )
      assert.deepEqual(
        told(statuses, (at) => actions[at]?.status),
        statuses,
      )
      assert.deepEqual(
        told(latest, (at) => actions[at]?.target?.latest ?? null),
        latest,
      )
      assert.deepEqual(
        missed(shape.commentary, (at) => actions[at]?.commentary ?? ''),
        [],
      )
      assert.deepEqual(
        missed(shape.texts, (at) => actions[at]?.text ?? ''),
        [],
      )
    })
})
