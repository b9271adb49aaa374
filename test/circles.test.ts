import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { constraintOf, type Sql, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from './house.ts'

const MANY = 2_000

interface Kind {
  readonly name: string
  readonly constraint: string
  readonly table: string
  /** What is tied together, numbered from 1: the columns `id` and `n` of a temporary table `thing`. */
  readonly things: Sql
  /** Makes them, where the line does not. */
  readonly made?: Sql
  /** Ties them, by one statement: each to the one before it, or by way of one. */
  readonly line: Sql
  /** Closes a circle. */
  readonly close: Sql
}

/** Units lie in fifty levels at most: so many lines of them, beside each other. */
const LINES = Math.ceil(MANY / 50)

const idOf = (n: Sql) => sql`(select id from thing where n = ${n})`
/** Links have several ends: half of all lead to one, which leads to the other half. */
const first = sql`case when t.n < 1000 then t.id else hub.id end`
const second = sql`case when t.n < 1000 then hub.id else t.id end`
const KINDS: readonly Kind[] = [
  {
    name: 'units below each other',
    constraint: 'unit_circle',
    table: 'people.unit',
    things: sql`select gen_random_uuid() as id, n from generate_series(1, ${MANY}::int) n`,
    line: sql`
      insert into people.unit (id, name, kind, parent_id)
      select t.id, 'Of a line ' || t.n, 'team', b.id from thing t left join thing b on b.n = t.n - ${LINES}::int order by t.n`,
    close: sql`update people.unit set parent_id = ${idOf(sql`${MANY - LINES + 1}::int`)} where id = ${idOf(sql`1`)}`,
  },
  {
    name: 'milestones that follow each other',
    constraint: 'milestone_circle',
    table: 'plans.milestone',
    things: sql`select gen_random_uuid() as id, n from generate_series(1, ${MANY}::int) n`,
    line: sql`
      insert into plans.milestone (id, plan_id, name, made_at, follows_id, follows_days)
      select t.id, (select id from plans.plan limit 1), 'Of a line ' || t.n, now(), b.id, case when b.id is not null then 1 end from thing t left join thing b on b.n = t.n - 1 order by t.n`,
    close: sql`update plans.milestone set follows_id = ${idOf(sql`${MANY}::int`)}, follows_days = 1 where id = ${idOf(sql`1`)}`,
  },
  {
    name: 'assets that depend on each other',
    constraint: 'dependency_circle',
    table: 'assets.dependency',
    things: sql`select gen_random_uuid() as id, n from generate_series(1, ${MANY}::int) n`,
    made: sql`insert into assets.asset (id, name) select id, 'Of a line ' || n from thing`,
    line: sql`
      insert into assets.dependency (id, asset_id, on_asset_id, why)
      select gen_random_uuid(), ${first}, ${second}, 'Test' from thing t join thing hub on hub.n = 1000 where t.n <> 1000`,
    close: sql`
      insert into assets.dependency (id, asset_id, on_asset_id, why) select gen_random_uuid(), ${idOf(sql`${MANY}::int`)}, ${idOf(sql`1`)}, 'Test'`,
  },
  {
    name: 'recommendations that come from each other',
    constraint: 'lineage_circle',
    table: 'plans.lineage',
    things: sql`select gen_random_uuid() as id, n from generate_series(1, ${MANY}::int) n`,
    made: sql`insert into plans.recommendation (id, plan_id, position) select id, (select id from plans.plan limit 1), n + 1000 from thing`,
    line: sql`
      insert into plans.lineage (id, kind, recommendation_id, earlier_recommendation_id, at)
      select gen_random_uuid(), 'reiterates', ${first}, ${second}, now() from thing t join thing hub on hub.n = 1000 where t.n <> 1000`,
    close: sql`
      insert into plans.lineage (id, kind, recommendation_id, earlier_recommendation_id, at)
      select gen_random_uuid(), 'reiterates', ${idOf(sql`${MANY}::int`)}, ${idOf(sql`1`)}, now()`,
  },
]

describe('circles', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  for (const { name, constraint, table, things, made, line, close } of KINDS)
    it(`of ${name} are asked of many with few looks at each, and refused`, async () => {
      const found = { looks: Number.POSITIVE_INFINITY, rows: 0 }
      const refused = test.db.transaction(async (tx) => {
        // As in a house that is young: each question was planned while the table was small.
        await tx.run(sql`create temp table thing (n int, id uuid) on commit drop`)
        await tx.run(sql`insert into thing (id, n) select id, n from (${things}) t`)
        if (made) await tx.run(made)
        const looks = sql`
          select seq_tup_read + coalesce(idx_tup_fetch, 0) as looks from pg_stat_xact_user_tables where relid = ${table}::regclass`
        const before = await tx.one<{ looks: number }>(looks)
        found.rows = await tx.run(line)
        await tx.run(sql`set constraints all immediate`)
        found.looks = (await tx.one<{ looks: number }>(looks)).looks - before.looks
        await tx.run(close)
      })
      assert.equal(await refused.then(() => 'nothing', constraintOf), constraint)
      assert.ok(found.rows > 40, `${found.rows} rows`)
      assert.ok(found.looks < 30 * found.rows, `${found.looks} looks for ${found.rows} rows`)
    })
})
