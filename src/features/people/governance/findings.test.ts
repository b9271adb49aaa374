import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { checkAll } from './check.ts'

const DRO = 'Departmental Records Officer'
const CHAMPION = 'KIM Champion, Digital and Technology'

describe('a finding of governance', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('leads from its own sentence to its page, and from there to the assets that it is about', async () => {
    const { id: asset, name } = await test.db.one<{ id: string; name: string }>(sql`
      update assets.asset set owner_id = ${(await test.person(CHAMPION)).id}
      where id = (select id from assets.asset where ended_on is null order by name limit 1) returning id, name`)
    await test.db.run(sql`update people.role set minimum_grade = 'SCS 1' where asset_part = 'owner'`)
    await test.db.run(sql`update people.person set grade = 'EO' where name = ${CHAMPION}`)
    await checkAll(test.db, test.act())
    const found = await test.db.one<{ id: string; explanation: string }>(sql`
      select f.id, f.explanation from people.finding f join people.person p on p.id = f.person_id join people.role r on r.id = f.role_id and r.asset_part = 'owner'
      where p.name = ${CHAMPION} and f.kind = 'grade' and f.gone_on is null`)
    const dro = await test.visitor(DRO)
    const list = (await dro.get(`${paths.findings}?state=open`)).body
    const text = /<a[^>]*href="[^"]*\/findings\/[0-9a-f-]+"[^>]*>([^<]*)</g
    const links = [...list.matchAll(text)].map(([, words = '']) => words)
    assert.ok(links.some((words) => words.startsWith(CHAMPION)))
    assert.ok(links.some((words) => words.startsWith('Nobody is ')))
    assert.equal(new Set(links).size, links.length, 'no two links say the same')
    assert.match((await dro.get('/')).body, /held against a rule/)
    const page = (await dro.get(paths.finding(found.id))).body
    assert.match(page, new RegExp(`href="/assets/assets/${asset}"[^>]*>${name}<`))
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'assets:read') where name = ${DRO}`,
    )
    const blind = await (await test.visitor(DRO)).get(paths.finding(found.id))
    assert.equal(blind.status, 200)
    assert.ok(!blind.body.includes(`href="/assets/assets/${asset}"`), 'who may not see assets')
  })
})
