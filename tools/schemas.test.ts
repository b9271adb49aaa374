import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hiddenIn, schemasIn } from './schemas.ts'

const KNOWN = new Set(['people', 'risks', 'assets'])
const named = (sql: string) => [...schemasIn(`const a = sql\`${sql}\``, KNOWN)].toSorted()

describe('the schemas that SQL names', () => {
  for (const [sql, schemas] of [
    ['select 1 from people.unit u, risks.risk r', ['people', 'risks']],
    ['SELECT 1 FROM RISKS.RISK', ['risks']],
    ['select 1 from only risks.risk', ['risks']],
    ['select 1 from "risks"."risk"', ['risks']],
    ['select exists (select from assets.asset where id = 1)', ['assets']],
    ['select u.people, people_of.id from x.people u', []],
    ["select 'risks.risk'", []],
  ] as const)
    it(`are found in ${sql}`, () => assert.deepEqual(named(sql), schemas))

  it('are found in SQL within SQL, and not in what is no SQL', () => {
    const inner = '$' + '{sql`select 1 from risks.risk`}'
    const text = `const a = sql\`select ${inner}\`\nconst b = people.map(String)\nconst c = \`people.unit\``
    assert.deepEqual([...schemasIn(text, KNOWN)], ['risks'])
  })

  it('are found where words become names', () => {
    const found = (text: string) => [...schemasIn(text, KNOWN)]
    assert.deepEqual(found('const a = sql`select from ' + '$' + "{name('risks', 'risk')}`"), ['risks'])
    assert.deepEqual(found("const name = 1\nconst a = { table: ['assets', 'asset'] }"), ['assets'])
    assert.deepEqual(found("const name = ['assets', 'Two words']"), [])
  })
})

describe('SQL that hides what it names', () => {
  const DB = "import { join, name, sql } from '#platform/db/index.ts'\n"
  for (const [text, what] of [
    ["import { sql as q } from '#platform/db/index.ts'\nq`select from risks.risk`", 'SQL by another name'],
    ["import { name as n } from '#platform/db/index.ts'", 'SQL by another name'],
    ["import * as db from '#platform/db/index.ts'\ndb.sql`select from risks.risk`", 'SQL by another name'],
    ["const { sql: q } = await import('#platform/db/index.ts')", 'SQL by another name'],
    ["export { sql } from '../../platform/db/index.ts'", 'SQL by another name'],
    [`${DB}const q = sql\nq\`select from risks.risk\``, 'SQL by another name'],
    [`${DB}sql(['select from risks.risk'])`, 'SQL by another name'],
    [`${DB}const { a } = { a: name }`, 'SQL by another name'],
    [`${DB}export { sql }`, 'SQL by another name'],
    ["import { Sql } from '#platform/db/index.ts'\nnew Sql(['select from risks.risk'], [])", 'SQL made of text'],
    [`${DB}sql\`select from \${name(room, 'risk')}\``, 'a name that is put in later'],
    [`${DB}sql\`select from \${name(...table)}\``, 'a name that is put in later'],
    [`${DB}const of = () => name()`, 'a name that is put in later'],
  ] as const)
    it(`is seen in ${text.replace(DB, '')}`, () => assert.deepEqual(hiddenIn(text), [what]))

  it('is not seen where everything is written there', () => {
    for (const text of [
      `${DB}sql\`select \${sql\`1\`} from \${name('risks', table)} order by \${row.name}, \${{ name: 1 }.name}\``,
      "import { type Sql, sql } from '#platform/db/index.ts'\nsql`select 1`",
      'const name = (one: string) => one\nname(other)',
      "import type { Db } from '#platform/db/index.ts'\nconst all = rows.map(name)",
    ])
      assert.deepEqual(hiddenIn(text), [], text)
  })
})
