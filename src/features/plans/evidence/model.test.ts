import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mayDo, type Permission, type Person } from '#platform/access/index.ts'
import { personWith } from '../../../../test/person.ts'
import { mayAdd } from './model.ts'
import { EVIDENCE } from './seeing.ts'

const ROLES = { roleIds: ['champion', 'other'] }
const NOBODY = {
  unitId: 'team',
  planUnitId: 'directorate',
  ownerPersonIds: ['somebody'],
  ownerRoleIds: ['dro'],
  claimedBy: ['somebody'],
}
const OWNER = { ...NOBODY, ownerPersonIds: ['somebody', 'me'] }
const IN_ROLE = { ...NOBODY, ownerRoleIds: ['dro', 'champion'] }
const AUTHOR = { ...NOBODY, claimedBy: ['somebody', 'me'] }

/** Who they are to the action, what they may, whether they are a party, and whether they may add evidence. */
const TABLE: readonly [voices: typeof NOBODY, permissions: readonly string[], isParty: boolean, mayAdd: boolean][] = [
  [NOBODY, [], false, false],
  [NOBODY, ['plans:claim'], false, false],
  [NOBODY, ['plans:judge'], true, false],
  [NOBODY, ['plans:change'], true, true],
  [OWNER, [], true, false],
  [OWNER, ['plans:claim'], true, true],
  [OWNER, ['plans:judge'], true, false],
  [IN_ROLE, [], true, false],
  [IN_ROLE, ['plans:claim'], true, true],
  [AUTHOR, [], true, true],
  [AUTHOR, ['plans:claim'], true, true],
]

const actionOf = ({ unitId, planUnitId }: typeof NOBODY) => ({ unitId, plan: [{ unitId: planUnitId }] })

/** Whether somebody sees evidence of an action with these voices, which somebody else added. */
function sees(one: Person, audience: string, voices: typeof NOBODY): boolean {
  const owners = [
    ...voices.ownerPersonIds.map((personId) => ({ personId, roleId: null })),
    ...voices.ownerRoleIds.map((roleId) => ({ personId: null, roleId })),
  ]
  const claims = voices.claimedBy.map((byId) => ({ byId }))
  return mayDo(one, EVIDENCE, 'read', { audience, byId: 'somebody', owners, claims, action: [actionOf(voices)] })
}

describe('evidence of an action', () => {
  for (const [voices, permissions, isParty, isAdding] of TABLE)
    it(`with ${permissions.join() || 'no permission'}, where it is ${JSON.stringify(voices)}`, () => {
      const one = personWith(permissions, ROLES)
      assert.equal(mayAdd(voices, one), isAdding)
      assert.equal(sees(one, 'readers', voices), true)
      assert.equal(sees(one, 'parties', voices), isParty)
    })

  it('is nobody’s whose roles are others', () => {
    const other = personWith(['plans:claim'], { roleIds: ['other'] })
    assert.equal(sees(other, 'parties', IN_ROLE), false)
    assert.equal(mayAdd(IN_ROLE, other), false)
    assert.equal(mayAdd({ ...IN_ROLE, ownerRoleIds: [] }, personWith(['plans:claim'], ROLES)), false)
  })

  it('is withdrawn by whoever added it, or who runs the plan, and sees it', () => {
    for (const [id, permissions, audience, may] of [
      ['somebody', [], 'readers', true],
      ['me', [], 'readers', false],
      ['me', ['plans:judge'], 'readers', false],
      ['me', ['plans:change'], 'parties', true],
      ['stranger', [], 'parties', false],
    ] as const) {
      const facts = {
        audience,
        byId: 'somebody',
        owners: [],
        claims: [{ byId: 'somebody' }],
        action: [actionOf(NOBODY)],
      }
      assert.equal(
        mayDo(personWith(permissions, { id }), EVIDENCE, 'withdraw', facts),
        may,
        `${id}, ${permissions.join()}`,
      )
    }
  })

  it('is for those who run or judge in the unit of the action or of its plan, and for nobody by a right in other units', () => {
    const kept = (key: Permission, units: readonly string[]) => personWith([], { reach: new Map([[key, units]]) })
    for (const key of ['plans:change', 'plans:judge'] as const)
      for (const [units, isHere] of [
        [['team'], true],
        [['directorate'], true],
        [['agency'], false],
        [[], false],
      ] as const) {
        const one = kept(key, units)
        assert.equal(sees(one, 'parties', NOBODY), isHere, `${key} in ${units.join()}`)
        assert.equal(sees(one, 'parties', { ...NOBODY, unitId: null, planUnitId: null } as never), false)
        assert.equal(mayAdd(NOBODY, one), isHere && key === 'plans:change')
      }
  })
})
