import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'

describe('signing in to the example', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('offers each person once, with all that they are appointed to', async () => {
    const { id, role } = await test.db.one<{ id: string; role: string }>(
      sql`select p.id, r.id as role from people.person p cross join people.role r where p.name = 'Assessor' and r.name = 'Head of Knowledge and Information Management'`,
    )
    await test.db.run(
      sql`insert into people.appointment (id, person_id, role_id, unit_id, from_on) select gen_random_uuid(), ${id}, ${role}, id, '2026-01-01' from people.unit where name = 'Policy Group'`,
    )
    const { body } = await (await test.visitor()).get('/sign-in')
    assert.equal(body.split(`value="${id}"`).length - 1, 1)
    const card = body.split('<li>').find((part) => part.includes(`value="${id}"`)) ?? ''
    assert.match(card, /Assessor, [^<]*<[\s\S]*Head of Knowledge and Information Management, Policy Group/)
  })

  it('offers somebody for every role, the administrator too', async () => {
    const { body } = await (await test.visitor()).get('/sign-in')
    const roles = await test.db.many<{ name: string }>(sql`select name from people.role`)
    const without = await test.db.many<{ name: string }>(sql`
      select name from people.role r where not exists (select from people.appointment a where a.role_id = r.id)`)
    assert.ok(roles.length > 8)
    assert.deepEqual(without, [])
    assert.match(body, /<h2[^>]*>Administrator<\/h2>/)
    const administrator = await test.visitor('Administrator')
    assert.equal((await administrator.get('/people/appointments/add')).status, 200)
    assert.equal((await administrator.get('/plans/add')).status, 403)
  })
})
