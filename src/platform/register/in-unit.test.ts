import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { assets } from '#features/assets/registers.ts'
import { units } from '#features/people/registers.ts'
import type { Permission, Person, Reach } from '#platform/access/index.ts'
import { bySystem } from '#platform/audit/index.ts'
import type { Queries, Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { personWith } from '../../../test/person.ts'
import { checkMayAdd, inUnitOf, mayAddTo, mayBeChosen, mayChangeItem, rightProblems } from './in-unit.ts'
import type { FieldValue, Item, Register, RegisterField } from './model.ts'

const [HERE, THERE] = [newId(), newId()]
const ACT = bySystem(new Date('2026-11-21T12:00:00Z'))
/** Units of these registers stand in their own rows, so that the database is not asked. */
const asked = () => Promise.reject(new Error('the database was asked'))
const TX: Tx = { kind: 'transaction', many: asked, one: asked, maybe: asked, run: asked }

const holding = (...held: readonly (readonly [Permission, Reach])[]): Person => personWith([], { reach: new Map(held) })

/** The field at which saving an item is refused to somebody, and the words; null where nothing stands against it. */
async function refused(
  register: Register,
  person: Person,
  before: Readonly<Record<string, FieldValue>> | null,
  value: Readonly<Record<string, FieldValue>>,
): Promise<readonly [string, string] | null> {
  const { unit } = register
  assert.ok(unit.by !== 'any')
  const of: Register = { ...register, unit: { ...unit, acting: () => Promise.resolve(person) } }
  const item = before && ({ id: newId(), version: 1, ...before } as Item)
  const [problem] = await rightProblems(TX, ACT, of, [{ id: item?.id ?? null, before: item, value }])
  return problem ? [problem.field, problem.message] : null
}

describe('the right to save what belongs to a unit', () => {
  const keeper = holding(['assets:change', [HERE]])

  it('is asked in the unit that it has and in the one that it is given to, of which none is the whole body’s', async () => {
    const to = (unit: string | null) => refused(assets, keeper, { unit_id: HERE }, { unit_id: unit })
    assert.equal(await to(HERE), null)
    for (const unit of [THERE, null]) {
      assert.equal((await to(unit))?.[0], 'unit_id', String(unit))
      assert.equal((await refused(assets, keeper, { unit_id: unit }, { unit_id: HERE }))?.[0], 'name', String(unit))
      assert.equal((await refused(assets, keeper, null, { unit_id: unit }))?.[0], 'unit_id', String(unit))
    }
    assert.equal(await refused(assets, keeper, { unit_id: HERE }, { name: 'Otherwise' }), null, 'it stays where it is')
    assert.equal(await refused(assets, keeper, null, { unit_id: HERE }), null)
  })

  it('of a unit is asked of the one that it is put under', async () => {
    const of = holding(['people:change', [HERE]])
    const id = { id: HERE, parent_id: null }
    assert.equal(await refused(units, of, id, { name: 'Otherwise' }), null)
    assert.equal((await refused(units, of, id, { parent_id: THERE }))?.[0], 'parent_id')
    assert.equal((await refused(units, of, null, { parent_id: THERE }))?.[0], 'parent_id')
    assert.equal(await refused(units, of, null, { parent_id: HERE }), null)
  })

  it('is asked of a field that has a right of its own, where that is kept to units', async () => {
    const owner = newId()
    const named = await refused(assets, keeper, { unit_id: HERE, owner_id: null }, { owner_id: owner })
    assert.equal(named, null, 'who does not hold it at all is not asked for the field')
    for (const change of ['everywhere', [HERE, THERE]] as const) {
      const person = holding(['assets:change', change], ['assets:appoint', [HERE]])
      const to = (unit: string, value: Readonly<Record<string, FieldValue>>) =>
        refused(assets, person, { unit_id: unit, owner_id: null }, value)
      assert.equal(await to(HERE, { owner_id: owner }), null)
      assert.equal((await to(THERE, { owner_id: owner }))?.[0], 'owner_id')
      assert.equal((await to(HERE, { owner_id: owner, unit_id: THERE }))?.[0], 'owner_id', 'it goes where they do not')
      assert.equal((await refused(assets, person, null, { owner_id: owner, unit_id: THERE }))?.[0], 'owner_id')
      assert.equal(await to(THERE, { name: 'Otherwise', owner_id: null }), null, 'the owner stays')
    }
  })

  it('of what is the whole body’s is one that holds everywhere, for adding too, and words say which', async () => {
    const body: Register = { ...assets, unit: { by: 'body', because: 'a test', acting: () => Promise.reject() } }
    assert.equal(mayAddTo(body, keeper), false)
    const words = async (of: Register) => (await refused(of, keeper, { unit_id: THERE }, { name: 'Otherwise' }))?.[1]
    assert.match(
      (await words(body)) ?? '',
      /^You do not have permission to change .*\. They belong to the whole body, and .* Ask somebody whose right holds/,
    )
    assert.match(
      (await words(assets)) ?? '',
      /^You do not have permission to change .* of this unit\. Ask somebody whose right holds there$/,
    )
    assert.equal(mayAddTo(assets, keeper), true)
    assert.equal(mayAddTo(body, holding(['assets:change', 'everywhere'])), true)
  })

  it('limits what a form offers for the unit alone', () => {
    const offered = (column: string) => {
      const field = assets.fields.find((one) => one.column === column) ?? assert.fail(column)
      return mayBeChosen(assets, field, keeper).compile().text
    }
    assert.match(offered('unit_id'), /any\(/)
    assert.equal(offered('owner_id'), 'true')
  })

  it('limits nothing that a form offers where the right holds everywhere, or is asked by the room or of the body', () => {
    const unit = assets.fields.find(({ column }) => column === 'unit_id') ?? assert.fail()
    const offered = (register: Register, person: Person) => mayBeChosen(register, unit, person).compile().text
    assert.equal(offered(assets, holding(['assets:change', 'everywhere'])), 'true')
    assert.equal(offered({ ...assets, unit: { by: 'any', because: 'a test' } }, keeper), 'true')
    const body = { by: 'body', because: 'a test', acting: () => Promise.reject() } as const
    assert.equal(offered({ ...assets, unit: body }, keeper), 'true')
  })

  it('asks nothing where nothing is saved, and of a field with a right that is not kept to units only the register’s', async () => {
    const nobody: Register = {
      ...assets,
      unit: { by: 'column', column: 'unit_id', acting: () => Promise.reject(new Error('somebody was asked')) },
    }
    assert.deepEqual(await rightProblems(TX, ACT, nobody, []), [])
    const person = holding(['assets:change', 'everywhere'], ['assets:appoint', [HERE]])
    const without = (field: RegisterField) =>
      Object.fromEntries(Object.entries(field).filter(([key]) => key !== 'isChangedInUnit')) as unknown as RegisterField
    const open: Register = { ...assets, fields: assets.fields.map(without) }
    const named = { owner_id: newId() }
    assert.equal(await refused(open, person, { unit_id: THERE, owner_id: null }, named), null)
    assert.equal((await refused(assets, person, { unit_id: THERE, owner_id: null }, named))?.[0], 'owner_id')
  })

  it('asks of what is emptied and was empty, and of a unit that is given again, nothing', async () => {
    const person = holding(['assets:change', 'everywhere'], ['assets:appoint', [HERE]])
    assert.equal(await refused(assets, person, { unit_id: THERE, owner_id: null }, { owner_id: '' }), null)
    assert.equal(await refused(assets, person, { unit_id: THERE, owner_id: '' }, { owner_id: null }), null)
  })
})

describe('whether somebody may change an item', () => {
  const keeper = holding(['assets:change', [HERE]])
  const any: Register = { ...assets, unit: { by: 'any', because: 'a test' } }
  const finding = (row: object | null): Queries => ({ ...TX, maybe: () => Promise.resolve(row) }) as Queries

  it('is asked of the database only where the right is kept to a unit', async () => {
    assert.equal(await mayChangeItem(TX, assets, holding(), newId()), false)
    assert.equal(await mayChangeItem(TX, assets, holding(['assets:change', 'everywhere']), newId()), true)
    assert.equal(await mayChangeItem(TX, any, keeper, newId()), true)
    assert.equal(await mayChangeItem(finding({ one: 1 }), assets, keeper, newId()), true)
    assert.equal(await mayChangeItem(finding(null), assets, keeper, newId()), false)
  })

  it('is a condition of queries: the right alone where the room asks, and the unit elsewhere', () => {
    const text = (register: Register, person: Person) =>
      inUnitOf(register, person, 'assets:change', 'item').compile().text
    assert.equal(text(any, keeper), 'true')
    assert.equal(text(any, holding()), 'false')
    assert.match(text(assets, keeper), /^coalesce\("item"\."unit_id" = any\(/)
  })

  it('is refused for adding to what is the whole body’s', () => {
    const body: Register = { ...assets, unit: { by: 'body', because: 'a test', acting: () => Promise.reject() } }
    assert.throws(() => checkMayAdd(body, keeper), { advice: /belong to the whole body/ })
    assert.doesNotThrow(() => checkMayAdd(assets, keeper))
  })
})
