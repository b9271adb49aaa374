import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unquotedIn } from './printing.ts'

describe('what is printed past the one place that quotes it', () => {
  it('is found with its line, in code and not in comments', () => {
    const text = [
      "print('a')",
      '// process.stdout.write says nothing here',
      '  process.stdout.write(name)',
      'const say = process.stderr.write.bind(process.stderr)',
      'console.error(name)',
      'if (process.stderr.isTTY) tell(name)',
    ].join('\n')
    assert.deepEqual(unquotedIn(text), [
      { line: 3, what: 'process.stdout.write' },
      { line: 4, what: 'process.stderr.write' },
      { line: 5, what: 'console.error' },
    ])
  })
})
