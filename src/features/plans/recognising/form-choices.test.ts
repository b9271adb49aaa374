import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../statuses.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const read = (header: string, cell: string) => {
  const plan = planOf(tableOf(`Ref|Action|Owner|${header}`, `1|Train the staff|DRO|${cell}`))
  return { plan, action: actionsOf(plan)[0] }
}

/** Headers, cells, the claim, and whether somebody is asked. */
const CHOICES: readonly (readonly [string, string, string | null, boolean])[] = [
  ['Status', '☐ Not started ☒ In progress ☐ Complete', 'in-progress', false],
  ['Status', '☑ Not started ☐ In progress ☐ Complete', 'not-started', false],
  ['Status', '[ ] Not started [ ] In progress [x] Complete', 'complete', false],
  ['Status', 'Not started ☐ In progress ☐ Complete ☒', 'complete', false],
  ['Complete', '☒ Yes ☐ No', 'complete', false],
  ['Complete', 'Yes ☐ No ☒', 'in-progress', false],
  ['Status', '☐ Not started ☒ In progress ☒ Complete', null, true],
  ['Status', '☐ Not started ☐ In progress ☐ Complete', null, false],
  ['Complete', '☐', null, false],
  ['Complete', '[ ]', null, false],
  ['Status', 'Choose an item.', null, false],
  ['Due', 'Click or tap to enter a date.', null, false],
  ['Due', 'Click here to enter a date.', null, false],
  ['Status', '☐ Complete pending ☒', null, true],
]

describe('choices of a form', () => {
  for (const [header, cell, claim, isAsked] of CHOICES)
    it(`claim ${claim} under ${header}: ${cell}`, () => {
      const { plan, action } = read(header, cell)
      assert.equal(action && statusOfRow(action), claim)
      assert.equal(plan.questions.length, isAsked ? 1 : 0, JSON.stringify(plan.questions))
      assert.ok(`${action?.status}\n${action?.commentary}`.includes(cell), 'the words are kept')
      assert.equal(action?.target ?? null, null)
    })

  it('name no owner where nobody chose one', () => {
    const plan = planOf(tableOf('Ref|Action|Owner|Due', '1|Train the staff|Choose an item.|June 2018'))
    assert.deepEqual(actionsOf(plan)[0]?.owners, [])
  })
})
