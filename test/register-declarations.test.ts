import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Db, openPool, sql } from '#platform/db/index.ts'
import { changeMany, declarationDifferences, type Register, type RegisterField } from '#platform/register/index.ts'
import { rooms } from '../src/house.ts'
import { type TestHouse, testHouse } from './house.ts'

const { registers } = rooms

const registerOf = (key: string): Register => {
  const found = registers.find((one) => one.key === key)
  assert.ok(found, key)
  return found
}

describe('what registers declare', () => {
  let test: TestHouse
  let owner: Db
  before(async () => {
    test = await testHouse()
    owner = openPool({ ...test.database.owner, max: 1 })
  })
  after(async () => {
    await owner.close()
    await test.close()
  })

  const differences = (register: Register) => test.db.transaction((tx) => declarationDifferences(tx, register))
  /** A register of which one field is declared otherwise. */
  const otherwise = (key: string, column: string, change: (field: RegisterField) => RegisterField): Register => {
    const register = registerOf(key)
    const fields = register.fields.map((field) => (field.column === column ? change(field) : field))
    assert.notDeepEqual(fields, register.fields)
    return { ...register, fields }
  }

  it('is what the database holds, of each column in both directions', async () => {
    assert.ok(registers.length >= 30)
    for (const register of registers) assert.deepEqual(await differences(register), [], register.key)
  })

  it('is named where the database does not hold it', async () => {
    const cases: readonly (readonly [Register, RegExp[]])[] = [
      [
        otherwise('assets', 'name', (field) => ({ ...field, kind: 'text', most: 301, searched: true })),
        [
          /^assets\.asset\.name: not held: alter table assets\.asset add constraint asset_name_declared check \(char_length\("name"\) <= 301\)$/,
          /^assets\.asset\.name: asset_name_declared holds what nothing declares: CHECK \(\(char_length\(name\) <= 300\)\)$/,
        ],
      ],
      [
        otherwise('assets', 'publication', (field) => ({
          ...field,
          kind: 'choice',
          options: [{ value: "don't", text: 'x' }],
        })),
        [/publication: not held: .*array\['don''t'\]/, /publication: asset_publication_declared holds/],
      ],
      [
        otherwise('assets', 'what', (field) => ({ ...field, required: 'Enter it' })),
        [/asset\.what: it may be null: alter table assets\.asset alter column what set not null$/],
      ],
      [
        otherwise('assets', 'name', () => ({ kind: 'text', column: 'name', label: 'Name', most: 300, searched: true })),
        [/asset\.name: it may not be null, and nothing says so/],
      ],
      [
        otherwise('assets', 'recovery_hours', (field) => ({ ...field, kind: 'number', least: 1, most: 8_760 })),
        [/recovery_hours: not held: .*"recovery_hours" >= 1 and/, /asset_recovery_hours_declared holds/],
      ],
      [
        otherwise('places', 'yearly_cost', (field) => (field.kind === 'decimal' ? { ...field, places: 3 } : field)),
        [/place\.yearly_cost: it is numeric\(12,2\), and numeric\(13,3\) is declared/],
      ],
      [
        otherwise('assets', 'what', (field) => ({ ...field, column: 'nothing' })),
        [/^assets\.asset\.nothing: there is no such column$/],
      ],
      [
        otherwise('agreements', 'place_ids', (field) =>
          field.kind === 'references' ? { ...field, links: { ...field.links, other: 'another' } } : field,
        ),
        [
          /agreement_place\.another: it names no row of a table/,
          /agreement_place: its key is not agreement_id and another/,
        ],
      ],
    ]
    for (const [register, expected] of cases) {
      const found = await differences(register)
      assert.equal(found.length, expected.length, found.join('\n'))
      for (const [index, words] of expected.entries()) assert.match(found[index] ?? '', words)
    }
  })

  it('has its words made of the fields that are searched, in an index, and kept out of past days', async () => {
    const searched = registers.filter(({ fields }) => fields.some((field) => field.kind === 'text' && field.searched))
    assert.ok(searched.length > 12)
    const kept = await test.db.many<{ relation: string }>(sql`
      select g.tgrelid::regclass::text as relation from pg_trigger g join pg_attribute a on a.attrelid = g.tgrelid and a.atttypid = 'tsvector'::regtype and not a.attisdropped
      where g.tgname = 'version_kept' and position(a.attname::text in encode(g.tgargs, 'escape')) = 0`)
    assert.deepEqual(
      kept,
      [],
      "words can be made again: keep such a table by select past.keep('room.table', '{words}')",
    )
    const found = await differences(
      otherwise('places', 'supplier', (field) => ({ ...field, kind: 'text', most: 300, searched: true })),
    )
    assert.equal(found.length, 1)
    assert.match(
      found[0] ?? '',
      /^assets\.place\.words: it is made of .*name.*, and register\.words_of\(coalesce\("name", ''\) \|\| ' ' \|\| coalesce\("supplier", ''\)\) is declared$/,
    )
    const unsaid = otherwise('places', 'name', () => ({
      kind: 'text',
      column: 'name',
      label: 'Name',
      required: 'x',
      most: 300,
    }))
    assert.deepEqual(await differences(unsaid), ['assets.place.words: nothing of it is declared to be searched'])
    const likelihoods = registerOf('risk-likelihoods')
    const fields = likelihoods.fields.map((field) =>
      field.column === 'name' && field.kind === 'text' ? { ...field, searched: true } : field,
    )
    assert.match(
      (await differences({ ...likelihoods, fields })).join(),
      /likelihood\.words: not there: alter table risks\.likelihood add column words tsvector/,
    )
  })

  it('is named where the database holds something that is not declared', async () => {
    await owner.run(sql`
      alter table assets.asset add constraint secretly check (formats <> 'x'), drop constraint asset_marking_declared, drop constraint asset_owner_id_fkey`)
    await owner.run(sql`drop index assets.asset_found_by_words`)
    const found = await differences(registerOf('assets'))
    for (const words of [
      /asset\.formats: secretly holds what nothing declares/,
      /asset\.marking: not held: alter table/,
      /asset\.owner_id: it names no row of a table/,
      /asset\.words: no index: create index on assets\.asset using gin/,
    ])
      assert.ok(
        found.some((one) => words.test(one)),
        `${words}\n${found.join('\n')}`,
      )
  })

  it('has the parts of a file together, and an index by its digest', async () => {
    const agreements = registerOf('agreements')
    await owner.run(sql`alter table assets.agreement drop constraint agreement_document`)
    await owner.run(sql`drop index assets.agreement_document`)
    assert.deepEqual(await differences(agreements), [
      'assets.agreement.document: not held: alter table assets.agreement add constraint agreement_document check (num_nonnulls(document, document_name, document_size) in (0, 3))',
      'assets.agreement.document: no index: create index agreement_document on assets.agreement (document) where document is not null',
    ])
    await owner.run(
      sql`alter table assets.agreement add constraint agreement_document check (num_nonnulls(document, document_name, document_size) in (0, 2, 3))`,
    )
    await owner.run(sql`create index agreement_document on assets.agreement (document) where document_size > 5`)
    assert.equal((await differences(agreements)).length, 2)
    await owner.run(sql`alter table assets.agreement drop constraint agreement_document`)
    await owner.run(sql`drop index assets.agreement_document`)
    await owner.run(
      sql`alter table assets.agreement add constraint agreement_document check (num_nonnulls(document, document_name, document_size) in (0, 3))`,
    )
    await owner.run(sql`create index agreement_document on assets.agreement (document) where document is not null`)
    assert.deepEqual(await differences(agreements), [])
  })

  it('stands behind deeds that ask no form, and says in words what is wrong', async () => {
    const places = registerOf('places')
    const deed = test.db.transaction((tx) =>
      changeMany(tx, test.act(), places, {
        which: sql`select id from assets.place limit 1`,
        set: { supplier: 'x'.repeat(301) },
      }),
    )
    await assert.rejects(deed, { constraint: 'place_supplier_declared' })
    await assert.rejects(
      test.add(places, { name: 'A', kind: 'castle', state: 'live' }),
      /not one of the answers for Kind/,
    )
    await assert.rejects(
      test.add(places, { name: 'x'.repeat(301), kind: 'system', state: 'live' }),
      /Name must be 300 characters or less/,
    )
    await assert.rejects(
      test.add(places, { name: 'B', kind: 'system', state: 'live', volume_tb: '-1' }),
      /Volume must be between 0 and 1,000,000 TB/,
    )
  })
})
