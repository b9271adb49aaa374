import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { columnsSet, functionBreaches, statementBreaches } from './register-writes.ts'

/** What is put in later, as the program's own text has it. */
const put = (text: string) => text.replaceAll('#{', '${')
const REGISTERS = [{ table: ['people', 'unit'], columns: ['name', 'parent_id'] }] as const

describe('writes round a register', () => {
  const found = (text: string) =>
    statementBreaches(REGISTERS, { file: 'x.ts', text: put(text) }).map(({ what }) => what)

  it('are found in whatever way they are written', () => {
    for (const [text, what] of [
      ["update people.unit set name = 'x'", 'update people.unit set name'],
      ['UPDATE ONLY "people"."unit" AS u\n  SET "name" = #{value}', 'update people.unit set name'],
      ['update people.unit set about = 1, version = version + 1', 'update people.unit set version'],
      ['update people.unit set about = f(1, 2), parent_id = null where true', 'update people.unit set parent_id'],
      ['update people.unit u set about = (select name from x), name = n.a from n', 'update people.unit set name'],
      ['update people.unit set (about, name) = (1, 2)', 'update people.unit set name'],
      ['update people.unit set #{sets} where id = 1', 'update people.unit set ?'],
      ['update people.unit set about = 1, #{column} = 2', 'update people.unit set ?'],
      ['with x as (update people.unit set name = 1 returning id) select 1', 'update people.unit set name'],
      ['insert into people.unit (id) values (1)', 'insert into people.unit'],
      ['delete  from people . unit', 'delete  from people.unit'],
      ['merge into people.unit u using x on true when matched then update set name = 1', 'merge into people.unit'],
      ['truncate people.unit', 'truncate people.unit'],
      ['insert into #{table} (id) values (1)', 'insert into of rows in a table that is put in later'],
      ['update #{name(...table)} as item set name = 1', 'update of name in a table that is put in later'],
      ['update #{table} set #{sets}', 'update of ? in a table that is put in later'],
    ])
      assert.deepEqual(found(`sql\`${text}\``), [what], text)
  })

  it('are none where nothing declared is written', () => {
    for (const text of [
      "sql`update people.unit set about = name, seen_at = now() where name = 'x' returning name`",
      'sql`update people.unitary set name = 1`',
      'sql`select from people.unit for update`',
      'sql`insert into people.finding (id) select id from people.unit`',
      'sql`update #{table} t set position = 1 where name = 2`',
      'throw new Error(`Cannot update #{name}`)',
      '// update people.unit set name = 1',
      '/** Before: update people.unit set name = 1 */',
    ])
      assert.deepEqual(found(text), [], text)
  })

  it('are told with their line', () => {
    const [one] = statementBreaches(REGISTERS, {
      file: 'x.ts',
      text: 'a\n/* b\n c */\nsql`\n  delete from people.unit`',
    })
    assert.deepEqual(one, { file: 'x.ts', line: 5, what: 'delete from people.unit' })
  })

  it('are found in functions of the database and in what triggers give a new row', () => {
    const sql = (body: string, more = '') =>
      functionBreaches(REGISTERS, [
        {
          file: '1.sql',
          text: `create function people.f() returns trigger language plpgsql as $$\nbegin\n  ${body}\nend $$;\n${more}`,
        },
        {
          file: '2.sql',
          text: 'create trigger t before insert or update of name on people.unit for each row execute function people.f();',
        },
      ]).map(({ what }) => what)
    assert.deepEqual(sql("update people.unit set name = 'x';"), ['update people.unit set name'])
    assert.deepEqual(sql("new.name := 'x';"), ['people.f gives people.unit.name a value'])
    assert.deepEqual(sql("new.name = 'x';"), ['people.f gives people.unit.name a value'])
    assert.deepEqual(sql('select 1, 2 into new.about, new.name;'), ['people.f gives people.unit.name a value'])
    assert.deepEqual(sql('if true then new.version := 2; end if;'), ['people.f gives people.unit.version a value'])
    assert.deepEqual(sql("new.about := new.name; if new.name = 'x' then return new; end if;"), [])
    // A function that was made anew is judged by its last form; what a migration does once is no function.
    const anew =
      "create or replace function people.f() returns trigger language plpgsql as $$ begin return new; end $$;\nupdate people.unit set name = 'x';"
    assert.deepEqual(sql("new.name := 'x';", anew), [])
  })

  it('read the columns of an update to its end and no further', () => {
    assert.deepEqual(columnsSet(put(' u set a = 1, b = case when c = 2 then 3 end, d = #{e}\n where f = 4, g = 5')), [
      'a',
      'b',
      'd',
    ])
    assert.deepEqual(columnsSet(' set a = (select x from y where z = 1), b = 2`'), ['a', 'b'])
  })
})
