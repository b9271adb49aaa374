import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTerminal, linesInTerminal } from './in-terminal.ts'

describe('words of strangers in a terminal', () => {
  it('show what it would obey, and leave the rest as it is', () => {
    assert.equal(inTerminal('a\u001b[2Jb\nc\r\td'), 'a\\u001b[2Jb\\nc\\r\\td')
    assert.equal(inTerminal('\u007f\u009b\u202egnp.exe\u2028'), '\\u007f\\u009b\\u202egnp.exe\\u2028')
    assert.equal(inTerminal('Ü “ß” 日本 👩‍👩‍👧 C:\\new'), 'Ü “ß” 日本 👩‍👩‍👧 C:\\new')
    assert.equal(linesInTerminal('a\n\tb\r\u001b[0m\u2067'), 'a\n\tb\\r\\u001b[0m\\u2067')
  })
})
