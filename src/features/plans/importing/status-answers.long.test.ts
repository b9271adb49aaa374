import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
const WORDS = 'Done - but one box left'
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('what the statuses of a document say', () => {
  let test: TestHouse
  let dro: Visitor
  let location: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const table = [
      'Ref\tAction\tOwner\tDue\tStatus',
      'S1\tWrite the policy\tDRO\t30 June 2027\t75%',
      `S2\tMove the boxes\tDRO\t30 June 2027\t${WORDS}`,
      `S3\tCount the boxes\tDRO\t30 June 2027\t${WORDS}`,
      'S4\tSell the shelves\tDRO\t30 June 2027\tBlorfix',
      'S5\tBuy the shelves\tDRO\t30 June 2027\t',
    ].join('\n')
    location = (await dro.post(paths.imports, { table })).location ?? ''
    await dro.post(`${location}/date`, DATE)
  })
  after(() => test.close())

  const preview = async () => textOf((await dro.get(location)).body)
  const row = (place: string) => `${location}/rows/${place}`
  /** What the form of a row would send as it stands. */
  const formOf = async (place: string) => sentBy((await dro.get(row(place))).body)

  it('is shown below its words before anything is imported', async () => {
    const page = await preview()
    assert.match(page, /75% Read as: In progress/)
    assert.match(page, /Blorfix No claim: kept as commentary/)
    assert.match(page, /A status is recorded as a claim of the document/)
    assert.match(page, new RegExp(`What does the status “${WORDS}” say`))
  })

  it('is asked with the words left as they are, and not answered by saving the form unchanged', async () => {
    const { body } = await dro.get(row('t1r3'))
    assert.match(textOf(body), new RegExp(`The status as written: ${WORDS}`))
    assert.doesNotMatch(body, /<(?:input|textarea)[^>]*name="status"/)
    assert.doesNotMatch(body, /name="claim"[^>]* checked/)
    const unchanged = await dro.post(row('t1r3'), await formOf('t1r3'))
    assert.equal(unchanged.status, 422)
    assert.match(unchanged.body, /Select what the status says/)
    assert.match(await preview(), new RegExp(`What does the status “${WORDS}” say`))
  })

  it('is what somebody says, of one row or wherever the same words stand', async () => {
    const one = { ...(await formOf('t1r5')), claim: 'none' }
    assert.equal((await dro.post(row('t1r5'), one)).status, 303)
    assert.doesNotMatch(await preview(), /What does the status “Blorfix” say/)
    const all = { ...(await formOf('t1r3')), claim: 'in-progress', statusEverywhere: 'yes' }
    assert.equal((await dro.post(row('t1r3'), all)).status, 303)
    const page = await preview()
    assert.doesNotMatch(page, /What does the status/)
    assert.equal(page.split(`${WORDS} Read as: In progress`).length, 3)
    assert.match((await dro.get(row('t1r4'))).body, /value="in-progress" checked/)
    const other = { ...(await formOf('t1r4')), claim: 'on-hold' }
    assert.equal((await dro.post(row('t1r4'), other)).status, 303)
    assert.match(await preview(), new RegExp(`${WORDS} Read as: On hold`))
    const none = { ...(await formOf('t1r6')), claim: 'not-started' }
    assert.equal((await dro.post(row('t1r6'), none)).status, 303)
  })

  it('is recorded with the words of the document, who read them so, and whose claim it is', async () => {
    const details = sentBy((await dro.get(location)).body)
    const { location: plan = '' } = await dro.post(location, { ...details, title: 'Boxes', deed: '' })
    const claims = await test.db.many<{ ref: string; status: string; words: string | null; note: string | null }>(sql`
      select a.ref, c.status, c.words, c.note from plans.claim c join plans.action a on a.id = c.action_id
      where a.plan_id = ${plan.split('/').at(-1)} order by a.ref`)
    const read = 'The words were read so by Departmental Records Officer when the document was imported.'
    assert.deepEqual(
      claims.map(({ ref, status, words, note }) => [ref, status, words, note]),
      [
        ['S1', 'in-progress', '75%', null],
        ['S2', 'in-progress', WORDS, read],
        ['S3', 'on-hold', WORDS, read],
        ['S5', 'not-started', null, null],
      ],
    )
    const said = await test.db.many<{ text: string }>(sql`
      select c.text from plans.commentary c join plans.action a on a.id = c.action_id where a.ref = 'S4'`)
    assert.deepEqual(said, [{ text: 'Status: Blorfix' }])
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = 'S2'`)
    const page = textOf((await dro.get(paths.action(id))).body)
    assert.match(page, /In progress as the document says/)
    assert.match(page, new RegExp(`Written as “${WORDS}”`))
  })
})
