import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

/** Cells, the owners that they name, and whether something is asked of them. */
const CELLS: readonly (readonly [string, string, boolean])[] = [
  ['- DRO<br>- SIRO', 'DRO; SIRO', false],
  ['– DRO<br>– SIRO', 'DRO; SIRO', false],
  ['* DRO<br>* SIRO', 'DRO; SIRO', false],
  ['• Head of KIM<br>• Jane Smith', 'Head of KIM; Jane Smith', false],
  ['1. DRO<br>2. SIRO', 'DRO; SIRO', true],
  ['i. DRO<br>ii. SIRO', 'DRO; SIRO', false],
  ['A. Smith<br>B. Jones', 'A. Smith; B. Jones', false],
  ['Jane Smith;#12;#Ali Patel;#15', 'Jane Smith; Ali Patel', false],
  ['12;#Jane Smith', 'Jane Smith', false],
  ['DRO or SIRO', 'DRO; SIRO', true],
  ['DRO and/or SIRO', 'DRO; SIRO', true],
  ['Either DRO or SIRO', 'DRO; SIRO', true],
  ['Jointly HR and IT', 'HR; IT', false],
  ['Joint: HR and IT', 'HR; IT', false],
  [
    'Department of Health, Social Services and Public Safety',
    'Department of Health, Social Services and Public Safety',
    true,
  ],
  ['Crown Office and Procurator Fiscal Service', 'Crown Office and Procurator Fiscal Service', true],
  ['Hywel Dda and Powys Health Boards', 'Hywel Dda; Powys Health Boards', true],
  ['DRO et al', 'DRO', true],
  ['DRO, SIRO etc.', 'DRO; SIRO', true],
  ['3 IAOs', '3 IAOs', true],
  ['Two asset owners', 'Two asset owners', true],
  ['n/k', '', false],
  ['XXX', '', false],
  ['Chief Executive / Prif Weithredwr', 'Chief Executive / Prif Weithredwr', true],
  ['Chief Executive / Head of IT', 'Chief Executive; Head of IT', false],
]

describe('what stands beside names in a cell of owners', () => {
  for (const [cell, owners, isAsked] of CELLS)
    it(`is no part of them${isAsked ? ', and is asked about' : ''}: ${cell}`, () => {
      const plan = planOf(tableOf('Ref|Action|Owner', `1|Write it|${cell}`))
      assert.equal(actionsOf(plan)[0]?.owners.join('; '), owners)
      assert.equal(plan.questions.length > 0, isAsked, JSON.stringify(plan.questions))
    })

  it('offers each of several owners of whom one is meant', () => {
    const [question] = planOf(tableOf('Ref|Action|Owner', '1|Write it|DRO or SIRO')).questions
    assert.deepEqual(question?.owners?.ways, [['DRO', 'SIRO'], ['DRO'], ['SIRO']])
  })
})
