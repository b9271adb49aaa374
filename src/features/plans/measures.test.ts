import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { theHouse } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { readMeasure } from '#platform/measures.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { isDueSoon } from './actions/listing.ts'
import { isOverdue } from './conditions.ts'
import { measures } from './measures.ts'

const TODAY = '2026-11-21'

describe('the measure of actions that are not overdue', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await test.db.run(sql`update plans.action set overdue_after = null, is_finished = false, status = 'in-progress'
      where id in (select id from plans.action order by id limit 3)`)
  })
  after(() => test.close())

  const count = async (condition: ReturnType<typeof sql>) =>
    (await test.db.one<{ n: number }>(sql`select count(*) as n from plans.action a where ${condition}`)).n

  it('counts every action that the list of overdue actions does not show, also those without a last day', async () => {
    const [all, overdue, endless] = await Promise.all([
      count(sql`true`),
      count(isOverdue(TODAY)),
      count(sql`a.overdue_after is null`),
    ])
    assert.ok(overdue > 0 && endless >= 3)
    const reading =
      measures[0] && (await readMeasure(measures[0], test.db, { of: 'all' }, { today: TODAY, viewer: theHouse(TODAY) }))
    assert.deepEqual([reading?.good, reading?.all, reading?.isWell], [all - overdue, all, false])
    assert.equal(
      reading?.words,
      `${all - overdue} of ${all} actions are not overdue; ${endless} of these have no last day`,
    )
  })

  it('has conditions that are true or false of every action, and never null', async () => {
    assert.equal(await count(sql`(${isOverdue(TODAY)}) is null or (${isDueSoon(TODAY)}) is null`), 0)
  })

  it('is well for somebody who has no overdue action, whether their actions have a last day or not', async () => {
    const role = await test.db.one<{ id: string; person: string }>(sql`
      select x.role_id as id, x.person_id as person from people.appointment x join plans.owner o on o.role_id = x.role_id
      where x.until_on is null order by x.id limit 1`)
    await test.db.run(
      sql`update plans.action set overdue_after = null where id in (select action_id from plans.owner where role_id = ${role.id})`,
    )
    await test.db.run(sql`delete from plans.owner where role_id <> ${role.id} or role_id is null`)
    const reading =
      measures[0] &&
      (await readMeasure(
        measures[0],
        test.db,
        { of: 'person', id: role.person },
        { today: TODAY, viewer: theHouse(TODAY) },
      ))
    assert.ok((reading?.all ?? 0) > 0)
    assert.equal(reading?.isWell, true)
  })
})
