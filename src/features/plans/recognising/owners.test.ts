import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { KnownNames } from './known-names.ts'
import { readOwners } from './owners.ts'

const one = (words: string): readonly [string, readonly string[]] => [words, [words]]

const SURE: readonly (readonly [string, readonly string[]])[] = [
  one('Head of Knowledge and Information Management'),
  one('Department for Environment, Food and Rural Affairs'),
  one('Chief Executive and Accounting Officer'),
  one('Director of Finance, HR and Digital'),
  one('Ministry of Housing, Communities and Local Government'),
  one('Secretary of State for Business, Energy and Industrial Strategy'),
  one('Permanent Secretary, Department for Transport'),
  one('Records, Archives and Information Team'),
  one('Audit and Risk Assurance Committee'),
  ['Department for Transport and Department for Education', ['Department for Transport', 'Department for Education']],
  ['Head of Digital, Data and Technology and Head of Legal', ['Head of Digital, Data and Technology', 'Head of Legal']],
  ['Head of KIM and SIRO', ['Head of KIM', 'SIRO']],
  ['Jane Smith and John Brown', ['Jane Smith', 'John Brown']],
  ['IAOs, DRO and Head of Estates and Facilities', ['IAOs', 'DRO', 'Head of Estates and Facilities']],
  [
    'Department of Culture, Media and Sport; Cabinet Office',
    ['Department of Culture, Media and Sport', 'Cabinet Office'],
  ],
]

const DOUBTFUL: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'Records Manager and Data Protection Officer',
    ['Records Manager', 'Data Protection Officer'],
    ['Records Manager and Data Protection Officer'],
  ],
  ['Finance, HR and Digital', ['Finance, HR and Digital'], ['Finance', 'HR', 'Digital']],
  ['Finance and HR Teams', ['Finance and HR Teams'], ['Finance', 'HR Teams']],
  ['Policy/Strategy Team', ['Policy/Strategy Team'], ['Policy', 'Strategy Team']],
]

describe('who the owners of a cell are', () => {
  for (const [words, owners] of SURE)
    it(`is sure in “${words}”`, () => assert.deepEqual(readOwners([words]), { owners, other: null }))
  for (const [words, owners, other] of DOUBTFUL)
    it(`is asked in “${words}”`, () => assert.deepEqual(readOwners([words]), { owners, other }))

  it('asks the registers first, and the longest known name wins', () => {
    const known = new KnownNames(['Records', 'Archives Board', 'Records and Archives Board', 'Moves & Changes'])
    assert.deepEqual(readOwners(['the records and archives board and Moves and Changes'], known).owners, [
      'the records and archives board',
      'Moves and Changes',
    ])
    const units = new KnownNames(['Finance', 'Digital'])
    assert.deepEqual(readOwners(['Finance and Digital'], units), {
      owners: ['Finance', 'Digital'],
      other: ['Finance and Digital'],
    })
    assert.deepEqual(readOwners(['Director of Finance, HR and Digital'], units).owners, [
      'Director of Finance, HR and Digital',
    ])
    assert.deepEqual(
      readOwners(['Information Asset Owner, Policy Group'], new KnownNames(['Information Asset Owner', 'Policy Group']))
        .owners,
      ['Information Asset Owner, Policy Group'],
    )
  })

  it('takes no long time over a long cell', () => {
    const before = process.threadCpuUsage()
    readOwners(['Head of Policy, Finance and '.repeat(4_000)], new KnownNames(['Head of Policy', 'Finance']))
    const { user } = process.threadCpuUsage(before)
    assert.ok(user < 5_000_000, `${user / 1000} ms`)
  })
})
