import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../recognising/tables.fixture.ts'
import { commentaryChange, compare } from './compare.ts'
import { askDoubtful, changeInWords, layBeside } from './laid-beside.ts'
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

describe('which action a row is where several recommendations have alike ones', () => {
  type Placed = readonly [home: string | null, ref: string | null, text: string]

  /** By the home of each action and its number among all, how it was found. */
  const matchedIn = async (before: readonly Placed[], now: readonly Placed[]) => {
    const texts = (placed: readonly Placed[]) => placed.map(([, , text]) => [text] as const)
    const incoming = actions(texts(now)).map((action, at) => ({
      action: { ...action, ref: now[at]?.[1] ?? null },
      home: now[at]?.[0] ?? 'new',
      homeId: now[at]?.[0] ?? null,
    }))
    const found = await matchActions(
      incoming,
      standing(texts(before)).map((action, at) => ({
        ...action,
        recommendationId: before[at]?.[0] ?? '',
        ref: before[at]?.[1] ?? null,
      })),
      {},
      async () => undefined,
    )
    return incoming.map(({ action }) => {
      const match = found.get(action.place)
      return match ? `${match.standing.id} by ${match.basis}${match.isDoubtful ? '?' : ''}` : 'new'
    })
  }
  const [WEED, LABELS, BOXES] = ['Weed the files of staff', 'Buy labels for shelves', 'Move boxes underground']

  it('is asked of the one with its reference under its own recommendation', async () => {
    const before: Placed[] = [
      ['a', '1', WEED],
      ['b', '1', LABELS],
    ]
    assert.deepEqual(await matchedIn(before, [['b', '1', BOXES]]), ['s2 by reference?'])
  })

  it('is asked of one with its reference elsewhere only where no other has it', async () => {
    assert.deepEqual(await matchedIn([['a', '1', WEED]], [['c', '1', BOXES]]), ['s1 by reference?'])
    const before: Placed[] = [
      ['a', '1', WEED],
      ['b', '1', LABELS],
    ]
    assert.deepEqual(await matchedIn(before, [['c', '1', BOXES]]), ['new'])
  })

  it('is asked of the one under its own recommendation where others are as much alike', async () => {
    const text = 'Review the schedule for the files'
    const before: Placed[] = [
      ['a', null, `${text} of staff`],
      ['b', null, `${text} of finance`],
    ]
    assert.deepEqual(await matchedIn(before, [['b', null, `${text} of members`]]), ['s2 by similar?'])
    assert.deepEqual(await matchedIn(before, [['a', null, `${text} of members`]]), ['s1 by similar?'])
  })

  it('is in doubt where rows with the same words are fewer or more than the actions that have them', async () => {
    const [once, twice]: [Placed[], Placed[]] = [
      [['a', null, WEED]],
      [
        ['a', null, WEED],
        ['a', null, WEED],
      ],
    ]
    assert.deepEqual(await matchedIn(once, once), ['s1 by text'])
    assert.deepEqual(await matchedIn(twice, once), ['s1 by text?'])
    assert.deepEqual(await matchedIn(once, twice), ['s1 by text?', 'new'])
    assert.deepEqual(await matchedIn(twice, twice), ['s1 by text', 's2 by text'])
  })
})

describe('commentary of a new version', () => {
  const fresh = (said: readonly string[], incoming: string | null) =>
    commentaryChange(said, incoming).map(({ after }) => after)

  it('is what no line said before, nor a longer text held', () => {
    assert.deepEqual(fresh(['Draft is out.\nBoard saw it.'], 'Board saw it.\nBoard agreed it.'), ['Board agreed it.'])
    assert.deepEqual(fresh(['Board saw it.'], 'Board saw it.'), [])
    assert.deepEqual(fresh(['Board saw it.'], null), [])
    assert.deepEqual(fresh(['In May the Board saw the second draft of it.'], 'the Board saw the second draft'), [])
  })

  it('is a few words of a longer text too, which may be said of something else', () => {
    assert.deepEqual(fresh(['There is no change in the date.'], 'no change'), ['no change'])
    const [twenty, more] = ['a'.repeat(20), 'a'.repeat(21)]
    assert.deepEqual(fresh([`x${twenty}x`], twenty), [twenty])
    assert.deepEqual(fresh([`x${more}x`], more), [])
  })
})

describe('a status of a new version where none stands here', () => {
  it('is not asked, though the version before said another', async () => {
    const [before, now]: [Row, Row] = [
      ['Close the W drive', 'Red'],
      ['Close the W drive', 'Complete'],
    ]
    const none = { status: 'unclaimed', statusWords: null } as const
    const asked = (await statusChange(before, now, none)).map(([after, , , isContested]) => [after, isContested])
    assert.deepEqual(asked, [['Complete', false]])
  })
})

describe('a change in one line', () => {
  it('names its action by the reference, else by its first words', async () => {
    const [action = assert.fail('no action')] = actions([
      ['Move the boxes\nof the closed units to the store that has room for them'],
    ])
    const [change] = commentaryChange([], 'Begun.')
    assert.ok(change)
    const told = (ref: string | null) =>
      changeInWords(
        { incoming: { ...action, ref }, home: 'h', standing: null, basis: null, isDoubtful: false, changes: [] },
        change,
        false,
      )
    assert.equal(told('1.2'), '1.2  commentary: – → Begun.')
    assert.match(
      told(null),
      /^“Move the boxes of the closed units to the store that has .*…” {2}commentary: – → Begun\.$/,
    )
  })
})
