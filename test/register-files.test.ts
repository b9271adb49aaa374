import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { theHouse } from '#platform/access/index.ts'
import { name, sql } from '#platform/db/index.ts'
import { type SheetEnding, sheet } from '#platform/exports/index.ts'
import { tableOfRows } from '#platform/listing/index.ts'
import { readRows } from '#platform/reading/index.ts'
import { readRowsOf } from '#platform/reading/read.ts'
import {
  byCommand,
  listingOf,
  type Register,
  type RegisterField,
  type Sheet,
  sheetOf,
  takeSheet,
} from '#platform/register/index.ts'
import { rooms } from '../src/house.ts'
import { type TestHouse, testHouse } from './house.ts'

const { registers } = rooms

const TODAY = '2026-11-21'

describe('every register as a file', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const exported = async (register: Register, ending: SheetEnding): Promise<Buffer> => {
    const context = { today: TODAY, person: theHouse(TODAY) }
    const body = await sheet(ending, tableOfRows(test.db, listingOf(register), {}, context))
    const parts: Buffer[] = []
    for await (const part of Buffer.isBuffer(body) ? [body] : body) parts.push(Buffer.from(part))
    return Buffer.concat(parts)
  }
  const sheetFrom = async (register: Register) => {
    const read = sheetOf(register, readRowsOf(await exported(register, 'csv'), 'all.csv'))
    assert.ok(read, register.key)
    return read
  }
  const written = () =>
    test.db.one<{ lines: number; entries: number }>(
      sql`select (select count(*) from register.change) as lines, (select count(*) from audit.entry) as entries`,
    )

  it('leaves and comes back in each format without changing anything, by id and by key', async () => {
    const before = await written()
    let rows = 0
    for (const register of registers) {
      for (const ending of ['csv', 'xlsx', 'ods'] as const) {
        const read = sheetOf(register, await readRows(await exported(register, ending), `all.${ending}`))
        assert.ok(read, register.key)
        for (const isDry of [true, false]) {
          const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), read, isDry)
          assert.deepEqual(
            outcomes.filter(({ outcome }) => outcome !== 'unchanged').slice(0, 3),
            [],
            `${register.key}.${ending}`,
          )
          rows += outcomes.length
        }
      }
    }
    assert.ok(rows > 300, `${rows} rows`)
    assert.deepEqual(await written(), before)
  })

  it('is found again by its key alone', async () => {
    const before = await written()
    assert.ok(registers.length >= 30)
    for (const register of registers) {
      const read = await sheetFrom(register)
      const columns = read.columns.map((column) => (column === 'id' || column === 'version' ? null : column))
      const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), { ...read, columns }, false)
      const other = outcomes.filter(({ outcome }) => outcome !== 'unchanged')
      assert.deepEqual(other.slice(0, 3), [], register.key)
    }
    assert.deepEqual(await written(), before)
  })

  it('changes exactly the cell that was changed, of each field of each register, and says so in words', async () => {
    const stubborn: string[] = []
    let changed = 0
    for (const register of registers) {
      for (const field of register.fields) {
        const read = await sheetFrom(register)
        const place = read.columns.indexOf(field.column)
        assert.ok(place >= 0, `${register.key} exports ${field.column}`)
        const found = read.rows.length > 0 ? await changeable(register, field, read, place) : null
        if (!found) {
          if (read.rows.length > 0) stubborn.push(`${register.key}.${field.column}`)
          continue
        }
        const before = await linesOf(register)
        const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), found.sheet, false)
        const others = outcomes.filter(({ outcome }) => outcome !== 'unchanged')
        assert.deepEqual(
          others.map(({ row, outcome, fields }) => [row, outcome, Object.keys(fields)]),
          [[found.row, 'updated', [field.column]]],
          `${register.key}.${field.column}`,
        )
        const [line] = await test.db.many<{ id: string; fields: Record<string, string[]> }>(
          sql`select c.item_id as id, c.fields from register.change c where c.register = ${register.key} order by c.id desc limit 1`,
        )
        assert.deepEqual([line?.id, Object.keys(line?.fields ?? {})], [others[0]?.id, [field.column]])
        assert.notEqual(line?.fields[field.column]?.[0], line?.fields[field.column]?.[1])
        const now = await linesOf(register)
        assert.equal(now, before + 1, 'one line of history')
        assert.equal(await told(register), 1, 'one entry that tells of one item')
        changed += 1
      }
    }
    // What a rule of the room lets nobody change alone: it is said why in the rows that wait.
    // A day and a reason of an end go together: they are changed together by the tests of lives.
    const ends = registers.flatMap(({ key, life }) =>
      life.ended.by === 'kit' ? [`${key}.${life.ended.on}`, `${key}.${life.ended.why}`] : [],
    )
    // A file is not taken in from a table.
    const kept = registers.flatMap(({ key, fields }) =>
      fields.flatMap(({ kind, column }) => (kind === 'file' ? [`${key}.${column}`] : [])),
    )
    assert.ok(kept.some((one) => stubborn.includes(one)))
    assert.deepEqual(stubborn.filter((one) => !ends.includes(one) && !kept.includes(one)).toSorted(), [
      'incidents.aware_at',
      'incidents.personal',
      'risks.closed_on',
      'risks.closed_why',
      'roles.ended_on',
      'units.closed_on',
    ])
    assert.ok(changed > 100, `${changed} fields`)
  })

  const linesOf = async ({ key }: Register) =>
    (await test.db.one<{ count: number }>(sql`select count(*) as count from register.change where register = ${key}`))
      .count
  const told = async ({ plural }: Register) =>
    (
      await test.db.one<{ count: number }>(
        sql`select (facts ->> 'changed')::int as count from audit.entry where what = ${`${plural.replaceAll(' ', '-')}.imported`} order by id desc limit 1`,
      )
    ).count

  /** The file with another answer in one cell of a field, where some row takes one. */
  const changeable = async (register: Register, field: RegisterField, read: Sheet, place: number) => {
    for (const row of read.rows.slice(0, 12)) {
      for (const text of await answersFor(field, row.cells[place] ?? '')) {
        const cells = Array.from(read.headers, (_, index) => (index === place ? text : (row.cells[index] ?? '')))
        const other = { number: row.number, cells }
        const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), { ...read, rows: [other] }, true)
        if (outcomes[0]?.outcome !== 'updated') continue
        const rows = read.rows.map((one) => (one.number === row.number ? other : one))
        return { row: row.number, sheet: { ...read, rows } }
      }
    }
    return null
  }

  /** Other answers that a field might take. */
  const answersFor = async (field: RegisterField, now: string): Promise<string[]> => {
    switch (field.kind) {
      case 'text':
        return [field.isEmail ? 'another.one@example.gov.uk' : 'Änother “answer”, 2']
      case 'yes-no':
        return ['TRUE', 'no'].filter((text) => text !== now)
      case 'marking':
        return ['Official - sensitive', 'SECRET'].filter((text) => text !== now)
      case 'choice':
        return field.options.map(({ text }) => text).filter((text) => text !== now)
      case 'choices':
        return [
          field.options
            .slice(0, 2)
            .map(({ text }) => text)
            .join(', '),
          field.options.at(-1)?.text ?? '',
        ]
      case 'day':
        return ['31/12/2026', '1 March 2020', '2035-06-30', ''].filter((text) => text !== now)
      case 'moment':
        return ['2026-11-20 09:15', '2026-11-19 10:00', '2026-11-20 23:00']
      case 'number':
        return [field.most, field.least, field.least + 1, 7, 8].map(String).filter((text) => text !== now)
      case 'decimal':
        return [field.least, field.least + 1.5, field.most]
          .map((one) => one.toFixed(field.places))
          .filter((text) => Number(text) !== Number(now || 'NaN'))
      case 'file':
        return ['']
      case 'references':
      case 'reference': {
        const { table, name: named } = field.to
        const rows = await test.db.many<{ text: string }>(
          sql`select min(${name(named)}) as text from ${name(...table)} group by ${name(named)} having count(*) = 1 order by 1 limit 12`,
        )
        return rows.map(({ text }) => text).filter((text) => text !== now)
      }
    }
  }
})
