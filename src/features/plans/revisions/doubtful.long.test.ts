import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const HEADER = 'Rec no\tRecommendation\tRef\tAction\tOwner\tRAG\tComments'
const FIRST = [
  '1\tGovern information well\t1.1\tWrite the policy\tDRO\tGreen\tDrafted',
  '2\tTrain all of the staff\t2.1\tClose the W drive\tDRO\tRed\tSupplier is late',
]

describe('a new version in a browser', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  const compare = async (...rows: readonly string[]) => {
    await dro.get(`${plan}/versions`)
    const bytes = Buffer.from([HEADER, ...rows].join('\n'))
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dro.post(`${location}/date`, DATE)
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    return (await dro.post(location, sent)).location ?? ''
  }
  const statuses = () =>
    test.db.many<{ ref: string; status: string }>(sql`
      select a.ref, a.status from plans.action a where a.plan_id = ${plan.split('/').at(-1) ?? ''} order by a.position`)
  const recommendations = () =>
    test.db.many<{ text: string; actions: string[] }>(sql`
      select r.text, array(select a.text from plans.action a where a.recommendation_id = r.id order by a.position) as actions
      from plans.recommendation r where r.plan_id = ${plan.split('/').at(-1) ?? ''} order by r.text`)
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const { location = '' } = await dro.post(paths.imports, { table: [HEADER, ...FIRST].join('\n') })
    await dro.post(`${location}/date`, DATE)
    plan =
      (await dro.post(location, { ...sentBy((await dro.get(location)).body), title: 'Doubts', deed: '' })).location ??
      ''
  })
  after(() => test.close())

  it('makes a claim of a colour that has not changed, where the words beside it have', async () => {
    assert.deepEqual(await statuses(), [
      { ref: '1.1', status: 'in-progress' },
      { ref: '2.1', status: 'in-progress' },
    ])
    const to = await compare(FIRST[0] ?? '', (FIRST[1] ?? '').replace('Supplier is late', 'Cancelled'))
    const { body } = await dro.get(to)
    assert.match(textOf(body), /Read as: Superseded/)
    assert.equal((await dro.post(to, { ...sentBy(body), deed: 'merge' })).status, 303)
    assert.deepEqual(await statuses(), [
      { ref: '1.1', status: 'in-progress' },
      { ref: '2.1', status: 'superseded' },
    ])
  })

  it('asks whether a recommendation with other words is the one that has its number, and does as somebody says', async () => {
    const now = '2\tDestroy old files\t2.2\tWeed the basement store each year\tDRO\tGreen\tBegun'
    const to = await compare(FIRST[0] ?? '', now)
    const { body } = await dro.get(to)
    assert.match(textOf(body), /1 match is not certain.*Are these the same recommendations\?.*The same recommendation/)
    const [name = ''] = /match recommendation [a-z0-9-]+/.exec(body) ?? []
    await dro.post(to, { ...sentBy(body), [name]: 'new', deed: 'again' })
    const again = (await dro.get(to)).body
    assert.doesNotMatch(textOf(again), /not certain/)
    assert.equal((await dro.post(to, { ...sentBy(again), deed: 'merge' })).status, 303)
    assert.deepEqual(await recommendations(), [
      { text: 'Destroy old files', actions: ['Weed the basement store each year'] },
      { text: 'Govern information well', actions: ['Write the policy'] },
      { text: 'Train all of the staff', actions: ['Close the W drive'] },
    ])
  })
})
