import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const PLAN = [
  'Action|Lead|Deadline|RAG',
  'Adopt a policy|DRO|Dec 2018|Green',
  'Train all staff|HR|March 2019|Amber',
  'Buy a system|IT|June 2019|Red',
]
const DONE = ['Adopt a policy', 'Train all staff', 'Buy a system']
const read = (...rows: readonly string[]) => {
  const plan = planOf(tableOf(...PLAN, ...rows))
  return {
    actions: actionsOf(plan).map(({ text }) => text),
    groups: plan.recommendations.flatMap(({ text }) => text ?? []),
    left: plan.leftOver.length,
    asked: plan.questions.map(({ question }) => question),
  }
}

describe('a key below a plan without references', () => {
  for (const rows of [
    ['Key|||', 'Green|On track||', 'Amber|At risk||'],
    ['RAG key|||', 'Green|On track||', 'Amber|At risk||', 'Red|Late||'],
    ['|||', 'Key:|||', '|||', 'G|On track||', 'A|At risk||'],
    ['Key to RAG ratings|||', 'Green|On track||', 'Amber|At risk||'],
    ['Legend|||', 'Complete|Everything is in use||', 'In progress|Somebody works on it||'],
    ['|||Key', '||Green|On track', '||Amber|At risk'],
    ['Key|Green|On track|', '|Amber|At risk|'],
    ['RAG ratings|||', 'Green|G|On track|', 'Amber|A|At risk|'],
    ['|||', 'Green|On track||', 'Amber|At risk||', 'Red|Late||'],
    ['Green = on track|Amber = at risk|Red = late|'],
    ['Ratings used:|||', 'Red – overdue|||', 'Amber – at risk|||', 'Green – on track|||'],
    ['What the colours mean|||', '|||', 'Red: overdue|||', 'Amber: at risk|||'],
    ['Red – overdue|||', 'Amber – at risk|||', 'Green – on track|||'],
    ['Status codes|||', 'R – late|||', 'G – on time|||'],
    ['How the numbers of statuses are used:|||', '1 – not started|||', '2 – complete|||'],
    ['RAG key: Red = late, Amber = at risk, Green = on track|||', 'Document owner: A Patel|||'],
  ])
    it(`is no action and is not asked about: ${rows.join(' / ')}`, () => {
      const { actions, groups, left, asked } = read(...rows)
      assert.deepEqual([actions, groups, asked], [DONE, [], []])
      assert.equal(left, rows.filter((row) => row !== '|||').length)
    })

  it('says what statuses mean where each pair stands in one cell', () => {
    const rows = [...PLAN, 'What the colours mean|||', 'Green – complete|||', 'Red – not started|||']
    assert.deepEqual(actionsOf(planOf(tableOf(...rows))).map(statusOfRow), ['complete', 'in-progress', 'not-started'])
    const others = rows.map((row) => row.replace('What the colours mean', 'Priority ratings'))
    assert.deepEqual(actionsOf(planOf(tableOf(...others))).map(statusOfRow), Array(3).fill('in-progress'))
  })

  it('is asked about once where actions stand below it', () => {
    const key = ['Red – overdue|||', 'Amber – at risk|||', 'Green – on track|||']
    for (const label of [[], ['Ratings used:|||']]) {
      const plan = planOf(tableOf(PLAN[0] ?? '', ...label, ...key, ...PLAN.slice(1)))
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        DONE,
      )
      assert.deepEqual(
        plan.questions.map(({ question, places }) => [question.replace(/,.*/, ''), places?.length]),
        [['Do rows say what colours or signs mean', key.length + label.length]],
      )
    }
  })

  it('leaves the actions below it alone', () => {
    const { actions, asked } = read('Key|||', 'Green|On track||', 'Amber|Late||', 'Clear the store|HR|June 2019|Green')
    assert.deepEqual([actions, asked], [[...DONE, 'Clear the store'], []])
  })

  it('says what the statuses above it mean', () => {
    for (const label of [['Key|||', '|||'], ['|||']]) {
      const rows = [...PLAN, ...label, 'Green|Complete||', 'Amber|In progress||', 'Red|Not started||']
      const plan = planOf(tableOf(...rows))
      assert.deepEqual(actionsOf(plan).map(statusOfRow), ['complete', 'in-progress', 'not-started'])
      assert.equal(plan.questions.length, 1)
    }
  })

  it('may give numbers, which are no references where they say how something stands', () => {
    const rows = ['Ref|Action|Owner|Due|Status', '1|Write it|DRO|Dec 2018|4', '2|Teach it|HR|Dec 2018|1']
    const key = ['Key||||', '1|Not started|||', '4|Done|||']
    const plan = planOf(tableOf(...rows, ...key))
    assert.deepEqual(actionsOf(plan).map(statusOfRow), ['complete', 'not-started'])
  })
})

describe('rows that are no key', () => {
  it('stay actions', () => {
    for (const rows of [
      ['Key stakeholders are told|Comms|June 2019|Green'],
      ['Key actions|||', 'Green the estate|HR|June 2019|Green', 'Red tape cut|HR|June 2019|Green'],
      ['Green|Estates|June 2019|Amber', 'Red|HR|June 2019|Amber'],
      ['A – Write it|Estates|June 2019|Amber', 'B – Send it|HR|June 2019|Amber'],
      ['Red – clear the store|Estates|June 2019|Amber', 'Green – plant trees|HR|June 2019|Amber'],
    ])
      assert.deepEqual(read(...rows).actions, [
        ...DONE,
        ...rows.flatMap((row) => (row.endsWith('|||') ? [] : (row.split('|')[0] ?? []))),
      ])
    const rows = ['Ref|Action|Owner|Due', 'Ratings|||', '1|Write it|DRO|Dec 2018', '2|Teach it||', '3|Sell it||']
    assert.equal(actionsOf(planOf(tableOf(...rows))).length, 3)
    const lettered = read('Tasks of the team:|||', 'A – Write it|||', 'B – Send it|||')
    assert.equal(lettered.asked.length > 0, true)
    const states = ['Priority|Action|Owner|Due', 'Amber|Write it|DRO|Dec 2018', 'Green|Teach all||', 'Red|Sell it||']
    assert.deepEqual(
      planOf(tableOf(...states)).leftOver.filter(({ why }) => why.includes('foot')),
      [],
    )
  })
})
