import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../recognising/tables.fixture.ts'
import { compare } from './compare.ts'
import { askDoubtful, doubtfulOf, doubtInWords, layBeside } from './laid-beside.ts'
import { type ChosenMatches, chosenKey, type StandingPlan, sourceOf } from './model.ts'

type Rows = readonly string[]
const HEADERS = 'Rec no|Recommendation|Ref|Action|Owner'
/** A version of a plan: rows of `1|Govern|1.1|Write it|HR`. */
const version = (rows: Rows) => planOf(`<p>12 June 2018</p>${tableOf(HEADERS, ...rows)}`)

/** A version as it stands when nobody has changed anything since. */
function standing(rows: Rows): StandingPlan {
  const { recommendations } = version(rows)
  return {
    id: 'p',
    title: 'Plan',
    planOn: '2018-04-01',
    recommendations: recommendations.map(({ ref, text }) => ({
      id: `r${ref}`,
      ref,
      text,
      updatedOn: null,
      commentary: [],
      source: { ref, text },
    })),
    actions: recommendations.flatMap((home) =>
      home.actions.map((action) => ({
        id: `${action.ref ?? ''}${action.owners.join()}`,
        recommendationId: `r${home.ref}`,
        ref: action.ref,
        text: action.text,
        ownerWords: action.owners,
        ownerNames: action.owners,
        priority: null,
        target: null,
        kind: 'unset' as const,
        earliest: null,
        latest: null,
        status: 'unclaimed' as const,
        verdict: null,
        statusWords: null,
        commentary: [],
        isAbsent: false,
        source: sourceOf(action),
      })),
    ),
  }
}

const compared = (before: Rows, now: Rows, chosen: ChosenMatches = {}) =>
  compare(standing(before), version(now), chosen)
/** Which action each row was found to be; `?` where it is asked. */
const actionsOf = async (before: Rows, now: Rows) =>
  (await compared(before, now)).actions.map(({ standing: found, isDoubtful }) =>
    found ? `${found.id}${isDoubtful ? '?' : ''}` : 'new',
  )
const homesOf = async (before: Rows, now: Rows, chosen?: ChosenMatches) =>
  (await compared(before, now, chosen)).recommendations.map(({ standing: found, isDoubtful }) =>
    found ? `${found.id}${isDoubtful ? '?' : ''}` : 'new',
  )

describe('rows with the same words', () => {
  const rows = (...of: readonly string[]) => of.map((row) => `1|Govern it|${row}`)

  it('are told apart by their references where these stand', async () => {
    const before = rows('1.1|Report|HR', '1.2|Report|IT')
    assert.deepEqual(await actionsOf(before, rows('1.2|Report|IT', '1.1|Report|HR')), ['1.2IT', '1.1HR'])
    assert.deepEqual(await actionsOf(before, rows('1.1|Report|HR', '1.2|Report|IT', '1.3|Report|DPO')), [
      '1.1HR',
      '1.2IT',
      'new',
    ])
  })

  it('are asked about where their references moved, with those of the same owner as the guess', async () => {
    const before = rows('1.1|Report|HR', '1.2|Report|IT')
    const now = rows('1.1|Survey the drives|IT', '1.2|Report|HR', '1.3|Report|IT')
    assert.deepEqual(await actionsOf(before, now), ['new', '1.1HR?', '1.2IT?'])
    const moved = rows('1.3|Report|IT', '1.4|Report|HR')
    assert.deepEqual(await actionsOf(before, moved), ['1.2IT?', '1.1HR?'])
  })

  it('without references are told apart by their owners, and asked about where there are more or fewer', async () => {
    const before = rows('|Report|HR', '|Report|IT')
    assert.deepEqual(await actionsOf(before, rows('|Report|IT', '|Report|HR')), ['IT', 'HR'])
    assert.deepEqual(await actionsOf(before, rows('|Report|IT', '|Report|DPO')), ['IT?', 'HR?'])
    assert.deepEqual(await actionsOf(before, rows('|Report|DPO')), ['HR?'])
  })

  it('are told apart by their recommendations, wherever their references are now', async () => {
    const before = ['1|Govern it|1.1|Report|HR', '2|Train staff|2.1|Report|HR']
    const now = ['1|Govern it|1.1|Adopt a policy|HR', '1|Govern it|1.2|Report|HR', '2|Train staff|2.1|Report|HR']
    assert.deepEqual(await actionsOf(before, now), ['new', '1.1HR', '2.1HR'])
  })

  it('are asked about where one of them stands under another recommendation now', async () => {
    const before = [
      '1|Govern it|1.1|Report to the board on the state of files|HR',
      '2|Train staff|2.1|Report to the board on the state of files|IT',
    ]
    const now = [
      '1|Govern it|1.1|Report to the board on the state of files|HR',
      '3|Buy systems|3.1|Report to the board on the state of files|IT',
      '2|Train staff|2.2|Weed files|IT',
    ]
    assert.deepEqual(await actionsOf(before, now), ['1.1HR', '2.1IT?', 'new'])
  })
})

describe('words that stand under another recommendation', () => {
  const before = ['1|Govern it|1.1|Train staff|HR', '1|Govern it|1.2|Write it|HR', '2|Buy systems|2.1|Buy one|IT']

  it('are asked about where they are few and their recommendation is still there', async () => {
    const now = ['1|Govern it|1.2|Write it|HR', '2|Buy systems|2.1|Buy one|IT', '2|Buy systems|2.2|Train staff|HR']
    assert.deepEqual(await actionsOf(before, now), ['1.2HR', '2.1IT', '1.1HR?'])
  })

  it('are the same action where they keep its reference, go on at length, or their recommendation is gone', async () => {
    const kept = ['1|Govern it|1.2|Write it|HR', '2|Buy systems|1.1|Train staff|HR']
    assert.deepEqual(await actionsOf(before, kept), ['1.2HR', '1.1HR'])
    const long = 'Train all staff who keep the files of the department'
    const telling = [`1|Govern it|1.1|${long}|HR`, '1|Govern it|1.2|Write it|HR']
    const moved = ['1|Govern it|1.2|Write it|HR', `3|Teach|3.1|${long}|HR`]
    assert.deepEqual(await actionsOf(telling, moved), ['1.2HR', '1.1HR'])
    const gone = ['3|Teach|3.1|Train staff|HR', '3|Teach|3.2|Write it|HR']
    assert.deepEqual(await actionsOf(before, gone), ['1.1HR', '1.2HR'])
  })
})

describe('a reference with hardly another word', () => {
  it('is not certain where the words of another action are more alike', async () => {
    const text = (team: string, end: string) => `Review the policy on files of team ${team} and publish it${end}`
    const before = [`1|Govern|1.1|${text('A', '')}|HR`, `1|Govern|1.2|${text('B', '')}|IT`]
    const now = [`1|Govern|1.1|${text('C', ' now')}|HR`, `1|Govern|1.2|${text('A', ' now')}|HR`]
    assert.deepEqual(await actionsOf(before, now), ['1.2IT?', '1.1HR?'])
    const single = [`1|Govern|1.1|${text('A', '')}|HR`]
    const inserted = [`1|Govern|1.1|${text('C', ' now')}|HR`, `1|Govern|1.2|${text('A', ' now')}|HR`]
    assert.deepEqual(await actionsOf(single, inserted), ['new', '1.1HR?'])
    const same = [`1|Govern|1.1|${text('A', ' now')}|HR`, `1|Govern|1.2|${text('B', ' now')}|IT`]
    assert.deepEqual(await actionsOf(before, same), ['1.1HR', '1.2IT'])
  })
})

describe('which recommendation one of a new version is', () => {
  const BEFORE = ['1|Govern information well|1.1|Write it|HR', '2|Train all of the staff|2.1|Teach it|HR']

  it('is the one with the same words or nearly the same under its reference', async () => {
    const now = ['1|Map the systems|1.1|Draw it|HR', '2|Govern information well|2.1|Write it|HR']
    assert.deepEqual(await homesOf(BEFORE, now), ['new', 'r1'])
    const nearly = ['1|Govern the information well|1.1|Write it|HR', '2||2.1|Teach it|HR']
    assert.deepEqual(await homesOf(BEFORE, nearly), ['r1', 'r2'])
  })

  it('is asked where its reference is the same and its words are others', async () => {
    const now = ['1|Govern information well|1.1|Write it|HR', '2|Destroy old files|2.1|Weed them|HR']
    const { recommendations } = await compared(BEFORE, now)
    assert.deepEqual(
      recommendations.map(({ standing: found, basis, isDoubtful }) => [found?.id, basis, isDoubtful]),
      [
        ['r1', 'reference', false],
        ['r2', 'reference', true],
      ],
    )
  })

  it('is in doubt the one whose words are most alike, before the one that has its reference', async () => {
    const now = ['1|Adopt a plan|1.1|Adopt it|HR', '2|Govern all information very well|2.1|Write it|HR']
    assert.deepEqual(await homesOf(BEFORE, now), ['new', 'r1?'])
  })

  it('is new where somebody says so', async () => {
    const now = ['1|Govern information well|1.1|Write it|HR', '2|Destroy old files|2.1|Weed them|HR']
    const { recommendations } = version(now)
    const key = chosenKey(recommendations[1]?.place ?? '')
    assert.deepEqual(await homesOf(BEFORE, now, { [key]: 'new' }), ['r1', 'new'])
    assert.deepEqual(await homesOf(BEFORE, now, { [key]: 'r2' }), ['r1', 'r2'])
  })

  it('is asked before what stands under it, and one answer holds for both', async () => {
    const now = ['1|Govern information well|1.1|Write it|HR', '2|Destroy old files|2.1|Weed them|HR']
    const beside = await layBeside(standing(BEFORE), version(now))
    assert.deepEqual(beside.doubtful.map(doubtInWords), [
      'Not certain: is “2. Destroy old files” in the document the recommendation “2. Train all of the staff” of the plan?',
      'Not certain: is “2.1. Weed them” in the document the action “2.1. Teach it” of the plan?',
    ])
    assert.throws(() => askDoubtful(beside, undefined), /Nothing was merged: 2 matches are not certain/)
    const { comparison, chosen } = await layBeside(standing(BEFORE), version(now), 'new')
    assert.equal(Object.keys(chosen).length, 2)
    assert.deepEqual(doubtfulOf(comparison), [])
    assert.equal(comparison.recommendations[1]?.standing, null)
    assert.equal(comparison.actions[1]?.standing, null)
  })
})
