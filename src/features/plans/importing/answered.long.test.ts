import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2016' }
const CELL = 'IT & Records Team'
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const TABLE = [
  'Ref\tAction\tOwner\tDue\tStatus',
  `G1\tWrite teh policy\t${CELL}\t06/18\tBlorfix`,
  `G2\tMove the boxes\t${CELL}\t30 June 2018\t`,
  'G3\tCount the boxes\tVacant post\t07/18\t',
].join('\n')

describe('the guesses of an import', () => {
  let test: TestHouse
  let dro: Visitor
  let location: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const bring = async (table: string) => {
    await dro.get(paths.imports)
    location = (await dro.post(paths.imports, { table })).location ?? ''
    await dro.post(`${location}/date`, DATE)
  }
  const preview = async () => textOf((await dro.get(location)).body)
  const row = (place: string) => `${location}/rows/${place}`
  const formOf = async (place: string) => sentBy((await dro.get(row(place))).body)
  const guesses = async () => Number(/(\d+) guess(?:es)? to check/.exec(await preview())?.[1] ?? 0)

  it('are answered each by itself: a status says nothing of the date and the owners of its row', async () => {
    await bring(TABLE)
    const count = await guesses()
    const { body } = await dro.get(row('t1r2'))
    assert.doesNotMatch(body, /name="reading"[^>]* checked/)
    assert.doesNotMatch(body, /name="claim"[^>]* checked/)
    const silent = await dro.post(row('t1r2'), { ...(await formOf('t1r2')), claim: 'in-progress' })
    assert.equal(silent.status, 422)
    assert.match(silent.body, /Select how the date is read/)
    assert.equal(await guesses(), count)
    const said = { ...(await formOf('t1r2')), claim: 'in-progress', reading: '1', text: 'Write the policy' }
    assert.equal((await dro.post(row('t1r2'), said)).status, 303)
    const page = await preview()
    assert.equal(await guesses(), count - 2)
    assert.doesNotMatch(page, /When is “06\/18”|What does the status “Blorfix”/)
    assert.match(page, new RegExp(`Is “${CELL}” one owner, or several`.replace('&', '&(?:amp;)?')))
    assert.match(page, /When is “07\/18”/)
    assert.match(page, /Write the policy/)
  })

  it('stand beside a correction: an answer that is given later reaches the row that was corrected', async () => {
    const asked = (await dro.get(location)).body
    const name = /name="(owners-[^"]+)"/.exec(asked)?.[1] ?? ''
    assert.notEqual(name, '', 'the cell of owners is still asked about')
    assert.doesNotMatch(asked, new RegExp(`name="${name}"[^>]* checked`), 'and nothing stands chosen')
    await dro.post(`${location}/owners`, { ...sentBy(asked), [name]: '1' })
    const page = await preview()
    assert.doesNotMatch(page, /one owner, or several/)
    assert.equal(page.split('IT &amp; Records Team').length + page.split(CELL).length - 2, 2)
  })

  it('about owners close for a row whose owners are written anew, and stay open for the others', async () => {
    await bring(TABLE)
    const written = { ...(await formOf('t1r3')), owners: 'Head of IT' }
    assert.equal((await dro.post(row('t1r3'), written)).status, 303)
    const { body } = await dro.get(location)
    assert.match(body, /name="owners-/)
    const other = { ...(await formOf('t1r2')), owners: 'SIRO', reading: '0', claim: 'none' }
    assert.equal((await dro.post(row('t1r2'), other)).status, 303)
    assert.doesNotMatch((await dro.get(location)).body, /name="owners-/)
  })

  it('are found right where nothing is to choose, and stay so', async () => {
    const { body } = await dro.get(location)
    const key = /name="confirmed" value="([^"]+)"/.exec(body)?.[1] ?? ''
    assert.notEqual(key, '')
    const count = await guesses()
    const went = await dro.post(location, { ...sentBy(body), title: 'Half typed', confirmed: key })
    assert.deepEqual([went.status, went.location], [303, location])
    assert.equal(await guesses(), count - 1)
    assert.match((await dro.get(location)).body, /value="Half typed"/)
    assert.equal((await dro.post(location, { confirmed: 'unknown' })).status, 404)
  })

  it('are asked of words that are typed and can be read in several ways, before they are saved', async () => {
    await bring(TABLE)
    const typed = { ...(await formOf('t1r3')), target: '05/19' }
    const asked = await dro.post(row('t1r3'), typed)
    assert.equal(asked.status, 422)
    assert.match(asked.body, /Select how the date is read/)
    assert.match(textOf(asked.body), /May 2019/)
    const stored = await test.db.one<{ edits: object }>(
      sql`select edits from plans.import where id = ${location.split('/').at(-1)}`,
    )
    assert.doesNotMatch(JSON.stringify(stored.edits), /05\/19/)
    assert.equal((await dro.post(row('t1r3'), { ...sentBy(asked.body), reading: '0' })).status, 303)
    assert.match(await preview(), /05\/19/)
  })

  it('are asked no more of a row that is left out, and again when it comes back', async () => {
    const count = await guesses()
    assert.equal((await dro.post(row('t1r4'), { ...(await formOf('t1r4')), leaveOut: 'yes' })).status, 303)
    assert.equal(await guesses(), count - 2)
    const back = await formOf('t1r4')
    assert.equal((await dro.post(row('t1r4'), { ...back, leaveOut: 'no' })).status, 422)
  })
})
