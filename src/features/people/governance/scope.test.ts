import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { checkAll } from './check.ts'
import { breaches, type Scope, within } from './rules.ts'

const TODAY = '2026-11-21'

interface Found {
  readonly key: string
  readonly kind: string
  readonly personId: string | null
  readonly roleId: string | null
  readonly unitId: string | null
}

describe('asking a part of the rules', () => {
  let test: TestHouse
  let all: readonly Found[] = []
  before(async () => {
    test = await testHouse()
    // Everybody is too junior for what they hold, and some hold two roles that one person may not.
    await test.db.run(sql`update people.person set grade = 'AA'`)
    await test.db.run(sql`update people.role set minimum_grade = 'Grade 6' where ended_on is null`)
    await test.db.run(sql`
      with held as (select person_id, role_id, lead(role_id) over (order by role_id, person_id) as other from people.appointment),
        pair as (select person_id, role_id, other from held where other <> role_id),
        more as (
          insert into people.appointment (id, person_id, role_id, from_on) select gen_random_uuid(), person_id, other, '2026-01-01' from pair
          on conflict do nothing)
      insert into people.incompatibility (id, role_id, other_role_id, scope, why)
      select distinct on (role_id, other) gen_random_uuid(), role_id, other, 'person', 'One checks the other' from pair on conflict do nothing`)
    await checkAll(test.db, test.act())
    all = await test.db.many(sql`
      select key, kind, person_id as "personId", role_id as "roleId", unit_id as "unitId" from people.finding where gone_on is null order by key`)
  })
  after(() => test.close())

  const asked = async (scope: Scope) =>
    (await test.db.many<{ key: string }>(sql`select b.key from (${breaches(TODAY, scope)}) b`))
      .map(({ key }) => key)
      .toSorted()
  const concerned = async (scope: Scope) =>
    (
      await test.db.many<{ key: string }>(
        sql`select f.key from people.finding f where f.gone_on is null and ${within(scope)}`,
      )
    )
      .map(({ key }) => key)
      .toSorted()
  const keys = (which: (one: Found) => boolean) =>
    all
      .filter(which)
      .map(({ key }) => key)
      .toSorted()
  const distinct = (of: (one: Found) => string | null) => [...new Set(all.map(of))].filter((id) => id !== null)

  it('finds everything where nothing is named', async () => {
    assert.ok(new Set(all.map(({ kind }) => kind)).size > 2)
    assert.deepEqual(
      await asked({}),
      keys(() => true),
    )
    assert.deepEqual(
      await concerned({}),
      keys(() => true),
    )
  })

  it('finds of people what stands against them, and nothing of others', async () => {
    const people = distinct(({ personId }) => personId)
    assert.ok(people.length > 2)
    for (const id of people) {
      const own = keys(({ personId }) => personId === id)
      assert.ok(own.length < all.length)
      assert.deepEqual(await asked({ personIds: [id] }), own)
      assert.deepEqual(await concerned({ personIds: [id] }), own)
    }
  })

  it('finds of units that a role is vacant there, and nothing else', async () => {
    const units = distinct(({ kind, unitId }) => (kind === 'vacant' ? unitId : null))
    assert.ok(units.length > 2)
    for (const id of units) {
      const own = keys(({ kind, unitId }) => kind === 'vacant' && unitId === id)
      assert.ok(own.length < all.length)
      assert.deepEqual(await asked({ unitIds: [id] }), own)
      assert.deepEqual(await concerned({ unitIds: [id] }), own)
    }
  })

  it('finds of roles what stands against those who hold them, and what it would end it has asked', async () => {
    const roles = distinct(({ roleId }) => roleId)
    assert.ok(roles.length > 2)
    for (const id of roles) {
      const found = await asked({ roleIds: [id] })
      assert.ok(found.length < all.length)
      assert.deepEqual(found, await concerned({ roleIds: [id] }))
      assert.deepEqual(
        keys(({ roleId }) => roleId === id).filter((key) => !found.includes(key)),
        [],
      )
    }
  })
})
