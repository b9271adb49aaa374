import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { personWith } from '../../../test/person.ts'
import { sql } from '../db/index.ts'
import { inReach, keptWithin, may, mayEverywhere, mayIn, type Reach, theHouse } from './person.ts'

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

describe('where somebody holds a permission', () => {
  const [HERE, THERE] = ['here', 'there']
  const held = (reach?: Reach) => personWith([], { reach: new Map(reach ? [['plans:claim', reach] as const] : []) })
  const house = theHouse('2026-11-21')

  it('is there, or everywhere; what has no unit is reached from everywhere alone, and by the house', () => {
    const places = [HERE, THERE, null]
    const found = (person: Parameters<typeof mayIn>[0]) => places.map((place) => mayIn(person, 'plans:claim', place))
    assert.deepEqual(found(held([HERE])), [true, false, false])
    assert.deepEqual(found(held('everywhere')), [true, true, true])
    assert.deepEqual(found(held([])), [false, false, false])
    assert.deepEqual(found(held()), [false, false, false])
    assert.deepEqual(found(null), [false, false, false])
    assert.deepEqual(found(house), [true, true, true])
    assert.equal(mayEverywhere(held([HERE]), 'plans:claim'), false)
    assert.equal(mayEverywhere(held('everywhere'), 'plans:claim'), true)
  })

  it('is a condition of queries that is true for all, for none, or for rows of these units', () => {
    const text = (person: Parameters<typeof inReach>[0]) => inReach(person, 'plans:claim', sql`unit_id`).compile().text
    assert.equal(text(held('everywhere')), 'true')
    assert.equal(text(house), 'true')
    for (const nowhere of [held(), held([])]) assert.equal(text(nowhere), 'false')
    assert.match(text(held([HERE])), /^coalesce\(unit_id = any\(/)
  })

  it('is no wider than what a key was given', () => {
    const kept = keptWithin(person('plans:read', 'plans:claim'), ['plans:read'])
    assert.deepEqual([...kept.reach.keys()], ['plans:read'])
  })
})
