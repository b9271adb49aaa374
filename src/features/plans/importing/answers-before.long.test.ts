import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
const CELL = 'Records Manager and Data Protection Officer'
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const table = (change: string) =>
  [
    'Plan of 1 April 2026',
    'Ref\tAction\tWho\tDue\tWhere are we',
    ...['Write', 'Tell', 'Test', 'Keep', 'Move', 'Sort', 'Send'].map(
      (verb, index) => `V${index + 1}\t${verb} the plan${index < 2 ? change : ''}\t${CELL}\t30 June 2027\tNearly there`,
    ),
  ].join('\n')

describe('a new version of a plan', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const location = (await dro.post(paths.imports, { table: table('') })).location ?? ''
    await dro.post(`${location}/date`, DATE)
    const asked = (await dro.get(location)).body
    const owners = /name="(owners-[^"]+)"/.exec(asked)?.[1] ?? ''
    assert.notEqual(owners, '')
    const own = { [owners]: 'own', [owners.replace('owners', 'own')]: 'Records Manager\nData Protection Officer\nDRO' }
    await dro.post(`${location}/owners`, { ...sentBy(asked), ...own })
    const column = /name="(t0c4)"/.exec((await dro.get(location)).body)?.[1] ?? ''
    await dro.post(`${location}/columns`, { ...sentBy((await dro.get(location)).body), [column]: 'status' })
    const row = `${location}/rows/t1r3`
    await dro.post(row, { ...sentBy((await dro.get(row)).body), claim: 'in-progress', statusEverywhere: 'yes' })
    const sent = { ...sentBy((await dro.get(location)).body), title: 'Plan with answers', into: '' }
    const done = await dro.post(location, sent)
    plan = done.location ?? ''
    assert.match(plan, /^\/plans\/[0-9a-f-]{36}$/)
  })
  after(() => test.close())

  const compared = async (location: string) => {
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    return to
  }

  it('is read with what was answered for the version before: only what changed has changed', async () => {
    await dro.get(`${plan}/versions`)
    const bytes = Buffer.from(table(' well'))
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dro.post(`${location}/date`, DATE)
    const page = textOf((await dro.get(location)).body)
    assert.doesNotMatch(page, /What does the status/)
    assert.match(page, /Nearly there Read as: In progress/)
    assert.match(
      page,
      /It was read with the columns, owners, statuses and rows that were answered for “Plan with answers”/,
    )
    const to = await compared(location)
    assert.match(to, /compare/)
    assert.match(textOf((await dro.get(to)).body), /2 actions changed/)
  })

  it('is read so too where somebody says only later that it is one, and a title that is not used is told', async () => {
    await dro.get(paths.imports)
    const first = (await dro.post(paths.imports, { table: table(' better') })).location ?? ''
    await dro.post(`${first}/date`, DATE)
    const again = await compared(first)
    assert.equal(again, first)
    const sent = {
      ...sentBy((await dro.get(first)).body),
      into: plan.split('/').at(-1) ?? '',
      title: 'Another name',
      deed: '',
    }
    const { location = '' } = await dro.post(first, sent)
    const page = textOf((await dro.get(location)).body)
    assert.match(page, /2 actions changed/)
    assert.match(page, /The title “Another name” is not used: this is a new version of “Plan with answers”/)
  })
})
