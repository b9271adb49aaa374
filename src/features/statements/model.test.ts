import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  answerInWords,
  answerObstacle,
  comparedInWords,
  counterObstacle,
  differs,
  type Question,
  STATES,
  type State,
} from './model.ts'

const states = Object.keys(STATES) as State[]
const statement = (state: State, some = {}) => ({ state, isRoundOpen: true, personId: 'me', hasCounter: true, ...some })

describe('who answers a statement', () => {
  it('is whoever was asked, until it is submitted and again once it was sent back', () => {
    for (const state of states)
      assert.equal(answerObstacle(statement(state), 'me') === null, ['issued', 'returned'].includes(state), state)
    assert.match(answerObstacle(statement('issued'), 'other') ?? '', /Only whoever was asked/)
  })

  it('is nobody once the round is closed', () => {
    assert.match(answerObstacle(statement('issued', { isRoundOpen: false }), 'me') ?? '', /has been closed/)
  })
})

describe('who countersigns a statement', () => {
  it('is somebody else with the role for it, once it was submitted', () => {
    for (const state of states)
      assert.equal(counterObstacle(statement(state), 'other', true) === null, state === 'submitted', state)
    assert.match(counterObstacle(statement('submitted'), 'other', false) ?? '', /Only whoever holds the role/)
  })

  it('is never the one who submitted it, whatever roles they hold', () => {
    assert.match(counterObstacle(statement('submitted'), 'me', true) ?? '', /Nobody countersigns their own/)
  })

  it('is nobody where the form asks for none', () => {
    assert.match(
      counterObstacle(statement('submitted', { hasCounter: false }), 'other', true) ?? '',
      /not countersigned/,
    )
  })
})

describe('an answer in words', () => {
  const words = (kind: Question['kind'], value: string | null) =>
    answerInWords({ key: 'a', text: 'Is all well?', kind }, { value, why: null })

  it('is as people say it, and nothing where nothing was answered', () => {
    for (const [kind, value, says] of [
      ['yes-no', 'yes', 'Yes'],
      ['yes-no', 'no', 'No'],
      ['confirm', 'yes', 'Agreed'],
      ['confirm', 'no', 'Not agreed'],
      ['choice', 'yes', 'yes'],
      ['text', 'no', 'no'],
      ['number', '0', '0'],
    ] as const)
      assert.equal(words(kind, value), says, `${kind}, ${value}`)
    for (const kind of ['yes-no', 'confirm', 'choice', 'text', 'number'] as const)
      for (const value of [null, '']) assert.equal(words(kind, value), '', kind)
    assert.equal(answerInWords({ key: 'a', text: 'Is all well?', kind: 'confirm' }, undefined), '')
  })
})

describe('what was declared', () => {
  const question = (kind: Question['kind']): Question => ({ key: 'a', text: 'Is all well?', kind })

  it('is compared only with what was measured', () => {
    const yes = { q: { value: 'yes', why: null } }
    const asked = { key: 'q', kind: 'yes-no', text: 'Is all well?', measure: 'x.y' } as Question
    const said = (isWell: boolean | null) => comparedInWords(asked, yes, { q: { words: 'w', isWell } })
    assert.deepEqual([said(true), said(false), said(null)], ['No', 'Differs', 'Not measured'])
    assert.equal(comparedInWords(asked, yes, {}), 'Not measured')
    assert.equal(comparedInWords(asked, yes, null), 'Not measured')
  })

  it('differs where somebody said yes and the measure says no', () => {
    const answers = (value: string) => ({ a: { value, why: null } })
    const readings = (isWell: boolean) => ({ a: { words: '3 of 4', isWell } })
    assert.equal(differs(question('yes-no'), answers('yes'), readings(false)), true)
    assert.equal(differs(question('yes-no'), answers('yes'), readings(true)), false)
    assert.equal(differs(question('yes-no'), answers('no'), readings(false)), false)
    assert.equal(differs(question('yes-no'), {}, readings(false)), false)
    assert.equal(differs(question('yes-no'), answers('yes'), {}), false)
    assert.equal(differs(question('choice'), answers('yes'), readings(false)), false)
  })
})
