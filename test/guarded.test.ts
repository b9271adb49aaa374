import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import {
  byTheHouse,
  condition,
  mayDo,
  type Permission,
  policies,
  policiesOfPast,
  type Reach,
  type Subject,
  seenAs,
} from '#platform/access/index.ts'
import { type Db, HOUSE_VIEWER, name, openPool, type Queries, Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { taskOf } from '#platform/jobs/doing.ts'
import type { Job } from '#platform/jobs/index.ts'
import { asOf } from '#platform/past/index.ts'
import { EVIDENCE } from '../src/features/plans/evidence/seeing.ts'
import { rooms } from '../src/house.ts'
import { chance } from './chance.ts'
import { type TestHouse, testHouse } from './house.ts'
import { jobOf } from './job.ts'
import { personWith } from './person.ts'

const random = chance(20_261_123)
const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One

interface Row {
  readonly id: string
  readonly audience: string
  readonly byId: string
  readonly owners: readonly { readonly roleId: string | null; readonly personId: string | null }[]
  readonly claims: readonly { readonly byId: string | null }[]
  readonly action: readonly {
    readonly unitId: string | null
    readonly plan: readonly { readonly unitId: string | null }[]
  }[]
}

interface Policy {
  readonly table: string
  readonly name: string
  readonly does: string
  readonly rule: string
}

const policiesIn = (db: Queries): Promise<Policy[]> =>
  db.many(sql`
    select schemaname || '.' || tablename as table, policyname as name, cmd as does, qual as rule from pg_policies
    where schemaname <> 'graphile_worker' order by 1, 2`)

/** The functions that policies find the rows of whoever looks by. */
const functionsIn = (db: Queries): Promise<{ name: string; does: string }[]> =>
  db.many(sql`
    select p.oid::regprocedure::text as name, p.prosrc as does from pg_proc p
    where exists (select from pg_depend d where d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid and d.classid = 'pg_policy'::regclass)
      and p.pronamespace <> 'access'::regnamespace order by 1`)

describe('guarded tables', () => {
  let test: TestHouse
  let owner: Db
  let world: readonly Row[]
  let subjects: readonly Subject[]
  before(async () => {
    test = await testHouse()
    owner = openPool({ ...test.database.owner, max: 2 })
    world = await makeWorld(test.db.as(HOUSE_VIEWER))
    subjects = await makeSubjects(test.db)
  })
  after(async () => {
    await owner.close()
    await test.close()
  })

  const idsIn = async (db: Queries): Promise<string[]> =>
    (await db.many<{ id: string }>(sql`select id from plans.evidence`)).map(({ id }) => id).sort()
  const mayRead = (subject: Subject) =>
    world
      .filter((row) => mayDo(subject, EVIDENCE, 'read', row))
      .map(({ id }) => id)
      .sort()

  it('have the policies that their rules make, and each is of a kind that a room says is guarded', async () => {
    const standing = { policies: await policiesIn(owner), functions: await functionsIn(owner) }
    const undone = new Error('undone')
    const made = await owner
      .transaction(async (tx) => {
        for (const { table, name: policy } of standing.policies)
          await tx.run(sql`drop policy ${name(policy)} on ${name(...table.split('.'))}`)
        for (const kind of rooms.guarded) for (const statement of policies(kind)) await tx.run(new Sql([statement], []))
        for (const statement of policiesOfPast(rooms.guarded)) await tx.run(new Sql([statement], []))
        throw Object.assign(undone, { made: { policies: await policiesIn(tx), functions: await functionsIn(tx) } })
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
        return 'made' in undone ? undone.made : []
      })
    assert.ok(standing.policies.length >= 3 && standing.functions.length >= 1)
    assert.deepEqual(standing, made)
    const shut = await owner.many<{ table: string; isForced: boolean }>(sql`
      select n.nspname || '.' || c.relname as table, c.relforcerowsecurity as "isForced" from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relrowsecurity and n.nspname <> 'graphile_worker' order by 1`)
    const wanted = rooms.guarded.map(({ shape }) => ({ table: shape.table.join('.'), isForced: true }))
    assert.deepEqual(
      shut,
      [...wanted, { table: 'past.version', isForced: false }].sort((one, other) => (one.table < other.table ? -1 : 1)),
    )
  })

  /** What a question without any condition finds is what the rule says, of facts and as a condition: for each of many people. */
  const compare = async () => {
    let apart = 0
    for (const subject of subjects) {
      const known = mayRead(subject)
      const asked = await test.db
        .as(HOUSE_VIEWER)
        .many<{ id: string }>(sql`select e.id from plans.evidence e where ${condition(subject, EVIDENCE, 'read', 'e')}`)
      assert.deepEqual(asked.map(({ id }) => id).sort(), known)
      assert.deepEqual(await idsIn(seenAs(test.db, subject)), known, 'a question without any condition')
      if (known.length > 0 && known.length < world.length) apart += 1
    }
    assert.ok(apart > 20, `${apart} people see some and not all`)
  }

  it(
    'show a question without any condition what whoever asks may read, the same as the rule of facts and of lists',
    compare,
  )

  it('show more without their policies, which the comparison finds', async () => {
    await owner.run(sql`alter table plans.evidence disable row level security`)
    try {
      await assert.rejects(compare, /a question without any condition/)
    } finally {
      await owner.run(sql`alter table plans.evidence enable row level security`)
    }
    await compare()
  })

  it('show a connection that was told nothing nothing, and their own owner neither', async () => {
    assert.deepEqual(await idsIn(test.db), [])
    assert.deepEqual(await idsIn(owner), [])
    assert.equal((await idsIn(owner.as(HOUSE_VIEWER))).length, world.length)
    assert.equal(await owner.run(sql`update plans.evidence set note = 'x'`), 0)
  })

  it('show nothing more of an earlier day', async () => {
    const rows = asOf(['plans', 'evidence'], new Date(Date.now() + 86_400_000))
    const then = async (db: Queries) =>
      (await db.many<{ id: string }>(sql`select e.id from ${rows} e`)).map(({ id }) => id).sort()
    const someone = subjects.find((one) => mayRead(one).length > 0 && mayRead(one).length < world.length)
    assert.ok(someone)
    assert.equal((await then(test.db.as(HOUSE_VIEWER))).length, world.length)
    assert.deepEqual(await then(seenAs(test.db, someone)), mayRead(someone))
    assert.deepEqual(await then(test.db), [])
    const others = await test.db.one<{ count: number }>(
      sql`select count(*) from past.version where relation = 'people.person'`,
    )
    assert.ok(others.count > 0, 'what is not guarded is asked as before')
  })

  it('tell a connection of somebody for one transaction: whoever has it next knows nothing of them, however it ended', async () => {
    const web = openPool({ ...test.database.web, max: 1 })
    try {
      const judge = personWith(['plans:judge'], { id: newId() })
      const all = seenAs(web, judge)
      const shut = () => idsIn(web)
      assert.equal((await idsIn(all)).length, world.length)
      assert.deepEqual(await shut(), [])
      await assert.rejects(all.many(sql`select 1 / 0`), /division by zero/)
      assert.deepEqual(await shut(), [])
      await all.transaction(async (tx) => assert.equal((await idsIn(tx)).length, world.length))
      assert.deepEqual(await shut(), [])
      await assert.rejects(
        all.transaction(async (tx: Tx) => {
          await idsIn(tx)
          throw new Error('broken off')
        }),
        /broken off/,
      )
      assert.deepEqual(await shut(), [])
      for await (const rows of all.batches(sql`select id from plans.evidence`, 5)) {
        assert.equal(rows.length, 5)
        break
      }
      assert.deepEqual(await shut(), [])
      const told = await web.one<{ told: string | null }>(sql`select current_setting('muniment.viewer', true) as told`)
      assert.ok(told.told === null || told.told === '')
    } finally {
      await web.close()
    }
  })

  it('tell each of many who ask at once what is theirs, over few connections', async () => {
    const web = openPool({ ...test.database.web, max: 2 })
    try {
      const wanted = subjects.map(mayRead)
      const found = await Promise.all(
        subjects.map((subject, index) =>
          index % 3 === 0 ? seenAs(web, subject).transaction(idsIn) : idsIn(seenAs(web, subject)),
        ),
      )
      assert.deepEqual(found, wanted)
    } finally {
      await web.close()
    }
  })

  it('are shown whole to a job that says why it passes, of which each run is on the log, and to no other', async () => {
    const found: string[][] = []
    const run = async (facts: Pick<Job, 'passes'>) => {
      const job: Job = { ...jobOf('look-at-evidence', async ({ db }) => void found.push(await idsIn(db))), ...facts }
      await taskOf(job, { db: test.db, config: test.house.config, log: pino({ level: 'silent' }) })({}, HELPERS)
    }
    const passings = () =>
      test.db.many<{ facts: unknown }>(sql`select facts from audit.entry where what = 'guard.passed' order by at, id`)
    await run({})
    assert.deepEqual(await passings(), [])
    const why = 'It counts what is kept'
    await run({ passes: why })
    await run({ passes: why })
    assert.deepEqual(
      found.map(({ length }) => length),
      [0, world.length, world.length],
    )
    assert.deepEqual(await passings(), [
      { facts: { job: 'look-at-evidence', why } },
      { facts: { job: 'look-at-evidence', why } },
    ])
  })

  it('take rows from the house alone, which says why', async () => {
    const judge = seenAs(test.db, personWith(['plans:judge', 'plans:change'], { id: newId() }))
    const withdrawn = sql`update plans.evidence set withdrawn_why = null where withdrawn_at is null`
    assert.equal(await judge.run(withdrawn), 0)
    assert.ok((await byTheHouse(test.db, 'to try').run(withdrawn)) > 0)
    assert.throws(() => byTheHouse(test.db, ' '), /it is not said why/)
  })
})

/** What the queue says of a job that it hands over. */
const HELPERS = {
  job: { id: '1', attempts: 1, locked_at: new Date(), locked_by: 'me', created_at: new Date() },
  abortSignal: undefined,
} as unknown as Parameters<ReturnType<typeof taskOf>>[1]

/** Evidence of real claims, by people of the example, for everybody or for the parties alone. */
async function makeWorld(db: Db): Promise<Row[]> {
  const actions = await db.many<{ id: string }>(sql`select id from plans.action order by id limit 40`)
  const people = await db.many<{ id: string }>(sql`select id from people.person order by id`)
  // Some actions are of units, some of a plan that is, and some of neither.
  const units = await db.many<{ id: string }>(sql`select id from people.unit order by id`)
  for (const { id } of actions)
    await db.run(sql`update plans.action set unit_id = ${random() < 0.6 ? pick(units).id : null} where id = ${id}`)
  await db.run(
    sql`update plans.plan set unit_id = ${pick(units).id} where id = (select min(id::text)::uuid from plans.plan)`,
  )
  assert.ok(actions.length >= 5 && people.length >= 5, `${actions.length} actions, ${people.length} people`)
  const claims = actions.map((action) => ({
    id: newId(),
    actionId: action.id,
    byId: random() < 0.3 ? null : pick(people).id,
  }))
  await db.run(sql`
    insert into plans.claim (id, action_id, claimed_on, at, by_person_id, status)
    select id, "actionId", '2026-11-20', now(), "byId", 'in-progress' from jsonb_to_recordset(${JSON.stringify(claims)}) n (id uuid, "actionId" uuid, "byId" uuid)`)
  for (let made = 0; made < 150; made += 1) {
    const { id, actionId } = pick(claims)
    await db.run(sql`
      insert into plans.evidence (id, claim_id, action_id, kind, note, audience, at, by_person_id)
      values (${newId()}, ${id}, ${actionId}, 'note', ${`Note ${made}`}, ${random() < 0.3 ? 'readers' : 'parties'}, now(), ${pick(people).id})`)
  }
  return db.many(sql`
    select e.id, e.audience, e.by_person_id as "byId",
      coalesce((select json_agg(json_build_object('roleId', o.role_id, 'personId', o.person_id)) from plans.owner o where o.action_id = e.action_id), '[]') as owners,
      coalesce((select json_agg(json_build_object('byId', c.by_person_id)) from plans.claim c where c.action_id = e.action_id), '[]') as claims,
      (select json_agg(json_build_object('unitId', a.unit_id, 'plan', json_build_array(json_build_object('unitId', p.unit_id))))
        from plans.action a join plans.plan p on p.id = a.plan_id where a.id = e.action_id) as action
    from plans.evidence e`)
}

/** People of the example with their roles, with other roles, and with permissions by chance. */
async function makeSubjects(db: Db): Promise<Subject[]> {
  const people = await db.many<{ id: string; roleIds: string[] }>(sql`
    select p.id, coalesce((select array_agg(a.role_id) from people.appointment a where a.person_id = p.id), '{}') as "roleIds" from people.person p order by p.id`)
  const units = await db.many<{ id: string }>(sql`select id from people.unit order by id`)
  const keys: readonly Permission[] = ['plans:read', 'plans:claim', 'plans:judge', 'plans:change']
  return Array.from({ length: 80 }, () => {
    const { id, roleIds } = pick(people)
    const reach = keys.flatMap((key): [Permission, Reach][] =>
      random() < (key === 'plans:read' ? 0.8 : 0.2)
        ? [[key, random() < 0.3 ? 'everywhere' : [pick(units).id, pick(units).id]]]
        : [],
    )
    const others = random() < 0.3 ? pick(people).roleIds : []
    return personWith([], { id, roleIds: [...roleIds, ...others], reach: new Map(reach) })
  })
}
