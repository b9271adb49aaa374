import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

describe('the page of a share whose first scan was stopped', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('says that what was seen is kept and that the count begins anew, and not that nothing is known', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`
      insert into shares.share (id, name, root, made_at) values (gen_random_uuid(), 'A stopped share', '/nowhere', now()) returning id`)
    const dro = await test.visitor('Departmental Records Officer')
    assert.match((await dro.get(paths.share(id))).body, /Nothing is known of this share until it has been scanned/)
    await test.db.run(sql`
      insert into shares.scan (id, share_id, number, source, with_digests, state, seen, asked_at, started_at, ended_at) values (gen_random_uuid(), ${id}, 1, 'walk', false, 'stopped', 15500, now(), now(), now())`)
    const { body } = await dro.get(paths.share(id))
    assert.match(
      body,
      /Stopped after 15,500\. What was seen is kept\. When it is started again, it counts from the beginning/,
    )
    assert.match(body, /shown here when a scan has ended/)
    assert.doesNotMatch(body, /Nothing is known of this share/)
  })
})
