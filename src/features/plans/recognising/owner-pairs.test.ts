import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOwners } from './owners.ts'

const ASKED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['HR & Estates', ['HR & Estates'], ['HR', 'Estates']],
  ['Finance & IT', ['Finance & IT'], ['Finance', 'IT']],
  ['HR & IT', ['HR & IT'], ['HR', 'IT']],
  ['FOI & Records', ['FOI & Records'], ['FOI', 'Records']],
  ['Corporate Services & IT', ['Corporate Services & IT'], ['Corporate Services', 'IT']],
  ['HR, IT & Legal', ['HR', 'IT', 'Legal'], ['HR', 'IT & Legal']],
  ['HR & Estates / SIRO', ['HR & Estates', 'SIRO'], ['HR', 'Estates', 'SIRO']],
]
const ONE = [
  'Policy & Strategy',
  'Director of HR & Estates',
  'Head of Finance & IT',
  'Records & IT Manager',
  'IT & Digital',
  'R&D',
]

describe('two parts of the house with a sign between them', () => {
  for (const [cell, owners, other] of ASKED)
    it(`are asked about where one has a short name: ${cell}`, () =>
      assert.deepEqual(readOwners([cell]), { owners, other }))
  for (const cell of ONE)
    it(`are one where they are one part, or what somebody is for: ${cell}`, () =>
      assert.deepEqual(readOwners([cell]), { owners: [cell], other: null }))
})
