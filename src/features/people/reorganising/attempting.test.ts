import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { problemIn } from './attempting.ts'
import { CannotReorganise, MayNot } from './refusing.ts'

describe('what stands against a reorganisation', () => {
  const broken = (code: string, constraint: string) => Object.assign(new Error('violates'), { code, constraint })
  const told = (error: unknown) => problemIn(error)?.message

  it('is told in the words of the register whose rule it breaks', () => {
    assert.equal(told(broken('23505', 'group_role_pair')), 'This group is appointed to this role already')
    assert.equal(told(broken('23514', 'appointment_check')), 'The last day must be the same as or after the first')
  })

  it('is called the same twice only where the database says so', () => {
    for (const code of ['23505', '23P01'])
      assert.match(told(broken(code, 'asset_name')) ?? '', /two things would be the same in one unit/)
    for (const code of ['23502', '23503', '23514'])
      assert.equal(told(broken(code, 'never_there')), 'A rule of the database stands against it')
  })

  it('is about a field only where a field could put it right, and says whether somebody else may', () => {
    assert.deepEqual(problemIn(new CannotReorganise('parent', 'a')), {
      field: 'parent',
      message: 'a',
      isOfRights: false,
    })
    assert.deepEqual(problemIn(new MayNot('b')), { field: '', message: 'b', isOfRights: true })
    assert.deepEqual(problemIn(new Forbidden('c')), { field: '', message: 'c', isOfRights: true })
    assert.deepEqual(problemIn(new Conflict('d')), { field: '', message: 'd', isOfRights: false })
  })

  it('is nothing where something else went wrong', () => {
    for (const error of [new Error('no'), broken('57014', ''), null]) assert.equal(problemIn(error), null)
  })
})
