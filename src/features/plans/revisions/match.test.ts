import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../recognising/tables.fixture.ts'
import { compare } from './compare.ts'
import { askDoubtful, layBeside } from './laid-beside.ts'
import { type Match, matchActions } from './match.ts'
import { type StandingAction, sourceOf } from './model.ts'

type Row = readonly [action: string, status?: string, comments?: string]

const actions = (rows: readonly Row[]) =>
  actionsOf(
    planOf(
      tableOf(
        'Ref|Action|Owner|Due|RAG|Comments',
        ...rows.map(([text, status, comments], at) =>
          [at + 1, text, 'DRO', '30/09/2018', status ?? '', comments ?? ''].join('|'),
        ),
      ),
    ),
  )

/** The actions of a first version as they stand when nobody has changed anything since. */
const standing = (rows: readonly Row[]): StandingAction[] =>
  actions(rows).map((action, at) => ({
    id: `s${at + 1}`,
    recommendationId: 'r',
    ref: action.ref,
    text: action.text,
    ownerWords: action.owners,
    ownerNames: action.owners,
    priority: null,
    target: action.target?.text ?? null,
    kind: action.target?.kind ?? 'unset',
    earliest: action.target?.earliest ?? null,
    latest: action.target?.latest ?? null,
    status: sourceOf(action).claimed ?? 'unclaimed',
    verdict: null,
    statusWords: action.status,
    commentary: action.commentary === null ? [] : [action.commentary],
    isAbsent: false,
    source: sourceOf(action),
  }))

const matched = async (before: readonly string[], now: readonly string[]) => {
  const incoming = actions(now.map((text) => [text] as const))
  const found = await matchActions(
    incoming.map((action) => ({ action, home: 'h', homeId: 'r' })),
    standing(before.map((text) => [text] as const)),
    {},
    async () => undefined,
  )
  const told = ({ standing: { ref }, basis, isDoubtful }: Match) => `${ref} by ${basis}${isDoubtful ? '?' : ''}`
  return incoming.map(({ place }) => {
    const match = found.get(place)
    return match ? told(match) : 'new'
  })
}

/** How the statuses of a new version of one action change, and whether somebody must choose. */
const statusChange = async (before: Row, now: Row, differs: Partial<StandingAction> = {}) => {
  const incoming = planOf('')
  const home = { place: 'h', ref: null, text: null, commentary: null, updated: null, actions: actions([now]) }
  const { actions: found } = await compare(
    {
      id: 'p',
      title: 'Plan',
      planOn: '2018-04-01',
      recommendations: [],
      actions: standing([before]).map((one) => ({ ...one, ...differs })),
    },
    { ...incoming, recommendations: [home] },
  )
  return found.flatMap(({ changes }) =>
    changes
      .filter(({ field }) => field === 'status')
      .map(({ after, isContested, reading }) => [after, reading?.before, reading?.after, isContested]),
  )
}

describe('a status that is guessed from the words beside it', () => {
  const [CLOSE, LATE, CANCELLED] = ['Close the W drive', 'Supplier late', 'Cancelled']

  it('is the claim of a new version that says the same colour beside other words', async () => {
    assert.deepEqual(await statusChange([CLOSE, 'Red', LATE], [CLOSE, 'Red', CANCELLED]), [
      ['Red', 'in progress', 'Superseded', false],
    ])
  })

  it('is not said again by a version that says the same, whatever was answered since', async () => {
    assert.deepEqual(await statusChange([CLOSE, 'Red', CANCELLED], [CLOSE, 'Red', CANCELLED]), [])
    assert.deepEqual(
      await statusChange([CLOSE, 'Red', CANCELLED], [CLOSE, 'Red', CANCELLED], { status: 'in-progress' }),
      [],
    )
    assert.deepEqual(await statusChange([CLOSE, 'Red', LATE], [CLOSE, 'Red', CANCELLED], { status: 'superseded' }), [])
  })

  it('is asked where the status was changed here too, or nobody knows what the version before was read to claim', async () => {
    assert.deepEqual(await statusChange([CLOSE, 'Red', LATE], [CLOSE, 'Red', CANCELLED], { status: 'complete' }), [
      ['Red', 'complete', 'Superseded', true],
    ])
    const [{ source } = assert.fail('no action')] = standing([[CLOSE, 'Red', LATE]])
    const { claimed: _claimed, ...older } = source ?? assert.fail('no source')
    assert.deepEqual(await statusChange([CLOSE, 'Red', LATE], [CLOSE, 'Red', CANCELLED], { source: older }), [
      ['Red', 'in progress', 'Superseded', true],
    ])
  })
})

describe('what is not certain, where one answer holds for all of it', () => {
  const plan = (rows: readonly Row[]) => ({
    id: 'p',
    title: 'Plan',
    planOn: '2018-04-01' as const,
    recommendations: [],
    actions: standing(rows),
  })
  const version = (rows: readonly Row[]) => ({
    ...planOf(''),
    recommendations: [{ place: 'h', ref: null, text: null, commentary: null, updated: null, actions: actions(rows) }],
  })
  const BEFORE = [['Appoint a records officer']] as const
  const NOW = [['Appoint a records officer and their deputy soon'], ['Appoint one good records officer']] as const

  it('is new in every row, also in one for which an action was found only then', async () => {
    const { comparison, doubtful, chosen } = await layBeside(plan(BEFORE), version(NOW), 'new')
    assert.deepEqual(Object.values(chosen), ['new', 'new'])
    assert.equal(doubtful.length, 2)
    assert.deepEqual(
      comparison.actions.map((match) => match.standing),
      [null, null],
    )
  })

  it('is the same action where somebody says so, and else is asked', async () => {
    const beside = await layBeside(plan(BEFORE), version(NOW), 'same')
    assert.deepEqual(
      beside.comparison.actions.map((match) => match.standing?.id),
      ['s1', undefined],
    )
    askDoubtful(beside, 'same')
    assert.throws(() => askDoubtful(beside, undefined), /Nothing was merged: 1 match is not certain/)
  })
})

describe('which action a row of a new version is', () => {
  it('is the one with the very same words, though another has its reference and words that are alike', async () => {
    assert.deepEqual(
      await matched(
        ['Review the records management policy', 'Train staff'],
        ['Review the data protection policy', 'Review the records management policy', 'Train staff'],
      ),
      ['new', '1 by text', '2 by text'],
    )
    assert.deepEqual(
      await matched(
        ['Appoint a records officer', 'Index the minutes', 'Weed HR files'],
        ['Adopt a records policy', 'Appoint a records officer', 'Index the minutes from 1950', 'Weed HR files'],
      ),
      ['new', '1 by text', '2 by similar?', '3 by text'],
    )
  })

  it('is told by the reference first among rows with the same words', async () => {
    assert.deepEqual(await matched(['Report', 'Report'], ['Report to the board', 'Report']), [
      '1 by reference?',
      '2 by reference',
    ])
  })

  it('is asked where the same reference has other words, and not where hardly a word is other', async () => {
    assert.deepEqual(
      await matched(
        ['Publish the retention schedule', 'Check the boxes in the basement store before they are moved'],
        ['Review the retention schedule', 'Check all boxes in the basement store before they are moved'],
      ),
      ['1 by similar?', '2 by reference'],
    )
    assert.deepEqual(await matched(['Buy labels'], ['Weed the files of staff']), ['1 by reference?'])
  })

  it('is in doubt the one whose words are most alike, not the one that has its number now', async () => {
    assert.deepEqual(
      await matched(
        ['Appoint a records officer', 'Index the minutes'],
        ['Adopt a filing plan', 'Appoint a records officer and a deputy'],
      ),
      ['new', '1 by similar?'],
    )
  })
})
