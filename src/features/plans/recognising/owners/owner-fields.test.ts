import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOwners } from './owners.ts'

describe('a post and the field that it is for', () => {
  for (const one of [
    'Director, Finance & Resources',
    'Deputy Director, Knowledge & Information',
    'Assistant Director, Legal & Democratic Services',
    'Business Manager, Policy & Research',
    'Lead, Records & Archives',
    'Assistant Director HR & OD',
    'AD HR & OD',
    'Director HR/OD',
  ])
    it(`are one owner for all that is known, and asked about: ${one}`, () => {
      const { owners, other } = readOwners([one])
      assert.deepEqual(owners, [one])
      assert.ok(other !== null && other.length > 1)
    })

  for (const [cell, owners] of [
    ['Director, Finance & IT Manager', ['Director', 'Finance & IT Manager']],
    ['Records Team, Policy & Strategy', ['Records Team', 'Policy & Strategy']],
    ['Records Manager & HR', ['Records Manager', 'HR']],
    ['Director of Finance & Resources', ['Director of Finance & Resources']],
  ] as const)
    it(`are told from others that have heads of their own: ${cell}`, () =>
      assert.deepEqual(readOwners([cell]), { owners, other: null }))
})

describe('owners who are each somebody', () => {
  for (const [cell, owners] of [
    ['Head of IT and Records Manager', ['Head of IT', 'Records Manager']],
    ['Head of KIM / Chief Data Officer', ['Head of KIM', 'Chief Data Officer']],
    ['HR / KIM Team', ['HR', 'KIM Team']],
  ] as const)
    it(`are not asked about: ${cell}`, () => assert.deepEqual(readOwners([cell]), { owners, other: null }))

  it('are asked about where they may share a head', () => {
    for (const cell of ['HR/IT Team', 'HR/IT Manager', 'HR and KIM Team'])
      assert.notEqual(readOwners([cell]).other, null, cell)
  })
})
