import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mayDo } from '#platform/access/index.ts'
import { personWith } from '../../../test/person.ts'
import { isSeenByAll, SHARE } from './seeing.ts'

describe('who sees a shared drive', () => {
  it('is everybody where it is for all, and else who manages drives or works in the unit or below it', () => {
    for (const [permissions, unitIds, unitsAbove, all, unit] of [
      [[], [], [], true, false],
      [['shares:read'], [], [], true, false],
      [['shares:manage'], [], [], true, true],
      [[], ['unit'], ['unit'], true, true],
      [[], ['below'], ['below', 'unit'], true, true],
      [[], ['unit'], ['other'], true, false],
    ] as const) {
      const one = personWith(permissions, { unitIds, unitsAbove })
      assert.equal(mayDo(one, SHARE, 'read', { unitId: 'unit', audience: 'all' }), all, JSON.stringify(unitsAbove))
      assert.equal(mayDo(one, SHARE, 'read', { unitId: 'unit', audience: 'unit' }), unit, JSON.stringify(unitsAbove))
    }
  })
  it('is everybody for those that are for all, which is the same rule', () => {
    const { text, values } = isSeenByAll('s').compile()
    assert.match(text, /^\(*"s"\."audience" = \$1\)*$/)
    assert.deepEqual(values, ['all'])
  })
})
