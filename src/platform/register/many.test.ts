import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'

import { assets } from '#features/assets/registers.ts'
import { followGroups } from '#features/people/groups.ts'
import { paths as peoplePaths } from '#features/people/paths.ts'
import { people, units } from '#features/people/registers.ts'
import { paths as riskPaths } from '#features/risks/paths.ts'
import { bands } from '#features/risks/scales.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { unexplained } from '../../../test/unexplained.ts'
import { addMany, changeItem, changeMany, findItem } from './index.ts'

interface Line {
  readonly id: string
  readonly what: string
  readonly fields: Readonly<Record<string, readonly [string, string]>>
}

describe('many items of a register at once', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const unit = async (called: string) =>
    test.db.one<{ id: string; version: number }>(sql`select id, version from people.unit where name = ${called}`)
  /** What one audit entry tells of, with the entry. */
  const told = (what: string, since = '2026-11-21') =>
    test.db.many<Line & { entry: string; facts: { count: number; fields: string[]; digest: string } }>(sql`
      select h.item_id as id, h.what, h.fields, e.id as entry, e.facts from register.change h join audit.entry e on e.id = h.audit_entry_id
      where e.what = ${what} and e.at >= ${since}::timestamptz order by h.item_id`)

  it('each have their version counted on and a line of history, under one audit entry with count and digest', async () => {
    const [to, from] = [await unit('Policy Group'), await unit('Digital and Technology Directorate')]
    const all = await test.db.many<{ id: string; version: number; unitId: string | null }>(
      sql`select id, version, unit_id as "unitId" from people.person order by id limit 40`,
    )
    const ids = all.map(({ id }) => id)
    const done = await test.db.transaction((tx) =>
      changeMany(tx, test.act(), people, {
        which: sql`select unnest(${ids}::uuid[])`,
        set: { unit_id: to.id, grade: sql`case when item.grade is null then 'SEO' else item.grade end` },
      }),
    )
    assert.ok(done.length > 5)
    const rows = await told('people.changed')
    assert.deepEqual(
      rows.map(({ id }) => id),
      done,
    )
    assert.equal(new Set(rows.map(({ entry }) => entry)).size, 1)
    const [first] = rows
    assert.ok(first)
    assert.equal(first.facts.count, done.length)
    const digest = createHash('sha256')
      .update(JSON.stringify(rows.map(({ id, fields }) => ({ id, fields }))))
      .digest('hex')
    assert.equal(first.facts.digest, digest)
    assert.deepEqual([...new Set(rows.map(({ fields }) => fields.unit_id?.[1]))], ['Policy Group'])
    const changed = all.filter((one) => done.includes(one.id))
    assert.equal(changed.length, done.length)
    for (const { id, version } of changed) assert.equal((await findItem(test.db, people, id))?.version, version + 1)
    // Whoever read an item before is told that it has changed.
    const [one] = all
    assert.ok(one)
    await assert.rejects(
      changeItem(test.db, test.act(), people, one.id, one.version, { unit_id: from.id }),
      /meanwhile/,
    )
    // Nothing is told of items that stay as they are.
    const again = await test.db.transaction((tx) =>
      changeMany(tx, test.act(), people, { which: sql`select unnest(${ids}::uuid[])`, set: { unit_id: to.id } }),
    )
    assert.deepEqual(again, [])
    const seen = await findItem(test.db, people, one.id)
    assert.ok(seen)
    await changeItem(test.db, test.act(), people, one.id, seen.version, { unit_id: to.id })
    assert.equal((await findItem(test.db, people, one.id))?.version, seen.version, 'saved as it was')
    assert.equal((await told('people.changed')).length, done.length)
  })

  it('are added with the first line of their history, and only declared fields are changed', async () => {
    const added = await test.db.transaction((tx) =>
      addMany(tx, test.act(), units, {
        columns: ['name', 'kind'],
        rows: sql`select 'Team ' || n, 'team' from generate_series(1, 3) n`,
      }),
    )
    const rows = await told('units.added')
    assert.deepEqual(
      rows.map(({ id }) => id),
      added,
    )
    assert.deepEqual(new Set(rows.map(({ fields }) => fields.name?.[1])), new Set(['Team 1', 'Team 2', 'Team 3']))
    assert.equal(rows[0]?.facts.count, 3)
    await assert.rejects(
      test.db.transaction((tx) =>
        changeMany(tx, test.act(), units, { which: sql`select id from people.unit`, set: { version: '7' } }),
      ),
      /does not declare it/,
    )
  })

  it('tell of every deed of the house that changes many: reorganising, retiring, groups of a directory', async () => {
    const before = await test.db.one<{ entries: number }>(sql`select count(*) as entries from audit.entry`)
    const [digital, policy, agency, heritage] = await Promise.all(
      [
        'Digital and Technology Directorate',
        'Policy Group',
        'Example Inspection Agency',
        'Example Heritage Commission',
      ].map(unit),
    )
    const on = { 'on-day': '21', 'on-month': '11', 'on-year': '2026', why: 'A decision', sure: 'yes' }
    const merged = {
      ...on,
      units: [digital?.id ?? '', policy?.id ?? ''],
      into: '',
      name: 'Both',
      kind: 'directorate',
      parent: '',
    }
    assert.equal((await dro.post(peoplePaths.reorganiseAs('merge'), merged)).status, 303)
    const out = { ...on, unit: agency?.id ?? '', body: 'Another department', rest: heritage?.id ?? '' }
    assert.equal((await dro.post(peoplePaths.reorganiseAs('transfer-out'), out)).status, 303)
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Information Asset Owner'`,
    )
    const heir = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    assert.equal((await dro.post(peoplePaths.retire(role.id), { heir: heir.id })).status, 303)
    const kim = await test.person('KIM Champion, Digital and Technology')
    await test.db.transaction(async (tx) => {
      await tx.run(
        sql`insert into people.group_role (id, group_name, role_id) select gen_random_uuid(), 'G', id from people.role where name = 'Assessor'`,
      )
      await followGroups(tx, test.act(), kim.id, ['G'])
    })
    test.setNow('2026-11-24T09:00:00Z')
    await test.db.transaction((tx) => followGroups(tx, test.act(), kim.id, []))
    const found = await unexplained(test.db)
    // What this test wrote without the kit is found, so that the question can fail.
    assert.deepEqual(
      found.map(({ register }) => register),
      ['groups'],
    )
    const { entries } = await test.db.one<{ entries: number }>(sql`select count(*) as entries from audit.entry`)
    assert.ok(entries > before.entries)
    dro = await test.visitor('Departmental Records Officer')
    const page = await dro.get(peoplePaths.unit(digital?.id ?? ''))
    assert.match(page.body, /History[\s\S]*Closed[^<]*to “21 November 2026”/)
  })

  it('are told of by what they point to, also where two have one name', async () => {
    const [first, second] = await test.db.transaction((tx) =>
      addMany(tx, test.act(), people, { columns: ['name'], rows: sql`select 'Namesake' from generate_series(1, 2)` }),
    )
    const asset = await test.db.one<{ id: string; version: number }>(
      sql`select id, version from assets.asset where ended_on is null order by id limit 1`,
    )
    const give = (version: number, to: string | undefined) =>
      changeItem(test.db, test.act(), assets, asset.id, version, { owner_id: to ?? null })
    await give(asset.version, first)
    await give(asset.version + 1, second)
    const history = await test.db.many<{ owner: readonly string[] }>(
      sql`select fields -> 'owner_id' as owner from register.change where item_id = ${asset.id} and fields ? 'owner_id' order by id desc limit 2`,
    )
    assert.deepEqual(history[0]?.owner, ['Namesake', 'Namesake'])
    assert.equal(history[1]?.owner[1], 'Namesake')
  })

  it('have what is worked out of them told as well: risks that another matrix judges anew are rated anew', async () => {
    test.setNow('2026-12-10T09:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
    const band = await test.db.one<{ id: string; version: number; rank: number }>(
      sql`select id, version, rank from risks.band b where exists (select from risks.risk r where r.band_id = b.id and r.closed_on is null) order by rank limit 1`,
    )
    const risk = await test.db.one<{ id: string; version: number; likelihood: string; impact: string }>(sql`
      select id, version, likelihood_id as likelihood, impact_id as impact from risks.risk where band_id = ${band.id} and closed_on is null order by id limit 1`)
    const fields = Object.fromEntries(
      (
        await test.db.many<{ name: string; band: string }>(sql`
        select 'cell-' || l.rank || '-' || i.rank as name, case when l.id = ${risk.likelihood} and i.id = ${risk.impact}
          then (select id from risks.band where id <> ${band.id} order by rank desc limit 1) else c.band_id end as band
        from risks.cell c join risks.likelihood l on l.id = c.likelihood_id join risks.impact i on i.id = c.impact_id`)
      ).map((one) => [one.name, one.band] as const),
    )
    assert.equal((await dro.post(riskPaths.matrix, fields)).status, 303)
    const rows = await told('risks.changed', '2026-12-10')
    const own = rows.find(({ id }) => id === risk.id)
    assert.ok(own?.fields.band_id)
    assert.ok(rows.every((line) => Object.keys(line.fields).every((field) => ['band_id', 'beyond'].includes(field))))
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from risks.risk where id = ${risk.id}`,
    )
    assert.equal(version, risk.version + 1)
    const rated = await test.db.many(
      sql`select from risks.rating where risk_id = ${risk.id} and rated_on = '2026-12-10' and kind = 'changed'`,
    )
    assert.equal(rated.length, 1)
    assert.match((await dro.get(riskPaths.risk(risk.id))).body, /History[\s\S]*Band: from “/)
    // A new rank gives another score: that is a rating too.
    const steps = await test.db.one<{ id: string; version: number }>(
      sql`select l.id, l.version from risks.likelihood l where exists (select from risks.risk r where r.likelihood_id = l.id and r.closed_on is null) order by rank limit 1`,
    )
    assert.ok(
      'id' in
        (await changeItem(
          test.db,
          test.act(),
          {
            ...bands,
            table: ['risks', 'likelihood'],
            key: 'risk-likelihoods',
            fields: bands.fields.slice(0, 2),
            constraints: {},
          },
          steps.id,
          steps.version,
          { rank: '9' },
        )),
    )
    const scores = await test.db.one<{ wrong: number }>(sql`
      select count(*) as wrong from risks.risk r cross join lateral (
        select score, band_id from risks.rating g where g.risk_id = r.id order by g.rated_on desc, g.place desc limit 1) g
      where r.closed_on is null and (g.score, g.band_id) is distinct from (r.score, r.band_id)`)
    assert.equal(scores.wrong, 0, 'what moved is asked of ratings')
  })
})
