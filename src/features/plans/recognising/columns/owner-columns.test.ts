import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const read = (headers: string, cells: string) =>
  planOf(tableOf(`Ref|Action|${headers}|Due`, `1|Write the policy|${cells}|June 2019`))

/** Headers, the cells below them, the owners, and the columns that are asked about. */
const CASES: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['Owner', 'DRO', 'DRO', []],
  ['Risk owner', 'DRO', 'DRO', ['Risk owner']],
  ['Owner|Risk owner', 'DRO|SIRO', 'DRO', ['Risk owner']],
  ['Finding owner|Owner', 'SIRO|DRO', 'DRO', ['Finding owner']],
  ['Owner|Data owner|System owner', 'DRO|SIRO|HR', 'DRO', ['Data owner', 'System owner']],
  ['Owner|Owner’s manager', 'DRO|SIRO', 'DRO', ['Owner’s manager']],
  ['Owner|Line manager', 'DRO|SIRO', 'DRO', ['Line manager']],
  ['Lead|Contract manager', 'DRO|SIRO', 'DRO', ['Contract manager']],
  ['Owner|Reporting officer', 'DRO|SIRO', 'DRO', ['Reporting officer']],
  ['Owner|Audit lead', 'DRO|SIRO', 'DRO', ['Audit lead']],
  ['Data owner|System owner', 'DRO|SIRO', 'DRO; SIRO', ['Data owner', 'System owner']],
  ['Owner|New owner', 'DRO|SIRO', 'SIRO', []],
  ['Owner|New owner', 'DRO|', 'DRO', []],
  ['Lead until June|Lead from July', 'DRO|SIRO', 'DRO; SIRO', ['Lead until June', 'Lead from July']],
  ['Lead|Support', 'DRO|SIRO', 'DRO', ['Support']],
  ['Lead|Supported by', 'DRO|SIRO', 'DRO', ['Supported by']],
  ['Lead|Supporting', 'DRO|SIRO', 'DRO', ['Supporting']],
  ['Sponsor|Owner|Contact', 'HR|DRO|SIRO', 'DRO', ['Sponsor', 'Contact']],
  ['Owner|Evidence owner', 'DRO|HR', 'DRO', ['Evidence owner']],
  ['Owner|Owner notified?', 'DRO|Y', 'DRO', ['Owner notified?']],
  ['Owner notified?', 'Y', '', ['Owner notified?']],
  ['Accountability|Support', 'DRO|Legal', 'DRO', ['Support']],
  ['Accountable|Accountability support', 'DRO|Legal', 'DRO', ['Accountability support']],
  ['Sponsor|Support', 'DRO|Legal', 'DRO; Legal', ['Sponsor', 'Support']],
  ['Sponsor', 'DRO', 'DRO', []],
  ['Owner|Deputy owner', 'DRO|SIRO', 'DRO; SIRO', []],
  ['Owner|Team', 'DRO|HR', 'DRO', ['Team']],
  ['Team', 'HR', 'HR', []],
  ['Assigned by|Assigned to', 'DRO|HR', 'HR', []],
  ['Lead officer|Responsible team', 'DRO|HR', 'DRO; HR', []],
]

describe('columns of owners', () => {
  for (const [headers, cells, owners, asked] of CASES)
    it(`name ${owners} under ${headers}: ${cells}`, () => {
      const plan = read(headers, cells)
      const [action] = plan.recommendations.flatMap(({ actions }) => actions)
      assert.equal(action?.owners.join('; '), owners)
      assert.deepEqual(
        plan.questions.map(({ question }) => /“(.*)”/.exec(question)?.[1]),
        asked,
      )
      const said = `${action?.owners.join()}\n${action?.commentary}`
      for (const cell of cells.split('|')) assert.ok(said.includes(cell), `${cell} is kept in ${said}`)
    })
})
