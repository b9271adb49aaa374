import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { personWith } from '../../../../test/person.ts'
import { theHouse } from '../person.ts'
import { mayDo } from './decide.ts'
import { objectKind } from './kind.ts'

const PAPER = objectKind(
  { key: 'papers', shape: { table: ['papers', 'paper'], facts: { by: 'by_person_id' } } },
  ({ isPerson, nobody }) => ({ deeds: { read: { allow: isPerson('by') }, burn: { allow: nobody } } }),
)
const facts = { by: 'author' }

describe('a deed with an object', () => {
  it('is for whom its rule is true, and for the house itself, whose work sees everything', () => {
    for (const [subject, reads, burns] of [
      [personWith([], { id: 'author' }), true, false],
      [personWith(['papers:manage'], { id: 'somebody' }), false, false],
      [theHouse('2026-11-21'), true, true],
    ] as const) {
      assert.equal(mayDo(subject, PAPER, 'read', facts), reads, subject.id)
      assert.equal(mayDo(subject, PAPER, 'burn', facts), burns, subject.id)
    }
  })
})
