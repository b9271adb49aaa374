import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mayDo, type Reach } from '#platform/access/index.ts'
import { personWith } from '../../../test/person.ts'
import { CAMPAIGN } from './rights.ts'

describe('the right to run a campaign', () => {
  it('is that of every unit that it asks; one that asks none is the whole body’s', () => {
    const cases: readonly (readonly [reach: Reach, units: readonly string[], runs: boolean])[] = [
      [['here'], ['here'], true],
      [['here'], ['here', 'there'], false],
      [['here', 'there'], ['here', 'there'], true],
      [['here'], [], false],
      ['everywhere', [], true],
      ['everywhere', ['here', 'there'], true],
    ]
    for (const [reach, units, runs] of cases) {
      const facts = { units: units.map((unitId) => ({ unitId })) }
      for (const [key, isHeld] of [
        ['assessments:run', runs],
        ['assessments:moderate', false],
      ] as const)
        assert.equal(
          mayDo(personWith([], { reach: new Map([[key, reach]]) }), CAMPAIGN, 'run', facts),
          isHeld,
          units.join(' '),
        )
    }
  })
})
