import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'

import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { people, units } from '../registers.ts'
import { compare } from './compare.ts'
import { tooManyLeavers } from './deeds.ts'
import type { FedPerson } from './model.ts'

const [YESTERDAY, TODAY] = ['2026-11-22', '2026-11-23'] as const

describe('what a feed changes of somebody', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse({ withExample: false })
  })
  after(() => test.close())

  let number = 0
  /** Somebody whose last day is this here, and what the feed says of them. */
  const person = async (leftOn: string | null, unit: string | null = null) => {
    number += 1
    const externalId = `n${number}`
    await test.add(people, { name: 'Ann', external_id: externalId, left_on: leftOn, unit_id: unit })
    return (said: Partial<FedPerson>): FedPerson => ({
      row: number,
      externalId,
      name: 'Ann',
      email: null,
      grade: null,
      unit: null,
      isActive: true,
      leftOn: null,
      ...said,
    })
  }
  const told = async (fed: FedPerson) => {
    const found = await compare(test.db, { people: [fed], units: [] }, false, TODAY)
    assert.deepEqual(found.problems, [])
    const [one] = found.people
    return one ? [one.kind, one.fields] : null
  }

  it('is their last day, when it moves, is taken back or comes', async () => {
    const soon = await person('2026-11-30')
    assert.deepEqual(await told(soon({ leftOn: '2027-03-31' })), ['change', { left_on: ['2026-11-30', '2027-03-31'] }])
    assert.equal(await told(soon({ leftOn: '2026-11-30' })), null)
    assert.equal(await told(soon({})), null, 'a feed that says nothing of it leaves it')
    assert.deepEqual(await told(soon({ leftOn: '2026-11-30', name: 'Ann New' })), [
      'change',
      { name: ['Ann', 'Ann New'] },
    ])
    const lasting = await person(null)
    assert.deepEqual(await told(lasting({ leftOn: '2027-03-31', name: 'Ann New' })), [
      'change',
      { name: ['Ann', 'Ann New'], left_on: [null, '2027-03-31'] },
    ])
    assert.deepEqual(
      await told(lasting({ leftOn: TODAY })),
      ['change', { left_on: [null, TODAY] }],
      'today is a day here',
    )
    assert.deepEqual(await told(lasting({ leftOn: YESTERDAY })), ['leave', { left_on: [null, YESTERDAY] }])
    assert.deepEqual(await told(lasting({ isActive: false })), ['leave', { left_on: [null, YESTERDAY] }])
    assert.deepEqual(
      await told(lasting({ isActive: false, leftOn: TODAY })),
      ['leave', { left_on: [null, YESTERDAY] }],
      'gone already on what was to be their last day',
    )
    const last = await person(TODAY)
    assert.equal(await told(last({})), null, 'whoever is here for the last day is here')
  })

  it('is that they come back, for good or for a time, and nothing where they stay away', async () => {
    const left = await person('2020-01-31')
    assert.deepEqual(await told(left({})), ['back', { left_on: ['2020-01-31', null] }])
    assert.deepEqual(await told(left({ leftOn: '2027-03-31' })), ['back', { left_on: ['2020-01-31', '2027-03-31'] }])
    assert.equal(await told(left({ isActive: false })), null)
    assert.equal(await told(left({ isActive: false, leftOn: '2020-01-31' })), null)
    assert.equal(await told(left({ isActive: false, leftOn: '2027-03-31' })), null, 'gone, with a day to come')
    assert.deepEqual(
      await told(left({ isActive: false, leftOn: '2019-12-31' })),
      ['change', { left_on: ['2020-01-31', '2019-12-31'] }],
      'another last day',
    )
  })

  it('is a unit with the same name as theirs, where the feed names it by its number', async () => {
    const unit = (name: string, parent: string | null, externalId: string) =>
      test.add(units, { name, kind: 'team', parent_id: parent, external_id: externalId })
    const [north, south] = [await unit('North', null, 'n'), await unit('South', null, 's')]
    const one = await unit('Policy', north, 'u1')
    await unit('Policy', south, 'u2')
    const fed = await person(null, one)
    assert.equal(await told(fed({ unit: 'u1' })), null)
    assert.equal(await told(fed({})), null, 'a feed that says nothing of it leaves it')
    assert.deepEqual(await told(fed({ unit: 'u2' })), ['change', { unit_id: ['Policy', 'Policy'] }])
    const moved = { row: 1, externalId: 'u1', name: 'Policy', kind: null, parent: 's' }
    const { units: changes } = await compare(test.db, { people: [], units: [moved] }, false, TODAY)
    assert.deepEqual(
      changes.map(({ fields }) => fields),
      [{ parent_id: ['North', 'South'] }],
    )
  })

  it('leaves a unit where it is, where the feed says nothing of what it is part of', async () => {
    const top = await test.add(units, { name: 'Top', kind: 'core-department', parent_id: null, external_id: 't1' })
    await test.add(units, { name: 'Inner', kind: 'team', parent_id: top, external_id: 't2' })
    const fed = { row: 1, externalId: 't2', name: 'Inner', kind: null, parent: null }
    const { units: changes } = await compare(test.db, { people: [], units: [fed] }, false, TODAY)
    assert.deepEqual(changes, [])
  })

  it('is asked about where more than a tenth leave at once, and more than ten', async () => {
    const { here } = await test.db.one<{ here: number }>(
      sql`select count(*) as here from people.person where external_id is not null and left_on is null`,
    )
    await test.db.run(sql`
      insert into people.person (id, name, external_id) select gen_random_uuid(), 'P', 'many ' || n from generate_series(1, ${110 - here}) n`)
    const leavers = (count: number) => ({
      units: [],
      problems: [],
      unchanged: 0,
      people: Array.from({ length: count }, () => ({
        kind: 'leave' as const,
        row: 1,
        id: null,
        version: 1,
        name: 'P',
        fields: {},
        value: {},
        unitKey: null,
      })),
    })
    assert.equal(await tooManyLeavers(test.db, leavers(11)), false, 'just a tenth of 110')
    assert.equal(await tooManyLeavers(test.db, leavers(12)), true)
    await test.db.run(sql`update people.person set left_on = '2026-01-01' where external_id like 'many %'`)
    assert.equal(await tooManyLeavers(test.db, leavers(10)), false, 'ten are few')
    assert.equal(await tooManyLeavers(test.db, leavers(11)), true)
  })
})
