import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { KnownNames } from './known-names.ts'
import { readOwners } from './owners.ts'

/** Lines of a cell, the owners that they name, and whether it is asked. */
const CASES: readonly (readonly [string, readonly string[], boolean])[] = [
  ['Jane|Smith', ['Jane Smith'], true],
  ['Corporate|Services', ['Corporate Services'], false],
  ['Senior Information|Risk Owner', ['Senior Information Risk Owner'], false],
  ['Information Asset|Owners', ['Information Asset Owners'], false],
  ['Director of Finance|and Resources', ['Director of Finance and Resources'], false],
  ['Director of Corporate|Services', ['Director of Corporate Services'], false],
  ['Head of|KIM', ['Head of KIM'], false],
  ['Records|Manager', ['Records Manager'], false],
  ['Deputy|Records Manager', ['Deputy Records Manager'], false],
  ['Jane Smith|Head of KIM', ['Jane Smith, Head of KIM'], true],
  ['Jane Smith|DRO', ['Jane Smith, DRO'], true],
  ['Jane Smith|DRO|John Brown|SIRO', ['Jane Smith, DRO', 'John Brown, SIRO'], true],
  ['DRO|(Jane Smith)', ['DRO (Jane Smith)'], false],
  ['DRO|SIRO', ['DRO', 'SIRO'], false],
  ['Jane Smith|John Brown', ['Jane Smith', 'John Brown'], false],
  ['Finance|HR', ['Finance', 'HR'], false],
  ['HR|Finance|IT', ['HR', 'Finance', 'IT'], false],
  ['Finance Team|HR', ['Finance Team', 'HR'], false],
  ['Records Manager|Archivist', ['Records Manager', 'Archivist'], false],
  ['DRO;|SIRO', ['DRO', 'SIRO'], false],
  ['Information|Governance|Team', ['Information Governance Team'], true],
]

describe('lines of a cell of owners', () => {
  for (const [cell, owners, isAsked] of CASES)
    it(`are put together where they go on: ${cell}`, () => {
      const read = readOwners(cell.split('|'))
      assert.deepEqual(read.owners, owners)
      assert.equal(read.other !== null, isAsked, JSON.stringify(read.other))
    })

  it('stay apart in a list, and where the registers know each', () => {
    assert.deepEqual(readOwners(['Corporate', 'Services'], undefined, true), {
      owners: ['Corporate', 'Services'],
      other: null,
    })
    const known = new KnownNames(['Corporate', 'Services'])
    assert.deepEqual(readOwners(['Corporate', 'Services'], known).owners, ['Corporate', 'Services'])
    assert.deepEqual(readOwners(['Jane', 'Smith'], new KnownNames(['Jane Smith'])), {
      owners: ['Jane Smith'],
      other: null,
    })
  })

  it('are read one by one where somebody says that they are several', () => {
    assert.deepEqual(readOwners(['Jane', 'Smith']).other, ['Jane', 'Smith'])
    assert.deepEqual(readOwners(['Jane Smith', 'DRO']).other, ['Jane Smith', 'DRO'])
  })
})
