import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DRO = 'Departmental Records Officer'

describe('a document that was misread', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
  })
  after(() => test.close())

  const bring = async (...rows: readonly string[]) => {
    await dro.get(paths.imports)
    return (await dro.post(paths.imports, { table: rows.join('\n') })).location ?? ''
  }
  const day = (year: string) => ({ 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': year })

  it('is asked for the plan’s date before its months are read', async () => {
    const location = await bring('Ref\tAction\tDue', '1\tWrite it\tMarch', '2\tTell it\t6 months')
    const asked = await dro.get(location)
    assert.equal(asked.status, 303)
    assert.equal(asked.location, `${location}/date`)
    assert.match((await dro.get(`${location}/date`)).body, /2 target dates depend on it, such as “March”/)
    const stored = await test.db.one<{ understood: string }>(
      sql`select understood from plans.import where id = ${location.split('/').at(-1)}`,
    )
    assert.doesNotMatch(stored.understood, /20\d\d-03/)
    assert.equal((await dro.post(`${location}/date`, {})).status, 422)
    assert.equal((await dro.post(`${location}/date`, day('2019'))).status, 303)
    const { body } = await dro.get(location)
    assert.match(body, /1 March 2020 to 31 March 2020/)
    assert.match(body, /By 1 October 2019/)
  })

  it('asks who the owners of a doubtful cell are, once, and reads it so wherever it stands', async () => {
    const cell = 'Records Manager and Data Protection Officer'
    const location = await bring('Ref\tAction\tOwner', `1\tWrite it\t${cell}`, `2\tTell it\t${cell}`)
    const { body } = await dro.get(location)
    const names = [...body.matchAll(/name="(owners-[^"]+)"/g)].map(([, name]) => name ?? '')
    assert.equal(new Set(names).size, 1)
    assert.match(body, /2 owners: Records Manager; Data Protection Officer/)
    assert.equal((await dro.post(`${location}/owners`, { [names[0] ?? '']: '1' })).status, 303)
    const answered = (await dro.get(location)).body
    assert.doesNotMatch(answered, /name="owners-/)
    await dro.post(location, { title: 'Owners', unit: '', into: '', ...day('2026') })
    const { location: plan = '' } = await dro.post(location, { title: 'Owners', unit: '', into: '', ...day('2026') })
    const owners = await test.db.many(sql`
      select o.words from plans.owner o join plans.action a on a.id = o.action_id where a.plan_id = ${plan.split('/').at(-1)} order by a.position`)
    assert.deepEqual(owners, [{ words: cell }, { words: cell }])
  })

  it('keeps what was typed about it when somebody goes on to change a row, and leads nowhere else', async () => {
    const location = await bring(
      'Ref\tAction\tOwner',
      '1\tWrite it\tRecords Manager and Data Protection Officer',
      '2\tTell it\tRecords Manager',
    )
    await dro.post(`${location}/date`, day('2026'))
    const page = (await dro.get(location)).body
    const places = [...page.matchAll(/form="about-the-plan" name="go-to" value="([^"]+)"/g)].map(([, to = '']) => to)
    assert.ok(
      places.some((to) => to.startsWith(`${location}/rows/`)) && places.includes(`${location}/recommendations/new`),
    )
    assert.doesNotMatch(page, new RegExp(`<a [^>]*href="${location}[/?]`), 'no link of the page leaves the form behind')
    const own = Object.keys(sentBy(page)).find((name) => name.startsWith('own-')) ?? ''
    const owners = own.replace('own-', 'owners-')
    const typed = {
      ...sentBy(page),
      title: 'Half a <title> & more',
      'asOf-year': '20',
      [owners]: 'own',
      [own]: 'The SIRO\nThe DPO',
    }
    for (const to of new Set(places)) {
      const went = await dro.post(location, { ...typed, 'go-to': to })
      assert.deepEqual([went.status, went.location], [303, to])
      assert.equal((await dro.get(to)).status, 200, to)
    }
    const { body } = await dro.get(location)
    const filled = sentBy(body)
    for (const name of ['title', 'asOf-year', own] as const)
      assert.deepEqual(
        filled[name]?.map((one) => one.trim()),
        [typed[name]],
        name,
      )
    assert.match(body, new RegExp(`name="${owners}"[^>]*value="own" checked`))
    for (const away of [
      'https://elsewhere.example',
      `${location}x/rows/1`,
      '/plans',
      '//elsewhere.example',
      `${location}/rows/../../../../sign-out`,
      `${location}/%2e%2e/%2E./../sign-out`,
      `${location}/rows/../../../../../..//elsewhere.example`,
    ]) {
      const { location: to } = await dro.post(location, { ...typed, 'go-to': away })
      assert.ok(to === undefined || to.startsWith(location), `${away} leads to ${to}`)
    }
  })

  it('keeps the cell of owners as it was written, on the action’s page', async () => {
    const location = await bring('Ref\tAction\tOwner', '1\tWrite it\tDRO/SIRO (jointly)')
    const details = { title: 'Cells', unit: '', into: '', ...day('2026') }
    await dro.post(location, details)
    const { location: plan = '' } = await dro.post(location, details)
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from plans.action where plan_id = ${plan.split('/').at(-1)}`,
    )
    assert.match((await dro.get(paths.action(id))).body, /As the document has it: DRO\/SIRO \(jointly\)/)
  })

  it('lets a person say what a row is, and who its owners are everywhere', async () => {
    const rows = [
      'Action\tOwner\tDue',
      'Governance\t\t',
      'Write it\tSIRO\tMay 2027',
      'Tell it\tSIRO\tMay 2027',
      'Test it\tSIRO\tMay 2027',
    ]
    const location = await bring(...rows)
    const first = (await dro.get(location)).body
    assert.match(first, /1 recommendation, 3 actions/)
    assert.match(first, /<p class="govuk-body">Governance<\/p>/)
    assert.match((await dro.get(`${location}/rows/t1r2/kind`)).body, /Governance/)
    assert.equal((await dro.post(`${location}/rows/t1r2/kind`, {})).status, 422)
    await dro.post(`${location}/rows/t1r2/kind`, { kind: 'action' })
    assert.match((await dro.get(location)).body, /4 actions/)
    await dro.post(`${location}/rows/t1r2/kind`, { kind: 'heading' })
    await dro.post(`${location}/rows/t1r5/kind`, { kind: 'heading' })
    assert.match((await dro.get(location)).body, /2 actions/)
    const row = await dro.get(`${location}/rows/t1r3`)
    const home = /<option value="([^"]+)" selected/.exec(row.body)?.[1] ?? ''
    const said = {
      ref: '',
      text: 'Write it',
      recommendation: home,
      owners: 'DRO',
      priority: '',
      target: 'May 2027',
      reading: '0',
      status: '',
      commentary: '',
      leaveOut: 'no',
    }
    await dro.post(`${location}/rows/t1r3`, { ...said, everywhere: 'yes' })
    assert.doesNotMatch((await dro.get(location)).body, /<td[^>]*>\s*SIRO/)
  })

  it('leads from a question to each row that it stands for, also to those that were declined', async () => {
    const location = await bring(
      'Rec\tRecommendation\tAction\tOwner\tDue\tStatus',
      '1\tWrite it\tNone\tSIRO\tMay 2027\tOpen',
      '2\tTell it\tNone\tSIRO\tMay 2027\tOpen',
      '3\tTest it\tTest it well\tSIRO\tMay 2027\tBlorfix',
      '4\tKeep it\tKeep it well\tSIRO\tMay 2027\tBlorfix',
    )
    await dro.post(`${location}/date`, day('2026'))
    const { body } = await dro.get(location)
    const places = ['t1r2/kind', 't1r3/kind', 't1r4', 't1r5']
    for (const place of places) {
      assert.match(body, new RegExp(`name="go-to" value="${location}/rows/${place}"`), place)
      assert.equal((await dro.get(`${location}/rows/${place}`)).status, 200, place)
    }
    assert.match(body, /Change table 1, row 3/)
    assert.match(body, /1 · Write it · None · SIRO · May 2027 · Open<\/td>\s*<td[^>]*>No action/)
    await dro.post(`${location}/rows/t1r2/kind`, { kind: 'action' })
    assert.match((await dro.get(location)).body, /3 actions/)
    await dro.post(`${location}/rows/t1r4/kind`, { kind: 'declined' })
    assert.match((await dro.get(location)).body, /2 actions/)
  })

  it('keeps what is typed about the plan through every mend', async () => {
    const location = await bring(
      'Ref\tAction\tOwner\tDue',
      '1\tWrite it\tRecords Manager and Data Protection Officer\tMay 2027',
      '2\tTell it\tSIRO\tJune 2027',
    )
    const { body: first } = await dro.get(location)
    // One form holds the details, the owners and the columns, so that each of its buttons sends all of them.
    const form = /<form[^>]*>(?:(?!<\/form>)[\s\S])*name="title"(?:(?!<\/form>)[\s\S])*<\/form>/.exec(first)?.[0] ?? ''
    assert.match(form, /formaction="[^"]*\/owners"/)
    assert.match(form, /formaction="[^"]*\/columns"/)
    const typed = { title: 'As I call it', unit: '', into: '', ...day('2024') }
    const keeps = async (what: string) => {
      const { body } = await dro.get(location)
      assert.match(body, /name="title"[^>]*value="As I call it"/, what)
      assert.match(body, /name="asOf-year"[^>]*value="2024"/, what)
    }
    assert.equal((await dro.post(`${location}/columns`, { ...typed, t0h: '1', t0c0: 'ref' })).status, 303)
    await keeps('columns')
    const name = /name="(owners-[^"]+)"/.exec(first)?.[1] ?? ''
    await dro.post(`${location}/owners`, { ...typed, [name]: '1' })
    await keeps('owners')
    await dro.post(`${location}/rows/t1r2/kind`, { kind: 'heading' })
    await keeps('what a row is')
    assert.equal((await dro.post(location, { ...typed, title: 'Later', deed: 'keep' })).location, location)
    assert.match((await dro.get(location)).body, /name="title"[^>]*value="Later"/)
    const { location: plan = '' } = await dro.post(location, typed)
    assert.deepEqual(
      await test.db.one(sql`select title, plan_on as "planOn" from plans.plan where id = ${plan.split('/').at(-1)}`),
      { title: 'As I call it', planOn: '2024-04-01' },
    )
  })

  it('asks for a plan’s date that the document does not give, and never takes today’s unasked', async () => {
    const location = await bring('Ref\tAction\tDue', '1\tWrite it\t1 May 2027')
    const { body } = await dro.get(location)
    assert.match(body, /The document does not say the date of the plan/)
    assert.doesNotMatch(body, /name="asOf-year"[^>]*value="\d/)
    const empty = { title: 'No date', unit: '', into: '', 'asOf-day': '', 'asOf-month': '', 'asOf-year': '' }
    const refused = await dro.post(location, empty)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Enter the date of the plan/)
    assert.match(refused.body, /name="title"[^>]*value="No date"/)
  })

  it('tells an assessor’s verdict on the page that is checked first, and what becomes of it', async () => {
    const location = await bring(
      'Ref\tAction\tStatus\tAssessor’s verdict',
      '1\tWrite it\tComplete\tNot accepted: no evidence',
      '2\tTell it\t\tAccepted in July',
    )
    const { body } = await dro.get(location)
    assert.match(body, /<th[^>]*>Assessor’s verdict<\/th>/)
    assert.match(body, /Not accepted: no evidence<br><span class="m-meta">Read as: Not accepted/)
    assert.match(body, /Accepted in July<br><span class="m-meta">Kept as commentary/)
    const without = await bring('Ref\tAction\tDue', '1\tWrite it\t1 May 2027')
    assert.doesNotMatch((await dro.get(without)).body, /<th[^>]*>Assessor’s verdict<\/th>/)
  })

  it('tells the verdict of a workbook that came back, on the check page and where it is merged', async () => {
    const { id: planId } = await test.db.one<{ id: string }>(
      sql`select plan_id as id from plans.action where ref = '1.4' order by made_at limit 1`,
    )
    const { body } = await dro.get(`${paths.planFile(planId)}.csv`)
    const [headers = '', ...rows] = body.split('\r\n')
    const at = headers.split(',').indexOf('Verdict')
    const row = rows.find((line) => line.startsWith('Action,1.4,')) ?? ''
    const cells = [...row.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(([cell]) => cell)
    const bytes = Buffer.from(body.replace(row, cells.with(at, 'Partly accepted,').join('')))
    const { location = '' } = await dro.upload(paths.imports, { name: 'plan.csv', bytes })
    const checked = (await dro.get(location)).body
    assert.match(checked, /<th[^>]*>Assessor’s verdict<\/th>[\s\S]*Partly accepted<br>/)
    const details = {
      title: 'Back again',
      unit: '',
      into: planId,
      'asOf-day': '1',
      'asOf-month': '4',
      'asOf-year': '2026',
    }
    const compared = await dro.post(location, details)
    const to = (compared.location === location ? await dro.post(location, details) : compared).location ?? ''
    assert.match((await dro.get(to)).body, /Assessor’s verdict: Partly accepted/)
  })
})
