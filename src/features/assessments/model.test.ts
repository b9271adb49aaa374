import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FactsOf, mayDo, type Person } from '#platform/access/index.ts'
import { personWith } from '../../../test/person.ts'
import {
  answeringObstacle,
  answersAll,
  CLOSED,
  mayAnswer,
  mayCompare,
  moderationObstacle,
  PARTICIPANT_STATES,
  type ParticipantState,
  stateInWords,
  type Ties,
} from './model.ts'
import { UNIT_ANSWERS } from './seeing.ts'

const person = (...permissions: string[]) => personWith(permissions)
const STRANGER: Ties = {
  unitId: 'unit',
  isMember: false,
  isWithin: false,
  isLead: false,
  hasAnswered: false,
  sections: [],
}
const ties = (some: Partial<Ties>): Ties => ({ ...STRANGER, ...some })
const RUN = 'assessments:run'
const MODERATE = 'assessments:moderate'
const ANSWER = 'assessments:answer'

describe('who moderates a unit', () => {
  it('is a moderator who has nothing to do with it', () => {
    assert.equal(moderationObstacle(STRANGER, person(MODERATE)), null)
    assert.match(moderationObstacle(STRANGER, person(RUN, ANSWER)) ?? '', /You do not moderate/)
  })

  it('is nobody who answered, leads, was given a section, or is appointed within it', () => {
    for (const [some, why] of [
      [{ hasAnswered: true }, /You have given answers/],
      [{ isLead: true }, /You lead/],
      [{ sections: ['A'] }, /A section of this assessment was given to you/],
      [{ isWithin: true }, /nobody moderates their own unit/],
    ] as const)
      assert.match(moderationObstacle(ties(some), person(MODERATE, RUN)) ?? '', why)
  })

  it('is a moderator whose right reaches the unit', () => {
    const reach = (...units: string[]) => personWith([MODERATE], { reach: new Map([[MODERATE, units]]) })
    assert.equal(moderationObstacle(STRANGER, reach('other', 'unit')), null)
    assert.match(moderationObstacle(STRANGER, reach('other')) ?? '', /of other units, and not of this one/)
  })
})

describe('who answers for a unit', () => {
  it('is its lead, and its people with the right to, in a self-assessment', () => {
    const self = { kind: 'assessment' } as const
    assert.equal(answersAll(self, ties({ isLead: true }), person()), true)
    assert.equal(answersAll(self, ties({ isMember: true }), person(ANSWER)), true)
    assert.equal(answersAll(self, ties({ isMember: true }), person(RUN, MODERATE)), false)
    assert.equal(answersAll(self, ties({ isWithin: true }), person(ANSWER)), false)
    assert.equal(answersAll(self, STRANGER, person(ANSWER, RUN, MODERATE)), false)
  })

  it('is a visitor who does not belong to it, in a health check', () => {
    const check = { kind: 'health-check' } as const
    for (const right of [RUN, MODERATE] as const) {
      assert.equal(answersAll(check, STRANGER, person(right)), true)
      assert.equal(answersAll(check, ties({ isWithin: true }), person(right)), false)
    }
    assert.equal(answersAll(check, STRANGER, person(ANSWER)), false)
    assert.equal(answersAll(check, ties({ isLead: true, isMember: true, isWithin: true }), person(ANSWER)), false)
  })

  it('is whoever was given a section, for that section', () => {
    const self = { kind: 'assessment' } as const
    assert.equal(mayAnswer(self, ties({ sections: ['A', 'B'] }), person(), 'B'), true)
    assert.equal(mayAnswer(self, ties({ sections: ['A'] }), person(), 'B'), false)
    assert.equal(mayAnswer(self, ties({ isLead: true }), person(), 'B'), true)
  })
})

describe('who sees answers', () => {
  it('is everybody who may answer any of it, in whatever kind of campaign', () => {
    const flags = [false, true]
    let answering = 0
    for (const kind of ['assessment', 'health-check'] as const)
      for (const isMember of flags)
        for (const isLead of flags)
          for (const isWithin of flags)
            for (const sections of [[], ['A']])
              for (const one of [person(), person(RUN), person(MODERATE), person(ANSWER)]) {
                const all = ties({ isMember, isLead, isWithin, sections })
                if (!mayAnswer({ kind }, all, one, 'A')) continue
                answering += 1
                const delegations = sections.map(() => ({ personId: one.id, endedAt: null }))
                const facts = { unitId: 'unit', leadId: isLead ? one.id : null, delegations }
                const them = { ...one, unitIds: isMember ? ['unit'] : [] }
                assert.equal(mayDo(them, UNIT_ANSWERS, 'read', facts), true, JSON.stringify([kind, all]))
              }
    assert.ok(answering > 50, `${answering}`)
  })

  it('is who runs, moderates, belongs to the unit, leads or was given a section', () => {
    const facts = { unitId: 'unit', leadId: 'lead', delegations: [{ personId: 'given', endedAt: null }] }
    const ended = { ...facts, delegations: [{ personId: 'given', endedAt: '2026-11-20T09:00:00Z' }] }
    const sees = (someone: Person, of: FactsOf<typeof UNIT_ANSWERS.shape> = facts) =>
      mayDo(someone, UNIT_ANSWERS, 'read', of)
    assert.equal(sees(person(ANSWER)), false)
    assert.equal(sees(person(RUN)), true)
    assert.equal(sees(person(MODERATE)), true)
    assert.equal(sees(personWith([], { unitIds: ['unit'] })), true)
    assert.equal(sees(personWith([ANSWER], { unitsAbove: ['unit'] })), false)
    assert.equal(sees(personWith([], { id: 'lead' })), true)
    assert.equal(sees(personWith([], { id: 'given' })), true)
    assert.equal(sees(personWith([], { id: 'given' }), ended), false)
  })

  it('and who compares units is everybody once the results are published', () => {
    assert.equal(mayCompare({ isPublished: true }, person()), true)
    assert.equal(mayCompare({ isPublished: false }, person(ANSWER)), false)
    assert.equal(mayCompare({ isPublished: false }, person(RUN)), true)
    assert.equal(mayCompare({ isPublished: false }, person(MODERATE)), true)
    for (const right of [RUN, MODERATE] as const) {
      const kept = { ...person(), reach: new Map([[right, ['unit']] as const]) }
      assert.equal(mayCompare({ isPublished: false }, kept), false, `${right} in a unit`)
    }
  })
})

describe('when answers can be given', () => {
  const open = {
    state: 'answering' as ParticipantState,
    campaignState: 'open' as 'preparing' | 'open' | 'closed',
    opensOn: '2026-11-01',
    dueOn: '2026-11-30',
    endedWhy: null as string | null,
    mergedWhy: null as string | null,
  }

  it('is from the first day to the last, both included', () => {
    assert.match(answeringObstacle(open, '2026-10-31') ?? '', /has not opened/)
    assert.equal(answeringObstacle(open, '2026-11-01'), null)
    assert.equal(answeringObstacle(open, '2026-11-30'), null)
    assert.match(answeringObstacle(open, '2026-12-01') ?? '', /The last day has passed/)
  })

  it('is not before the campaign opens', () => {
    assert.match(answeringObstacle({ ...open, campaignState: 'preparing' }, '2026-11-15') ?? '', /has not opened/)
  })

  it('is not where the unit was withdrawn, which is not said where it became one with another', () => {
    const withdrawn = { ...open, state: 'withdrawn' as const, endedWhy: 'Both have answered' }
    const told = (mergedWhy: string | null) => answeringObstacle({ ...withdrawn, mergedWhy }, '2026-11-15')
    assert.equal(told(null), 'The unit takes no part any more.')
    assert.equal(told('An earlier choice'), 'The unit takes no part any more.')
    assert.equal(
      told('Both have answered'),
      'Units became one, and this assessment was withdrawn. That of the other unit goes on.',
    )
  })

  it('is not once the campaign is closed, and the unit is told how to go on', () => {
    assert.equal(answeringObstacle({ ...open, campaignState: 'closed' }, '2026-11-15'), CLOSED)
    assert.equal(answeringObstacle({ ...open, campaignState: 'closed' }, '2026-12-15'), CLOSED)
    assert.equal(answeringObstacle({ ...open, campaignState: 'closed' }, '2026-10-15'), CLOSED)
  })

  it('is while the unit answers, and in no other state', () => {
    const reasons = (Object.keys(PARTICIPANT_STATES) as ParticipantState[])
      .filter((state) => state !== 'answering')
      .map((state) => answeringObstacle({ ...open, state }, '2026-11-15'))
    assert.ok(reasons.every((reason) => reason !== null))
    assert.equal(new Set(reasons).size, 4, 'each state has words of its own')
  })
})

describe('how a unit stands in its campaign, in words', () => {
  const said = (
    state: ParticipantState,
    campaignState: 'preparing' | 'open' | 'closed',
    moderatorId: string | null = null,
  ) => stateInWords({ state, campaignState, moderatorId })

  it('says whether the campaign has opened, and whether anybody moderates', () => {
    assert.equal(said('answering', 'preparing'), 'Not opened yet')
    assert.equal(said('answering', 'open'), 'Answering')
    assert.equal(said('answering', 'closed'), 'Not handed in')
    assert.equal(said('submitted', 'open'), 'Waits to be moderated')
    assert.equal(said('submitted', 'open', 'somebody'), 'Being moderated')
    assert.equal(said('submitted', 'closed', 'somebody'), 'Not moderated')
    assert.equal(said('final', 'closed'), 'Final')
    assert.equal(said('declined', 'preparing'), 'Declined')
  })
})
