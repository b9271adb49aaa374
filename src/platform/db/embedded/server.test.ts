import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reasonIn } from './server.ts'

const line = (kind: string, words: string) => `2026-11-24 12:31:07.412 UTC [412] ${kind}:  ${words}`
const ENDED = line('PANIC', 'could not locate a valid checkpoint record at 0/24C21F8')

describe('the reason why PostgreSQL does not start', () => {
  it('is its last message that ended it', () => {
    const log = [line('LOG', 'starting'), line('FATAL', 'lock file is empty'), ENDED, line('LOG', 'shut down')]
    assert.equal(reasonIn(log.join('\n')), 'could not locate a valid checkpoint record at 0/24C21F8')
  })

  it('is not what somebody was told who connected too early or too late', () => {
    for (const told of ['starting up', 'shutting down', 'in recovery mode', 'not yet accepting connections']) {
      const early = line('FATAL', `the database system is ${told}`)
      assert.equal(reasonIn([ENDED, early].join('\n')), 'could not locate a valid checkpoint record at 0/24C21F8')
      assert.equal(reasonIn(['no space left on device', early].join('\n')), 'no space left on device')
    }
  })

  it('is the last line where no message ended it, and nothing where there is none', () => {
    assert.equal(reasonIn('one\ntwo\n'), 'two')
    assert.equal(reasonIn(''), '')
  })
})
