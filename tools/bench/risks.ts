import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { tellPage } from './pages.ts'

const RISKS = 10_000
const INCIDENTS = 5_000
const STATEMENTS = 2_000

/** Risks, incidents, statements and a report over them: pages of registers below 100 ms, pictures and reports below half a second. */
export async function risks(): Promise<void> {
  const test = await testHouse()
  await fillRisks(test)
  await analyse(test)
  const dro = await test.visitor('Departmental Records Officer')
  process.stdout.write(
    `${RISKS.toLocaleString('en-GB')} risks, ${INCIDENTS.toLocaleString('en-GB')} incidents, ${STATEMENTS.toLocaleString('en-GB')} statements\n`,
  )
  const risk = await test.db.one<{ id: string }>(sql`select id from risks.risk where title = 'Risk 7'`)
  const unit = await test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Policy Group'`)
  const round = await test.db.one<{ id: string }>(sql`select id from statements.round`)
  for (const [name, path, wanted] of [
    ['the register of risks', '/risks/risks', 100],
    ['gravest first', '/risks/risks?sort=score&order=descending', 100],
    ['one unit, beyond the appetite', `/risks/risks?unit_id=${unit.id}&beyond=yes`, 100],
    ['search', '/risks/risks?words=letters', 100],
    ['one risk', `/risks/risks/${risk.id}`, 100],
    ['the register of incidents', '/risks/incidents?sort=aware_at&order=descending', 100],
    ['the map', '/risks', 500],
    ['the map of one unit', `/risks?unit=${unit.id}`, 500],
    ['what moved', '/risks/movement?on=2026-06-01', 500],
    ['a round of statements', `/statements/rounds/${round.id}`, 500],
  ] as const)
    await tellPage(dro, name, path, wanted)
  const siro = await test.visitor('Senior Information Risk Owner')
  await siro.get('/reports')
  const started = performance.now()
  const dates = {
    'from-day': '1',
    'from-month': '4',
    'from-year': '2026',
    'to-day': '21',
    'to-month': '11',
    'to-year': '2026',
  }
  const { status } = await siro.post('/reports/begin/siro-annual-report', { title: 'Annual report', ...dates })
  if (status !== 303) throw new Error(`the report was answered with ${status}`)
  process.stdout.write(`the annual report compiled in ${(performance.now() - started).toFixed(0)} ms\n`)
  await test.close()
}

/** Fills the registers of risks and incidents, and a round of statements. */
export async function fillRisks({ db }: TestHouse): Promise<void> {
  await db.run(sql`
    insert into risks.risk (id, title, cause, effect, category_id, unit_id, likelihood_id, impact_id, inherent_likelihood_id, inherent_impact_id, review_on)
    select gen_random_uuid(), 'Risk ' || n, (array['Letters go astray', 'A supplier fails', 'A disk fails', 'Nobody knows'])[1 + n % 4], 'Effect ' || n, c.id, u.id, l.id, i.id, l.id, i.id,
      date '2026-10-01' + n % 400
    from generate_series(1, ${RISKS}) n
      join (select id, row_number() over (order by name) as k, count(*) over () as many from risks.category) c on c.k = 1 + n % c.many
      join (select id, row_number() over (order by name) as k, count(*) over () as many from people.unit) u on u.k = 1 + n % u.many
      join risks.likelihood l on l.rank = 1 + n % 5 join risks.impact i on i.rank = 1 + n / 5 % 5`)
  await db.run(sql`
    insert into risks.rating (id, risk_id, rated_on, at, kind, likelihood_id, impact_id, score, band_id)
    select gen_random_uuid(), r.id, date '2026-01-01' + k * 60, timestamptz '2026-01-01' + k * interval '60 days', 'changed', r.likelihood_id, r.impact_id, r.score, r.band_id
    from risks.risk r cross join generate_series(0, 4) k where r.title like 'Risk %'`)
  await db.run(sql`
    insert into risks.incident (id, title, aware_at, kind, severity, personal, unit_id)
    select gen_random_uuid(), 'Incident ' || n, timestamptz '2026-01-01' + n * interval '1 hour', (array['lost', 'sent-wrong', 'access'])[1 + n % 3],
      (array['minor', 'moderate', 'major'])[1 + n % 3], case when n % 3 = 0 then 'yes' else 'no' end, u.id
    from generate_series(1, ${INCIDENTS}) n join (select id, row_number() over (order by name) as k, count(*) over () as many from people.unit) u on u.k = 1 + n % u.many`)
  await db.run(sql`
    insert into statements.round (id, form_id, name, role_ids, opens_on, due_on, opened_at)
    select gen_random_uuid(), f.id, 'Returns', array[r.id], '2026-10-01', '2026-12-01', now() from statements.form f, people.role r where f.key = 'iao-return' and r.name = 'Information Asset Owner'`)
  await db.run(sql`
    insert into people.person (id, name) select gen_random_uuid(), 'Owner ' || n from generate_series(1, ${STATEMENTS}) n`)
  await db.run(sql`
    insert into statements.statement (id, round_id, person_id, role_id, state, answers, measured)
    select gen_random_uuid(), r.id, p.id, r.role_ids[1], 'submitted',
      (select jsonb_object_agg(q->>'key', jsonb_build_object('value', case when right(p.name, 1) = '7' then 'no' else 'yes' end, 'why', null))
        from jsonb_array_elements(f.body->'sections') s, jsonb_array_elements(s->'questions') q where q->>'kind' = 'yes-no'),
      '{"confirmed": {"words": "0 of 3", "isWell": false}}'::jsonb
    from statements.round r join statements.form f on f.id = r.form_id cross join people.person p where p.name like 'Owner %'`)
}
