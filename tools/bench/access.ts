import pg from 'pg'
import { pino } from 'pino'
import { type Person, type SeenRows, seenAs, theHouse } from '#platform/access/index.ts'
import { type Db, HOUSE_VIEWER, sql } from '#platform/db/index.ts'
import { type Listing, listAsAsked, readAll, readPage, readState } from '#platform/listing/index.ts'
import { buildServer, get, page } from '#platform/web/index.ts'
import { EVIDENCE } from '../../src/features/plans/evidence/seeing.ts'
import { rooms } from '../../src/house.ts'
import { type TestHouse, testHouse, Visitor } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { spreadOf } from './plans.ts'

const ROWS = 100_000
const ROUNDS = 200
/** Rounds that are not counted, and rounds in which all of each list is read too. */
const WARM = 15
const WHOLES = 5
const TODAY = '2026-11-21'

interface Row {
  readonly id: string
  readonly at: Date
}

const listing = (rows: SeenRows): Listing<Row> => ({
  key: 'evidence',
  singular: 'piece of evidence',
  plural: 'pieces of evidence',
  rows,
  select: sql`e.id, e.at`,
  from: sql`plans.evidence e`,
  id: sql`e.id`,
  columns: [
    {
      key: 'at',
      label: 'Added',
      sort: { type: 'instant', up: sql`e.at` },
      cell: ({ at }) => at.toISOString(),
      text: ({ at }) => at.toISOString(),
    },
  ],
  filters: [],
  sortedBy: 'at',
})

const EVERY = listing('every')
const BY_RULE = listing({ of: EVIDENCE, row: 'e' })

/** What it costs that rows are hidden: a page of a list and all of it, without rules, with them, and with the policies of the database behind or alone. */
export async function access(): Promise<void> {
  const test = await testHouse()
  await fill(test)
  const people = {
    'runs plans': await test.person('Departmental Records Officer'),
    'owns some actions': await test.person('KIM Champion, Digital and Technology'),
    'holds nothing': { ...(await test.person('Executive committee member')), roleIds: [] },
  }
  const house = theHouse(TODAY)
  const cases: Case[] = [
    { name: 'nobody is hidden anything', db: test.db.as(HOUSE_VIEWER), list: EVERY, person: house },
  ]
  for (const [who, person] of Object.entries(people))
    cases.push(
      { name: `${who}: rule`, db: test.db.as(HOUSE_VIEWER), list: BY_RULE, person },
      { name: `${who}: rule and policies`, db: seenAs(test.db, person), list: BY_RULE, person },
      { name: `${who}: policies alone`, db: seenAs(test.db, person), list: EVERY, person },
    )
  await compare(cases)
  await served(test, people)
  await questions(test, people['owns some actions'])
  await test.close()
}

interface Case {
  readonly name: string
  readonly db: Db
  readonly list: Listing<Row>
  readonly person: Person
}

interface Taken {
  readonly pages: number[]
  /** How many times each page took of the first case's page, which was asked just before it. */
  readonly times: number[]
  readonly whole: number[]
  rows: number
}

/** Each case in turn, round after round, and each page in a pair with one of the first case: whatever else the machine does meanwhile, it does to both. */
async function compare(cases: readonly Case[]): Promise<void> {
  const taken = cases.map((): Taken => ({ pages: [], times: [], whole: [], rows: 0 }))
  for (let round = -WARM; round < ROUNDS; round += 1)
    for (const [index, one] of cases.entries()) {
      const found = taken[index]
      const least = await millisecondsOf(() => pageOf(cases[0] ?? one))
      const page = await millisecondsOf(() => pageOf(one))
      if (!found || round < 0) continue
      found.pages.push(page)
      found.times.push(page / least)
      if (round < WHOLES) found.whole.push(await millisecondsOf(async () => (found.rows = await rowsOf(one))))
    }
  process.stdout.write(
    `${ROWS.toLocaleString('en-GB')} rows, ${ROUNDS} rounds: median milliseconds of a page, how many times it takes of the page before it with nothing hidden, the same of the whole list, and how many rows that is\n\n`,
  )
  const [first] = taken
  const without = spreadOf(first?.whole ?? []).median
  for (const [index, { pages, times, whole, rows }] of taken.entries()) {
    const [page, ratio, all] = [spreadOf(pages).median, spreadOf(times).median, spreadOf(whole).median]
    process.stdout.write(
      `${(cases[index]?.name ?? '').padEnd(42)}${page.toFixed(1).padStart(9)}${ratio.toFixed(2).padStart(7)}${all.toFixed(0).padStart(9)}${(all / without).toFixed(2).padStart(7)}${String(rows).padStart(10)}\n`,
    )
  }
}

const contextOf = (person: Person) => ({ today: TODAY, person }) as const
const pageOf = ({ db, list, person }: Case) => readPage(db, list, readState(list, {}), contextOf(person))

async function rowsOf({ db, list, person }: Case): Promise<number> {
  let rows = 0
  for await (const batch of readAll(db, list, readState(list, {}), contextOf(person))) rows += batch.length
  return rows
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The page as people get it, by a request with their session: the list with rule and policies, beside the same page of which nothing is hidden. */
async function served(test: TestHouse, people: Readonly<Record<string, Person>>): Promise<void> {
  const pageAt = (path: string, list: Listing<Row>, isHouse: boolean) =>
    get(path, 'plans:read', async (asked) => {
      const db = isHouse ? test.db.as(HOUSE_VIEWER) : asked.db
      return page({
        title: 'Evidence',
        content: await listAsAsked({ ...asked, db }, list, { path, caption: 'Evidence' }),
      })
    })
  const routes = [pageAt('/bench/every', EVERY, true), pageAt('/bench/by-rule', BY_RULE, false)]
  const server = await buildServer(test.house, [...rooms.routes, ...routes], pino({ level: 'silent' }))
  process.stdout.write(
    '\nthe page as people get it: milliseconds with nothing hidden, with rule and policies, and how many times that is\n\n',
  )
  for (const [who, { id }] of Object.entries(people)) {
    const visitor = new Visitor(server)
    await visitor.signIn(id)
    const taken: Record<'every' | 'ruled' | 'times', number[]> = { every: [], ruled: [], times: [] }
    for (let round = -WARM; round < ROUNDS; round += 1) {
      const every = await millisecondsOf(() => got(visitor, '/bench/every'))
      const ruled = await millisecondsOf(() => got(visitor, '/bench/by-rule'))
      if (round < 0) continue
      taken.every.push(every)
      taken.ruled.push(ruled)
      taken.times.push(ruled / every)
    }
    const [every, ruled, times] = [taken.every, taken.ruled, taken.times].map((one) => spreadOf(one).median)
    process.stdout.write(
      `${who.padEnd(42)}${every?.toFixed(1).padStart(9)}${ruled?.toFixed(1).padStart(9)}${times?.toFixed(2).padStart(7)}\n`,
    )
  }
  await server.close()
}

async function got(visitor: Visitor, path: string): Promise<void> {
  const { status, body } = await visitor.get(path)
  if (status !== 200 || !body.includes('<tbody')) throw new Error(`${path} gave no list: ${status}`)
}

/** One question after another, as somebody and as nobody: what it costs to tell the database who asks. */
async function questions(test: TestHouse, person: Person): Promise<void> {
  const ask = (db: Db) => () => db.one(sql`select id from people.person where id = ${person.id}`)
  const [nobody, somebody] = [await timed(500, ask(test.db)), await timed(500, ask(seenAs(test.db, person)))]
  process.stdout.write(
    `\na short question: ${nobody.toFixed(2)} ms told nothing, ${somebody.toFixed(2)} ms told who asks\n`,
  )
}

async function timed(rounds: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const taken: number[] = []
  for (let round = 0; round < rounds; round += 1) taken.push(await millisecondsOf(work))
  return spreadOf(taken).median
}

/** Claims of many actions with their owners, and evidence for them, three in four for the parties alone: those lie among the others, as they do where people add them day by day. */
async function fill(test: TestHouse): Promise<void> {
  const client = new pg.Client(test.database.superuser)
  await client.connect()
  await client.query(`
    set session_replication_role = replica;
    do $$ declare columns text := (select string_agg(format('%I', attname), ', ') from pg_attribute
      where attrelid = 'plans.action'::regclass and attnum > 0 and not attisdropped and attgenerated = ''); begin
      execute format('insert into plans.action (%1$s) select %1$s from (
        select made.* from (select t as a from plans.action t order by t.id limit 1) x, generate_series(1, 5000) n,
          jsonb_populate_record(x.a, jsonb_build_object(''id'', gen_random_uuid(), ''position'', 10000 + n)) made) one', columns);
    end $$;
    insert into plans.owner (action_id, position, words, role_id)
      select a.id, 90, 'x', r.id from plans.action a join lateral (select id from people.role where a.id is not null order by random() limit 1) r on true;
    insert into plans.claim (id, action_id, claimed_on, at, by_person_id, status)
      select gen_random_uuid(), a.id, '2026-11-20', now(), p.id, 'in-progress' from plans.action a
      join lateral (select id from people.person where a.id is not null order by random() limit 1) p on true;
    insert into plans.evidence (id, claim_id, action_id, kind, note, audience, at, by_person_id)
      select gen_random_uuid(), c.id, c.action_id, 'note', 'x', case when n % 4 = 0 then 'readers' else 'parties' end, timestamptz '2026-01-01' + random() * interval '300 days', c.by_person_id
      from (select * from plans.claim where by_person_id is not null limit 5000) c, generate_series(1, ${ROWS / 5000}) n order by random();
    create index evidence_bench on plans.evidence (at, id)`)
  await client.end()
  await analyse(test)
}
