import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../platform/reading/read.ts'
import { recognisePlan } from './recognise.ts'

const rowOf = (cells: string) =>
  `<tr>${cells
    .split('|')
    .map((cell) => `<td>${cell}</td>`)
    .join('')}</tr>`
const read = (...rows: readonly string[]) =>
  recognisePlan(
    readBytes(Buffer.from(`<!doctype html><h1>Plan 2018-19</h1><table>${rows.map(rowOf).join('')}</table>`), 'p.html'),
    '2018-06-15',
  )

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
      const cells = headers.split('|').map((header) => `What ${header} says`)
      const plan = read(headers, cells.join('|'))
      assert.equal(plan.tables[0]?.columns.map(({ field }) => field).join(' '), fields)
      assert.equal(plan.recommendations.flatMap(({ actions }) => actions).length, 1)
      assert.equal(
        plan.tables[0]?.columns.some(({ guessed }) => guessed),
        isAsked,
      )
    })
})
