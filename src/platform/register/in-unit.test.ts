import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { assets } from '#features/assets/registers.ts'
import { units } from '#features/people/registers.ts'
import type { Permission, Person, Reach } from '#platform/access/index.ts'
import { bySystem } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { personWith } from '../../../test/person.ts'
import { mayAddTo, mayBeChosen, rightProblems } from './in-unit.ts'
import type { FieldValue, Item, Register } from './model.ts'

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
    assert.match((await words(body)) ?? '', /kept to a unit. They belong to the whole body: ask somebody/)
    assert.match((await words(assets)) ?? '', /^You do not have permission to change .* of this unit$/)
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
})
