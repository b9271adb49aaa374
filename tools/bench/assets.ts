import { sql } from '#platform/db/index.ts'
import { checkAll } from '../../src/features/people/governance/check.ts'
import { type TestHouse, testHouse, type Visitor } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { tellPage, tellTimes } from './pages.ts'

const ASSETS = 50_000
const PLACES = 2_000
const IMPORTED = 1_000

/** The register of information assets with 50,000 entries: pages below 100 ms with filters and search, a flow of 500 links below 500 ms. */
export async function assets(): Promise<void> {
  const test = await testHouse()
  const hub = await fillAssets(test, ASSETS)
  await analyse(test)
  const dro = await test.visitor('Departmental Records Officer')
  process.stdout.write(
    `${ASSETS.toLocaleString('en-GB')} information assets in ${PLACES.toLocaleString('en-GB')} places\n`,
  )
  const unit = await test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Policy Group'`)
  const owner = await test.db.one<{ id: string }>(sql`select id from people.person where name = 'Owner 7'`)
  const third = /href="([^"]*after=[^"]*)"/.exec((await dro.get('/assets/assets')).body)?.[1]?.replaceAll('&amp;', '&')
  const links = (await dro.get(`/assets/assets/${hub}/flow/table.csv?steps=2`)).body.trim().split('\n').length - 1
  for (const [name, path, wanted] of [
    ['the register', '/assets/assets', 100],
    ['its next page', `/assets/assets${third?.slice(third.indexOf('?')) ?? ''}`, 100],
    ['one unit', `/assets/assets?unit_id=${unit.id}`, 100],
    ['one owner', `/assets/assets?owner_id=${owner.id}`, 100],
    ['by marking', '/assets/assets?sort=marking&marking=secret', 100],
    ['vital records with special categories', '/assets/assets?is_vital=yes&personal_data=special', 100],
    ['search, many found', '/assets/assets?words=inspections', 100],
    ['search, few found', '/assets/assets?words=entry+4711', 100],
    ['search and filters', `/assets/assets?words=inspections&unit_id=${unit.id}&marking=official`, 100],
    ['what entries do not say', '/assets/gaps?gap=place', 100],
    ['the form of a tie', '/assets/kept/add', 100],
    ['the front page', '/assets', 100],
    ['one asset', `/assets/assets/${hub}`, 100],
    [`a flow of ${links} links`, `/assets/assets/${hub}/flow?steps=2`, 500],
  ] as const)
    await tellPage(dro, name, path, wanted)
  await rules(test)
  await imported(test, dro)
  await test.close()
}

/** The rules of governance with an owner, and so a role, for each asset. */
async function rules(test: TestHouse): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now()
    await checkAll(test.db, test.act())
    times.push(performance.now() - started)
  }
  tellTimes('every rule of governance asked', times, 2_000)
}

/** A department's spreadsheet with owners: what saving an entry costs, with its history, audit and rules. */
async function imported(test: TestHouse, dro: Visitor): Promise<void> {
  const rows = Array.from(
    { length: IMPORTED },
    (_, index) => `Imported ${index},Owner ${1 + (index % 500)},Policy Group`,
  )
  const started = performance.now()
  await dro.get('/assets/assets/import')
  const sent = { name: 'assets.csv', bytes: Buffer.from(`Name,Owner (IAO),Unit\n${rows.join('\n')}\n`) }
  const { location = '' } = await dro.upload('/assets/assets/import', sent)
  await dro.post(location, {})
  const { count } = await test.db.one<{ count: number }>(
    sql`select count(*) from assets.asset where name like 'Imported %'`,
  )
  const seconds = (performance.now() - started) / 1_000
  process.stdout.write(
    `import of ${count.toLocaleString('en-GB')} assets`.padEnd(40) +
      ` ${seconds.toFixed(1)} s, ${((seconds * 1_000) / count).toFixed(1)} ms each\n`,
  )
}

/** Fills the register with so many assets, and answers with the one in the middle of some 500 links. */
export async function fillAssets({ db }: TestHouse, many: number): Promise<string> {
  await db.run(
    sql`insert into people.person (id, name) select gen_random_uuid(), 'Owner ' || n from generate_series(1, 500) n`,
  )
  await db.run(sql`
    insert into assets.place (id, name, kind, state)
    select gen_random_uuid(), 'Place ' || n, (array['system', 'share', 'mailbox', 'paper-store', 'website'])[1 + n % 5], 'live' from generate_series(1, ${PLACES}) n`)
  await db.run(sql`
    insert into assets.asset (id, name, what, why, owner_id, unit_id, personal_data, marking, retention, is_vital)
    select gen_random_uuid(), 'Entry ' || n, (array['Reports of inspections', 'Papers of a project', 'Letters and answers', 'Figures of a year'])[1 + n % 4] || ' of ' || n,
      'To answer for ' || n, p.id, u.id, (array['none', 'personal', 'special'])[1 + n % 3], (array['official', 'official', 'official-sensitive', 'secret'])[1 + n % 4],
      case when n % 3 > 0 then 'Seven years' end, case when n % 10 = 0 then 'yes' else 'no' end
    from generate_series(1, ${many}) n
      left join (select id, row_number() over (order by name) as i from people.person where name like 'Owner %') p on p.i = 1 + n % 520
      join (select id, row_number() over (order by name) as i, count(*) over () as many from people.unit) u on u.i = 1 + n % u.many`)
  await db.run(sql`
    insert into assets.location (id, asset_id, place_id, use) select gen_random_uuid(), a.id, p.id, 'master'
    from (select id, row_number() over (order by id) as i from assets.asset where name like 'Entry %') a
      join (select id, row_number() over (order by id) as i from assets.place where name like 'Place %') p on p.i = 1 + a.i % ${PLACES}
    where a.i % 7 > 0`)
  const { id } = await db.one<{ id: string }>(sql`select id from assets.asset where name = 'Entry 1'`)
  await db.run(sql`
    insert into assets.dependency (id, asset_id, on_asset_id, why)
    select gen_random_uuid(), ${id}, id, 'To be worked with' from assets.asset where name like 'Entry %' and id <> ${id} order by name limit 100`)
  await db.run(sql`
    insert into assets.location (id, asset_id, place_id, use)
    select gen_random_uuid(), d.on_asset_id, p.id, 'copy' from assets.dependency d
      cross join lateral (select id from assets.place where name like 'Place %' order by md5(id::text || d.id::text) limit 3) p
    where d.asset_id = ${id}`)
  return id
}
