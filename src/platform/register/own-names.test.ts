import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { units } from '#features/people/registers.ts'
import { type Db, openPool, sql, type Tx } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { byCommand, type Sheet, sheetOf, takeSheet } from './index.ts'
import { inOrderOfNames } from './own-names.ts'

const HEADERS = ['Name', 'Kind', 'Part of', 'Closed on']
type Line = readonly [name: string, kind: string, partOf: string, closedOn?: string]

function sheetWith(lines: readonly Line[]): Sheet {
  const rows = lines.map((line, index) => ({ number: index + 2, cells: line.map((cell) => cell ?? '') }))
  const sheet = sheetOf(units, [{ number: 1, cells: HEADERS }, ...rows])
  assert.ok(sheet)
  return sheet
}

/** Each below the one before, in an order that helps nobody. */
/** Units lie in fifty levels at most: a longer chain is several, one beside the other. */
const LEVELS = 50
const chainOf = (called: string, length: number): Line[] =>
  Array.from({ length }, (_, place) => (place * 7) % length).map((place) => [
    `${called} ${place}`,
    'Team',
    place % LEVELS === 0 ? '' : `${called} ${place - 1}`,
  ])

/** The database, and how many statements it was asked in deeds. */
function counting(db: Db): { db: Db; asked: () => number } {
  let asked = 0
  const counted = (tx: Tx): Tx =>
    new Proxy(tx, {
      get(of, key) {
        const value: unknown = Reflect.get(of, key)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          asked += 1
          return Reflect.apply(value, of, args)
        }
      },
    })
  return {
    db: { ...db, deed: (work: (tx: Tx) => Promise<unknown>) => db.deed((tx) => work(counted(tx))) } as Db,
    asked: () => asked,
  }
}

describe('names that a file itself brings', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const take = async (lines: readonly Line[], db: Db = test.db, register = units) => {
    const { outcomes } = await takeSheet(db, byCommand(register, test.act()), sheetWith(lines), false)
    return outcomes.map(({ outcome, why }) => [outcome, ...why].join(': '))
  }
  const parentOf = async (called: string) =>
    (
      await test.db.many<{ parent: string | null }>(sql`
        select p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.name = ${called} order by p.name`)
    ).map(({ parent }) => parent)

  it('are led to by as few statements in a long chain as in a short one, in whatever order the rows stand', async () => {
    const short = counting(test.db)
    assert.deepEqual(await take(chainOf('Short', 3), short.db), Array(3).fill('added'))
    const long = counting(test.db)
    assert.deepEqual(await take(chainOf('Long', 1_000), long.db), Array(1_000).fill('added'))
    assert.equal(long.asked(), short.asked())
    assert.deepEqual(await parentOf('Long 999'), ['Long 998'])
    const more = counting(test.db)
    assert.deepEqual(await take(chainOf('Longer', 2_500), more.db), Array(2_500).fill('added'))
    assert.ok(more.asked() < long.asked() * 3, `${more.asked()} statements`)
    assert.deepEqual(await take(chainOf('Longer', 2_500)), Array(2_500).fill('unchanged'))
  })

  it('wait below the fiftieth level, however many they are', async () => {
    const chain = Array.from(
      { length: 3_000 },
      (_, place): Line => [`Deep ${place}`, 'Team', place === 0 ? '' : `Deep ${place - 1}`],
    )
    const outcomes = await take(chain)
    assert.equal(outcomes.filter((one) => one === 'added').length, 50)
    assert.match(outcomes[50] ?? '', /waiting: Units can lie in 50 levels at most/)
    assert.equal(outcomes.slice(51).filter((one) => /waiting: There is no unit called/.test(one)).length, 2_949)
  })

  it('wait with what leads to them where something stands against them, and nothing else does', async () => {
    const lines: Line[] = [
      ['Held 0', 'Team', ''],
      ['Held 1', 'Battalion', 'Held 0'],
      ['Held 2', 'Team', 'Held 1'],
      ['Held 3', 'Team', 'Held 2'],
      ['Held 4', 'Team', 'Held 0'],
    ]
    assert.deepEqual(await take(lines), [
      'added',
      'waiting: “Battalion” is not one of the answers for Kind',
      'waiting: There is no unit called “Held 1”',
      'waiting: There is no unit called “Held 2”',
      'added',
    ])
    assert.deepEqual(await parentOf('Held 4'), ['Held 0'])
  })

  it('wait with what leads to them where the database refuses them', async () => {
    const owner = openPool({ ...test.database.superuser, max: 1 })
    await owner.run(sql`alter table people.unit add constraint refused check (name <> 'Refused 1')`)
    await owner.close()
    const constraints = { ...units.constraints, refused: { field: 'name', message: 'It was refused' } }
    const lines: Line[] = [
      ['Refused 3', 'Team', 'Refused 2'],
      ['Refused 0', 'Team', ''],
      ['Refused 1', 'Team', 'Refused 0'],
      ['Refused 2', 'Team', 'Refused 1'],
      ['Refused 4', 'Team', 'Refused 0'],
    ]
    assert.deepEqual(await take(lines, test.db, { ...units, constraints }), [
      'waiting: There is no unit called “Refused 2”',
      'added',
      'waiting: It was refused',
      'waiting: There is no unit called “Refused 1”',
      'added',
    ])
  })

  it('are not led to where they are closed, or where two have the name', async () => {
    const lines: Line[] = [
      ['Shut unit', 'Team', '', '2026-01-01'],
      ['Late team', 'Team', 'Shut unit'],
      ['Twin unit', 'Team', ''],
      ['Middle', 'Team', ''],
      ['Under a twin', 'Team', 'Twin unit'],
      ['Twin unit', 'Team', 'Middle'],
    ]
    assert.deepEqual(await take(lines), [
      'added',
      'waiting: Shut unit was closed on 1 January 2026: choose another unit',
      'added',
      'added',
      'waiting: There is more than one unit called “Twin unit”. Give its identifier instead of its name',
      'added',
    ])
  })

  it('that lead round in a circle wait, and the rows below them too', async () => {
    const lines: Line[] = [
      ['Round 3', 'Team', 'Round 2'],
      ['Round 1', 'Team', 'Round 2'],
      ['Round 2', 'Team', 'Round 1'],
      ['Own', 'Team', 'Own'],
      ['Beside', 'Team', ''],
    ]
    assert.deepEqual(
      (await take(lines)).map((told) => told.split(':')[0]),
      ['waiting', 'waiting', 'waiting', 'waiting', 'added'],
    )
  })

  it('give rows an order in which each follows what it leads to, also below a circle', async () => {
    const orderOf = async (lines: readonly Line[]) =>
      (await inOrderOfNames(units, sheetWith(lines))).map(({ cells: [called] }) => called).join(' ')
    assert.equal(
      await orderOf([
        ['c', 'Team', 'b'],
        ['x', 'Team', 'nowhere'],
        ['b', 'Team', 'A'],
        ['y', 'Team', ''],
        ['a', 'Team', ''],
      ]),
      'a b c x y',
    )
    const circle: Line[] = [
      ['e', 'Team', 'd'],
      ['r', 'Team', 's'],
      ['s', 'Team', 'r'],
      ['d', 'Team', 's'],
    ]
    assert.equal(await orderOf(circle), 'r s d e')
    const same = sheetWith([['a', 'Team', '']])
    assert.equal(await inOrderOfNames({ ...units, path: '/elsewhere' }, same), same.rows)
  })
})
