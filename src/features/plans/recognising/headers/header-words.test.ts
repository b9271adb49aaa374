import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const read = (...rows: readonly string[]) => planOf(tableOf(...rows))

/** Headers, the fields of their columns, and whether one is asked about. */
const HEADERS: readonly (readonly [string, string, boolean])[] = [
  ['Ref|Action|Who by|Due', 'ref action owner target', false],
  ['Ref|Action|Resp|Due', 'ref action owner target', false],
  ['Ref|Action|Resp.|Pri', 'ref action owner priority', false],
  ['Ref|Action|Owner|Percent complete', 'ref action owner status', false],
  ['Ref|Action|Owner|Traffic light', 'ref action owner status', false],
  ['Ref|Action|Status|TNA view', 'ref action status verdict', false],
  ['Ref|Action|Status|IA opinion', 'ref action status verdict', false],
  ['Title|Assigned To|Due Date|Status', 'action owner target status', false],
  ['Ref|Title|Action|Owner', 'ref commentary action owner', true],
  ['Card|List|Members|Due', 'action commentary owner target', true],
]

describe('words over columns', () => {
  for (const [headers, fields, isAsked] of HEADERS)
    it(`are known: ${headers}`, () => {
      const cells = headers.split('|').map((header) => (header === 'Pri' ? 'High' : `What ${header} says`))
      const plan = read(headers, cells.join('|'))
      assert.equal(plan.tables[0]?.columns.map(({ field }) => field).join(' '), fields)
      assert.equal(plan.recommendations.flatMap(({ actions }) => actions).length, 1)
      assert.equal(
        plan.tables[0]?.columns.some(({ guessed }) => guessed),
        isAsked,
      )
    })
})
