import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Day } from '#platform/calendar/index.ts'
import { cases } from '../../../test/same-cases.ts'
import { STATUSES } from './model.ts'
import { WHO } from './statuses/vocabulary.ts'
import { statusOfWords, verdictOfWords } from './statuses.ts'

/** Cells as departments, councils and auditors write them, each with the status that it claims; nothing where somebody is asked. ⏎ breaks a line. */
const rowsOf = (name: string) =>
  readFileSync(join(import.meta.dirname, 'statuses', name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll('⏎', '\n').split('\t'))
const CELLS = rowsOf('cells.tsv')
const VERDICT_CELLS = rowsOf('verdicts.tsv')

/** The day of the document in which the cells stand. */
const AS_OF: Day = '2018-06-15'

const isSettled = (words: string) => ['complete', 'closed'].includes(statusOfWords(words, AS_OF) ?? '')

const DONE = CELLS.flatMap(([words = '', status = '']) => (['complete', 'closed'].includes(status) ? [words] : []))

/** A word that nobody knows, behind a mark, beside a deed: `Closed - zqxyz agreed at the Board`. */
const EXPLAINS_UNKNOWN = /[-\u2013;:.(]\s(?=[^;:.(]*zq)(?=[^;:.(]*\b(?:\w+ed|in place)\b)/i

/** Whether the words say nothing by themselves. */
const isNothing = (words: string) => !/[\p{L}\p{N}]/u.test(words)

/** What may have happened since, in words that no list can hold. */
const FREE_WORDS =
  'de-scoped|out of scope|project binned|funding pulled|risk accepted by SIRO|go ahead given|back on|reinvigorated June 2018|all work has gone live|submitted|all actions signed|frozen|on pause|overtaken by 4.2|appeal upheld|overruled|waiver granted|exempt|decision changed by SIRO|evidence since supplied|resubmitted|n|x|sorted|handed over|the system went in on 3 May'.split(
    '|',
  )

const EXPLAINED = rowsOf('explained.tsv')

describe('statuses with what explains them', () => {
  it('are many', () => assert.ok(EXPLAINED.length >= 50, `${EXPLAINED.length}`))

  for (const [words = '', status = ''] of EXPLAINED)
    it(`read “${words}” as ${status || 'a question'}`, () => assert.equal(statusOfWords(words, AS_OF) ?? '', status))

  it('are taken back by what stands behind the explanation', () => {
    const taken =
      'subject to approval|except in Wales|pending sign-off|awaiting funds|but not signed|training outstanding|to be re-opened|since withdrawn|80% of staff|not in Wales|training to follow|no evidence'
    const told = EXPLAINED.flatMap(([words = '', status = '']) => (status === 'complete' ? [words] : []))
    const mark = fc.constantFrom(', ', '. ', '; ', ' - ', ' (', ' ')
    fc.assert(
      fc.property(fc.constantFrom(...told), mark, fc.constantFrom(...taken.split('|')), (words, between, back) => {
        const said = `${words.replace(/[.]$/, '')}${between}${back}`
        assert.ok(!isSettled(said), said)
      }),
      cases(2000),
    )
  })
})

describe('cells of a column of statuses', () => {
  it('are many', () => assert.ok(CELLS.length >= 400, `${CELLS.length}`))

  for (const [words = '', status = ''] of CELLS)
    it(`read “${words}” as ${status || 'a question'}`, () => assert.equal(statusOfWords(words, AS_OF) ?? '', status))

  it('may number the items of a list that is whole', () => {
    assert.equal(statusOfWords('1. Complete\n2. Complete', AS_OF), 'complete')
    assert.equal(statusOfWords('1) Closed\n2) Complete\n3) Complete', AS_OF), 'closed')
    for (const words of [
      '1. Complete',
      '2. Complete\n3. Complete',
      '1. Complete\n3. Complete',
      '1. Complete\n2. Complete?',
    ])
      assert.equal(statusOfWords(words, AS_OF), null, words)
    assert.equal(isSettled('1. Complete\n2. In progress'), false)
  })

  it('claim nothing once a word that nobody knows stands among theirs', () => {
    const unknown = fc.stringMatching(/^[a-z]{5,9}$/).map((word) => `zq${word}`)
    fc.assert(
      fc.property(fc.constantFrom(...DONE), unknown, fc.nat(), fc.boolean(), (words, word, at, isName) => {
        const pieces = words.split(' ')
        pieces.splice(at % (pieces.length + 1), 0, isName ? `Z${word}` : word)
        const said = pieces.join(' ')
        // What an explanation names may be anything.
        fc.pre(!EXPLAINS_UNKNOWN.test(said))
        assert.ok(/https/.test(words) || !isSettled(said), said)
      }),
      cases(2000),
    )
  })

  it('claim nothing beside what claims something else, green or not', () => {
    const isGreen = (words: string) => /^(?:rag: )?g(?:reen)?$/i.test(words)
    // A day or the mark of an item that stands first belongs to what stands before it here, and so does what has become usual.
    const alone = CELLS.map(([words = '']) => words).filter(
      (words) => !/^(?:last month|march|\d|\(b\)|\(\d|now business|hr$)/i.test(words),
    )
    const mark = fc.constantFrom('; ', '. ', ' - ', ', ', ' – ', '\n', ' / ')
    fc.assert(
      fc.property(
        fc.constantFrom(...alone),
        fc.constantFrom(...alone),
        fc.constantFrom('', 'Green', 'G', '50% complete', 'On hold', 'Not started'),
        mark,
        (one, other, third, between) => {
          const pieces = [third, one, other].filter(Boolean)
          const said = pieces.join(between)
          assert.ok(
            !isSettled(said) || pieces.every((piece) => isSettled(piece) || isGreen(piece) || isNothing(piece)),
            said,
          )
        },
      ),
      cases(2000),
    )
  })

  it('claim nothing where their days are not over', () => {
    const claims = 'Complete,Completed,Done,Delivered,In place,Closed,Implemented,100%,Yes,Met in full'.split(',')
    const first = fc.constantFrom('2016', '2018', 'March 2018', '1 June 2018', 'Q1 2018-19')
    const last = fc.constantFrom('2018', '2019', '2021', 'July 2018', '16 June 2018', '30 June 2018', 'December 2018')
    const join = fc.constantFrom('-', ' - ', ' – ', ' to ', ' until ', '/')
    fc.assert(
      fc.property(fc.constantFrom(...claims), first, join, last, fc.boolean(), (claim, from, between, to, isCut) => {
        const said = isCut ? `${claim} (${from}${between}${to})` : `${claim} ${from}${between}${to}`
        assert.ok(!isSettled(said), said)
        assert.notEqual(verdictOfWords(said.replace(claim, 'Accepted'), AS_OF), 'accepted', said)
      }),
      cases(1000),
    )
  })

  it('are asked about where words that nothing opens stand behind what is not done', () => {
    const undone = fc.constantFrom(
      'Not started',
      'On hold',
      'Deferred',
      'Delayed',
      'In progress',
      'Overdue',
      'Open',
      'Not met',
    )
    const mark = fc.constantFrom(
      ' - ',
      '; ',
      '. ',
      ', ',
      ': ',
      ' (',
      ' – ',
      '. Pending approval. ',
      ' until agreed. ',
      ', awaiting funds; ',
    )
    const words = fc.constantFrom(...FREE_WORDS)
    fc.assert(
      fc.property(undone, mark, words, (status, between, free) => {
        const said = `${status}${between}${free}`
        assert.equal(statusOfWords(said, AS_OF), null, said)
        assert.equal(verdictOfWords(said.replace(status, 'Not accepted'), AS_OF), null, said)
      }),
      cases(1000),
    )
  })

  it('tell a day in figures as it is written, near its year', () => {
    const pad = (number: number) => String(number).padStart(2, '0')
    for (let year = 13; year < 18; year += 1)
      for (let month = 1; month <= 12; month += 1)
        for (let day = 1; day <= 28; day += 1) {
          const said = `${pad(day)}/${pad(month)}/${year}`
          assert.equal(statusOfWords(`Completed ${said}`, AS_OF), 'complete', said)
          assert.equal(verdictOfWords(`Accepted ${said}`, AS_OF), 'accepted', said)
        }
    assert.equal(statusOfWords('Completed 18/06/05', AS_OF), null)
  })

  it('say the same or nothing where a line breaks within them, and say it where they are one phrase', () => {
    const broken = CELLS.filter(([words = '', status = '']) => status !== '' && !words.includes('\n')).flatMap(
      ([words = '', status = '']) =>
        [...words.matchAll(/ /g)].map(({ index }) => [`${words.slice(0, index)}\n${words.slice(index + 1)}`, status]),
    )
    assert.ok(broken.length > 400, `${broken.length}`)
    for (const [said = '', status = ''] of broken)
      assert.ok([status, ''].includes(statusOfWords(said, AS_OF) ?? ''), said)
    for (const words of [
      'Not started',
      'In progress',
      'On track',
      'On hold',
      'Not yet complete',
      'Work in progress',
      'Action complete',
    ])
      assert.equal(statusOfWords(words.replaceAll(' ', '\n'), AS_OF), statusOfWords(words, AS_OF), words)
  })

  it('claim nothing done “by” what is no post, no body and nobody', () => {
    const known = ['DRO', 'Jane Smith', 'the KIM team', 'Head of Digital', 'A Patel']
    const more = [
      'TBC',
      'both',
      'all',
      'pilot',
      'regional',
      'Northern',
      'a',
      'some',
      'next',
      'London',
      'Day',
      'Launch',
      'or',
    ]
    const name = fc
      .stringMatching(/^[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}$/)
      .filter((made) => !WHO.first.has(made.split(' ')[0]?.toLowerCase() ?? ''))
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.constantFrom(...more), name, fc.nat(3), (who, word, made, way) => {
        const said = `Completed by ${[`${word} ${who}`, `${who} ${word}`, made, `${who} and ${made}`][way]}`
        assert.ok(!isSettled(said), said)
        assert.notEqual(verdictOfWords(said.replace('Completed', 'Accepted'), AS_OF), 'accepted', said)
      }),
      cases(2000),
    )
  })

  it('claim nothing as a box, a blank, a question, or with a day to come', () => {
    const unasked = DONE.flatMap((words) =>
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

describe('cells of a column of verdicts', () => {
  it('are many', () => assert.ok(VERDICT_CELLS.length >= 40, `${VERDICT_CELLS.length}`))

  for (const [words = '', verdict = ''] of VERDICT_CELLS)
    it(`read “${words}” as ${verdict || 'a question'}`, () => assert.equal(verdictOfWords(words, AS_OF) ?? '', verdict))
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
