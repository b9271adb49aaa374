import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import type { ImportedPlan } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, tableOf } from '../tables.fixture.ts'

const understood = (html: string, heading = 'Plan, 1 January 2018'): ImportedPlan =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html><h1>${heading}</h1>${html}`), 'p.html'), '2018-06-20')
const planOf = (...rows: readonly string[]) => understood(tableOf('Ref|Action|Owner|Due|Status', ...rows))
const targets = (plan: ImportedPlan) =>
  actionsOf(plan).map(({ target }) => target && [target.text, target.kind, target.earliest, target.latest])

describe('a date that only the words of an action say', () => {
  it('becomes its target date, and is asked about', () => {
    const plan = planOf('1|Write the guide by 30 June 2018|HR||', '2|Sell it|HR|July 2018|')
    assert.deepEqual(targets(plan), [
      ['by 30 June 2018', 'by', null, '2018-06-30'],
      ['July 2018', 'window', '2018-07-01', '2018-07-31'],
    ])
    assert.deepEqual(
      plan.questions.map(({ question, guess, field, place }) => [question, guess, field, place]),
      [
        [
          'The action says “by 30 June 2018” and has no target date. Is that its date?',
          'Yes. The words of the action say it. By 30 June 2018.',
          'target',
          't1r2',
        ],
      ],
    )
  })

  it('is asked about once for a table', () => {
    const plan = planOf('1|Write the guide by 30 June 2018|HR||', '2|Sell it no later than end of July 2018|HR|–|')
    assert.deepEqual(
      plan.questions.map(({ question, places }) => [question, places]),
      [
        [
          'The actions say days, such as “by 30 June 2018”, and have no target dates. Are those their dates?',
          ['t1r2', 't1r3'],
        ],
      ],
    )
    assert.equal(actionsOf(plan)[1]?.target?.latest, '2018-07-31')
  })

  it('may be those of the parts of a list in one line', () => {
    const plan = planOf('1|i. Scope – March 2018 ii. Build – June 2018 iii. Test – July 2018|HR||')
    assert.deepEqual(targets(plan), [
      ['i. March 2018; ii. June 2018; iii. July 2018', 'window', '2018-03-01', '2018-07-31'],
    ])
    assert.equal(plan.questions.length, 1)
  })

  it('is found where the table has no column of dates, too', () => {
    const plan = understood(tableOf('Ref|Action|Owner', '1|Write the guide by 30 June 2018|HR'))
    assert.equal(actionsOf(plan)[0]?.target?.latest, '2018-06-30')
    assert.equal(plan.questions.length, 1)
  })

  it('changes nothing where the target date says anything, where each part has its own, and where it was past', () => {
    const plan = planOf(
      '1|Write the guide by 30 June 2018|HR|July 2018|',
      '2|Write the plan by 30 June 2018|HR|TBC|',
      '3|First draft by 31 May 2018, final by 30 June 2018|HR||',
      '4|Close what was due by March 2015|HR||',
    )
    assert.deepEqual(
      actionsOf(plan).map(({ target }) => target?.text ?? null),
      ['July 2018', 'TBC', null, null],
    )
    assert.deepEqual(plan.questions, [])
  })

  it('waits where it is counted from the day of the plan and nothing says that day', () => {
    const plan = understood(tableOf('Ref|Action|Owner|Due', '1|Write the guide by June|HR|'), 'Plan')
    assert.equal(actionsOf(plan)[0]?.target, null)
    const dated = understood(tableOf('Ref|Action|Owner|Due', '1|Write the guide by June|HR|'))
    assert.equal(actionsOf(dated)[0]?.target?.latest, '2018-06-30')
  })

  it('is asked for where the words say several, and none of them is that of the whole', () => {
    const plan = planOf('1|Draft by end July 2018; consult Sept; publish Nov 2018|HR||')
    assert.deepEqual(targets(plan), [['by end July 2018; Sept; Nov 2018', 'window', '2018-07-31', '2018-11-30']])
    const [asked, ...others] = plan.questions
    assert.equal(
      asked?.question,
      'The action says “by end July 2018; Sept; Nov 2018” and has no target date. Which is its date?',
    )
    assert.match(asked.guess, /^The words of the action do not say one date\. 3 dates are written/)
    assert.deepEqual(others, [])
  })

  it('is asked about once for a table where one action says one and another several', () => {
    const plan = planOf('1|Write 2017/18 plan by July 2018|HR||', '2|Draft in July 2018, publish in Sept 2018|HR||')
    assert.deepEqual(
      plan.questions.map(({ places, guess }) => [places, guess]),
      [
        [
          ['t1r2', 't1r3'],
          'Yes: each has the date that its own words say. Where they say several, the first and the last are kept.',
        ],
      ],
    )
  })
})
