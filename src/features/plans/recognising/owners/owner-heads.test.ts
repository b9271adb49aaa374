import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { KnownNames } from './known-names.ts'
import { readOwners } from './owners.ts'

/** Cells in which a word that nothing tells from others stands before `and`: likelier one owner. */
const ONE = [
  'Police and Crime Commissioner',
  'Deputy Police and Crime Commissioner',
  'Police, Fire and Crime Commissioner',
  'Police and Fire Liaison Officer',
  'Police and Crime Commissioner for Sussex',
  'Office of the Police and Crime Commissioner',
  'Staff Officer to the Police and Crime Commissioner',
  'Police and Crime Prevention',
  'Police and Crown Prosecution Liaison Officer',
  'Board and Committee Secretary',
  'Board & Governance Secretary',
  'Board/Committee Secretary',
  'Network, Systems and Security Manager',
  'Office and Records Manager',
  'University and College Archivist',
  'Tribunal and Appeals Registrar',
  'Unit and Formation Records Officer',
  'Coroner and Registrar',
  'Coroner and Mortuary Manager',
  'Proctor and Registrar',
  'Registrar and Coroner Liaison Officer',
  'Staff and Training Officer',
  'Infection Prevention and Control Nurse',
]
/** Cells that may be one owner, and are likelier two. */
const TWO: readonly (readonly [string, string])[] = [
  ['Board and Audit Committee', 'Board; Audit Committee'],
  ['Trust Board and Committee Secretary', 'Trust Board; Committee Secretary'],
  ['Parish Council and Burial Board Clerk', 'Parish Council; Burial Board Clerk'],
  ['Clerk to the Council and Monitoring Officer', 'Clerk to the Council; Monitoring Officer'],
  ['Mayor and Chief Executive', 'Mayor; Chief Executive'],
  ['Police / Crime Commissioner', 'Police; Crime Commissioner'],
  ['SIRO and Police and Crime Commissioner', 'SIRO; Police and Crime Commissioner'],
]
/** Cells each of whose parts is a post, a body or a person by itself. */
const APART: readonly (readonly [string, string])[] = [
  ['the Police and the Council', 'the Police; the Council'],
  ['Police and Council', 'Police; Council'],
  ['Police and the Records Manager', 'Police; Records Manager'],
  ['Finance and HM Chief Inspector', 'Finance; HM Chief Inspector'],
  ['Police and HM Revenue and Customs', 'Police; HM Revenue and Customs'],
  ['Police and Jane Smith', 'Police; Jane Smith'],
  ['Board and SIRO', 'Board; SIRO'],
  ['Board, Records Manager', 'Board; Records Manager'],
  ['Board; Committee Secretary', 'Board; Committee Secretary'],
  ['Clerk to the Board and Head of Records', 'Clerk to the Board; Head of Records'],
  ['Head of Service and Records Manager', 'Head of Service; Records Manager'],
  ['Heads of Service and Records Manager', 'Heads of Service; Records Manager'],
  ['Directorates and Records Manager', 'Directorates; Records Manager'],
  ['Records Board and Records Manager', 'Records Board; Records Manager'],
  ['Kent Police and Records Manager', 'Kent Police; Records Manager'],
]

describe('a head that nothing tells from others', () => {
  for (const cell of ONE)
    it(`is likelier part of one owner, and asked about: ${cell}`, () => {
      const { owners, other } = readOwners([cell])
      assert.deepEqual(owners, [cell])
      assert.ok(other !== null && other.length > 1)
    })
  for (const [cell, two] of TWO)
    it(`is likelier an owner beside another, and asked about: ${cell}`, () => {
      const { owners, other } = readOwners([cell])
      assert.equal(owners.join('; '), two)
      assert.notEqual(other, null)
    })
  for (const [cell, apart] of APART)
    it(`is not asked about where both parts stand alone: ${cell}`, () =>
      assert.deepEqual(readOwners([cell]), { owners: apart.split('; '), other: null }))

  it('is cut where the registers have both, and whole where they have it', () => {
    const both = new KnownNames(['Board', 'Committee Secretary'])
    assert.deepEqual(readOwners(['Board and Committee Secretary'], both).owners, ['Board', 'Committee Secretary'])
    const whole = readOwners(['Police and Crime Commissioner'], new KnownNames(['Police and Crime Commissioner']))
    assert.deepEqual(whole, { owners: ['Police and Crime Commissioner'], other: null })
  })
})
