import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Person } from '#platform/access/index.ts'
import { isParty, mayAdd, maySee } from './model.ts'

const person = (permissions: readonly string[], roleIds: readonly string[] = ['champion', 'other']): Person => ({
  id: 'me',
  name: 'Me',
  roleIds,
  roles: [],
  permissions: new Set(permissions),
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
      assert.equal(isParty(voices, one), party)
      assert.equal(mayAdd(voices, one), add)
      assert.equal(maySee({ audience: 'readers' }, voices, one), true)
      assert.equal(maySee({ audience: 'parties' }, voices, one), party)
    })

  it('is nobody’s whose roles are others', () => {
    assert.equal(isParty(IN_ROLE, person(['plans:claim'], ['other'])), false)
    assert.equal(mayAdd(IN_ROLE, person(['plans:claim'], ['other'])), false)
    assert.equal(mayAdd({ ...IN_ROLE, ownerRoleIds: [] }, person(['plans:claim'])), false)
  })
})
