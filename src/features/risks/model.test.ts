import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { peopleAffected } from './affected.ts'
import { clockObstacle, incidentObstacle, movementOf, tolerateObstacle } from './model.ts'

const hours = (after: number, milliseconds = 0) => new Date(Date.UTC(2026, 10, 2, 9) + after * 3_600_000 + milliseconds)
const AWARE = hours(0)
const WHOLE = {
  now: hours(1000),
  happenedAt: null,
  containedAt: null,
  personal: 'yes',
  harm: 'risk',
  awareAt: AWARE,
  notifiedAt: hours(24),
  notNotifiedWhy: null,
  lateWhy: null,
  toldPeopleAt: null,
  lessons: 'Check the address',
  isClosed: true,
  asksWhy: true,
}
const lacks = (some: Partial<typeof WHOLE> | Record<string, unknown>) =>
  incidentObstacle({ ...WHOLE, ...some })?.field ?? null

describe('the 72 hours of a breach', () => {
  const late = (notifiedAt: Date, lateWhy: string | null = null) => lacks({ notifiedAt, lateWhy, isClosed: false })

  it('are over a moment after the seventy-second, and then ask why', () => {
    assert.equal(late(hours(72)), null)
    assert.equal(late(hours(72, 1)), 'late_why')
    assert.equal(late(hours(72, 1), 'Nobody was there'), null)
  })

  it('begin when somebody became aware, and no notification came before that', () => {
    assert.equal(late(AWARE), null)
    assert.equal(late(hours(0, -1)), 'notified_at')
  })

  it('are asked about while it is open as when it is closed', () => {
    assert.equal(lacks({ notifiedAt: hours(80) }), 'late_why')
    assert.equal(lacks({ notifiedAt: hours(80), isClosed: false }), 'late_why')
  })
})

describe('the people whom incidents affected', () => {
  const told = (personal: number, saying: number, people: number, inBreaches = people) =>
    peopleAffected({ personal, saying, people, inBreaches, others: 1, othersSaying: people > inBreaches ? 1 : 0 })

  it('are as many as the incidents say', () => {
    assert.deepEqual(told(2, 2, 3), ['3 people were affected'])
    assert.deepEqual(told(0, 0, 1, 0), ['1 person was affected'])
    assert.deepEqual(told(1, 1, 0), [])
    assert.deepEqual(told(0, 0, 0), [])
  })

  it('are not counted as none where a breach does not say', () => {
    assert.deepEqual(told(2, 1, 2), ['2 people were affected in 1 of 2 breaches; the other does not say yet'])
    assert.deepEqual(told(3, 1, 1), ['1 person was affected in 1 of 3 breaches; the others do not say yet'])
    assert.deepEqual(told(2, 1, 0), ['0 people were affected in 1 of 2 breaches; the other does not say yet'])
    assert.deepEqual(told(1, 0, 0), ['The breach does not say yet how many people were affected'])
    assert.deepEqual(told(2, 0, 4, 0), [
      'The breaches do not say yet how many people were affected',
      '4 people were affected by other incidents',
    ])
  })

  it('are told with how many of the other incidents say so, where some say nothing', () => {
    const others = (personal: number, saying: number, inBreaches: number, of: number, said: number) =>
      peopleAffected({ personal, saying, people: inBreaches + 40, inBreaches, others: of, othersSaying: said })
    assert.deepEqual(others(1, 0, 0, 2, 1), [
      'The breach does not say yet how many people were affected',
      '40 people were affected in 1 of 2 other incidents; the other does not say',
    ])
    assert.deepEqual(others(2, 2, 3, 3, 1), [
      '3 people were affected in 2 breaches',
      '40 people were affected in 1 of 3 other incidents; the others do not say',
    ])
    assert.deepEqual(others(0, 0, 0, 2, 1), ['40 people were affected in 1 of 2 incidents; the other does not say'])
    assert.deepEqual(others(1, 1, 2, 2, 2), ['42 people were affected'])
  })
})

describe('moments of an incident', () => {
  const now = hours(10)
  it('may be now and not in the future', () => {
    for (const [field, name] of [
      ['awareAt', 'aware_at'],
      ['happenedAt', 'happened_at'],
      ['containedAt', 'contained_at'],
      ['notifiedAt', 'notified_at'],
      ['toldPeopleAt', 'told_people_at'],
    ] as const) {
      const open = { now, awareAt: now, notifiedAt: null, isClosed: false }
      assert.equal(lacks({ ...open, [field]: now }), null, field)
      assert.equal(lacks({ ...open, [field]: hours(10, 1) }), name, field)
    }
  })

  it('tell that it happened before anybody became aware', () => {
    assert.equal(lacks({ happenedAt: AWARE }), null)
    assert.equal(lacks({ happenedAt: hours(0, 1) }), 'happened_at')
  })
})

describe('closing an incident', () => {
  it('needs what was learned, and whether it is about personal data', () => {
    assert.equal(lacks({}), null)
    assert.equal(lacks({ lessons: null }), 'lessons')
    assert.equal(lacks({ personal: null }), 'personal')
    assert.equal(lacks({ personal: 'unknown' }), 'personal')
    assert.equal(lacks({ personal: 'no', harm: null, notifiedAt: null }), null)
    assert.equal(lacks({ harm: null }), 'harm')
  })

  it('needs, for each harm, a notification or the reason for none, and that the people were told', () => {
    for (const harm of ['unlikely', 'risk', 'high'])
      for (const notifiedAt of [null, hours(24)])
        for (const notNotifiedWhy of [null, 'A list of rooms'])
          for (const toldPeopleAt of [null, hours(30)]) {
            const needed =
              harm === 'unlikely'
                ? notifiedAt || notNotifiedWhy
                  ? null
                  : 'not_notified_why'
                : notifiedAt === null
                  ? 'notified_at'
                  : harm === 'high' && toldPeopleAt === null
                    ? 'told_people_at'
                    : null
            const words = JSON.stringify({ harm, notifiedAt, notNotifiedWhy, toldPeopleAt })
            assert.equal(lacks({ harm, notifiedAt, notNotifiedWhy, toldPeopleAt }), needed, words)
          }
  })

  it('asks for the reason as soon as somebody says that harm is unlikely, and of each that is closed', () => {
    const unlikely = { harm: 'unlikely', notifiedAt: null }
    for (const [isClosed, asksWhy, needed] of [
      [true, true, 'not_notified_why'],
      [true, false, 'not_notified_why'],
      [false, true, 'not_notified_why'],
      [false, false, null],
    ] as const)
      assert.equal(lacks({ ...unlikely, isClosed, asksWhy }), needed, `${isClosed}, ${asksWhy}`)
  })

  it('is what asks: an open one may still be written', () => {
    assert.equal(lacks({ isClosed: false, lessons: null, personal: null, harm: null, notifiedAt: null }), null)
  })
})

describe('moving the clock of a breach', () => {
  const KEPT = { awareAt: AWARE, personal: 'yes' as string | null, why: null as string | null }
  const asks = (before: Partial<typeof KEPT>, after: Partial<typeof KEPT>) =>
    clockObstacle({ ...KEPT, ...before }, { ...KEPT, ...after })?.message ?? null

  it('asks a reason, for each change one of its own', () => {
    for (const moved of [{ awareAt: hours(1) }, { awareAt: hours(-1) }]) {
      assert.match(asks({}, moved) ?? '', /^Enter why the time we became aware was changed$/)
      assert.match(asks({ why: 'Old' }, { ...moved, why: 'Old' }) ?? '', /^Enter a new reason/)
      assert.equal(asks({}, { ...moved, why: 'New' }), null)
      assert.equal(asks({ why: 'Old' }, { ...moved, why: 'New' }), null)
    }
  })

  it('is also another answer on personal data, but not the first', () => {
    for (const [before, after, isAsked] of [
      ['yes', 'no', true],
      ['yes', 'unknown', true],
      ['unknown', 'no', true],
      ['yes', null, true],
      ['yes', 'yes', false],
      [null, 'yes', false],
      [null, 'no', false],
    ] as const) {
      const words = asks({ personal: before }, { personal: after })
      assert.equal(words === null, !isAsked, `${before}, ${after}`)
      if (isAsked) assert.match(words ?? '', /the answer on personal data was changed/)
    }
  })

  it('is no change of other things', () => {
    assert.equal(asks({}, {}), null)
    assert.equal(asks({ why: 'Old' }, { why: null }), null)
  })
})

describe('tolerating a risk', () => {
  it('is for somebody else than its owner where it is beyond the appetite', () => {
    for (const isTolerated of [false, true])
      for (const isBeyond of [false, true])
        for (const isTheirs of [false, true])
          assert.equal(
            tolerateObstacle({ isTolerated, isBeyond, isTheirs })?.field ?? null,
            isTolerated && isBeyond && isTheirs ? 'response' : null,
          )
  })
})

describe('a movement of a score', () => {
  it('is up, down or the same, new or not judged', () => {
    for (const [before, now, word] of [
      [4, 5, 'Up'],
      [5, 4, 'Down'],
      [4, 4, 'Same'],
      [null, 4, 'New'],
      [4, null, 'Not judged'],
      [null, null, 'Not judged'],
      [0, 0, 'Same'],
    ] as const)
      assert.equal(movementOf(before, now), word, `${before}, ${now}`)
  })
})
