import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { comparedWith, outcomeOf, standingOf } from './in-words.ts'

const digest = 'ab'.repeat(32)
const made = (lost: readonly { digest: string; why: string }[]) => ({
  tables: [],
  files: { count: 3, bytes: 2048, lost: [...lost] },
  audit: { placed: 2, waiting: 0, root: 'cd'.repeat(32) },
})

describe('what came of a backup, in words', () => {
  it('is that it is complete, where nothing was lost', () => {
    const [first = '', ...more] = outcomeOf(made([]), '/b')
    assert.equal(first, 'The backup is complete: /b')
    assert.match(more.join('\n'), /^0 rows in 0 tables, 3 files \([^)]+\), 2 audit entries/)
    assert.equal(standingOf(made([])), 'The backup is whole.')
    assert.match(comparedWith(made([])), /^Every table, every file and the root/)
  })

  it('is that it is not complete, and nothing else, where the house had lost files', () => {
    const lines = outcomeOf(made([{ digest, why: 'changed' }]), '/b')
    assert.match(lines[0] ?? '', /^The backup is NOT complete\. It lacks 1 of 3 kept files\./)
    assert.equal(lines[1], `- the file ${digest} is changed`)
    assert.match(lines[2] ?? '', /3 files \([^)]+\), less 1 that is lost,/)
    assert.doesNotMatch(lines.join('\n'), /is complete/)
    assert.match(comparedWith(made([{ digest, why: 'changed' }])), /^Every table, every file that the backup holds and/)
    assert.match(standingOf(made([{ digest, why: 'missing' }])), /as it was made: it lacks 1 of 3 kept files/)
  })
})
