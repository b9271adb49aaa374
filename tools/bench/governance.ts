import { sql } from '#platform/db/index.ts'
import { checkAll } from '../../src/features/people/governance/check.ts'
import { type TestHouse, testHouse, type Visitor } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { spreadOf } from './plans.ts'

const PEOPLE = 5_000
const UNITS = 2_000
const ROUNDS = 8

/** The rules of governance over every appointment: below 2 seconds with 5,000 people in 2,000 units. */
export async function governance(): Promise<void> {
  const test = await testHouse()
  await fill(test)
  await analyse(test)
  const first = performance.now()
  const { found } = await checkAll(test.db, test.act())
  const firstTook = performance.now() - first
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now()
    await checkAll(test.db, test.act())
    times.push(performance.now() - started)
  }
  const { median, p95 } = spreadOf(times)
  const { appointments } = await test.db.one<{ appointments: number }>(
    sql`select count(*) as appointments from people.appointment`,
  )
  process.stdout.write(
    `${PEOPLE.toLocaleString('en-GB')} people, ${UNITS.toLocaleString('en-GB')} units, ${appointments.toLocaleString('en-GB')} appointments, ${found.toLocaleString('en-GB')} findings\n`,
  )
  process.stdout.write(
    `every rule asked: the first time ${firstTook.toFixed(0)} ms, again median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (wanted < 2,000)\n`,
  )
  const dro = await test.visitor('Departmental Records Officer')
  const pages: number[] = []
  for (let round = 0; round < 20; round += 1) {
    const started = performance.now()
    await dro.get('/people/findings?state=open')
    pages.push(performance.now() - started)
  }
  process.stdout.write(`page of findings: p95 ${spreadOf(pages).p95.toFixed(0)} ms\n`)
  await feed(dro)
  await test.close()
}

/** A directory that names everybody: the first time all are new, the second time one has changed and one has left. */
async function feed(dro: Visitor): Promise<void> {
  const rows = Array.from(
    { length: PEOPLE },
    (_, index) => `N${index},Colleague ${index},c${index}@example.gov.uk,Unit ${1 + (index % UNITS)}`,
  )
  const send = async (lines: readonly string[]) => {
    await dro.get('/people/feeds')
    const sent = { name: 'staff.csv', bytes: Buffer.from(`ID,Name,Email,Unit\n${lines.join('\n')}\n`) }
    const { location = '' } = await dro.upload('/people/feeds', sent, { whole: 'yes' })
    const looked = performance.now()
    await dro.get(location)
    const applied = performance.now()
    const { status } = await dro.post(`${location}/apply`, {})
    if (status !== 303) throw new Error(`the feed was answered with ${status}`)
    return { preview: applied - looked, apply: performance.now() - applied }
  }
  const first = await send(rows)
  const second = await send(
    rows.slice(1).map((row, index) => (index === 0 ? row.replace('Colleague', 'Somebody') : row)),
  )
  process.stdout.write(
    `feed of ${PEOPLE.toLocaleString('en-GB')}: preview ${first.preview.toFixed(0)} ms, all new ${(first.apply / 1_000).toFixed(1)} s; again: preview ${second.preview.toFixed(0)} ms, two changes ${second.apply.toFixed(0)} ms\n`,
  )
}

async function fill({ db }: TestHouse): Promise<void> {
  await db.run(sql`
    insert into people.unit (id, name, kind, parent_id)
    select gen_random_uuid(), 'Unit ' || n, case when n % 20 = 0 then 'directorate' else 'team' end, (select id from people.unit where parent_id is null limit 1)
    from generate_series(1, ${UNITS}) n`)
  await db.run(sql`
    insert into people.person (id, name, grade)
    select gen_random_uuid(), 'Person ' || n, (array['HEO', 'SEO', 'Grade 7', 'Grade 6', 'SCS 1', 'SCS 2'])[1 + n % 6] from generate_series(1, ${PEOPLE}) n`)
  await db.run(sql`update people.role set training = 'Records basics'`)
  await db.run(sql`
    insert into people.course_done (id, person_id, course, done_on) select gen_random_uuid(), id, 'Records basics', '2026-01-01' from people.person where right(name, 1) <> '7'`)
  await db.run(sql`
    insert into people.appointment (id, person_id, role_id, unit_id, from_on)
    select gen_random_uuid(), p.id, r.id, u.id, '2026-01-01'
    from (select id, row_number() over (order by id) as n from people.person where name like 'Person %') p
      join (select id, row_number() over (order by name) as n, count(*) over () as many from people.role) r on r.n in (1 + p.n % r.many, 1 + (p.n / 3) % r.many)
      join (select id, row_number() over (order by name) as n, count(*) over () as many from people.unit) u on u.n = 1 + p.n % u.many
    on conflict do nothing`)
}
