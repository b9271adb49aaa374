import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { filesAsked } from './asked.ts'

describe('the test files that a command is given', () => {
  it('are found from where it was given', () => {
    assert.deepEqual(filesAsked(['asked.test.ts'], import.meta.dirname), { files: [import.meta.filename], wrong: [] })
    assert.deepEqual(filesAsked([]), { files: [], wrong: [] })
  })

  it('are refused where they are none', () => {
    assert.deepEqual(filesAsked(['asked.ts', 'nothing.test.ts'], import.meta.dirname).wrong, [
      'asked.ts is no test file: name files that end in .test.ts',
      'nothing.test.ts is no test file: name files that end in .test.ts',
    ])
  })
})
