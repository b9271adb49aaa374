import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { STATUSES } from './model.ts'
import { statusOfWords, verdictOfWords } from './statuses.ts'

describe('statuses in words', () => {
  it('claim only what they say', () => {
    const statuses = {
      '80% complete': 'in-progress',
      '95 per cent done': 'in-progress',
      '100%': 'complete',
      '0%': 'not-started',
      'Not yet complete': 'in-progress',
      'Nearly complete': 'in-progress',
      'Part complete': 'in-progress',
      Incomplete: 'in-progress',
      'Design complete; build in progress': 'in-progress',
      'Complete and ongoing': 'in-progress',
      'Completed and closed': 'closed',
      'Task completed 3 May 2017': 'complete',
      'Action complete': 'complete',
      Yes: 'complete',
      'After training is done': null,
      'When the system has been completed': null,
      'Once approved': null,
      'Complete subject to sign off': null,
      'Awaiting completion': null,
      'Phase 1 complete': null,
      'Will be complete by March': null,
      'Unable to complete': null,
      'Completion expected': null,
      'Complete?': null,
      'Not superseded': null,
      No: null,
      'N/A': null,
    }
    for (const [words, status] of Object.entries(statuses)) assert.equal(statusOfWords(words), status, words)
  })

  it('are asked about where they are prose', () =>
    assert.equal(statusOfWords(`Complete. ${'More words. '.repeat(40)}`), null))

  it('never claim the whole for a share of it, or for what is still to be', () => {
    const finished = fc.constantFrom('complete', 'completed', 'done', 'delivered', 'implemented', 'closed', 'finished')
    const share = fc.integer({ min: 1, max: 99 }).map((count) => `${count}%`)
    const before = fc.oneof(
      share,
      fc.constantFrom(
        'not',
        'not yet',
        'to be',
        'will be',
        'once',
        'when',
        'nearly',
        'partly',
        'until',
        'awaiting: not',
        'phase 2',
      ),
    )
    fc.assert(
      fc.property(before, finished, (words, claim) => {
        assert.ok(!['complete', 'closed'].includes(statusOfWords(`${words} ${claim}`) ?? ''), `${words} ${claim}`)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (words) => {
        const status = statusOfWords(words)
        assert.ok(status === null || STATUSES.includes(status))
      }),
    )
  })

  it('accept no claim by a verdict that is still to come', () => {
    const verdicts = {
      Accepted: 'accepted',
      '80% complete': 'partly-accepted',
      'To be accepted at the next meeting': null,
      'Will be verified when the evidence is there': null,
      'Not accepted': 'not-accepted',
    }
    for (const [words, verdict] of Object.entries(verdicts)) assert.equal(verdictOfWords(words), verdict, words)
  })
})
