import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { bySystem } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { belongings } from './belongings.ts'
import { uses } from './link-registers.ts'

interface Use {
  readonly id: string
  readonly assetId: string
  readonly unitId: string
  readonly ownerId: string
}

describe('what a unit uses of another unit', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    // Two more units use an asset that a third has.
    const { id, own } = await test.db.one<{ id: string; own: string }>(
      sql`select id, unit_id as own from assets.asset where unit_id is not null order by id limit 1`,
    )
    const others = await test.db.many<{ id: string }>(sql`
      select id from people.unit where id <> ${own} and id not in (select unit_id from assets.use where asset_id = ${id})
        and closed_on is null order by id limit 2`)
    for (const { id: unit } of others)
      await test.add(uses, { asset_id: id, unit_id: unit, purpose: 'To answer letters' })
  })
  after(() => test.close())

  const open = () =>
    test.db.many<Use>(sql`
      select u.id, u.asset_id as "assetId", u.unit_id as "unitId", a.unit_id as "ownerId"
      from assets.use u join assets.asset a on a.id = u.asset_id where u.ended_on is null order by u.id`)
  const move = async (key: string, id: string, to: string) => {
    const now = new Date()
    const belonging = belongings.find((one) => one.key === key)
    assert.ok(belonging)
    await test.db.transaction((tx) =>
      belonging.move(tx, bySystem(now), (item) => sql`${item} = ${id}`, { to, on: dayOf(now) }),
    )
  }

  it('ends when the unit that uses becomes one with the one that has the asset, and nothing else does', async () => {
    const [use, ...others] = (await open()).filter(({ unitId, ownerId }) => unitId !== ownerId)
    assert.ok(use && others.length > 0)
    await move('uses', use.id, use.ownerId)
    const left = await open()
    assert.ok(!left.some(({ id }) => id === use.id))
    for (const { id } of others) assert.ok(left.some((one) => one.id === id))
  })

  it('ends when the asset comes to the unit that uses it', async () => {
    const [use] = (await open()).filter(({ unitId, ownerId }) => unitId !== ownerId)
    assert.ok(use)
    const others = (await open()).filter(({ assetId, id }) => assetId === use.assetId && id !== use.id)
    await move('assets', use.assetId, use.unitId)
    const left = await open()
    assert.ok(!left.some(({ id }) => id === use.id))
    for (const { id } of others) assert.ok(left.some((one) => one.id === id))
  })
})
