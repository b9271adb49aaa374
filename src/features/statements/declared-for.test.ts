import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { peoplePaths } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { paths } from './paths.ts'

const DRO = 'Departmental Records Officer'
const DIGITAL = 'Digital and Technology Directorate'
const POLICY = 'Policy Group'

describe('a statement that was signed before units merge', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
  })
  after(() => test.close())

  it('stays one of the unit for which it was signed, and one that is under way is of the heir', async () => {
    const idOf = async (name: string) =>
      (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
    const roles = [(await test.db.one<{ id: string }>(sql`select id from people.role where name = 'KIM Champion'`)).id]
    const due = { 'due-day': '18', 'due-month': '12', 'due-year': '2026' }
    await dro.post(paths.issue('directors-assurance'), { name: 'Assurance', ...due, roles, counter: '' })
    const { id, roundId } = await test.db.one<{ id: string; roundId: string }>(sql`
      select s.id, s.round_id as "roundId" from statements.statement s join people.unit u on u.id = s.unit_id where u.name = ${DIGITAL}`)
    await test.db.run(sql`update statements.statement set state = 'submitted', submitted_at = now() where id = ${id}`)
    await test.db.run(sql`
      insert into statements.statement (id, round_id, person_id, role_id, unit_id, state)
      select gen_random_uuid(), s.round_id, p.id, s.role_id, s.unit_id, 'issued' from statements.statement s, people.person p
      where s.id = ${id} and p.name = ${DRO}`)
    const merge = {
      'on-day': '21',
      'on-month': '11',
      'on-year': '2026',
      why: 'A decision',
      units: [await idOf(DIGITAL)],
      into: await idOf(POLICY),
      name: '',
      kind: '',
      parent: '',
    }
    const { status, body } = await dro.post(peoplePaths.reorganiseAs('merge'), { ...merge, sure: 'yes' })
    assert.equal(status, 303, body)
    const states = await test.db.many<{ state: string; unit: string; signedFor: string | null }>(sql`
      select s.state, u.name as unit, d.name as "signedFor" from statements.statement s join people.unit u on u.id = s.unit_id
        left join people.unit d on d.id = s.declared_for_id where s.round_id = ${roundId} and u.name = ${POLICY} order by 1`)
    assert.deepEqual(states, [
      { state: 'issued', unit: POLICY, signedFor: null },
      { state: 'submitted', unit: POLICY, signedFor: DIGITAL },
    ])
    assert.match(
      (await dro.get(paths.round(roundId))).body,
      /Digital and Technology Directorate, now part of Policy Group/,
    )
  })
})
