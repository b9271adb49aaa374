import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OPEN } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { loadRoles } from './load.ts'

describe('the roles of a new installation', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('have the permissions that rooms say are given to them, and no others', async () => {
    const held = await test.db.many<{ name: string; permissions: string[] }>(
      sql`select name, permissions from people.role order by name`,
    )
    assert.equal(held.length, 9)
    for (const { name, permissions } of held)
      assert.deepEqual(
        permissions,
        rooms.permissions.filter(({ given }) => given?.includes(name)).map(({ key }) => key),
        name,
      )
    const judging = held.filter(({ permissions }) => permissions.includes('plans:judge')).map(({ name }) => name)
    assert.deepEqual(judging, ['Assessor'])
  })

  it('are not begun where a room gives a permission to a role that is not there', async () => {
    const one = {
      key: 'loans:read',
      holds: OPEN,
      means: 'See loans',
      room: 'Loans',
      given: ['Keeper of the moon'],
    } as const
    await assert.rejects(
      test.db.transaction((tx) => loadRoles(tx, test.act(), [one])),
      /Cannot give the permission loans:read: there is no role Keeper of the moon/,
    )
  })
})
