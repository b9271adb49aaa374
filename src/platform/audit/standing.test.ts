import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { Copying } from '../db/index.ts'
import { type FrozenRows, standingOf, standingProblems } from './standing.ts'

const WHOSE = '00000000-0000-4000-8000-000000000001'
const LINES: FrozenRows = {
  name: 'lines',
  table: ['public', 'line'],
  of: 'whose',
  by: 'id',
  values: ['words', 'share', 'due_on'],
  instants: ['made_at'],
}

describe('how frozen rows stand', () => {
  let database: TestDatabase
  let owner: Copying
  before(async () => {
    database = await testDatabase()
    owner = await Copying.open(database.superuser, 'writing')
    await owner.script(`
      create table public.line (id uuid primary key, whose uuid, words text, share jsonb, due_on date, made_at timestamptz);
      insert into public.line select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '${WHOSE}', 'words ' || n, '0.1', '2026-12-01', '2026-11-21 10:00Z'
      from generate_series(1, 450) n`)
  })
  after(async () => {
    await owner.close()
    await database.drop()
  })
  const standing = () => standingOf(owner, [LINES], WHOSE)
  const changedBy = async (text: string) => {
    const logged = await standing()
    await owner.script(`savepoint before; ${text}`)
    const { problems, unsaid } = standingProblems(await standing(), logged)
    await owner.script('rollback to before')
    assert.deepEqual(unsaid, [])
    return problems.map((one) => /\((.*)\)/.exec(one)?.[1])
  }

  it('is the same in every time zone and in whatever order they lie', async () => {
    assert.deepEqual(
      await changedBy(
        "set local timezone = 'Asia/Tokyo'; set local bytea_output = 'escape'; set local datestyle = 'German'",
      ),
      [],
    )
    assert.deepEqual(await changedBy("update public.line set words = words where id::text like '%3'"), [])
  })

  it('is another, and names the column, when any row of it is changed: by a microsecond, a last digit, nothing for an empty text', async () => {
    const last = "where words = 'words 450'"
    for (const [text, told] of [
      [`update public.line set words = 'other' ${last}`, ['lines: words']],
      [`update public.line set words = null ${last}`, ['lines: words']],
      [`update public.line set words = 'words 2' where words = 'words 1'`, ['lines: words']],
      [`update public.line set share = '0.10000000000000000001' ${last}`, ['lines: share']],
      [`update public.line set made_at = made_at + interval '1 microsecond' ${last}`, ['lines: made at']],
      [`delete from public.line ${last}`, ['lines: words', 'lines: share', 'lines: due on', 'lines: made at']],
      [
        `update public.line set id = gen_random_uuid() ${last}`,
        ['lines: words', 'lines: share', 'lines: due on', 'lines: made at'],
      ],
      [
        `update public.line set whose = null ${last}`,
        ['lines: words', 'lines: share', 'lines: due on', 'lines: made at'],
      ],
    ] as const)
      assert.deepEqual(await changedBy(text), told, text)
  })

  it('says of which columns the log says nothing', async () => {
    const now = await standing()
    const { words } = now.lines ?? {}
    assert.ok(words)
    assert.deepEqual(standingProblems(now, { lines: { words } }), {
      problems: [],
      unsaid: ['lines: share', 'lines: due on', 'lines: made at'],
    })
    for (const logged of [undefined, null, 'x', ['x'], { lines: [words] }])
      assert.equal(standingProblems(now, logged).unsaid.length, 4)
  })
})
