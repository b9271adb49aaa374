import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { partsInAction } from './owner-cells.ts'
import { doubtOf } from './owner-doubts.ts'
import { readOwners } from './owners.ts'

/** Cells that name who helps, and the owners beside them. */
const HELPED: readonly (readonly [string, string])[] = [
  ['KIM team, supported by IT', 'KIM team'],
  ['KIM team supported by the IT team', 'KIM team'],
  ['KIM team (supported by IT)', 'KIM team'],
  ['KIM team with support from TNA', 'KIM team'],
  ['KIM team with IT support', 'KIM team'],
  ['DRO with assistance from HR', 'DRO'],
  ['DRO, assisted by Records', 'DRO'],
  ['DRO (with help from HR)', 'DRO'],
  ['DRO; with input from Legal; SIRO', 'DRO; SIRO'],
  ['DRO + support from IT', 'DRO'],
  ['DRO, support: IT', 'DRO'],
  ['DRO in consultation with the SIRO', 'DRO'],
  ['Head of IT Support', 'Head of IT Support'],
  ['IT Support', 'IT Support'],
  ['KIM team in support of DRO', 'KIM team in support of DRO'],
]

describe('who only helps', () => {
  for (const [cell, owners] of HELPED)
    it(`is no owner: ${cell}`, () => {
      const read = readOwners([cell])
      assert.equal(read.owners.join('; '), owners)
      assert.equal(read.other, null)
    })

  it('is kept with the cell as it was written', () => {
    const [action] = actionsOf(planOf(tableOf('Action|Owner|Due', 'Write the policy|DRO, supported by IT|June 2019')))
    assert.deepEqual(action?.owners, ['DRO'])
    assert.equal(action?.ownersCell, 'DRO, supported by IT')
  })

  it('is asked about where several stand behind the words', () => {
    assert.deepEqual(readOwners(['DRO, supported by IT and SIRO']), { owners: ['DRO'], other: ['DRO', 'IT', 'SIRO'] })
  })

  it('stands on a line of its own, too', () => assert.deepEqual(readOwners(['DRO', 'Supported by IT']).owners, ['DRO']))

  it('is asked about where nobody else is named', () => {
    assert.deepEqual(readOwners(['Supported by IT']).owners, ['Supported by IT'])
    assert.equal(doubtOf('Supported by IT'), '“Supported by IT” names only who helps. Who owns the action?')
  })
})

/** Cells that name parts, addresses or somebody beside somebody else: the owners, and whether it is asked. */
const PARTED: readonly (readonly [string, string, boolean])[] = [
  ['Draft: DRO; Approve: SIRO', 'DRO; SIRO', true],
  ['Write-up: DRO, Sign off: SIRO', 'DRO; SIRO', true],
  ['1. SIRO 2. DRO', 'SIRO; DRO', true],
  ['SIRO w/ DRO', 'SIRO; DRO', true],
  ['SIRO with the DRO', 'SIRO; DRO', true],
  ['Director with responsibility for records', 'Director with responsibility for records', false],
  ['Sponsor: SIRO. Lead: DRO.', 'SIRO; DRO', true],
  ['Lead: DRO. Consulted: HR.', 'DRO', true],
  ['Lead: Jane Smith', 'Jane Smith', false],
  ['Owner: DRO', 'DRO', false],
  ['Jane Smith &lt;jane@example.gov.uk&gt;', 'Jane Smith', false],
  ['Smith, Jane (Records) &lt;jane@example.gov.uk&gt;', 'Smith, Jane (Records)', false],
  ['"Smith, Jane" &lt;jane@example.gov.uk&gt;', 'Smith, Jane', false],
  ['Smith, Jane', 'Smith, Jane', false],
  ['Clare, Mary', 'Clare, Mary', true],
  ['In line with the DRO', 'In line with the DRO', false],
  ['Finance, Legal', 'Finance, Legal', true],
  ['Jane Smith &lt;j@example.gov.uk&gt;; Bob Brown &lt;b@example.gov.uk&gt;', 'Jane Smith; Bob Brown', false],
  ['Smith, Jane &lt;j@example.gov.uk&gt;, Brown, Robert &lt;b@example.gov.uk&gt;', 'Smith, Jane; Brown, Robert', false],
  ['DRO (dro@example.gov.uk)', 'DRO', false],
  ['jane@example.gov.uk', 'jane@example.gov.uk', false],
  ['a@example.gov.uk, b@example.gov.uk', 'a@example.gov.uk; b@example.gov.uk', false],
]

describe('parts and addresses in a cell of owners', () => {
  for (const [cell, owners, isAsked] of PARTED)
    it(`are no owners: ${cell}`, () => {
      const plan = planOf(tableOf('Action|Owner|Due', `Write the policy|${cell}|June 2019`))
      assert.equal(actionsOf(plan)[0]?.owners.join('; '), owners)
      assert.equal(plan.questions.length > 0, isAsked, JSON.stringify(plan.questions))
    })

  it('open the cell, or are none', () => {
    assert.equal(partsInAction('SIRO. Draft: DRO; Approve: HR'), null)
    assert.equal(partsInAction('Draft: DRO; Approve: HR')?.length, 2)
  })

  it('leave no number of a list to an owner', () => assert.deepEqual(readOwners(['1. SIRO']).owners, ['SIRO']))

  it('take no long time', () => {
    const before = process.threadCpuUsage()
    for (const words of [
      'DRO '.repeat(5_000),
      '< '.repeat(9_000),
      `A${' '.repeat(20_000)}with`,
      'with the a '.repeat(4_000),
    ])
      readOwners([words])
    assert.ok(process.threadCpuUsage(before).user < 3_000_000)
  })
})

describe('a merged cell of references', () => {
  it('speaks for every action beside it', () => {
    const row = (cells: string) => `<tr>${cells}</tr>`
    const head = row('<th>Action no.</th><th>Action</th><th>Owner</th>')
    const rows = row('<td rowspan=2>1</td><td>Write</td><td>DRO</td>') + row('<td>Train staff</td><td>SIRO</td>')
    const plan = planOf(`<table>${head}${rows}${row('<td>2</td><td>Buy a tool</td><td>DRO</td>')}</table>`)
    assert.deepEqual(
      actionsOf(plan).map(({ ref }) => ref),
      ['1', '1', '2'],
    )
  })
})
