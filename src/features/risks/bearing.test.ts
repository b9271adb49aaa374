import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { risks } from './registers.ts'

describe('tolerating a risk that is beyond the appetite', () => {
  let test: TestHouse
  let id: string
  const OWNER = 'Head of KIM'
  const OTHER = 'Departmental Records Officer'
  const person = async (name: string) => (await test.person(name)).id
  before(async () => {
    test = await testHouse()
    const risk = await test.db.one<{ id: string }>(
      sql`select id from risks.risk where title = 'Ministers’ mail is not captured'`,
    )
    id = risk.id
  })
  after(() => test.close())

  /** Changes the risk in somebody's name; null, or the field that something stands against. */
  const change = async (name: string, value: Parameters<typeof changeItem>[5]) => {
    const { version } = await test.db.one<{ version: number }>(sql`select version from risks.risk where id = ${id}`)
    const act = { ...test.act(), actor: { kind: 'person' as const, id: await person(name), name } }
    const saved = await changeItem(test.db, act, risks, id, version, value)
    return 'field' in saved ? saved.field : null
  }

  it('is for somebody else than its owner, and asked again when it gets another owner', async () => {
    const worst = await test.db.one<{ likelihood: string; impact: string }>(sql`
      select (select id from risks.likelihood order by rank desc limit 1) as likelihood, (select id from risks.impact order by rank desc limit 1) as impact`)
    const owner = await person(OWNER)
    const judged = { likelihood_id: worst.likelihood, impact_id: worst.impact, response: 'treat' }
    assert.equal(await change(OTHER, { ...judged, owner_id: owner }), null)
    assert.equal(await change(OWNER, { response: 'tolerate' }), 'response')
    assert.equal(await change(OTHER, { response: 'tolerate' }), null)
    assert.equal(await change(OWNER, { response: 'tolerate', owner_id: owner, cause: 'In other words' }), null)
    const other = await person(OTHER)
    assert.equal(await change(OTHER, { response: 'tolerate', owner_id: other }), 'response', 'nobody takes it over so')
    assert.equal(await change(OWNER, { response: 'tolerate', owner_id: other }), null)
  })
})
