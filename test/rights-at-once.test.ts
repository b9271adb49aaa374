import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { boxes, places } from '#features/assets/place-registers.ts'
import { assets } from '#features/assets/registers.ts'
import { appointments, people, units } from '#features/people/registers.ts'
import { roles } from '#features/people/roles.ts'
import type { Person } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { addIn, addItem, changeIn, changeItem } from '#platform/register/index.ts'
import { rooms } from '../src/house.ts'
import { chance } from './chance.ts'
import { type TestHouse, testHouse } from './house.ts'
import { until } from './until.ts'

const ROUNDS = 40

describe('a right that is used while it is taken away', () => {
  let test: TestHouse
  let here: string
  let there: string
  let role: string

  before(async () => {
    test = await testHouse()
    const top = await test.db.one<{ id: string }>(sql`select id from people.unit where parent_id is null`)
    here = await test.add(units, { name: 'Office of Here', kind: 'team', parent_id: top.id })
    there = await test.add(units, { name: 'Office of There', kind: 'team', parent_id: top.id })
    const permissions = ['assets:read', 'assets:change']
    role = await test.add(roles(rooms.permissions), { name: 'Keeps assets here', permissions, reach: 'unit' })
  })
  after(() => test.close())

  /** Somebody who may change assets here, and the deed that takes it away. */
  async function keeper(name: string): Promise<{ person: Person; takeAway: () => Promise<unknown> }> {
    const person_id = await test.add(people, { name })
    const held = { person_id, role_id: role, unit_id: here, from_on: '2026-01-01' }
    const appointment = await test.add(appointments, held)
    const person = await test.person(name)
    const takeAway = async () => {
      const saved = await changeItem(test.db, test.act(), appointments, appointment, 1, { until_on: '2026-11-20' })
      assert.ok('id' in saved, JSON.stringify(saved))
    }
    return { person, takeAway }
  }

  const nameOf = async (id: string) =>
    (await test.db.one<{ name: string }>(sql`select name from assets.asset where id = ${id}`)).name
  const linesOf = async (id: string) =>
    (
      await test.db.one<{ count: number }>(
        sql`select count(*) as count from register.change where register = 'assets' and item_id = ${id} and what = 'changed'`,
      )
    ).count

  it('saves all or nothing, many times in both orders, and nothing of what began when it was taken away', async () => {
    const next = chance(11)
    const seen = { saved: 0, refused: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      const { person, takeAway } = await keeper(`Keeper ${round}`)
      const asset = await test.add(assets, { name: `Files ${round}`, unit_id: here })
      const use = () => changeItem(test.db, test.act(person), assets, asset, 1, { name: `Changed ${round}` })
      const isTakenFirst = round % 2 === 0
      // Sometimes the second waits until the first is done, sometimes both run at once.
      const isApart = next() < 0.3
      const first = isTakenFirst ? takeAway() : use()
      if (isApart) await first
      const second = isTakenFirst ? use() : takeAway()
      const [one, other] = await Promise.all([first, second])
      const used = (isTakenFirst ? other : one) as Awaited<ReturnType<typeof use>>
      const isSaved = 'id' in used
      seen[isSaved ? 'saved' : 'refused'] += 1
      if (isApart) assert.equal(isSaved, !isTakenFirst, 'one after the other')
      if (!isSaved) assert.match(used.message, /do not have permission to change information assets of this unit/)
      assert.equal(await nameOf(asset), isSaved ? `Changed ${round}` : `Files ${round}`)
      assert.equal(await linesOf(asset), isSaved ? 1 : 0)
      const late = await changeItem(test.db, test.act(person), assets, asset, isSaved ? 2 : 1, { name: 'Late' })
      assert.ok('message' in late, 'it is gone from then on')
    }
    assert.ok(seen.saved > 0 && seen.refused > 0, JSON.stringify(seen))
  })

  it('counts as it stood when the deed asked: an end that is not committed yet is after it', async () => {
    const { person } = await keeper('Keeper of a moment')
    const asset = await test.add(assets, { name: 'Files of a moment', unit_id: here })
    const change = (version: number, name: string) =>
      changeItem(test.db, test.act(person), assets, asset, version, { name })
    await test.db.transaction(async (tx) => {
      await tx.run(sql`update people.appointment set until_on = '2026-11-20' where person_id = ${person.id}`)
      assert.ok('id' in (await change(1, 'Before the end')))
    })
    assert.ok('message' in (await change(2, 'After the end')))
  })

  it('is asked of the unit of what an item hangs on, which nobody changes until the item is saved', async () => {
    const { person } = await keeper('Keeper of boxes')
    const place = async (name: string) => test.add(places, { name, kind: 'paper-store', state: 'live', unit_id: here })
    const [held, moved] = [await place('Held store'), await place('Moved store')]
    const move = (id: string) => changeItem(test.db, test.act(), places, id, 1, { unit_id: there })
    const box = (number: string, place_id: string) => ({ number, series: 'S', place_id })
    // The box comes first: the move waits for it.
    let isMoved = false
    let moving: Promise<unknown> = Promise.resolve()
    await test.db.transaction(async (tx) => {
      await addIn(tx, test.act(person), boxes, box('B1', held))
      moving = move(held).then(() => {
        isMoved = true
      })
      await waitsForLock()
      assert.equal(isMoved, false)
    })
    await moving
    assert.equal(isMoved, true)
    // The move comes first: the box waits for it, and is refused.
    let adding: ReturnType<typeof addItem> | undefined
    await test.db.transaction(async (tx) => {
      await changeIn(tx, test.act(), places, { id: moved, version: 1, value: { unit_id: there } })
      adding = addItem(test.db, test.act(person), boxes, box('B2', moved))
      await waitsForLock()
    })
    const refused = await adding
    assert.ok(refused && 'message' in refused)
    assert.match(refused.message, /of a unit in which you have permission/)
    const stored = await test.db.many<{ number: string }>(
      sql`select number from assets.box where series = 'S' and place_id = any(${[held, moved]}::uuid[])`,
    )
    assert.deepEqual(stored, [{ number: 'B1' }])
  })

  /** Until another connection of this database waits for a lock. */
  const waitsForLock = (): Promise<void> =>
    until(
      async () => {
        const { waiting } = await test.db.one<{ waiting: boolean }>(
          sql`select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`,
        )
        return waiting
      },
      { what: 'a connection that waits for a lock' },
    )
})
