import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  consequenceState,
  isAnswered,
  lineProblem,
  noLongerFollows,
  type Stood,
  undoObstacle,
  whatFollows,
} from './model.ts'

const SCALE = { least: 1, most: 5 }
const stood = (score: number, least = 1, most = 5): Stood => ({
  participantId: 'p',
  campaign: 'Last year',
  finalOn: '2026-01-31',
  section: null,
  score,
  least,
  most,
})

describe('what follows a score', () => {
  const follows = (now: number | null, before: number | null, some = {}) =>
    whatFollows({
      line: 3,
      scale: SCALE,
      hasRole: true,
      now: now === null ? null : stood(now),
      before: before === null ? null : stood(before),
      ...some,
    })

  it('is nothing on the line or above it, whatever was before', () => {
    for (const before of [null, 1, 3, 5])
      for (const now of [3, 3 - 1e-12, 4, 5]) assert.equal(follows(now, before), null, `${before}, ${now}`)
    assert.equal(follows(null, 1), null)
  })

  it('is to do it again below the line once, or where it has improved', () => {
    for (const [now, before] of [
      [2.99, null],
      [1, null],
      [2.5, 3],
      [2.5, 5],
      [2.5, 2.49],
      [2.5, 1],
    ] as const)
      assert.equal(follows(now, before), 'repeat', `${before}, ${now}`)
  })

  it('is to go up below the line twice without having improved, where there is a role', () => {
    for (const [now, before] of [
      [2.5, 2.5],
      [2.5, 2.99],
      [1, 1],
      // A page shows 2.5 both times.
      [2.5, 2.499],
    ] as const) {
      assert.equal(follows(now, before), 'escalate', `${before}, ${now}`)
      assert.equal(follows(now, before, { hasRole: false }), 'repeat', `${before}, ${now}`)
    }
  })

  it('is compared on one scale', () => {
    const halves = { line: 3, scale: SCALE, hasRole: true, now: stood(50, 0, 100), before: stood(2, 1, 5) }
    assert.equal(whatFollows(halves), null)
    assert.equal(whatFollows({ ...halves, now: stood(20, 0, 100) }), 'escalate')
    assert.equal(whatFollows({ ...halves, now: stood(30, 0, 100) }), 'repeat')
  })

  it('is nothing by a line that is none, or off the scale', () => {
    for (const line of [null, 0.99, 5.01]) assert.equal(follows(1, 1, { line }), null, String(line))
    assert.equal(follows(1, 1, { scale: null }), null)
    for (const line of [1, 3, 5]) assert.equal(lineProblem(line, SCALE), null)
    assert.match(lineProblem(0.99, SCALE) ?? '', /from 1 to 5/)
    assert.match(lineProblem(3, null) ?? '', /gives no scores/)
  })
})

const RAISED = {
  kind: 'repeat' as 'repeat' | 'escalate',
  undoneOn: null as string | null,
  settledOn: null as string | null,
  sentOn: null as string | null,
  repeatState: null as string | null,
}
const DAY = '2026-11-21'

describe('taking a consequence back', () => {
  it('is for what is neither undone, settled, sent nor done again', () => {
    for (const kind of ['repeat', 'escalate'] as const)
      for (const undoneOn of [null, DAY])
        for (const settledOn of [null, DAY])
          for (const sentOn of [null, DAY])
            for (const repeatState of [null, 'answering', 'submitted', 'final', 'withdrawn']) {
              const one = { kind, undoneOn, settledOn, sentOn, repeatState }
              const isOver = kind === 'escalate' ? sentOn !== null : repeatState === 'final'
              const isFree = !undoneOn && !settledOn && !isOver
              assert.equal(undoObstacle(one) === null, isFree, JSON.stringify(one))
            }
    assert.match(undoObstacle({ ...RAISED, undoneOn: DAY, settledOn: DAY }) ?? '', /undone on 21 November 2026/)
  })

  it('is offered where the rule of today would not have raised it', () => {
    const gone = (some: Partial<typeof RAISED> & { readonly score?: number | null }, line: number | null = 3) =>
      noLongerFollows({ ...RAISED, score: 2, ...some }, line, SCALE)
    for (const [some, line, isGone] of [
      [{}, 3, false],
      [{}, 2, true],
      [{}, 1.5, true],
      [{}, null, true],
      [{}, 6, true],
      [{ score: 3 }, 3, true],
      [{ score: 3 - 1e-12 }, 3, true],
      [{ score: 2.999 }, 3, false],
      [{ score: null }, null, false],
      [{ undoneOn: DAY }, 1.5, false],
      [{ settledOn: DAY }, 1.5, false],
      [{ repeatState: 'final' }, 1.5, false],
      [{ repeatState: 'answering' }, 1.5, true],
      [{ kind: 'escalate', sentOn: DAY }, 1.5, true],
    ] as const)
      assert.equal(gone(some, line), isGone, JSON.stringify([some, line]))
  })

  it('stands in words', () => {
    for (const [some, words] of [
      [{}, 'Not begun'],
      [{ repeatState: 'answering' }, 'Being done again'],
      [{ repeatState: 'submitted' }, 'Being done again'],
      [{ repeatState: 'final' }, 'Done again'],
      [{ repeatState: 'withdrawn' }, 'Not begun'],
      [{ kind: 'escalate' }, 'Letter drafted'],
      [{ kind: 'escalate', sentOn: DAY }, 'Letter sent on 21 November 2026'],
      [{ kind: 'escalate', sentOn: DAY, settledOn: DAY }, 'Settled on 21 November 2026'],
      [{ settledOn: DAY, undoneOn: DAY }, 'Undone on 21 November 2026'],
    ] as const)
      assert.equal(consequenceState({ ...RAISED, ...some }), words, JSON.stringify(some))
  })
})

describe('a finding', () => {
  it('is answered once an assessor has accepted all that it led to, without what was superseded', () => {
    for (const [actions, superseded, accepted, is] of [
      [0, 0, 0, false],
      [1, 0, 0, false],
      [1, 0, 1, true],
      [2, 0, 1, false],
      [2, 1, 1, true],
      [2, 2, 0, false],
      [3, 1, 2, true],
    ] as const)
      assert.equal(isAnswered({ actions, superseded, accepted }), is, `${actions}, ${superseded}, ${accepted}`)
  })
})
