import { audit } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Db, openPool, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { checkRules } from '../../src/features/people/governance/check.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'

const WRITERS = [1, 2, 8, 32] as const
const MILLISECONDS = 2_500

type Save = (tx: Tx, writer: number) => Promise<unknown>

/** Saves of different things by many at once: a lock that all of them take shows as a throughput that does not grow with the writers. */
export async function writers(): Promise<void> {
  const test = await testHouse()
  const db = openPool({ ...test.database.web, max: 34 })
  const saves = await savesOf(test)
  process.stdout.write(`${'saves a second'.padEnd(34)}${WRITERS.map((count) => String(count).padStart(8)).join('')}\n`)
  for (const [name, save] of Object.entries(saves)) {
    const figures: number[] = []
    for (const count of WRITERS) figures.push(await throughput(db, test, save, count))
    process.stdout.write(`${name.padEnd(34)}${figures.map((figure) => figure.toFixed(0).padStart(8)).join('')}\n`)
  }
  await db.close()
  await test.close()
}

/** Each writer saves its own things, with the audit entry and 5 ms of whatever else a deed does after that. */
async function throughput(db: Db, test: TestHouse, save: Save, count: number): Promise<number> {
  const until = performance.now() + MILLISECONDS
  let saved = 0
  const write = async (writer: number) => {
    while (performance.now() < until) {
      await db.transaction(async (tx) => {
        await save(tx, writer)
        await audit(tx, test.act(), 'test.saved', { kind: 'test', id: String(writer) })
        await tx.run(sql`select pg_sleep(0.005)`)
      })
      saved += 1
    }
  }
  await Promise.all(Array.from({ length: count }, (_, writer) => write(writer)))
  return (saved * 1000) / MILLISECONDS
}

async function savesOf(test: TestHouse): Promise<Record<string, Save>> {
  const { db } = test
  const ids = async (query: ReturnType<typeof sql>) => (await db.many<{ id: string }>(query)).map(({ id }) => id)
  const assets = await ids(sql`
    insert into assets.asset (id, name) select gen_random_uuid(), 'Bench ' || n from generate_series(1, 64) n returning id`)
  const [plan] = await ids(sql`select id from plans.plan limit 1`)
  const milestones = await ids(sql`
    insert into plans.milestone (id, plan_id, name, made_at) select gen_random_uuid(), ${plan ?? ''}::uuid, 'Bench ' || n, now() from generate_series(1, 64) n returning id`)
  const units = await ids(sql`
    insert into people.unit (id, name, kind, parent_id) select gen_random_uuid(), 'Bench ' || n, u.kind, u.id
    from generate_series(1, 64) n, (select * from people.unit where parent_id is null limit 1) u returning id`)
  const actions = await ids(sql`select id from plans.action order by id limit 64`)
  const people = await ids(sql`
    insert into people.person (id, name) select gen_random_uuid(), 'Bench ' || n from generate_series(1, 64) n returning id`)
  const risks = await ids(sql`
    insert into risks.risk (id, title, cause, effect, category_id, unit_id, likelihood_id, impact_id, inherent_likelihood_id, inherent_impact_id, review_on)
    select gen_random_uuid(), 'Bench ' || n, r.cause, r.effect, r.category_id, r.unit_id, r.likelihood_id, r.impact_id, r.likelihood_id, r.impact_id, r.review_on
    from generate_series(1, 64) n, (select * from risks.risk limit 1) r returning id`)
  // What a writer writes to lies in the first half, what that refers to in the second.
  const of = (all: readonly string[], writer: number) => {
    const half = Math.floor(all.length / 2)
    return all[writer < 32 ? writer % half : half + ((writer - 32) % half)] ?? ''
  }
  return {
    'a dependency between assets': async (tx, writer) => {
      await tx.run(
        sql`update assets.dependency set ended_on = '2026-11-21' where asset_id = ${of(assets, writer)} and ended_on is null`,
      )
      await tx.run(
        sql`insert into assets.dependency (id, asset_id, on_asset_id, why) values (${newId()}, ${of(assets, writer)}, ${of(assets, writer + 32)}, 'Bench')`,
      )
    },
    'a milestone': (tx, writer) =>
      tx.run(
        sql`update plans.milestone set follows_id = ${of(milestones, writer + 32)}, follows_days = 1 where id = ${of(milestones, writer)}`,
      ),
    'where a unit lies': (tx, writer) =>
      tx.run(sql`update people.unit set parent_id = ${of(units, writer + 32)} where id = ${of(units, writer)}`),
    'the lineage of an action': (tx, writer) =>
      tx.run(sql`
        insert into plans.lineage (id, kind, action_id, earlier_action_id, at)
        values (${newId()}, 'reiterates', ${of(actions, writer)}, ${of(actions, writer + 32)}, now()) on conflict do nothing`),
    'rules asked of one person': (tx, writer) =>
      checkRules(tx, test.act(), dayOf(test.act().at), { personIds: [of(people, writer)] }),
    'a risk': (tx, writer) => tx.run(sql`update risks.risk set version = version + 1 where id = ${of(risks, writer)}`),
    'commentary on an action': (tx, writer) =>
      tx.run(sql`
        insert into plans.commentary (id, plan_id, action_id, said_on, at, text) select ${newId()}, plan_id, id, '2026-11-21', now(), 'Bench'
        from plans.action where id = ${of(actions, writer)}`),
    'a job asked for': (tx, writer) =>
      tx.run(sql`select graphile_worker.add_job(${`bench-${writer}`}, job_key => ${`bench-${writer}`})`),
    'an audit entry': async () => undefined,
  }
}
