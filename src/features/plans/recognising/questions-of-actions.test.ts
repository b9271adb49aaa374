import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../platform/reading/read.ts'
import { statusOfRow, verdictOfRow } from '../statuses.ts'
import { KnownNames } from './known-names.ts'
import { recognisePlan } from './recognise.ts'
import { tableOf, planOf as yearPlanOf } from './tables.fixture.ts'

const planOf = (headers: string, rows: readonly string[], asOf = '2018-06-15') => {
  const lines = rows.map((cells, index) => `${index + 1}.1;Publish part ${index + 1};DRO;${cells}`)
  const text = [`Ref;Action;Owner;${headers}`, ...lines].join('\n')
  return recognisePlan(readBytes(Buffer.from(text), 'plan.csv'), '2018-06-20', { asOf })
}
const actionsOf = (plan: ReturnType<typeof planOf>) => plan.recommendations.flatMap(({ actions }) => actions)

const claims = (header: string, cells: readonly string[]) => {
  const plan = planOf(
    `Due;${header}`,
    cells.map((cell) => `31/03/2019;${cell}`),
  )
  return { said: actionsOf(plan).map((action) => statusOfRow(action)), asked: plan.questions.length }
}

describe('a target that is to be met at once', () => {
  it('is asked for its day, once for the same words', () => {
    const plan = planOf('Due', ['asap', 'ASAP', '30 June 2027'])
    const asked = plan.questions.filter(({ question }) => question.includes('By which day'))
    assert.deepEqual(
      asked.map(({ question, places }) => [question, places]),
      [['“asap” names no day. By which day is it to be done?', ['t1r2', 't1r3']]],
    )
  })
})

describe('a status under a header that asks', () => {
  for (const header of ['Done?', 'Complete?', 'Completed (Y/N)', 'Is it complete?', 'Action complete?'])
    it(`is read as what answers “${header}”`, () => {
      const { said, asked } = claims(header, ['Y', 'N', 'No', 'Yes', '12/03/18', 'In progress'])
      assert.deepEqual(said, ['complete', 'in-progress', 'in-progress', 'complete', 'complete', 'in-progress'])
      assert.equal(asked, 0)
    })

  it('is read as the boxes that a spreadsheet ticks', () => {
    assert.deepEqual(claims('Done?', ['TRUE', 'FALSE', 'True']), {
      said: ['complete', 'in-progress', 'complete'],
      asked: 0,
    })
    assert.deepEqual(claims('Closed?', ['TRUE', 'FALSE']).said, ['closed', 'in-progress'])
    assert.equal(claims('Status', ['TRUE']).asked, 1)
  })

  it('closes under “Closed?”', () => {
    const { said } = claims('Action closed?', ['Y', 'N', '12/03/18'])
    assert.deepEqual(said, ['closed', 'in-progress', 'closed'])
  })

  it('tells the day on which it was completed, and no day to come', () => {
    const { said, asked } = claims('Completed', ['12/03/18', '12 March 2018', '12/03/2019', 'TBC', 'March 2018'])
    assert.deepEqual(said, ['complete', 'complete', null, null, 'complete'])
    assert.equal(asked, 2)
  })

  it('is a share under “% complete”, and one alone is asked about', () => {
    const { said, asked } = claims('% complete', ['100', '50', '0', '0.5', '150', '1', '1'])
    const whole = ['complete', 'in-progress', 'not-started', 'in-progress', null, null, null]
    assert.deepEqual([said, asked], [whole, 2])
  })

  it('stays as it is under another header', () => {
    const { said, asked } = claims('Status', ['N', 'No', '50', '12/03/18', 'Complete'])
    assert.deepEqual([said, asked], [[null, null, null, null, 'complete'], 4])
  })
})

describe('what a column says again', () => {
  it('is asked once for each word, with the column and the count of its rows', () => {
    const rows = ['N/A', 'N/A', 'n/a', 'x', 'x', 'Zed', 'Complete'].map((cell) => `31/03/2019;${cell}`)
    const { questions } = planOf('Due;Status', rows)
    assert.deepEqual(
      questions.map(({ where, place, question }) => [where, place, question]),
      [
        ['Table 1, column “Status”, 3 rows', null, 'What does the status “N/A” say?'],
        ['Table 1, column “Status”, 2 rows', null, 'What does the status “x” say?'],
        ['Action 6.1', 't1r7', 'What does the status “Zed” say?'],
      ],
    )
  })

  it('is one doubt of many dates', () => {
    const short = planOf('Due', ['Mar 18', 'June 18', 'Sept 18', 'End of March 18'])
    assert.equal(short.questions.length, 1, JSON.stringify(short.questions))
    assert.match(short.questions[0]?.question ?? '', /the year\?$/)
    const quarters = planOf('Due', ['Q1', 'Q2', 'Q1', 'Q3 2018'])
    assert.equal(quarters.questions.length, 2, JSON.stringify(quarters.questions))
    const mixed = planOf('Due', ['Mar 18', 'June 18 frobnicated', 'When the moon is blue, March 18'])
    assert.ok(mixed.questions.length >= 2, JSON.stringify(mixed.questions))
  })

  it('is asked in each table by itself, and of verdicts too', () => {
    const rows = ['Maybe', 'Maybe', 'Accepted'].map((cell) => `31/03/2019;Complete;${cell}`)
    const plan = planOf('Due;Status;Verdict', rows)
    assert.deepEqual(
      plan.questions.map(({ question }) => question),
      ['What does the assessor’s verdict “Maybe” say?'],
    )
    assert.deepEqual(
      actionsOf(plan).map((action) => verdictOfRow(action)),
      [null, null, 'accepted'],
    )
  })
})

describe('how much of an action is done', () => {
  it('is all of it where a column of fractions says 1, and beside what is complete', () => {
    const fractions = planOf('Due;% Complete', ['31/03/2019;1', '31/03/2019;0.5', '31/03/2019;0'])
    assert.deepEqual(actionsOf(fractions).map(statusOfRow), ['complete', 'in-progress', 'not-started'])
    assert.deepEqual(fractions.questions, [])
    assert.equal(planOf('Due;% Complete', ['31/03/2019;1', '31/03/2019;50']).questions.length, 1)
    const tasks = planOf('Due;Status;% Complete', ['31/03/2019;Completed;1', '31/03/2019;Completed;0.5'])
    assert.deepEqual(
      tasks.questions.map(({ place }) => place),
      ['t1r3'],
    )
  })
})

describe('a status that its commentary denies', () => {
  const asked = (status: string, progress: string) =>
    planOf('Due;Status;Progress', [`31/03/2019;${status};${progress}`]).questions.map(({ question }) => question)

  it('is asked about', () => {
    assert.deepEqual(asked('In progress', 'Complete. Certificate filed.'), [
      'The status is “In progress”, but the commentary says “Complete”. Which is right?',
    ])
    assert.equal(asked('On track', 'Completed 3 May 2018').length, 1)
  })

  it('is not where the commentary says no such thing', () => {
    for (const progress of [
      'Training complete. Guidance to follow.',
      'Not complete.',
      'On track',
      'Complete the policy',
    ])
      assert.deepEqual(asked('In progress', progress), [], progress)
    for (const progress of ['Not complete.', 'On track']) assert.deepEqual(asked('Green', progress), [], progress)
    assert.deepEqual(asked('Complete', 'Complete. Certificate filed.'), [])
  })

  const NOT_OVER = [
    'Not started',
    '50% done',
    'Will be completed in July 2018',
    'In progress',
    'The work has not been done',
    'Awaiting sign off',
    'Not complete: HR has not trained its staff',
    'Partially complete - HR outstanding',
    'Policy published May 2018. Still not finished.',
    'Due to be completed by HR',
  ]
  for (const words of NOT_OVER)
    it(`is asked about where it says done and “${words}” stands beside it`, () => {
      for (const status of ['Complete', 'Closed', '100%', 'Superseded'])
        assert.equal(asked(status, words).length, 1, status)
    })

  it('is not asked about where what stands beside it tells of a part, of before, or of how it went', () => {
    for (const words of [
      'Policy published. Review due in 2020.',
      'In progress in March. Completed April 2018.',
      'Training will be delivered each year',
      'Green',
      'Delayed',
      'Risk: not started',
      'Reviewed every year',
    ])
      assert.deepEqual(asked('Complete', words), [], words)
  })

  it('is asked about once for a column', () => {
    const rows = [
      ...NOT_OVER.map((words) => `31/03/2019;Complete;${words}`),
      '31/03/2019;On hold;Done',
      '31/03/2019;Open;',
    ]
    const { questions } = planOf('Due;Status;Progress', rows)
    assert.deepEqual(
      questions.map(({ places }) => places?.length),
      [NOT_OVER.length + 1],
    )
    assert.match(questions[0]?.question ?? '', /“Complete”, for one, stands beside “Not started”/)
  })

  it('names each row that it stands for', () => {
    const plan = planOf('Status', ['Blorfix', 'Blorfix', 'Zork'])
    assert.deepEqual(
      plan.questions.map(({ place, places }) => [place, places]),
      [
        [null, ['t1r2', 't1r3']],
        ['t1r4', undefined],
      ],
    )
  })
})

describe('names of the registers in a status', () => {
  const NAMES = ['Brightwater', 'Aurora', 'AQX', 'Ngaio Whero', 'June Review', 'April']
  const read = (status: string, names: readonly string[]) => {
    const text = `Ref;Action;Owner;Due;Status;Verdict\n1;Write it;DRO;31/03/2019;${status};Accepted by Ngaio Whero`
    const plan = recognisePlan(
      readBytes(Buffer.from(text), 'p.csv'),
      '2018-06-20',
      { asOf: '2018-06-15' },
      new KnownNames(names),
    )
    const [action] = actionsOf(plan)
    return { status: action && statusOfRow(action), verdict: action && verdictOfRow(action), action }
  }
  const CASES: readonly (readonly [string, string | null])[] = [
    ['With Brightwater for approval', 'in-progress'],
    ['Passed to the Aurora for sign-off', 'in-progress'],
    ['Completed by Ngaio Whero', 'complete'],
    ['Completed by Brightwater and Aurora', 'complete'],
    ['Completed - AQX', 'complete'],
    ['Complete, evidence passed to Aurora', 'complete'],
    ['To be completed by Brightwater', null],
    ['Completed by June Review', null],
    ['Completed by April', null],
    ['Passed to Brightwater', null],
  ]
  for (const [status, claim] of CASES)
    it(`are known: ${status}`, () => {
      assert.equal(read(status, NAMES).status, claim)
      const unknown = read(status, [])
      assert.equal(unknown.status, unknown.action?.keyed?.isGuess ? 'complete' : null)
      assert.equal(JSON.parse(JSON.stringify(read(status, NAMES).action)).status, status)
    })

  it('are known in a verdict, too', () => {
    assert.equal(read('Complete', NAMES).verdict, 'accepted')
    assert.equal(read('Complete', []).verdict, null)
  })
})

describe('the lists of a board', () => {
  it('are asked about as a status, where one of them tells how a card stands', () => {
    for (const header of ['List', 'List name', 'Bucket Name']) {
      const plan = planOf(`${header}`, ['Doing', 'Done', 'Backlog'])
      assert.deepEqual(actionsOf(plan).map(statusOfRow), [null, 'complete', null])
      const asked = plan.questions.map(({ question, guess }) => `${question} ${guess}`)
      assert.ok(asked.includes(`What does the column “${header}” hold? Status`), asked.join('\n'))
    }
    assert.deepEqual(actionsOf(planOf('List', ['Records', 'Training'])).map(statusOfRow), [null, null])
    assert.deepEqual(actionsOf(planOf('List;Status', ['Done;Open'])).map(statusOfRow), ['in-progress'])
  })
})

describe('a plan of which only the year is known', () => {
  it('claims what was done up to the day of the import', () => {
    const cells = ['Completed 12/05/2018', 'Completed 14/06/2018', 'Completed 12/07/2018', 'Completed 03/04/2017']
    const rows = cells.map((cell, index) => `${index + 1}|Publish part ${index + 1}|DRO|${cell}`)
    const plan = yearPlanOf(tableOf('Ref|Action|Owner|Status', ...rows))
    assert.equal(plan.asOf, '2018-04-01')
    assert.deepEqual(actionsOf(plan).map(statusOfRow), ['complete', 'complete', null, 'complete'])
    assert.deepEqual(
      plan.questions.map(({ question }) => question),
      ['What does the status “Completed 12/07/2018” say?'],
    )
  })
})

describe('a target date that repeats the one above', () => {
  it('is asked about once for the column', () => {
    const rows = ['June 2018', '"', "''", '\u2191', '\u201d'].map(
      (cell, at) => `${at + 1}|Publish part ${at + 1}|DRO|${cell}`,
    )
    const plan = yearPlanOf(tableOf('Ref|Action|Owner|Target', ...rows))
    assert.deepEqual(
      plan.questions.map(({ question, places }) => [question, places?.length]),
      [['Does “"” mean the target date of the row above?', 4]],
    )
    assert.equal(actionsOf(plan)[1]?.target?.latest ?? null, null)
  })
})
