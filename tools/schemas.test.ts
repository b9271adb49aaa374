import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { schemasIn } from './schemas.ts'

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
})
