import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const asked = (...rows: readonly string[]) => planOf(`<p>12 June 2018</p>${tableOf(...rows)}`).questions
const words = (...rows: readonly string[]) => asked(...rows).map(({ question }) => question)

describe('what several rows of a table raise', () => {
  const rowOf = (count: number, dates: number) =>
    [count, dates].map((many) => Array.from({ length: many }, (_, at) => `<p>Do it ${at} ${count}</p>`).join(''))
  const table = (...rows: readonly (readonly string[])[]) =>
    `<table><tr><td>Actions</td><td>Evidence</td></tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`

  it('is asked once of cells with several paragraphs', () => {
    const { questions } = planOf(table(rowOf(2, 1), rowOf(3, 1)))
    const parts = questions.filter(({ question }) => question.includes('an action of its own'))
    assert.deepEqual(
      parts.map(({ question, places }) => [question, places]),
      [
        [
          '2 rows of this table hold several paragraphs in their action cells. Is each an action of its own?',
          ['t1r2.1', 't1r3.1'],
        ],
      ],
    )
  })

  it('is asked once of words beside dates, and by itself of what else is in doubt', () => {
    const questions = asked(
      'Ref|Action|Owner|Due',
      '1|Write it|HR|Blarg by June 2018',
      '2|Teach it|HR|Wibble in July 2018',
      '3|Sell it|HR|Wibble 3 March 2018 and 9 May 2018',
      '4|Keep it|HR|Wibble spring 2018/19 or 12/13',
    )
    const [first, ...others] = questions
    assert.deepEqual(first?.places, ['t1r2', 't1r3'])
    assert.match(first?.question ?? '', /words beside a date that are not understood/)
    assert.equal(others.length, 2)
  })
})

describe('what is not asked', () => {
  const one = (header: string, row: string) => words(`Ref|Action|Owner|${header}`, `1|Write it|HR|${row}`)

  it('is when something is due that is over', () => {
    assert.deepEqual(one('Due|Status', 'Completed|Complete'), [])
    assert.deepEqual(one('Due|Status', 'Immediate|Complete'), [])
    assert.equal(one('Due|Status', 'Completed|In progress').length, 1)
    assert.equal(one('Due|Status', 'Immediate|In progress').length, 1)
  })

  it('is what whole years in a row are', () => {
    assert.deepEqual(one('Due', '2018/19 and 2019/20'), [])
    assert.equal(one('Due', '2018/19 and 2020/21').length, 1)
    assert.equal(one('Due', '2018/19. 2019/20').length, 1)
  })

  it('is whether what has begun can be finished', () => {
    assert.deepEqual(one('Status|Comments', 'Completed|Started 21 May'), [])
    assert.deepEqual(one('Status|Comments', 'Completed|Work commenced in May 2018. Board told.'), [])
    assert.equal(one('Status|Comments', 'Completed|Started 21 May. Not finished.').length, 1)
    assert.deepEqual(words('Ref|Action|Initiated|Completed', '1|Write it|Yes|Yes', '2|Sell it|No|No'), [])
  })

  it('is whether nothing can be done of what was put off', () => {
    assert.deepEqual(one('Status|% complete', 'Deferred|0%'), [])
    assert.equal(one('Status|% complete', 'Complete|0%').length, 1)
    assert.equal(one('Status|% complete', 'Deferred|100%').length, 1)
  })

  it('is whether an agreed recommendation with an owner and a day is to be done', () => {
    const rows = ['Teach all of the staff', 'Write the whole policy', 'Publish a full list'].map(
      (text, at) => `${at}|${text}|${at === 1 ? 'Agreed' : 'Agreed. This will be done with the board'}|HR|May 2019`,
    )
    const all = words('Ref|Recommendation|Management response|Owner|Due', ...rows)
    assert.ok(!all.some((question) => question.includes('action is empty')), all.join('\n'))
    const bare = words(
      'Ref|Recommendation|Management response|Owner|Due',
      ...rows.map((row) => row.replace(/^(1.*)HR/, '$1')),
    )
    assert.ok(
      bare.some((question) => question.includes('action is empty')),
      bare.join('\n'),
    )
  })
})

describe('columns of dates in words', () => {
  for (const header of ['Start|End', 'Raised|Milestone date'])
    it(`are target dates though some of their cells say otherwise: ${header}`, () => {
      const ends = ['Sept 2018', 'Ongoing', 'Complete', '', 'October 2018', 'Nov 2018']
      const rows = ends.map((end, at) => `${at + 1}|Write paper ${at}|HR|Jan 2018|${end}`)
      const plan = planOf(tableOf(`Ref|Action|Owner|${header}`, ...rows))
      assert.deepEqual(
        actionsOf(plan).map(({ target }) => target?.text ?? ''),
        ends,
      )
    })

  it('are none where most cells say something else', () => {
    const rows = ['Sept 2018', 'Ongoing', 'Ongoing'].map((end, at) => `${at + 1}|Write paper ${at}|HR|Jan 2018|${end}`)
    assert.deepEqual(
      actionsOf(planOf(tableOf('Ref|Action|Owner|Start|End', ...rows))).map(({ target }) => target),
      [null, null, null],
    )
  })
})

describe('a question of how an action stands', () => {
  it('is answered under Ended? as under Completed?', () => {
    const plan = planOf(tableOf('Ref|Action|Owner|Begun?|Ended?', '1|Write it|HR|Y|Y', '2|Sell it|HR|Y|N'))
    assert.deepEqual(plan.questions, [])
    assert.deepEqual(
      actionsOf(plan).map(({ status, statusHeader }) => [status, statusHeader]),
      [
        ['Y', 'Ended?'],
        ['Y', 'Begun?'],
      ],
    )
  })
})

describe('the one row without a reference among those that have one', () => {
  const rows = (last: string) => [
    'Ref|Action|Priority|Due',
    '2.1|Write a policy for the whole department|H|May 2019',
    '2.2|Teach all of the staff how to keep records|H|May 2019',
    '2.3|Provide a method by which it can be measured|H|May 2019',
    '|Increase the focus on knowledge because of the Exit||30 Sept 2018',
    `2.4|${last}|L|2019`,
  ]

  it('is asked about where the next one may go on with its words', () => {
    for (const last of ['Scheme', 'scheme of the whole department in the summer']) {
      const [question, ...others] = asked(...rows(last))
      assert.match(question?.question ?? '', /“Increase the focus.*has no reference\. Most rows have one/)
      assert.deepEqual(question?.places ?? [question?.place], ['t1r5'])
      assert.deepEqual(others, [])
    }
  })

  it('is not where that has words of its own', () => {
    assert.deepEqual(asked(...rows('Publish the list of all that is held')), [])
  })
})

describe('target dates that name no day', () => {
  const due = (...cells: readonly string[]) =>
    asked('Ref|Action|Owner|Due', ...cells.map((cell, row) => `${row + 1}|Write part ${row + 1}|HR|${cell}`))

  it('are asked about once for a column, whether they are words or mean at once', () => {
    const questions = due('Next meeting', 'ASAP', 'Immediately', 'June 2019')
    assert.deepEqual(
      questions.map(({ question, guess, places }) => [question, guess, places]),
      [
        [
          '“Next meeting”, for one, stands where target dates do and names no day. By which days are these to be done?',
          'What is to be done at once is overdue after the plan’s date. No target date is recorded for the others.',
          ['t1r2', 't1r3', 't1r4'],
        ],
      ],
    )
  })

  it('are asked about as one is where they say the same', () =>
    assert.deepEqual(
      due('Next meeting', 'next meeting.').map(({ question, places }) => [question, places?.length]),
      [['When is “Next meeting”?', 2]],
    ))

  it('are asked about by themselves where they are alone, or repeat the row above', () => {
    assert.deepEqual(
      due('Next meeting', 'June 2019').map(({ question }) => question),
      ['When is “Next meeting”?'],
    )
    assert.equal(due('Next meeting', 'ditto').length, 2)
  })

  it('are asked about once where their figures can only be a day and a month', () => {
    const questions = due('30/9', '31/3', 'by 30/6', 'June 2019')
    assert.deepEqual(
      questions.map(({ question, guess, places }) => [question, guess, places?.length]),
      [
        [
          '“30/9”, and figures like it, may be a day and a month. Are they target dates?',
          'It is not known, so no target date is recorded.',
          3,
        ],
      ],
    )
    assert.equal(due('06/18', '07/18').length, 2)
    assert.equal(due('30/9')[0]?.guess, '30/9 can be read in more than one way. Please check.')
  })
})

describe('an action log', () => {
  it('asks few questions of its dates', () => {
    const questions = words(
      'Date raised|Action|Owner|Due|Status|Comments',
      '3 May 2018|Write the policy|J Smith|30/6|Open|Chased 4 June',
      '3 May 2018|Tell the board of the plan|P Jones|ASAP|Ongoing|Waiting for HR',
      '10 May 2018|Send the list to TNA|J Smith|Next meeting|Closed|Sent 20 May',
      '10 May 2018|Book the room|P Jones|31/7|Open|',
      '12 May 2018|Ask estates about storage|P Jones|Before the board meets|On hold|No reply',
    )
    assert.equal(questions.length, 2, questions.join('\n'))
  })
})
