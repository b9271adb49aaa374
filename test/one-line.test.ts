import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { clean, oneLine, text } from '#platform/form/index.ts'
import { itemForm } from '#platform/register/fields.ts'
import { rooms } from '../src/house.ts'
import { type TestHouse, testHouse } from './house.ts'

/** Every sign that begins a new line somewhere, and some that nobody sees. */
const SENT = 'One\r\nline\nof\rtext\u2028and\u2029no\u0085more\u000bthan\u000cone\there\u0007\u001b'
const KEPT = 'One line of text and no more than one here'

describe('a text of one line', () => {
  let test: TestHouse
  let key: string
  before(async () => {
    test = await testHouse()
    const officer = await test.person('Departmental Records Officer')
    key = await test.key(officer.id, ['people:read', 'people:change'])
  })
  after(() => test.close())

  it('has no other in it, whatever was sent, and one of several lines keeps them', () => {
    assert.equal(oneLine(SENT), KEPT)
    assert.equal(clean(SENT), 'One\nline\nof\ntext\nand\nno\nmore\nthan\none\there')
    assert.equal(oneLine('\n a \n\n \t b \n'), 'a b')
    assert.deepEqual(text({ label: 'A' }).read({ a: SENT }, 'a'), { value: KEPT })
    assert.deepEqual(text({ label: 'A', lines: 2 }).read({ a: 'x\ny' }, 'a'), { value: 'x\ny' })
    assert.deepEqual(text({ label: 'A', required: 'Enter it' }).read({ a: '\n\t\u2028' }, 'a'), { error: 'Enter it' })
  })

  it('is no longer than its schema says, and may be as long', () => {
    for (const options of [{ label: 'A' }, { label: 'A', lines: 2 }, { label: 'A', most: 5 }]) {
      const field = text(options)
      const { maxLength } = field.schema as { maxLength: number }
      assert.deepEqual(field.read({ a: 'x'.repeat(maxLength) }, 'a'), { value: 'x'.repeat(maxLength) })
      assert.ok('error' in field.read({ a: 'x'.repeat(maxLength + 1) }, 'a'), String(maxLength))
    }
  })

  it('is read alike by every register', () => {
    let fields = 0
    for (const register of rooms.registers) {
      const form = itemForm(register, {})
      for (const field of register.fields) {
        if (field.kind !== 'text' || field.lines !== undefined || field.isEmail) continue
        fields += 1
        const read = form.fields[field.column]?.read({ [field.column]: 'a\nb\tc' }, field.column)
        assert.deepEqual(read, { value: 'a b c' }, `${register.key}.${field.column}`)
      }
    }
    assert.ok(fields > 20, `${fields} fields`)
  })

  it('is what the API and an import keep, and by which an import knows an entry and what leads to it', async () => {
    const send = async (method: 'POST' | 'PATCH', path: string, payload: object) => {
      const headers = { host: 'localhost', authorization: `Bearer ${key}` }
      const { statusCode, body } = await test.server.inject({
        method,
        url: `/api/v1/people/units${path}`,
        headers,
        payload,
      })
      return { statusCode, answer: JSON.parse(body) as Record<string, unknown> }
    }
    const made = await send('POST', '', { name: SENT, kind: 'team' })
    assert.deepEqual([made.statusCode, made.answer.name], [200, KEPT])
    const changed = await send('PATCH', `/${String(made.answer.id)}`, { name: 'Two\nlines', version: 1 })
    assert.deepEqual([changed.statusCode, changed.answer.name], [200, 'Two lines'])
    const rows = [
      { name: 'Two\r\nlines', kind: 'team', parent_id: '' },
      { name: 'Below\u2028them', kind: 'team', parent_id: 'Two\nlines' },
      { name: 'Further\nbelow', kind: 'team', parent_id: 'Below\nthem' },
    ]
    const taken = await send('POST', '/import', { rows })
    assert.deepEqual(taken.answer, { rows: 3, added: 2, updated: 0, unchanged: 1, waiting: [] })
    const names = await test.db.many<{ name: string }>(
      sql`select name from people.unit where name ~ '[[:cntrl:]\u2028\u2029]' or name like 'Below%' or name like 'Further%' order by name`,
    )
    assert.deepEqual(names, [{ name: 'Below them' }, { name: 'Further below' }])
  })
})
