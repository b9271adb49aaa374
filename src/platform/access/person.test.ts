import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { personWith } from '../../../test/person.ts'
import { may, theHouse } from './person.ts'

const person = (...permissions: string[]) => personWith(permissions, { roleIds: ['plans:read'], roles: ['plans:read'] })

describe('who may do something', () => {
  it('is whoever was given just that, and nobody who is not signed in', () => {
    assert.equal(may(person('plans:read', 'plans:claim'), 'plans:claim'), true)
    assert.equal(may(person('plans:read', 'plans:claim'), 'plans:judge'), false)
    assert.equal(may(person('plans:claims'), 'plans:claim'), false)
    assert.equal(may(person(), 'plans:read'), false, 'a role of that name is no permission')
    assert.equal(may(null, 'plans:read'), false)
  })

  it('is the house itself, whatever it is', () => {
    assert.equal(may(theHouse('2026-11-21'), 'plans:judge'), true)
  })
})
