import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import type { ImportedPlan } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, tableOf } from '../tables.fixture.ts'

const HEADERS = 'Ref|Action|Owner|Due|Status'
const trackerOf = (...rows: readonly string[]): ImportedPlan =>
  recognisePlan(
    readBytes(Buffer.from(`<!doctype html><h1>Tracker, 12 June 2018</h1>${tableOf(HEADERS, ...rows)}`), 'p.html'),
    '2018-06-20',
  )
const daysOf = (plan: ImportedPlan) => actionsOf(plan).map(({ target }) => target?.latest)
const asked = ({ questions }: ImportedPlan) => questions.map(({ question }) => question)

describe('dates without a year that have just gone', () => {
  for (const words of ['End May', 'May', 'By end of May', '1 May', '30 April', 'April', 'End March'])
    it(`are asked about, and are of this year where the action is late: ${words}`, () => {
      const late = trackerOf(`1|Draft it|HR|${words}|Overdue`)
      assert.deepEqual(asked(late), [`When is “${words}”?`])
      assert.match(daysOf(late)[0] ?? '', /^2018/)
      const open = trackerOf(`1|Draft it|HR|${words}|In progress`)
      assert.deepEqual(asked(open), [`When is “${words}”?`])
      assert.match(daysOf(open)[0] ?? '', /^2019/)
      assert.match(actionsOf(open)[0]?.target?.alternatives[0]?.latest ?? '', /^2018/)
    })

  for (const [words, gone, next] of [
    ['Easter', '2018-04-02', '2019-04-22'],
    ['Good Friday', '2018-03-30', '2019-04-19'],
    ['By Easter', '2018-04-02', '2019-04-22'],
    ['Whitsun', '2018-05-20', '2019-06-09'],
    ['Spring bank holiday', '2018-05-28', '2019-05-27'],
    ['May Day', '2018-05-01', '2019-05-01'],
    ['Winter', '2018-02-28', '2019-02-28'],
    ['Spring', '2018-05-31', '2019-05-31'],
    ['Early spring', '2018-03-31', '2019-03-31'],
    ['Q4', '2018-03-31', '2019-03-31'],
  ] as const)
    it(`are asked about where they are feasts and parts of the year: ${words}`, () => {
      for (const status of ['Complete', 'Overdue', 'Open']) {
        const plan = trackerOf(`1|Draft it|HR|${words}|${status}`)
        assert.deepEqual(asked(plan), [`When is “${words}”?`], status)
        assert.deepEqual(daysOf(plan), [status === 'Open' ? next : gone], status)
        const others = actionsOf(plan)[0]?.target?.alternatives.map(({ latest }) => latest)
        assert.ok(others?.includes(status === 'Open' ? gone : next), status)
        assert.doesNotMatch(plan.questions[0]?.guess ?? '', /counted from/)
      }
    })

  it('are asked about once for a column, and of this year where several stand there', () => {
    const plan = trackerOf('1|Draft|HR|End May|Open', '2|Teach|HR|April|Open', '3|Sell|HR|July|Open')
    assert.deepEqual(daysOf(plan), ['2018-05-31', '2018-04-30', '2018-07-31'])
    assert.equal(plan.questions.length, 1)
    assert.deepEqual(plan.questions[0]?.places, ['t1r2', 't1r3'])
    const beside = trackerOf('1|Draft|HR|End May|Open', '2|Teach|HR|30 April 2018|Open')
    assert.deepEqual(daysOf(beside), ['2018-05-31', '2018-04-30'])
  })

  it('are of this year where the action is finished', () => {
    assert.deepEqual(daysOf(trackerOf('1|Draft|HR|End May|Complete', '2|Teach|HR|July|Open')), [
      '2018-05-31',
      '2018-07-31',
    ])
  })

  for (const [words, gone, next] of [
    ['Christmas', '2017-12-25', '2018-12-25'],
    ['Autumn', '2017-11-30', '2018-11-30'],
    ['December', '2017-12-31', '2018-12-31'],
    ['By end of January', '2018-01-31', '2019-01-31'],
  ] as const)
    it(`are asked about where the action is finished, though they are long gone: ${words}`, () => {
      const plan = trackerOf(`1|Draft it|HR|${words}|Complete`, '2|Teach|HR|July|Open')
      assert.deepEqual(asked(plan), [`When is “${words}”?`])
      assert.deepEqual(daysOf(plan), [gone, '2018-07-31'])
      assert.equal(actionsOf(plan)[0]?.target?.alternatives[0]?.latest, next)
      assert.deepEqual(asked(trackerOf(`1|Draft it|HR|${words}|Open`, '2|Teach|HR|July|Complete')), [])
    })

  it('are asked about once where several finished ones are long gone, and change no others', () => {
    const plan = trackerOf('1|Draft|HR|December|Complete', '2|Teach|HR|Autumn|Done', '3|Sell|HR|May|Open')
    assert.deepEqual(
      plan.questions.map(({ question, places }) => [question, places]),
      [
        [
          'Are “December”, and dates like it of finished actions that name no year, of the last time that they came round?',
          ['t1r2', 't1r3'],
        ],
        ['When is “May”?', undefined],
      ],
    )
    assert.deepEqual(daysOf(plan), ['2017-12-31', '2017-11-30', '2019-05-31'])
    const [told] = plan.questions
    assert.match(told?.guess ?? '', /^No year is written, and what is finished may have been due/)
  })

  it('are not those of longer ago, that come round, or that count from the day of the plan', () => {
    for (const words of [
      'January',
      'End January',
      'July',
      'June',
      'Every May',
      'End of next May',
      '3 months',
      'Christmas',
      'Summer',
      'Autumn',
      'End of FY',
      'Next Easter',
      'Easter 2018',
    ])
      assert.ok(
        !trackerOf(`1|Draft|HR|${words}|Open`).questions.some(({ guess }) => guess.includes('just gone')),
        words,
      )
  })

  it('keep what else is not understood of them', () => {
    const [question] = trackerOf('1|Draft|HR|End May (Bargle)|Open').questions
    assert.match(question?.guess ?? '', /just gone.*“Bargle” is not understood/)
  })

  it('are read within its year where a plan names its year alone', () => {
    const html = `<!doctype html><h1>Plan 2018-19</h1>${tableOf(HEADERS, '1|Draft|HR|End March|Open')}`
    const plan = recognisePlan(readBytes(Buffer.from(html), 'p.html'), '2018-06-20')
    assert.deepEqual(daysOf(plan), ['2019-03-31'])
    assert.ok(!plan.questions.some(({ guess }) => guess.includes('just gone')))
  })
})

describe('actions that are late before their time', () => {
  it('are asked about once for a table', () => {
    const plan = trackerOf(
      '1|Draft|HR|31 May 2019|Overdue',
      '2|Teach|HR|30 June 2019|Late',
      '3|Sell|HR|1 June 2018|Late',
    )
    assert.equal(plan.questions.length, 1)
    assert.match(plan.questions[0]?.question ?? '', /“Overdue”.*“31 May 2019”.*still to come/)
    assert.deepEqual(plan.questions[0]?.places, ['t1r2', 't1r3'])
  })

  it('are not asked about where the day has passed, or the status says something else', () => {
    assert.deepEqual(asked(trackerOf('1|Draft|HR|31 May 2018|Overdue', '2|Teach|HR|31 May 2019|In progress')), [])
  })
})
