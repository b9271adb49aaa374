import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const of = (headers: string, ...rows: readonly string[]) => planOf(tableOf(headers, ...rows))
const fieldsOf = (plan: ReturnType<typeof planOf>) =>
  plan.tables[0]?.columns.map(({ field, guessed }) => `${field}${guessed ? '?' : ''}`).join(' ')

describe('a column of days where none is called target', () => {
  for (const [header, first, second, field] of [
    ['Week', 'w/c 18/06/2018', 'w/c 25/06/2018', 'target?'],
    ['Response Date', '18/07/2018', '25/05/2018', 'target?'],
    ['Complete', 'Sept 2018', 'Dec 2018', 'target?'],
    ['Complete', 'Sept 2018', 'May 2018', 'commentary'],
    ['Review', 'Sept 2018', 'Dec 2018', 'commentary'],
    ['Date raised', 'Sept 2018', 'Dec 2018', 'commentary?'],
    ['Committee', 'May 2017', 'June 2017', 'commentary?'],
    ['Committee', 'May 2019', 'The next', 'commentary?'],
    ['By', 'Sept 2018', '31/12/2018', 'target'],
    ['By what date?', 'Sept 2018', '31/12/2018', 'target'],
    ['When will we do it (by)?', 'Sept 2018', '31/12/2018', 'target'],
    ['Management’s target date', 'Sept 2018', '31/12/2018', 'target'],
    ['ETA', 'Sept 2018', '31/12/2018', 'target'],
  ] as const)
    it(`is read as ${field}: ${header}: ${first}, ${second}`, () =>
      assert.equal(
        fieldsOf(of(`Action|Owner|${header}`, `Train|HR|${first}`, `Buy|IT|${second}`)),
        `action owner ${field}`,
      ))

  it('is left alone beside one that is', () =>
    assert.equal(fieldsOf(of('Action|Week|Due', 'Train|w/c 18/06/2018|')), 'action commentary? target'))
})

describe('headers that tell who and how', () => {
  it('are owners: By over posts, Actionee, Action on, Who is leading', () => {
    assert.equal(fieldsOf(of('Action|By|Due', 'Train|DRO|May 2019')), 'action owner? target')
    for (const header of ['Actionee', 'Action on', 'Who is leading?', 'Delivered by'])
      assert.equal(fieldsOf(of(`Action|${header}|Due`, 'Train|DRO|May 2019')), 'action owner target', header)
  })

  it('are statuses: State of play, Have we done it, Management status', () => {
    for (const header of ['State of play', 'Have we done it?', 'Fixed?', 'Management status', 'Status Icon'])
      assert.equal(fieldsOf(of(`Action|Owner|${header}`, 'Train|DRO|In progress')), 'action owner status', header)
  })
})

describe('what an export of a list calls its actions', () => {
  it('is the title beside an outcome, and the name of a task beside its description', () => {
    const [covalent] = actionsOf(of('Code|Title|Desired Outcome|Assigned To', 'RM/01|Adopt it|It is in use|DRO'))
    assert.deepEqual(
      [covalent?.text, covalent?.commentary?.includes('Desired Outcome: It is in use')],
      ['Adopt it', true],
    )
    const planner = of('Task Name|Description|Assigned To', 'Adopt it|With the team|DRO')
    assert.deepEqual([fieldsOf(planner), planner.questions], ['action commentary owner', []])
  })
})
