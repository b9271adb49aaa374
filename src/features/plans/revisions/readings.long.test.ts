import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const HEADER = 'Ref\tAction\tOwner\tDue\tStatus'
const ROWS = [
  '2.1\tWrite the policy\tDRO\tOctober\t',
  '2.3\tMove the boxes\tRecords Manager and Data Protection Officer\t30 June 2027\tBlorfix',
  '2.4\tTell the board\tDRO\tbefore the summer recess\t',
]

describe('what a person says of words that a new version says again', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  let number = 0
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const dated = async (location: string, [day = '', month = '', year = '']: readonly string[]) =>
    dro.post(`${location}/date`, { 'asOf-day': day, 'asOf-month': month, 'asOf-year': year })
  const rowOf = (ref: string) => `t1r${ROWS.findIndex((row) => row.startsWith(ref)) + 2}`
  const answer = async (location: string, ref: string, said: Record<string, string>) => {
    const address = `${location}/rows/${rowOf(ref)}`
    const { status } = await dro.post(address, { ...sentBy((await dro.get(address)).body), ...said })
    assert.equal(status, 303)
  }
  const first = async (said: (location: string) => Promise<void> = async () => undefined, rows = ROWS) => {
    await dro.get(paths.imports)
    const { location = '' } = await dro.post(paths.imports, { table: [HEADER, ...rows].join('\n') })
    await dated(location, ['3', '9', '2026'])
    await said(location)
    number += 1
    const { body } = await dro.get(location)
    plan = (await dro.post(location, { ...sentBy(body), title: `Plan ${number}`, into: '', deed: '' })).location ?? ''
    assert.match(plan, /^\/plans\/[0-9a-f-]{36}$/)
  }
  const version = async (day: readonly string[] = ['20', '11', '2026'], rows = ROWS) => {
    await dro.get(`${plan}/versions`)
    const bytes = Buffer.from([HEADER, ...rows].join('\n'))
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dated(location, day)
    return location
  }
  const compared = async (location: string) => {
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    assert.equal(to, `${location}/compare`)
    return to
  }
  const merged = async (location: string) => {
    const to = await compared(location)
    const { body } = await dro.get(to)
    const { status } = await dro.post(to, { ...sentBy(body), deed: 'merge' })
    assert.equal(status, 303)
    return textOf(body)
  }
  const latest = async (ref: string) =>
    test.db.one<{ latest: string; slips: number; status: string; owners: number; id: string }>(sql`
      select a.id, target_latest as latest, slips, status, (select count(*)::integer from plans.owner where action_id = a.id) as owners
      from plans.action a where plan_id = ${plan.split('/').at(-1) ?? ''} and ref = ${ref}`)
  const choice = async (location: string, ref: string, label: RegExp) => {
    const { body } = await dro.get(`${location}/rows/${rowOf(ref)}`)
    const found = [...body.matchAll(/name="reading"[^>]*value="(\w+)"[^>]*>\s*<label[^>]*>([^<]*)/g)]
    return found.find(([, , text = '']) => label.test(text))?.[1] ?? assert.fail(`${label} is not offered`)
  }

  /** Somebody says on the action's own page that its date is the first of March. */
  const corrected = async (id: string, year: string) => {
    const own = { reading: 'own', kind: 'by', 'latest-day': '1', 'latest-month': '3', 'latest-year': year }
    const { status, body } = await dro.post(paths.reading(id), {
      ...sentBy((await dro.get(paths.reading(id))).body),
      ...own,
    })
    assert.equal(status, 303, textOf(body))
  }

  describe('of which nothing was said before', () => {
    beforeEach(() => first())

    it('of a date changes how it is read in the plan, and slips nothing', async () => {
      const location = await version()
      await answer(location, '2.4', { reading: await choice(location, '2.4', /By 20 July 2027/) })
      const page = await merged(location)
      assert.match(page, /1 action changed/)
      assert.match(page, /Read as: By 20 July 2027, was 20 July 2026/)
      assert.doesNotMatch(page, /Changed here too/)
      const { id, ...facts } = await latest('2.4')
      assert.deepEqual([facts.latest, Number(facts.slips)], ['2027-07-20', 0])
      assert.match((await dro.get(paths.action(id))).body, /Reading of the target date corrected/)
    })

    it('of a date that is not in doubt counts as well: the one that stands is chosen until somebody chooses another', async () => {
      const location = await version(['20', '5', '2027'])
      await answer(location, '2.1', { commentary: 'Under way' })
      assert.match(textOf((await dro.get(location)).body), /1 October 2026 to 31 October 2026 stays in the plan/)
      await answer(location, '2.1', { reading: await choice(location, '2.1', /1 October 2027 to 31 October 2027/) })
      assert.match(
        await merged(location),
        /Read as: 1 October 2027 to 31 October 2027, was 1 October 2026 to 31 October 2026/,
      )
      assert.equal((await latest('2.1')).latest, '2027-10-31')
    })

    it('of a status counts as well', async () => {
      const location = await version(['3', '9', '2026'])
      await answer(location, '2.3', { claim: 'complete' })
      assert.match(await merged(location), /Blorfix Read as: Complete, was/)
      const found = await latest('2.3')
      assert.equal(found.status, 'complete')
    })

    it('of owners counts as well, though they are the same names', async () => {
      const location = await version(['3', '9', '2026'])
      await answer(location, '2.3', { claim: 'none', owners: 'Records Manager and Data Protection Officer' })
      assert.match(await merged(location), /1 action changed/)
      assert.equal((await latest('2.3')).owners, 1)
    })

    it('of the owners of a cell counts as well, wherever it stands', async () => {
      const location = await version(['3', '9', '2026'])
      const { body } = await dro.get(location)
      const owners = /name="(owners-[^"]+)"/.exec(body)?.[1] ?? ''
      const own = { [owners]: 'own', [owners.replace('owners', 'own')]: 'Records Manager and Data Protection Officer' }
      await dro.post(`${location}/owners`, { ...sentBy(body), ...own })
      assert.match(await merged(location), /1 action changed/)
      assert.equal((await latest('2.3')).owners, 1)
      assert.match(textOf((await dro.get(await compared(await version(['3', '9', '2026'])))).body), /says nothing new/)
    })

    it('is nothing where nobody said it: the pages tell which date stays', async () => {
      const location = await version()
      const page = textOf((await dro.get(location)).body)
      assert.match(page, /By 20 July 2027 By 20 July 2026 stays in the plan/)
      const { body } = await dro.get(await compared(location))
      assert.match(textOf(body), /This version says nothing new/)
      assert.match(textOf(body), /before the summer recess By 20 July 2026 By 20 July 2027/)
    })

    it('is said of every row that a guess stands for by finding it right, and of that version alone', async () => {
      const rows = [...ROWS, '2.5\tAsk the board\tDRO\tbefore the summer recess\t']
      await first(undefined, rows)
      const location = await version(undefined, rows)
      const { body } = await dro.get(location)
      const right = /name="confirmed" value="([^"]+)"/.exec(body)?.[1] ?? ''
      await dro.post(location, { ...sentBy(body), confirmed: right })
      assert.match(await merged(location), /2 actions changed/)
      assert.equal((await latest('2.5')).latest, '2027-07-20')
      await corrected((await latest('2.5')).id, '2028')
      const again = await version(undefined, rows)
      assert.match(textOf((await dro.get(await compared(again))).body), /This version says nothing new/)
    })

    it('is told of no date that is the same', async () => {
      const location = await version(['3', '9', '2026'])
      assert.doesNotMatch(textOf((await dro.get(location)).body), /stays in the plan/)
    })

    it('is chosen by somebody where the plan was corrected since', async () => {
      const { id } = await latest('2.4')
      await corrected(id, '2027')
      const location = await version()
      await answer(location, '2.4', { reading: await choice(location, '2.4', /By 20 July 2027/) })
      assert.match(await merged(location), /Changed here too/)
      assert.equal((await latest('2.4')).latest, '2027-03-01', 'left as it stands')
    })
  })

  describe('of which something was said before', () => {
    beforeEach(() =>
      first(async (location) => {
        await answer(location, '2.4', { reading: await choice(location, '2.4', /By 20 July 2027/) })
        await answer(location, '2.3', { claim: 'in-progress', statusEverywhere: 'yes' })
      }),
    )

    it('does not undo what was corrected in the plan since', async () => {
      const { id } = await latest('2.4')
      await corrected(id, '2028')
      const location = await version()
      assert.match(textOf((await dro.get(location)).body), /By 1 March 2028 stays in the plan/)
      const { body } = await dro.get(await compared(location))
      assert.match(textOf(body), /This version says nothing new/)
      assert.equal((await latest('2.4')).latest, '2028-03-01')
    })

    it('counts where somebody says otherwise now', async () => {
      const location = await version(['3', '9', '2026'])
      await answer(location, '2.4', { reading: await choice(location, '2.4', /By 20 July 2026/) })
      await answer(location, '2.3', { claim: 'complete' })
      assert.match(await merged(location), /Read as: By 20 July 2026, was 20 July 2027/)
      const [{ latest: day }, { status }] = [await latest('2.4'), await latest('2.3')]
      assert.deepEqual([day, status], ['2026-07-20', 'complete'])
    })
  })
})
