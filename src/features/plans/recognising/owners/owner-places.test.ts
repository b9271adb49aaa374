import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

/** Cells, the owners that they are likeliest to name, and what is asked. */
const CASES: readonly (readonly [string, readonly string[], RegExp | null])[] = [
  [
    'Armagh City, Banbridge and Craigavon Borough Council',
    ['Armagh City, Banbridge and Craigavon Borough Council'],
    /one owner, or several/,
  ],
  ['HR, IT &amp; Legal', ['HR', 'IT', 'Legal'], /one owner, or several/],
  ['DP, Information Management Unit', ['DP', 'Information Management Unit'], /one owner, or several/],
  ['HR, Information Management Unit', ['HR', 'Information Management Unit'], null],
  ['Chief Constable, PSNI', ['Chief Constable, PSNI'], /one owner, or several/],
  ['Registrar General, Northern Ireland', ['Registrar General, Northern Ireland'], /one owner, or several/],
  ['Project Manager, EDRMS', ['Project Manager, EDRMS'], /one owner, or several/],
  ['Training and Development Officer, HR', ['Training and Development Officer, HR'], /one owner, or several/],
  ['i. DRO ii. SIRO', ['DRO', 'SIRO'], null],
  ['DRO*', ['DRO'], null],
  ['DRO \u00b9', ['DRO'], null],
  ['DRO: drafting; SIRO: approval', ['DRO', 'SIRO'], /what part each owner has/],
  ['DRO to lead', ['DRO to lead'], /for certain/],
  ['[name]', ['[name]'], /names nobody/],
  ['IT &amp; Digital', ['IT & Digital'], null],
]

describe('owners with a place, a part of the house or a mark beside them', () => {
  for (const [cell, owners, asked] of CASES)
    it(`are read and asked about: ${cell}`, () => {
      const plan = planOf(tableOf('Ref|Action|Owner', `1|Train the staff|${cell}`))
      assert.deepEqual(actionsOf(plan)[0]?.owners, owners)
      assert.equal(plan.questions.length, asked === null ? 0 : 1)
      if (asked) assert.match(plan.questions[0]?.question ?? '', asked)
      const { ownersCell } = actionsOf(plan)[0] ?? {}
      assert.equal(ownersCell ?? owners.join(), cell.replace('&amp;', '&'))
    })
})
