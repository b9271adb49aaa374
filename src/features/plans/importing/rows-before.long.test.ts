import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const HEADER = 'Ref\tAction\tOwner\tDue\tStatus'
const ROWS = [
  'R1\tWrite the policy\tDRO\tsee left\t',
  'R2\tMove the boxes\tSIRO\t06/28\tBlorfix',
  'R3\tCount the boxes\tVacant post\t30 June 2027\t',
  'R4\tSell the shelves\tDRO\t30 June 2027\t',
]

describe('answers about the rows of a plan', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  let location: string
  const guesses = async () =>
    Number(/(\d+) guess(?:es)? to check/.exec(textOf((await dro.get(location)).body))?.[1] ?? 0)
  const form = async (place: string) => sentBy((await dro.get(`${location}/rows/${place}`)).body)
  const answer = async (place: string, said: Record<string, string>) =>
    assert.equal((await dro.post(`${location}/rows/${place}`, { ...(await form(place)), ...said })).status, 303)
  const version = async (...rows: readonly string[]) => {
    await dro.get(`${plan}/versions`)
    const bytes = Buffer.from([HEADER, ...rows].join('\n'))
    location = (await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })).location ?? ''
    await dro.post(`${location}/date`, DATE)
  }
  const compared = async () => {
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    return textOf((await dro.get(to)).body)
  }
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    location = (await dro.post(paths.imports, { table: [HEADER, ...ROWS].join('\n') })).location ?? ''
    await dro.post(`${location}/date`, DATE)
    await answer('t1r2', { target: '31 Jan 2027' })
    await answer('t1r3', { reading: '1', claim: 'in-progress' })
    await answer('t1r4', { owners: 'Head of IT' })
    await answer('t1r5', { leaveOut: 'yes' })
    assert.equal(await guesses(), 0)
    const { body } = await dro.get(location)
    plan = (await dro.post(location, { ...sentBy(body), title: 'Rows', deed: '' })).location ?? ''
  })
  after(() => test.close())

  it('hold for the same rows of a new version, wherever they stand, and change nothing', async () => {
    await version('R0\tOpen the store\tDRO\t30 June 2027\t', ...ROWS)
    assert.equal(await guesses(), 0)
    const page = textOf((await dro.get(location)).body)
    assert.match(page, /It was read with the rows that were answered for “Rows”/)
    assert.match(page, /31 Jan 2027/)
    assert.doesNotMatch(page, /see left/)
    const comparison = await compared()
    assert.match(comparison, /1 new action|1 action (?:is|was) added|Open the store/)
    assert.doesNotMatch(comparison, /see left|06\/28|Vacant post|Sell the shelves/)
  })

  it('are asked again where the words differ, and only there', async () => {
    const [one = '', two = '', three = '', four = ''] = ROWS
    await version(one, two.replace('06/28', '07/28'), three, four.replace('30 June', '31 May'))
    const page = textOf((await dro.get(location)).body)
    assert.match(page, /When is “07\/28”/)
    assert.doesNotMatch(page, /What does the status|Who owns the action|When is “see left”/)
    assert.equal(await guesses(), 1)
    assert.match(page, /Sell the shelves/)
  })
})
