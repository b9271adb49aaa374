import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'

import { type TestHouse, testHouse } from '../../../test/house.ts'
import { duties } from '../assets/link-registers.ts'
import { assets } from '../assets/registers.ts'
import { paths } from './paths.ts'
import { appointments, people } from './registers.ts'
import { roles } from './roles.ts'

describe('the page of a person or a role', () => {
  let test: TestHouse
  let ids: Readonly<Record<'owner' | 'deputy' | 'role' | 'duty', string>>
  before(async () => {
    test = await testHouse()
    const [owner, deputy] = [
      await test.add(people, { name: 'Owning Person' }),
      await test.add(people, { name: 'Deputy Person' }),
    ]
    const [role, duty] = [
      await test.add(roles([]), { name: 'Role of an owner', permissions: [] }),
      await test.add(roles([]), { name: 'Role for one asset', permissions: [] }),
    ]
    ids = { owner, deputy, role, duty }
    await test.add(appointments, { person_id: owner, role_id: role, from_on: '2026-01-01' })
    const asset = await test.add(assets, { name: 'Owned files', owner_id: owner, deputy_id: deputy })
    await test.add(assets, { name: 'Files of before', owner_id: owner, ended_on: '2026-01-01', ended_why: 'A test.' })
    await test.add(duties, { asset_id: asset, person_id: deputy, role_id: duty, from_on: '2026-01-01' })
    await test.db.run(
      sql`update risks.risk set owner_id = ${owner} where id in (select id from risks.risk where closed_on is null order by title limit 2)`,
    )
    await test.db.run(sql`
      update risks.risk set owner_id = ${owner}, closed_on = '2026-11-01', closed_why = 'Gone' where id in (
        select id from risks.risk where closed_on is null and owner_id is distinct from ${owner} order by title limit 1)`)
  })
  after(() => test.close())

  const owned = async (address: string, name = 'Departmental Records Officer') => {
    const { body } = await (await test.visitor(name)).get(address)
    const table = (caption: string) =>
      [
        ...(new RegExp(`${caption}</caption>[\\s\\S]*?</table>`).exec(body)?.[0] ?? '').matchAll(
          /<tr[^>]*>\s*<t[hd][^>]*>[\s\S]*?<\/tr>/g,
        ),
      ]
        .slice(1)
        .map(([row]) =>
          row
            .replace(/<[^>]+>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        )
    return { body, assets: table('Information assets'), risks: table('Risks that are open') }
  }

  it('shows the assets and open risks that they answer for, and where all of them are', async () => {
    const owner = await owned(paths.person(ids.owner))
    assert.deepEqual(owner.assets, ['Owned files Owner'])
    assert.equal(owner.risks.length, 2)
    assert.ok(owner.body.includes(`href="/risks/risks?owner_id=${ids.owner}&amp;standing=open"`))
    assert.ok(owner.body.includes(`href="/assets/assets?owner_id=${ids.owner}"`))
    const deputy = await owned(paths.person(ids.deputy))
    assert.deepEqual(deputy.assets, ['Owned files Deputy', 'Owned files Role for one asset'])
    assert.deepEqual(deputy.risks, [])
  })

  it('shows them of whoever holds the role, or holds it for an asset', async () => {
    const role = await owned(paths.role(ids.role))
    assert.deepEqual(role.assets, ['Owned files Owning Person Owner'])
    assert.equal(role.risks.length, 2)
    assert.ok(role.risks.every((row) => row.includes('Owning Person')))
    const duty = await owned(paths.role(ids.duty))
    assert.deepEqual(duty.assets, ['Owned files Deputy Person Role for one asset'])
    test.setNow('2025-12-31T09:00:00Z')
    assert.deepEqual((await owned(paths.role(ids.role))).assets, [], 'who does not hold it yet')
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('shows no assets and risks to whoever may not see them', async () => {
    await test.db.run(sql`update people.role set permissions = array_remove(array_remove(permissions, 'assets:read'), 'risks:read') where id in (
      select role_id from people.appointment a join people.person p on p.id = a.person_id where p.name = 'Executive committee member')`)
    const shown = await owned(paths.person(ids.owner), 'Executive committee member')
    assert.match(shown.body, /Owning Person/)
    assert.deepEqual([shown.assets, shown.risks], [[], []])
  })
})
