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
      for (const [at, owners] of Object.entries(shape.owners ?? {}))
        assert.deepEqual(actions[Number(at)]?.owners, owners)
      for (const [at, status] of Object.entries(shape.statuses ?? {})) assert.equal(actions[Number(at)]?.status, status)
      for (const [at, words] of Object.entries(shape.commentary ?? {}))
        assert.match(actions[Number(at)]?.commentary ?? '', words)
      for (const [at, words] of Object.entries(shape.texts ?? {})) assert.match(actions[Number(at)]?.text ?? '', words)
      for (const [at, day] of Object.entries(shape.latest ?? {}))
        assert.equal(actions[Number(at)]?.target?.latest ?? null, day)
    })
})
