import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf } from '../tables.fixture.ts'

const paragraphs = (...words: readonly string[]) => words.map((one) => `<p>${one}</p>`).join('')
const read = (headers: string, ...cells: readonly string[]) =>
  planOf(
    `<table><tr>${headers
      .split('|')
      .map((header) => `<th>${header}`)
      .join('')}</tr><tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`,
  )
const first = (plan: ReturnType<typeof read>) => {
  const [action] = actionsOf(plan)
  assert.ok(action)
  return { text: action.text, owners: action.owners.join('; '), target: action.target?.text ?? null }
}

describe('labels in the cell of an action', () => {
  it('name its owner and its day', () => {
    const plan = read(
      'Recommendation|Action',
      'Write a plan',
      paragraphs(
        'Agreed. RMP to go to Board.',
        'Responsible officer: Head of Corporate Governance',
        'Agreed date: 30 September 2018',
      ),
    )
    const wanted = { text: 'Agreed. RMP to go to Board.', owners: 'Head of Corporate Governance' }
    assert.deepEqual(first(plan), { ...wanted, target: '30 September 2018' })
    assert.deepEqual(plan.questions, [])
    for (const label of ['Target date', 'Implementation date', 'Deadline', 'Revised target date'])
      assert.equal(
        first(read('Ref|Action', '1', `Write it<br>${label}: 30 September 2018`)).target,
        '30 September 2018',
      )
    for (const label of ['Owner', 'Lead', 'Action owner', 'Responsible officer'])
      assert.equal(first(read('Ref|Action', '1', `Write policy<br>${label}: DRO`)).owners, 'DRO')
  })

  it('are read where a header names several kinds, and the column is asked about', () => {
    const header = 'Management response, responsible officer and target date'
    const plan = read(
      `Page|Issue|Recommendation|${header}`,
      '3',
      'No plan',
      'Write a plan',
      paragraphs(
        'The plan will go to the Board.',
        'Responsible officer: Head of Governance',
        'Target date: 30 September 2018',
      ),
    )
    const wanted = { text: 'The plan will go to the Board.', owners: 'Head of Governance', target: '30 September 2018' }
    assert.deepEqual(first(plan), wanted)
    assert.ok(plan.questions.some(({ question }) => question.includes(header)))
  })

  it('stay words of the action where a column says it, where they stand alone, or are of any day', () => {
    const beside = read('Ref|Action|Owner', '1', 'Write it<br>Owner: HR', 'DRO')
    assert.deepEqual(first(beside), { text: 'Write it\nOwner: HR', owners: 'DRO', target: null })
    assert.equal(first(read('Ref|Action', '1', 'Owner: HR')).text, 'Owner: HR')
    assert.equal(first(read('Ref|Action', '1', 'Publish the report<br>Date: 3 May 2018')).target, null)
    assert.equal(first(read('Ref|Action', '1', 'Publish the report<br>Escalation date: 3 May 2018')).target, null)
  })
})

describe('days and posts without a label in the cell of an action', () => {
  const ASKED = [
    'Retention schedule to be drafted. 31 July 2018. Records Manager',
    'Board will approve (Head of Governance, Sept 2018)',
    'Write it<br>Head of Governance',
    'Write it. June 2018.',
    'Records Manager to write it',
    'Adopt a policy [DRO - Sept 2018]',
  ]
  for (const cell of ASKED)
    it(`are asked about: ${cell}`, () => {
      const plan = read('Ref|Action', '1', cell)
      assert.deepEqual([first(plan).owners, first(plan).target], ['', null])
      assert.deepEqual(
        plan.questions.map(({ question }) => question.startsWith('Do the words of the actions say')),
        [true],
      )
    })

  for (const [cell, target, asked] of [
    ['DRO to publish by 30 June 2018', 'by 30 June 2018', ['who does them: “DRO”']],
    ['HR to run sessions by end September', 'by end September', ['who does them: “HR”']],
    ['Train staff.<br>By: 31 December 2018', 'By: 31 December 2018', []],
    ['Write to HR by May', 'by May', []],
  ] as const)
    it(`are dates with a question of their own where they limit what is promised: ${cell}`, () => {
      const plan = read('Ref|Action', '1', cell)
      assert.deepEqual([first(plan).owners, first(plan).target], ['', target])
      const questions = plan.questions
        .map(({ question }) => question)
        .filter((one) => !one.includes('date of the plan'))
      assert.deepEqual(questions, [
        ...asked.map((what) => `Do the words of the actions say ${what}?`),
        `The action says “${target}” and has no target date. Is that its date?`,
      ])
    })

  it('are not asked about beside columns that say it, nor within sentences', () => {
    assert.deepEqual(read('Ref|Action|Owner|Due', '1', ASKED[0] ?? '', 'DRO', 'June 2018').questions, [])
    for (const cell of [
      'Policy to be written',
      'Encouraging staff to keep files',
      'Move the files to IT stores',
      'The Records Manager will write it after May 2018 (with IA Leads).',
    ])
      assert.deepEqual(read('Ref|Action', '1', cell).questions, [], cell)
  })
})

describe('a date beside an owner', () => {
  for (const cell of [
    'Head of Governance, 30 Sept 2018',
    'DRO (June 2018)',
    'DRO 30/6/18',
    'HR by Q2',
    'DRO - 30 June',
  ])
    it(`is asked about: ${cell}`, () => {
      const { questions } = read('Ref|Action|Owner', '1', 'Write it', cell)
      assert.ok(
        questions.some(({ question }) => /Who owns the action, and when is it due\?$|names nobody/.test(question)),
        JSON.stringify(questions),
      )
    })

  it('is no number of a team', () =>
    assert.deepEqual(read('Ref|Action|Owner', '1', 'Write it', 'Team 4').questions, []))
})
