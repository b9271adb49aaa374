import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { sql } from './db/index.ts'
import { clean } from './form/index.ts'
import { unturned, withoutUnseen } from './unseen.ts'
import { readName } from './uploads/model.ts'

describe('text without what nobody sees', () => {
  it('has no sign that turns text round, no blank without width, and no control', () => {
    for (const sign of '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C\u200B\u2060\uFEFF\u00AD\u180E\u3164\u0007\u009F')
      assert.equal(clean(`Finance${sign} team`), 'Finance team', sign.codePointAt(0)?.toString(16))
  })
  it('is nothing where there is nothing to see', () => {
    for (const text of [
      '\u200B',
      '\u200D\u200C',
      '\uFE0F',
      '\u2800',
      '\u034F',
      '\u{E0041}',
      ' \u00A0\u2003 ',
      '\u202E\u202C',
    ])
      assert.equal(clean(text), '', JSON.stringify(text))
  })
  it('keeps what joins letters and pictures, and lines', () => {
    for (const text of [
      'می‌خواهم',
      '👩‍💻',
      '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      '❤️',
      'क्‍ष',
      'one\n\ttwo',
      'שלום',
      '👍🏽‍x',
    ])
      assert.equal(withoutUnseen(text), text)
    assert.equal(clean('a\u200D b\u200C'), 'a b')
  })
  it('is what names of files are', () => {
    assert.equal(readName('gpj.\u202Efdp\u2066.exe'), 'gpj.fdp.exe')
    assert.equal(readName('C:\\x\\a\tb\n\u200B.pdf'), 'ab.pdf')
    assert.equal(readName('\u200B'), '')
  })
  it('is shown in the order of its letters', () =>
    assert.equal(unturned('a\u202Eb\u2067c\u2069 \u200Ed'), 'abc \u200Ed'))
})

describe('in a house, what nobody sees', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('is no name, and is in none', async () => {
    const chief = await test.visitor('Departmental Records Officer')
    await chief.get('/people/units/add')
    const none = await chief.post('/people/units/add', { name: '\u200B', kind: 'team' })
    assert.equal(none.status, 422)
    const { location } = await chief.post('/people/units/add', { name: 'Fin\u202Eance\u200B unit', kind: 'team' })
    assert.ok(location)
    assert.deepEqual(await test.db.many(sql`select name from people.unit where name like 'Fin%unit'`), [
      { name: 'Finance unit' },
    ])
    await chief.post('/administration/pause-jobs', { reason: 'Moving\u202E the server' })
    assert.deepEqual(await test.db.many(sql`select reason from jobs.pause`), [{ reason: 'Moving the server' }])
  })

  it('turns no page round that was kept before', async () => {
    await test.db.run(sql`update people.unit set name = ${'Fin\u202Eance unit'} where name = 'Finance unit'`)
    const chief = await test.visitor('Departmental Records Officer')
    const { body } = await chief.get('/people/units?name=Fin')
    assert.match(body, /Finance unit/)
    assert.doesNotMatch(body, /[\u202A-\u202E\u2066-\u2069]/)
  })
})
