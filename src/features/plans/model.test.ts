import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { personWith } from '../../../test/person.ts'
import { KINDS } from './dates/index.ts'
import {
  claimObstacle,
  isFinished,
  judgeObstacle,
  overdueAfter,
  overdueOn,
  STANDINGS,
  type Standing,
  slipDays,
  VERDICTS,
  type Voices,
} from './model.ts'

const person = (permissions: readonly string[], roleIds: readonly string[] = []) => personWith(permissions, { roleIds })
const NOBODY_SPOKE: Voices = {
  unitId: null,
  planUnitId: null,
  ownerRoleIds: [],
  ownerPersonIds: [],
  claimedBy: [],
  judgedBy: [],
  latestClaimId: 'claim',
  latestClaimIsJudged: false,
}
const voices = (some: Partial<Voices>): Voices => ({ ...NOBODY_SPOKE, ...some })

describe('who may claim', () => {
  const owner = person(['plans:claim'])

  it('is an owner, by name or by role', () => {
    assert.equal(claimObstacle(voices({ ownerPersonIds: ['other', 'me'] }), owner), null)
    const champion = person(['plans:claim'], ['champion'])
    assert.equal(claimObstacle(voices({ ownerRoleIds: ['dro', 'champion'] }), champion), null)
    assert.equal(claimObstacle(voices({ ownerRoleIds: ['dro'] }), champion)?.kind, 'owner')
    assert.equal(claimObstacle(voices({ ownerPersonIds: ['other'] }), owner)?.kind, 'owner')
  })

  it('is whoever runs the plan, for any owner', () => {
    assert.equal(claimObstacle(voices({}), person(['plans:change'])), null)
  })

  it('is nobody without the right to, also where they own it', () => {
    assert.equal(claimObstacle(voices({ ownerPersonIds: ['me'] }), person([]))?.kind, 'permission')
  })

  it('is nobody who has judged the action, whatever else they may', () => {
    const judge = voices({ ownerPersonIds: ['me'], judgedBy: ['other', 'me'] })
    for (const permissions of [['plans:claim'], ['plans:change'], ['plans:claim', 'plans:change', 'plans:judge']])
      assert.equal(claimObstacle(judge, person(permissions))?.kind, 'voice')
    assert.equal(claimObstacle(voices({ ownerPersonIds: ['me'], judgedBy: ['other'] }), owner), null)
  })
})

describe('who may judge', () => {
  const judge = person(['plans:judge', 'plans:change'], ['assessor'])

  it('is an assessor, where there is a claim that nobody has judged', () => {
    assert.equal(judgeObstacle(voices({}), judge), null)
    assert.equal(judgeObstacle(voices({ latestClaimId: null }), judge)?.kind, 'claim')
    assert.equal(judgeObstacle(voices({ latestClaimIsJudged: true }), judge)?.kind, 'claim')
    assert.equal(judgeObstacle(voices({ judgedBy: ['me'], claimedBy: ['other'] }), judge), null)
  })

  it('is nobody without the right to', () => {
    assert.equal(judgeObstacle(voices({}), person(['plans:claim', 'plans:change']))?.kind, 'permission')
  })

  it('is nobody who has claimed on it, or owns it by name or by role', () => {
    assert.equal(judgeObstacle(voices({ claimedBy: ['other', 'me'] }), judge)?.kind, 'voice')
    assert.equal(judgeObstacle(voices({ ownerPersonIds: ['other', 'me'] }), judge)?.kind, 'voice')
    assert.equal(judgeObstacle(voices({ ownerRoleIds: ['other', 'assessor'] }), judge)?.kind, 'voice')
  })

  it('is told the reason that cannot be helped before the one that can', () => {
    assert.match(judgeObstacle(voices({ ownerPersonIds: ['me'], latestClaimId: null }), judge)?.why ?? '', /You own/)
  })
})

describe('when an action is finished', () => {
  it('is when its owner says complete, closed or superseded, and no assessor has said otherwise', () => {
    for (const status of STANDINGS)
      for (const verdict of [null, ...VERDICTS])
        assert.equal(
          isFinished({ status, verdict }),
          ['complete', 'closed', 'superseded'].includes(status) && verdict !== 'not-accepted',
          `${status}, ${verdict}`,
        )
  })
})

describe('when an action is overdue', () => {
  const standing = (some: Partial<Standing>): Standing => ({
    kind: 'by',
    latest: '2017-03-31',
    status: 'in-progress',
    verdict: null,
    ...some,
  })
  const isLate = (some: Partial<Standing>, today: string) => overdueOn(standing(some), today).isOverdue

  it('is after its last day and not on it', () => {
    assert.equal(isLate({}, '2017-03-30'), false)
    assert.equal(isLate({}, '2017-03-31'), false)
    assert.equal(isLate({}, '2017-04-01'), true)
    assert.match(overdueOn(standing({}), '2017-04-01').why, /^Overdue by 1 day: the last day was 31 March 2017/)
    assert.match(overdueOn(standing({}), '2017-04-02').why, /^Overdue by 2 days:/)
  })

  it('is never where the promise has no end, is on hold or finished', () => {
    for (const kind of KINDS) {
      const isEndless = ['ongoing', 'recurring', 'unset', 'done'].includes(kind)
      assert.equal(isLate({ kind }, '2030-01-01'), !isEndless, kind)
      assert.equal(overdueAfter({ kind, latest: '2017-03-31' }), isEndless ? null : '2017-03-31', kind)
    }
    assert.equal(isLate({ latest: null }, '2030-01-01'), false)
    assert.equal(isLate({ status: 'on-hold' }, '2030-01-01'), false)
    assert.equal(isLate({ status: 'superseded' }, '2030-01-01'), false)
    assert.equal(isLate({ status: 'unclaimed' }, '2030-01-01'), true)
  })

  it('is told by whose claim it is not', () => {
    const why = (some: Partial<Standing>) => overdueOn(standing(some), '2030-01-01').why
    assert.match(why({ status: 'on-hold', claimedBy: 'person' }), /by the latest claim it is on hold/)
    assert.match(why({ status: 'on-hold', claimedBy: 'document' }), /by what the document says it is on hold/)
    assert.match(why({ status: 'complete', claimedBy: 'document' }), /the document says “Complete”/)
    assert.match(why({ status: 'complete' }), /the latest claim is “Complete”/)
  })

  it('has no last day where its kind has none, unless its deliverables had one', () => {
    const why = (some: Partial<Standing>) => overdueOn(standing(some), '2030-01-01').why
    const OWN = 'Not overdue: it has no last day of its own'
    assert.ok(why({ kind: 'unset', latest: null, lastDay: '2017-01-31' }).startsWith(OWN))
    assert.match(why({ kind: 'unset', latest: null, lastDay: null }), /of the kind “No date set” has no last day/)
    assert.match(
      why({ kind: 'ongoing', latest: '2017-01-31', lastDay: '2017-01-31' }),
      /of the kind “Ongoing” has no last day/,
    )
  })

  it('is where an assessor refused that it was finished', () => {
    const refused = overdueOn(standing({ status: 'complete', verdict: 'not-accepted' }), '2017-04-10')
    assert.equal(refused.isOverdue, true)
    assert.match(refused.why, /An assessor did not accept/)
    assert.equal(isLate({ status: 'complete', verdict: 'partly-accepted' }, '2017-04-10'), false)
    assert.doesNotMatch(overdueOn(standing({}), '2017-04-10').why, /assessor/)
  })

  it('is with the first of its deliverables that is open, where that ends before it', () => {
    const early = overdueOn(standing({ deliverableDue: '2017-01-31' }), '2017-02-01')
    assert.equal(early.isOverdue, true)
    assert.match(early.why, /^Overdue by 1 day: one of its deliverables was due by 31 January 2017/)
    assert.equal(
      overdueOn(standing({ kind: 'unset', latest: null, deliverableDue: '2017-01-31' }), '2017-01-31').why,
      'Not overdue: a deliverable is due by 31 January 2017.',
    )
    const later = overdueOn(standing({ deliverableDue: '2017-01-31' }), '2017-02-02')
    assert.match(later.why, /^Overdue by 2 days: one of its deliverables/)
    assert.equal(isLate({ deliverableDue: '2017-01-31' }, '2017-01-31'), false)
    assert.match(overdueOn(standing({ deliverableDue: '2017-03-31' }), '2017-04-01').why, /the last day was/)
    assert.match(overdueOn(standing({ deliverableDue: '2017-05-31' }), '2017-04-01').why, /the last day was/)
    assert.equal(isLate({ kind: 'ongoing', deliverableDue: '2017-01-31' }, '2017-02-01'), true)
  })
})

describe('a slip', () => {
  it('is counted in days, and not where either day is missing', () => {
    assert.equal(slipDays('2017-03-31', '2017-06-30'), 91)
    assert.equal(slipDays('2017-03-31', '2017-03-30'), -1)
    assert.equal(slipDays(null, '2017-03-30'), null)
    assert.equal(slipDays('2017-03-30', null), null)
  })
})
