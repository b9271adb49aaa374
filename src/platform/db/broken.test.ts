import assert from 'node:assert/strict'
import { it } from 'node:test'
import { constraintOf } from './broken.ts'

it('the constraint that a statement broke is told of its error, and of no other', () => {
  assert.equal(constraintOf(Object.assign(new Error('duplicate key'), { constraint: 'unit_name' })), 'unit_name')
  for (const other of [
    new Error('gone'),
    Object.assign(new Error('odd'), { constraint: undefined }),
    null,
    'unit_name',
  ])
    assert.equal(constraintOf(other), '')
})
