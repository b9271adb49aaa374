import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Permission } from '#platform/access/index.ts'
import { personWith } from '../../../test/person.ts'
import { mayChangeAction, mayChangePlan, mayImportInto, mayJudgeAction } from './rights.ts'

/** Each may do one thing, in this unit alone. */
const [changer, importer, judge] = (['plans:change', 'plans:import', 'plans:judge'] as const).map((key: Permission) =>
  personWith([], { reach: new Map([[key, ['here']]]) }),
) as [ReturnType<typeof personWith>, ReturnType<typeof personWith>, ReturnType<typeof personWith>]
const everybody = [changer, importer, judge]

describe('rights of plans and actions', () => {
  it('run, and bring versions of, the plans of their unit, each by its own permission', () => {
    for (const [unitId, isTheirs] of [
      ['here', true],
      ['there', false],
      [null, false],
    ] as const) {
      assert.deepEqual(
        everybody.map((one) => mayChangePlan(one, unitId)),
        [isTheirs, false, false],
      )
      assert.deepEqual(
        everybody.map((one) => mayImportInto(one, unitId)),
        [false, isTheirs, false],
      )
    }
  })

  it('change and judge an action in its unit or in that of its plan: either is enough', () => {
    for (const [unitId, planUnitId, isTheirs] of [
      ['here', 'there', true],
      ['there', 'here', true],
      [null, 'here', true],
      ['here', null, true],
      ['there', 'there', false],
      [null, null, false],
    ] as const) {
      const homes = { unitId, planUnitId }
      assert.deepEqual(
        everybody.map((one) => mayChangeAction(one, homes)),
        [isTheirs, false, false],
      )
      assert.deepEqual(
        everybody.map((one) => mayJudgeAction(one, homes)),
        [false, false, isTheirs],
      )
    }
  })
})
