import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mayDo } from '#platform/access/index.ts'
import { personWith } from '../../../../test/person.ts'
import { type Audience, mayAdd } from './model.ts'
import { EVIDENCE } from './seeing.ts'

const person = (permissions: readonly string[], roleIds: readonly string[] = ['champion', 'other']) =>
  personWith(permissions, { roleIds })

/** The facts of a piece of evidence, by somebody else, on an action with these voices. */
const evidence = (audience: Audience, { ownerPersonIds, ownerRoleIds, claimedBy }: typeof NOBODY) => ({
  audience,
  byId: 'somebody',
  owners: [
    ...ownerPersonIds.map((personId) => ({ personId, roleId: null })),
    ...ownerRoleIds.map((roleId) => ({ personId: null, roleId })),
  ],
  claims: claimedBy.map((byId) => ({ byId })),
})

const NOBODY = { ownerPersonIds: ['somebody'], ownerRoleIds: ['dro'], claimedBy: ['somebody'] }
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

describe('evidence of an action', () => {
  for (const [voices, permissions, party, add] of TABLE)
    it(`with ${permissions.join() || 'no permission'}, where it is ${JSON.stringify(voices)}`, () => {
      const one = person(permissions)
      assert.equal(mayAdd(voices, one), add)
      assert.equal(mayDo(one, EVIDENCE, 'read', evidence('readers', voices)), true)
      assert.equal(mayDo(one, EVIDENCE, 'read', evidence('parties', voices)), party)
      const mayWithdraw = permissions.includes('plans:change')
      assert.equal(mayDo(one, EVIDENCE, 'withdraw', evidence('readers', voices)), mayWithdraw)
      assert.equal(mayDo({ ...one, id: 'somebody' }, EVIDENCE, 'withdraw', evidence('parties', voices)), true)
    })

  it('is nobody’s whose roles are others', () => {
    assert.equal(mayDo(person(['plans:claim'], ['other']), EVIDENCE, 'read', evidence('parties', IN_ROLE)), false)
    assert.equal(mayAdd(IN_ROLE, person(['plans:claim'], ['other'])), false)
    assert.equal(mayAdd({ ...IN_ROLE, ownerRoleIds: [] }, person(['plans:claim'])), false)
  })
})
