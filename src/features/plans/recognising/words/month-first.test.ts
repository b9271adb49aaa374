import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../../platform/reading/read.ts'
import { recognisePlan } from '../recognise.ts'

const read = (...dates: readonly string[]) => {
  const rows = dates
    .map((date, row) => `<tr><td>${row + 1}</td><td>Do it</td><td>DRO</td><td>${date}</td></tr>`)
    .join('')
  const head = '<tr><th>Ref</th><th>Action</th><th>Owner</th><th>Due</th></tr>'
  const html = `<!doctype html><h1>Plan 2018-19</h1><table>${head}${rows}</table>`
  const plan = recognisePlan(readBytes(Buffer.from(html), 'p.html'), '2018-11-20')
  const targets = plan.recommendations.flatMap(({ actions }) => actions.map(({ target }) => target))
  return { latest: targets.map((target) => target?.latest), texts: targets.map((target) => target?.text), plan }
}
const asked = ({ plan }: ReturnType<typeof read>) =>
  plan.questions.map(({ where, question, guess }) => [where, question, guess])

describe('columns of dates in figures', () => {
  it('are read month first where one of them can be nothing else, and it is asked once', () => {
    const told = read('06/30/2019', '05/12/2019', '12/31/2019', 'by 07/04/2019', 'May 2019')
    assert.deepEqual(told.latest, ['2019-06-30', '2019-05-12', '2019-12-31', '2019-07-04', '2019-05-31'])
    assert.deepEqual(told.texts, ['06/30/2019', '05/12/2019', '12/31/2019', 'by 07/04/2019', 'May 2019'])
    assert.deepEqual(asked(told), [
      [
        'Table 1, column 4',
        '“06/30/2019” under “Due” can only have its month first. Do all the dates of the column?',
        'Yes: “05/12/2019” was read as 12 May 2019.',
      ],
    ])
    assert.deepEqual(read('05/12/19', '06/30/19').latest, ['2019-05-12', '2019-06-30'])
    assert.deepEqual(read('5.6.2019', '6.30.2019').latest, ['2019-05-06', '2019-06-30'])
  })

  it('are asked about where some have the month first and some the day', () => {
    const told = read('06/30/2019', '30/06/2019', '05/12/2019')
    assert.deepEqual(told.latest, ['2019-06-30', '2019-06-30', '2019-12-05'])
    assert.deepEqual(asked(told), [
      [
        'Table 1, column 4',
        'Some dates under “Due” have their month first (“06/30/2019”) and some their day (“30/06/2019”). Which comes first in the others?',
        'The day: “05/12/2019” was read as 5 December 2019.',
      ],
    ])
  })

  it('are not asked about where nothing hangs on it', () => {
    for (const dates of [
      ['30/06/2019', '05/12/2019'],
      ['05/12/2019', '07/04/2019'],
      ['06/30/2019', 'June 2019'],
      ['06/30/2019', '05/05/2019'],
      ['2019-05-12', '06/30/2019'],
      ['31/12/2019', '30/06/2019'],
    ]) {
      const told = read(...dates)
      assert.deepEqual(asked(told), [], dates.join())
    }
    assert.deepEqual(read('05/12/2019', '30/06/2019').latest, ['2019-12-05', '2019-06-30'])
  })
})
