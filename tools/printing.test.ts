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

  it('is found where the streams have other names', () => {
    for (const [line, what] of [
      ["import { stdout } from 'node:process'", "import { stdout } from 'node:process'"],
      [
        "import process, { env, stderr as out } from 'process'",
        "import process, { env, stderr as out } from 'process'",
      ],
      ['const { stderr } = process', '{ stderr } = process'],
      ["process['stdout'].write(name)", 'process['],
      ["import { log } from 'node:console'", "from 'node:console'"],
      ['writeSync(1, name)', 'writeSync(1,'],
      ['writeFileSync(2, name)', 'writeFileSync(2,'],
    ] as const)
      assert.deepEqual(unquotedIn(line), [{ line: 1, what }])
    for (const line of [
      "import { env } from 'node:process'",
      'const { stdout } = spawnSync(program)',
      'writeSync(file, name)',
    ])
      assert.deepEqual(unquotedIn(line), [])
  })
})
