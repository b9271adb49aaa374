import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Day } from '#platform/calendar/index.ts'
import { STATUSES } from './model.ts'
import { statusOfWords, verdictOfWords } from './statuses.ts'

/** Cells as departments, councils and auditors write them, each with the status that it claims; nothing where somebody is asked. */
const CELLS = readFileSync(join(import.meta.dirname, 'statuses/cells.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'))

describe('cells of a column of statuses', () => {
  it('are many', () => assert.ok(CELLS.length >= 400, `${CELLS.length}`))

  for (const [words = '', status = ''] of CELLS)
    it(`read “${words}” as ${status || 'a question'}`, () => assert.equal(statusOfWords(words) ?? '', status))

  it('claim nothing once a word that nobody knows stands among theirs', () => {
    const done = CELLS.flatMap(([words = '', status = '']) => (['complete', 'closed'].includes(status) ? [words] : []))
    const unknown = fc.stringMatching(/^[a-z]{5,9}$/).map((word) => `zq${word}`)
    fc.assert(
      fc.property(fc.constantFrom(...done), unknown, fc.nat(), (words, word, at) => {
        const pieces = words.split(' ')
        pieces.splice(at % (pieces.length + 1), 0, word)
        const said = pieces.join(' ')
        assert.ok(
          /^(?:see|by|https)|(?:see|ref|evidence|by|at the)\b/i.test(words) || statusOfWords(said) === null,
          said,
        )
      }),
    )
  })

  it('claim nothing as a box, a blank, a question, or with a day to come', () => {
    const done = CELLS.flatMap(([words = '', status = '']) => (['complete', 'closed'].includes(status) ? [words] : []))
    const unasked = done.flatMap((words) =>
      [`[ ] ${words}`, `( ) ${words}`, `${words} [ ]`, `☐ ${words}`, `${words} -`, `${words}:`, `${words}: / /`]
        .concat(
          `${words} 2035`,
          `${words} 31 March 2035`,
          `Is ${words}`,
          `${words}. Evidence: no`,
          `${words}. Evidence: n`,
        )
        .filter((said) => ['complete', 'closed'].includes(statusOfWords(said) ?? '')),
    )
    assert.deepEqual(unasked, [])
  })

  it('claim nothing that was done after the day of the document', () => {
    const said = (words: string, asOf: Day) => statusOfWords(words, asOf)
    assert.equal(said('Completed March 2018', '2018-03-12'), 'complete')
    assert.equal(said('Completed March 2018', '2018-02-28'), null)
    assert.equal(said('Completed March 2018 and March 2035', '2018-05-01'), null)
    assert.equal(said('Superseded May 2019', '2018-05-01'), null)
    assert.equal(said('In progress, due March 2035', '2018-05-01'), 'in-progress')
    assert.equal(verdictOfWords('Accepted 3 May 2018', '2018-05-03'), 'accepted')
    assert.equal(verdictOfWords('Accepted 3 May 2018', '2018-05-02'), null)
  })

  it('take little time, whatever they hold', () => {
    const before = process.threadCpuUsage()
    for (const piece of [
      'complete ',
      'by the head of ',
      '2 of ',
      'see ',
      'on hold - ',
      'by by by ',
      '((((',
      'not yet ',
    ])
      statusOfWords(piece.repeat(300).slice(0, 300))
    const { user } = process.threadCpuUsage(before)
    assert.ok(user < 500_000, `${user / 1000} ms`)
  })
})

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
    assert.deepEqual(
      [`Complete. ${'More words. '.repeat(40)}`, 'Complete. '.repeat(40)].map((words) => statusOfWords(words)),
      [null, null],
    ))

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
      'There is no objection': 'accepted',
      'Agreed, no further comment': 'accepted',
      'Agreed with no change': 'accepted',
      'Agreed with no changes.': 'accepted',
      'Agreed – no issues': 'accepted',
      'We are satisfied': 'accepted',
      'Accepted by Internal Audit 3 May 2017': 'accepted',
      'Agreed – see minutes of 3 May 2017': 'accepted',
      'Fully met': 'accepted',
      '100%': 'accepted',
      '2 of 3 met': 'partly-accepted',
      'Accepted in part': 'partly-accepted',
      'Partly accepted – two directorates to follow': 'partly-accepted',
      No: 'not-accepted',
      Rejected: 'not-accepted',
      'Rejected - evidence missing': 'not-accepted',
      'Rejected, no evidence': 'not-accepted',
      'No evidence provided': 'not-accepted',
      'Insufficient evidence': 'not-accepted',
      'No further comment': null,
      'No comment': null,
      'No change': null,
      'No longer disputed': null,
      'Not rejected': null,
      'Not yet verified': null,
      'Accepted subject to evidence': null,
      'Agreed that it is not complete': null,
      'Not accepted – later accepted': null,
      'Accepted? No': null,
      'Accepted – evidence missing': null,
      'Rejected no further comment': null,
      'Rejected in full': null,
      'Rejected 12 May 2018': 'not-accepted',
      'Rejected by Internal Audit, March 2018': 'not-accepted',
      'Partly accepted (see minutes of 3 May 2017)': 'partly-accepted',
      'Accepted/Rejected': null,
      'Yes and no': null,
      '[ ] Accepted': null,
      '( ) Met': null,
      'Accepted:': null,
      'Accepted: -': null,
      'Verified: -': null,
      'Accepted. Evidence: no': null,
      'Yes - evidence: no': null,
      'Accepted by AGM': null,
      'Accepted by Royal Assent': null,
      'Accepted 3 May 2135': null,
      'Is complete': null,
      'Is this accepted': null,
      '[x] Accepted': 'accepted',
      'Accepted by the Programme Board 3 May 2017': 'accepted',
      'Accepted. Evidence: report no 4': 'accepted',
      'No doubt about it': null,
      'I see no reason to disagree': null,
      'We would have accepted it': null,
      '0%': null,
    }
    for (const [words, verdict] of Object.entries(verdicts)) assert.equal(verdictOfWords(words), verdict, words)
  })
})
