import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { migrations } from '../../platform/db/migrations.ts'

const RENAMING = '0220_names_of_links_of_assets.sql'

describe('the new names of what links assets', () => {
  let database: TestDatabase
  let client: pg.Client

  /** A database as the release before made it, with a location, its history, and a view and an import that somebody kept. */
  before(async () => {
    database = await testDatabase('template0')
    client = new pg.Client(database.owner)
    await client.connect()
    const earlier = migrations().filter(({ name }) => name < RENAMING)
    await client.query(
      'create schema muniment; create table muniment.migration (name text primary key, digest text not null, run_at timestamptz not null default now())',
    )
    for (const { name, text, digest } of earlier) {
      await client.query('begin; set constraints all immediate')
      await client.query(text)
      await client.query('insert into muniment.migration (name, digest) values ($1, $2)', [name, digest])
      await client.query('commit')
    }
    await client.query(`
      insert into audit.entry (id, at, actor_kind, what, subject_kind, subject_id, facts, leaf)
        values ('00000000-0000-7000-8000-000000000001', now(), 'system', 'kept.added', 'kept', '00000000-0000-7000-8000-00000000000c', '{}', sha256('x'));
      insert into assets.place (id, name, kind, state) values ('00000000-0000-7000-8000-00000000000a', 'Store', 'paper-store', 'live');
      insert into assets.asset (id, name) values ('00000000-0000-7000-8000-00000000000b', 'Papers');
      insert into assets.kept (id, asset_id, place_id, use)
        values ('00000000-0000-7000-8000-00000000000c', '00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-00000000000a', 'master');
      insert into register.change (register, item_id, at, audit_entry_id, what, fields)
        values ('kept', '00000000-0000-7000-8000-00000000000c', now(), '00000000-0000-7000-8000-000000000001', 'added', '{}'),
          ('places', '00000000-0000-7000-8000-00000000000a', now(), '00000000-0000-7000-8000-000000000001', 'added', '{}');
      insert into register.view (id, register, person_id, name, query)
        values (gen_random_uuid(), 'shared', gen_random_uuid(), 'Mine', '?sort=name');`)
    await migrate(database.owner)
  })
  after(async () => {
    await client.end()
    await database.drop()
  })

  const column = async (query: string) => (await client.query<{ is: string }>(query)).rows.map(({ is }) => is)

  it('are those of their tables, and of the constraints and indexes of these', async () => {
    assert.deepEqual(await column('select use as is from assets.location'), ['master'])
    assert.deepEqual(await column("select to_regclass('assets.kept')::text as is"), [null])
    const left = await column(`
      select conname as is from pg_constraint where conrelid in ('assets.location'::regclass, 'assets.use'::regclass, 'assets.sharing'::regclass) and conname ~ '^(kept|used|shared)_'
      union all select relname from pg_class where relnamespace = 'assets'::regnamespace and relname ~ '^(kept|used|shared)(_|$)'`)
    assert.deepEqual(left, [])
    assert.deepEqual(
      await column("select 'location_pair' as is where to_regclass('assets.location_pair') is not null"),
      ['location_pair'],
    )
  })

  it('are those of their history, of views that were saved, and of how they stood', async () => {
    assert.deepEqual(await column('select register as is from register.change order by 1'), ['locations', 'places'])
    assert.deepEqual(await column('select register as is from register.view'), ['sharing'])
    assert.deepEqual(
      await column(
        "select relation as is from past.kept where relation like 'assets.%' and relation ~ '(location|use|sharing|kept|used|shared)$' order by 1",
      ),
      ['assets.location', 'assets.sharing', 'assets.use'],
    )
    assert.deepEqual(await column("select distinct relation as is from past.version where body ->> 'use' = 'master'"), [
      'assets.location',
    ])
  })

  it('leave history as it was: nobody changes it', async () => {
    await assert.rejects(client.query("update register.change set register = 'places'"))
    await assert.rejects(client.query("update past.version set relation = 'assets.place'"))
  })
})
