import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { chance } from '../../../../test/chance.ts'
import { type TestDatabase, testDatabase } from '../../../../test/cluster.ts'
import type { Day } from '../../calendar/index.ts'
import { type Db, HOUSE_VIEWER, name, openPool, type Queries, Sql, sql } from '../../db/index.ts'
import { newId } from '../../ids.ts'
import type { Permission } from '../person.ts'
import {
  condition,
  mayDo,
  type ObjectKind,
  objectKind,
  policies,
  type Reach,
  type Rule,
  type Subject,
  toldOf,
} from './index.ts'

const random = chance(20_261_122)
const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One
const someOf = <One>(from: readonly One[], share = 0.4): One[] => from.filter(() => random() < share)
const ids = (many: number) => Array.from({ length: many }, newId)

const UNITS = ids(5)
const PEOPLE = ids(4)
const ROLES = ids(3)
const GROUPS = ids(3)
const MARKINGS = ['OFFICIAL', 'OFFICIAL-SENSITIVE', 'SECRET']
const PERMISSIONS: readonly Permission[] = ['things:read', 'things:change', 'things:shut']
const DAYS: readonly Day[] = ['2026-01-01', '2026-06-30', '2026-07-01', '2027-01-01']

const folder = objectKind(
  {
    key: 'folders',
    shape: {
      table: ['world', 'folder'],
      facts: { unitId: 'unit_id', marking: 'marking', isShut: 'is_shut' },
      related: {
        known: { table: ['world', 'folder_group'], on: ['folder_id', 'id'], facts: { groupId: 'group_id' } },
      },
    },
  },
  ({ any, all, holds, holdsIn, isClearedFor, every, is }) => ({
    deeds: {
      read: {
        allow: all(
          any(holds('things:change'), holdsIn('things:read', 'unitId')),
          isClearedFor('marking'),
          every('known', ({ isInGroup }) => isInGroup('groupId')),
        ),
        deny: is('isShut', true),
      },
    },
  }),
)

const SHAPE = {
  table: ['world', 'thing'],
  facts: {
    unitId: 'unit_id',
    ownerId: 'owner_id',
    roleId: 'role_id',
    groupId: 'group_id',
    marking: 'marking',
    state: 'state',
    opensOn: 'opens_on',
  },
  related: {
    parties: {
      table: ['world', 'party'],
      on: ['thing_id', 'id'],
      facts: { personId: 'person_id', roleId: 'role_id', part: 'part' },
      related: {
        stays: { table: ['world', 'stay'], on: ['party_id', 'id'], facts: { unitId: 'unit_id', untilOn: 'until_on' } },
      },
    },
  },
} as const

type World = ReturnType<typeof randomWorld>

/** A rule of any form, over the facts of the shape that it is asked of. */
function randomRule(
  facts: readonly string[],
  relations: Readonly<Record<string, readonly string[]>>,
  depth: number,
): Rule {
  const fact = pick(facts)
  const inner = (): Rule => randomRule(facts, relations, depth - 1)
  const leaves: (() => Rule)[] = [
    () => ({ kind: 'anybody' }),
    () => ({ kind: 'nobody' }),
    () => ({ kind: 'holds', permission: pick(PERMISSIONS) }),
    () => ({ kind: 'holds-everywhere', permission: pick(PERMISSIONS) }),
    () => ({ kind: 'holds-in', permission: pick(PERMISSIONS), fact: 'unitId' }),
    () => ({ kind: 'is-among', whose: pick(['unitIds', 'unitsAbove'] as const), fact: 'unitId' }),
    () => ({ kind: 'is-among', whose: 'roleIds', fact: 'roleId' }),
    () => ({ kind: 'is-among', whose: 'groupIds', fact: 'groupId' }),
    () => ({ kind: 'is-among', whose: 'markings', fact: 'marking' }),
    () => ({ kind: 'is-person', fact: pick(['ownerId', 'personId']) }),
    () => ({ kind: 'equals', fact: pick(['state', 'part']), values: someOf(['open', 'shut', null], 0.5) }),
    () => ({ kind: 'has-come', fact: pick(['opensOn', 'untilOn']) }),
    () => ({ kind: 'equals', fact, values: [null] }),
  ]
  const leaf = (): Rule => {
    const made = pick(leaves)()
    return !('fact' in made) || facts.includes(made.fact) ? made : leaf()
  }
  if (depth === 0 || random() < 0.15) return leaf()
  const relation = pick(Object.keys(relations))
  const nested = (): Rule => {
    const next: Readonly<Record<string, readonly string[]>> = relation === 'parties' ? { stays: STAY_FACTS } : {}
    return { kind: 'some', relation, rule: randomRule(relations[relation] ?? [], next, depth - 1) }
  }
  return pick<() => Rule>([
    () => ({ kind: 'all', of: [inner(), inner()] }),
    () => ({ kind: 'any', of: [inner(), inner(), inner()] }),
    () => ({ kind: 'not', rule: inner() }),
    ...(relation ? [nested, nested] : []),
  ])()
}
const PARTY_FACTS = Object.keys(SHAPE.related.parties.facts)
const STAY_FACTS = Object.keys(SHAPE.related.parties.related.stays.facts)

function randomSubject(): Subject {
  const reaches = PERMISSIONS.map((key): readonly [Permission, Reach] => [
    key,
    random() < 0.2 ? 'everywhere' : someOf(UNITS, 0.3),
  ])
  return {
    id: pick(PEOPLE),
    roleIds: someOf(ROLES),
    groupIds: someOf(GROUPS, 0.6),
    unitIds: someOf(UNITS, 0.2),
    unitsAbove: someOf(UNITS, 0.4),
    markings: MARKINGS.slice(0, Math.floor(random() * 4)),
    reach: new Map(someOf(reaches, 0.6)),
    today: pick(DAYS),
  }
}

const perhaps = <One>(from: readonly One[]): One | null => (random() < 0.2 ? null : pick(from))

function randomWorld() {
  const folders = ids(12).map((id) => ({
    id,
    unitId: perhaps(UNITS),
    marking: perhaps(MARKINGS),
    isShut: random() < 0.2,
    known: ids(random() < 0.5 ? 0 : 2).map((group) => ({ id: group, folderId: id, groupId: pick(GROUPS) })),
  }))
  const things = ids(60).map((id) => {
    const lies = perhaps(folders)
    const parties = ids(Math.floor(random() * 3)).map((party) => ({
      id: party,
      thingId: id,
      personId: perhaps(PEOPLE),
      roleId: perhaps(ROLES),
      part: pick(['open', 'shut']),
      stays: ids(Math.floor(random() * 3)).map((stay) => ({
        id: stay,
        partyId: party,
        unitId: perhaps(UNITS),
        untilOn: perhaps(DAYS),
      })),
    }))
    return {
      id,
      unitId: perhaps(UNITS),
      ownerId: perhaps(PEOPLE),
      roleId: perhaps(ROLES),
      groupId: perhaps(GROUPS),
      marking: perhaps(MARKINGS),
      state: perhaps(['open', 'shut']),
      opensOn: perhaps(DAYS),
      folderId: lies?.id ?? null,
      parties,
      folder: lies ? [lies] : [],
    }
  })
  return { folders, things }
}

const TABLES = [
  sql`create schema world`,
  sql`create table world.folder (id uuid primary key, unit_id uuid, marking text, is_shut boolean not null)`,
  sql`create table world.folder_group (id uuid primary key, folder_id uuid not null references world.folder, group_id uuid not null)`,
  sql`
    create table world.thing (id uuid primary key, unit_id uuid, owner_id uuid, role_id uuid, group_id uuid, marking text, state text,
      opens_on date, folder_id uuid references world.folder)`,
  sql`
    create table world.party (id uuid primary key, thing_id uuid not null references world.thing, person_id uuid, role_id uuid, part text not null)`,
  sql`create table world.stay (id uuid primary key, party_id uuid not null references world.party, unit_id uuid, until_on date)`,
]

/** Columns are called as facts are, in the database's way of writing. */
async function fill(db: Db, table: string, rows: readonly object[]): Promise<void> {
  const own = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([key, value]) =>
        Array.isArray(value) ? [] : [[key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]],
      ),
    ),
  )
  await db.run(
    sql`insert into ${tableOf(table)} select * from jsonb_populate_recordset(null::${tableOf(table)}, ${JSON.stringify(own)})`,
  )
}
const tableOf = (table: string) => name('world', table)

/** Whoever may not read a folder reads nothing in it, also their own. */
const thing = objectKind(
  { key: 'things', shape: SHAPE, within: { folder: { kind: folder, on: ['id', 'folder_id'] } } },
  ({ any, all, holds, holdsIn, isPerson, hasRole, is, some, hasCome }) => ({
    deeds: {
      read: {
        allow: any(
          isPerson('ownerId'),
          holdsIn('things:read', 'unitId'),
          some('parties', ({ isPerson: isThem, hasRole: have, any: or }) => or(isThem('personId'), have('roleId'))),
        ),
        deny: all(is('state', 'shut'), hasCome('opensOn')),
      },
      change: { allow: any(isPerson('ownerId'), hasRole('roleId')) },
      shut: { allow: holds('things:shut') },
    },
  }),
)

describe('rules about objects', () => {
  let database: TestDatabase
  let owner: Db
  let world: World
  before(async () => {
    database = await testDatabase()
    owner = openPool(database.owner)
    for (const table of TABLES) await owner.run(table)
    world = randomWorld()
    await fill(owner, 'folder', world.folders)
    await fill(
      owner,
      'folder_group',
      world.folders.flatMap(({ known }) => known),
    )
    await fill(owner, 'thing', world.things)
    const parties = world.things.flatMap((one) => one.parties)
    await fill(owner, 'party', parties)
    await fill(
      owner,
      'stay',
      parties.flatMap(({ stays }) => stays),
    )
  })
  after(async () => {
    await owner.close()
    await database.drop()
  })

  /** The things that a deed is allowed with, asked of the database and of the facts. */
  async function bothWays(
    subject: Subject,
    kind: ObjectKind<typeof thing.shape, 'change' | 'shut'>,
    deed: 'read' | 'change' | 'shut',
  ) {
    const where = condition(subject, kind, deed, 't')
    const rows = await owner.many<{ id: string }>(sql`select t.id from world.thing as t where ${where}`)
    const found = world.things.filter((one) => mayDo(subject, kind, deed, one))
    return { asked: rows.map(({ id }) => id).sort(), known: found.map(({ id }) => id).sort() }
  }

  it('say the same of rows and of facts, whatever the rule, the object and whoever looks', async () => {
    let some = 0
    for (let round = 0; round < 400; round += 1) {
      const read = randomRule(
        Object.keys(SHAPE.facts),
        { parties: PARTY_FACTS, folder: Object.keys(folder.shape.facts) },
        4,
      )
      const kind = { ...thing, deeds: { ...thing.deeds, read } }
      const { asked, known } = await bothWays(randomSubject(), kind, 'read')
      assert.deepEqual(asked, known, JSON.stringify(read))
      if (known.length > 0 && known.length < world.things.length) some += 1
    }
    assert.ok(some > 100, `${some} of the rules tell things apart`)
  })

  it('let nobody do what they may not read of, and nobody read what lies where they may not look', async () => {
    let shown = 0
    for (let round = 0; round < 200; round += 1) {
      const subject = randomSubject()
      const read = await bothWays(subject, thing, 'read')
      assert.deepEqual(read.asked, read.known)
      shown += read.known.length
      for (const deed of ['change', 'shut'] as const) {
        const { asked, known } = await bothWays(subject, thing, deed)
        assert.deepEqual(asked, known, deed)
        assert.deepEqual(
          known.filter((id) => !read.known.includes(id)),
          [],
          `${deed} only what may be read`,
        )
      }
      for (const one of world.things.filter(({ id }) => read.known.includes(id)))
        assert.deepEqual(
          one.folder.filter((lies) => !mayDo(subject, folder, 'read', lies)),
          [],
          'read in a folder that may be read',
        )
    }
    assert.ok(shown > 50, `${shown} were read`)
  })

  it('stand a second time in the database, which shows a connection what whoever looks may read, and nothing to one that was told nothing', async () => {
    for (const statement of [
      ...policies(thing),
      'grant usage on schema world to muniment_app',
      'grant select on all tables in schema world to muniment_app',
    ])
      await owner.run(new Sql([statement], []))
    const web = openPool({ ...database.web, max: 2 })
    try {
      const seenBy = async (db: Queries) =>
        (await db.many<{ id: string }>(sql`select id from world.thing`)).map(({ id }) => id).sort()
      assert.deepEqual(await seenBy(web), [])
      assert.equal((await seenBy(web.as(HOUSE_VIEWER))).length, world.things.length)
      const subjects = Array.from({ length: 100 }, randomSubject)
      await Promise.all(
        subjects.map(async (subject) => {
          const { known } = await bothWays(subject, thing, 'read')
          assert.deepEqual(await seenBy(web.as(toldOf(subject))), known)
          assert.deepEqual(await web.as(toldOf(subject)).transaction(seenBy), known)
        }),
      )
      assert.deepEqual(await seenBy(web), [])
    } finally {
      await web.close()
      await owner.run(sql`alter table world.thing disable row level security`)
    }
  })

  it('stand there as they are asked of facts, whatever the rule, and find by a function what whoever looks has to do with', async () => {
    const web = openPool({ ...database.web, max: 2 })
    const granted = ['usage on schema world', 'select on all tables in schema world']
    for (const grant of granted) await owner.run(new Sql([`grant ${grant} to muniment_app`], []))
    let [apart, functions] = [0, 0]
    try {
      for (let round = 0; round < 60; round += 1) {
        const relations = { parties: PARTY_FACTS, folder: Object.keys(folder.shape.facts) }
        const read = randomRule(Object.keys(SHAPE.facts), relations, 4)
        const kind = { ...thing, deeds: { ...thing.deeds, read } }
        const statements = policies(kind)
        if (statements.some((one) => one.includes('create or replace function'))) functions += 1
        for (const statement of statements) await owner.run(new Sql([statement], []))
        for (const subject of Array.from({ length: 4 }, randomSubject)) {
          const known = world.things.filter((one) => mayDo(subject, kind, 'read', one)).map(({ id }) => id)
          const seen = await web.as(toldOf(subject)).many<{ id: string }>(sql`select id from world.thing`)
          assert.deepEqual(seen.map(({ id }) => id).sort(), known.sort(), JSON.stringify(read))
          if (known.length > 0 && known.length < world.things.length) apart += 1
        }
      }
      assert.ok(apart > 40 && functions > 5, `${apart} tell things apart, ${functions} with functions`)
    } finally {
      await web.close()
      await owner.run(sql`alter table world.thing disable row level security`)
    }
  })

  it('let rows be written by the house alone, and show nothing that everybody may read to a connection that was told nothing', async () => {
    const open = objectKind({ key: 'open', shape: SHAPE }, ({ anybody, hasCome }) => ({
      deeds: { read: { allow: anybody, deny: hasCome('opensOn') } },
    }))
    const grants = ['usage on schema world', 'select, insert, update, delete on world.thing']
    for (const statement of [
      'drop policy if exists house on world.thing',
      'drop policy if exists seen on world.thing',
      ...policies(open),
      ...grants.map((grant) => `grant ${grant} to muniment_app`),
    ])
      await owner.run(new Sql([statement], []))
    const web = openPool(database.web)
    try {
      const someone = web.as(toldOf({ ...randomSubject(), today: '2025-12-31' }))
      const count = async (from: Db) =>
        (await from.one<{ count: number }>(sql`select count(*) as count from world.thing`)).count
      assert.equal(await count(web), 0)
      assert.equal(await count(someone), world.things.length)
      const id = newId()
      const insert = sql`insert into world.thing (id) values (${id})`
      for (const one of [web, someone]) {
        await assert.rejects(one.run(insert), /row-level security/)
        assert.equal(await one.run(sql`update world.thing set state = 'shut'`), 0)
        assert.equal(await one.run(sql`delete from world.thing`), 0)
      }
      const house = web.as(HOUSE_VIEWER)
      assert.equal(await house.run(insert), 1)
      assert.equal(await house.run(sql`update world.thing set opens_on = '2020-01-01' where id = ${id}`), 1)
      assert.equal(await count(someone), world.things.length, 'a deny hides what the house has written')
      assert.equal(await house.run(sql`delete from world.thing where id = ${id}`), 1)
    } finally {
      await web.close()
      await owner.run(sql`alter table world.thing disable row level security`)
    }
  })

  it('decide nothing of facts that were not looked up', () => {
    const { folder: _, ...without } = world.things[0] as World['things'][number]
    const subject = { ...randomSubject(), id: PEOPLE[0] as string }
    const own = { ...without, ownerId: subject.id, state: null }
    assert.throws(() => mayDo(subject, thing, 'read', own as never), /“folder” was not looked up/)
    const { state: __, ...stateless } = { ...own, folder: [] }
    assert.throws(() => mayDo(subject, thing, 'read', stateless as never), /“state” was not looked up/)
  })

  it('deny wins over whatever allows', () => {
    const facts = {
      ...(world.things[0] as World['things'][number]),
      folder: [],
      state: 'shut',
      opensOn: DAYS[0] ?? null,
    }
    const subject = { ...randomSubject(), id: facts.ownerId as string, today: DAYS[3] ?? facts.opensOn }
    assert.equal(mayDo({ ...subject, today: '2025-12-31' }, thing, 'read', { ...facts, ownerId: subject.id }), true)
    assert.equal(mayDo({ ...subject, today: '2026-01-01' }, thing, 'read', { ...facts, ownerId: subject.id }), false)
  })

  it('fall out of a condition where the answer is known before any row is asked', () => {
    const everywhere: Subject = { ...randomSubject(), reach: new Map([['things:read', 'everywhere']]) }
    const kind = objectKind({ key: 'x', shape: SHAPE }, ({ any, holds, holdsIn, isPerson, some }) => ({
      deeds: {
        read: { allow: any(isPerson('ownerId'), holdsIn('things:read', 'unitId')) },
        shut: { allow: holds('things:shut') },
        join: { allow: some('parties', (party) => party.holds('things:shut')) },
      },
    }))
    assert.equal(condition(everywhere, kind, 'read', 't').compile().text, 'true')
    assert.equal(condition(everywhere, kind, 'shut', 't').compile().text, 'false')
    assert.equal(condition(everywhere, kind, 'join', 't').compile().text, 'false', 'no row is asked for')
  })

  it('ask only for what the shape has', () => {
    const rule: Rule = { kind: 'some', relation: 'parties', rule: { kind: 'is-person', fact: 'secretaryId' } }
    const declare = () => objectKind({ key: 'things', shape: SHAPE }, () => ({ deeds: { read: { allow: rule } } }))
    assert.throws(declare, /Cannot declare things: its rules ask for “secretaryId”/)
    const other: Rule = { kind: 'not', rule: { kind: 'some', relation: 'friends', rule } }
    assert.throws(
      () =>
        objectKind({ key: 'things', shape: SHAPE }, () => ({
          deeds: { read: { allow: { kind: 'anybody' }, deny: other } },
        })),
      /“friends”/,
    )
    const inside: Rule = { kind: 'any', of: [{ kind: 'anybody' }, { kind: 'all', of: [rule] }] }
    assert.throws(
      () => objectKind({ key: 'things', shape: SHAPE }, () => ({ deeds: { read: { allow: inside } } })),
      /“secretaryId”/,
    )
  })

  it('admit nobody by rows that the shape has lost', () => {
    const kind = objectKind({ key: 'x', shape: SHAPE }, ({ some }) => ({
      deeds: { read: { allow: some('parties', (party) => party.isPerson('personId')) } },
    }))
    const lost = { ...kind, shape: { table: SHAPE.table, facts: SHAPE.facts } } as unknown as typeof kind
    assert.equal(condition(randomSubject(), lost, 'read', 't').compile().text, 'false')
  })
})
