import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const CELL = 'IT & Records Team'
const TABLE = [
  'Ref\tAction\tOwner\tDue\tStatus',
  `W1\tWrite it\t${CELL}\t06/18\tBlorfix`,
  `W2\tMove it\t${CELL}\t30 June 2018\t`,
  'W3\tCount it\tHR\t07/18\t',
].join('\n')

describe('questions about one row', () => {
  let test: TestHouse
  let dro: Visitor
  let location: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    location = (await dro.post(paths.imports, { table: TABLE })).location ?? ''
    await dro.post(`${location}/date`, { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2016' })
  })
  after(() => test.close())

  const banner = async () => {
    const { body } = await dro.get(location)
    return /<div class="govuk-notification-banner__content">([\s\S]*?)<form/.exec(body)?.[1] ?? ''
  }
  const row = (place: string) => `${location}/rows/${place}`

  it('are told together, once, with one page that answers them and a link of each', async () => {
    const html = await banner()
    const words = textOf(html)
    assert.match(words, /Table 1, row 2\. 3 questions about this row\. Answer them on one page : Table 1, row 2 /)
    assert.equal(words.split('questions about this row').length, 2, 'one question alone is told as it was')
    const together = /Answer them on one page[\s\S]*?<\/ul>/.exec(html)?.[0] ?? ''
    assert.match(textOf(together), /When is “06\/18”\?.*What does the status “Blorfix” say\?/)
    assert.match(textOf(together), /1 question that is asked of other rows too/)
    assert.equal(html.split(`value="${row('t1r2')}"`).length, 5, 'the head, two questions, and the list of the third')
    assert.doesNotMatch(together, /07\/18/)
  })

  it('stand on the page of the row, where all of them are answered by one save', async () => {
    const { body } = await dro.get(row('t1r2'))
    const words = textOf(body)
    assert.match(words, /3 questions about this row .*When is “06\/18”\?.*“Blorfix” say\?/)
    const right = /name="right"[^>]*value="([^"]+)"/.exec(body)?.[1] ?? ''
    assert.equal(body.split('name="right"').length, 2, 'only the owners: the others are chosen')
    const sent = { ...sentBy(body), right, claim: 'in-progress', reading: '1' }
    const wrong = await dro.post(row('t1r2'), { ...sent, text: '' })
    assert.equal(wrong.status, 422)
    assert.match(textOf(wrong.body), /3 questions about this row/)
    assert.match(wrong.body, /name="right"[^>]* checked/)
    assert.equal((await dro.post(row('t1r2'), sent)).status, 303)
    assert.doesNotMatch(textOf((await dro.get(row('t1r2'))).body), /about this row/)
    const left = textOf(await banner())
    assert.doesNotMatch(left, /about this row|06\/18|Blorfix/)
    assert.match(left, /one owner, or several\?.*Change 1 row Change table 1, row 3/, 'the other row is still asked')
    assert.match(left, /When is “07\/18”\?/)
    assert.match(textOf((await dro.get(row('t1r4'))).body), /1 question about this row When is “07\/18”\?/)
  })
})
