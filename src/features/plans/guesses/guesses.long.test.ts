import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'
import type { Question } from '../recognising/model/model.ts'
import { endGuesses, keepGuesses, markSettled, openGuesses } from './store.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2016' }
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const TABLE = [
  'Ref\tAction\tOwner\tDue\tStatus',
  'U1\tWrite the policy\tIT & Records Team\t06/18\tBlorfix',
  'U2\tMove the boxes\tIT & Records Team\t30 June 2018\tBlorfix',
  'U3\tCount the boxes\tVacant post\t30 June 2018\t',
]

describe('guesses that nobody answered', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const location = (await dro.post(paths.imports, { table: TABLE.join('\n') })).location ?? ''
    await dro.post(`${location}/date`, DATE)
    const { body } = await dro.get(location)
    assert.match(textOf(body), /4 guesses to check/)
    plan = (await dro.post(location, { ...sentBy(body), title: 'Guessed', deed: '' })).location ?? ''
  })
  after(() => test.close())

  /** What is still asked. */
  const page = async () =>
    textOf((await dro.get(`${plan}/guesses`)).body).split('Guesses that a new version has answered')[0] ?? ''
  const idOf = async (ref: string) =>
    (await test.db.one<{ id: string }>(sql`select id from plans.action where ref = ${ref}`)).id

  it('are told on the page of the plan, which leads to their actions', async () => {
    const { body } = await dro.get(plan)
    assert.match(textOf(body), /4 guesses were not answered when the document was imported: check them/)
    assert.match(body, new RegExp(`href="${plan}/guesses"`))
    const guesses = (await dro.get(`${plan}/guesses`)).body
    for (const ref of ['U1', 'U2', 'U3']) assert.match(guesses, new RegExp(paths.action(await idOf(ref))), ref)
    assert.match(textOf(guesses), /When is “06\/18”\?/)
  })

  it('say what was guessed, where, what it means for the action and how it is corrected', async () => {
    const { body } = await dro.get(`${plan}/guesses`)
    const words = textOf(body)
    assert.match(
      words,
      /some words of the document could be read in more than one way\. Muniment guessed, and nobody has said yet/,
    )
    const of = (question: string) =>
      body.split('<section').find((one) => textOf(one).includes(question)) ?? assert.fail(question)
    const date = of('When is “06/18”?')
    assert.match(
      textOf(date),
      /Where in the document Action U1 What was guessed .* What that means The action has no last day, so it never counts as overdue\. Action Action U1 If it is wrong Change how the date is read : Action U1/,
    )
    const id = await idOf('U1')
    assert.ok(date.includes(`href="${paths.reading(id)}"`))
    assert.equal((await dro.get(paths.reading(id))).status, 200)
    const status = of('What does the status “Blorfix” say?')
    assert.match(
      textOf(status),
      /What that means The status decides whether each of these actions counts as finished\./,
    )
    for (const ref of ['U1', 'U2']) assert.ok(status.includes(`href="${paths.claim(await idOf(ref))}"`), ref)
    const owners = of('one owner, or several')
    assert.ok(owners.includes(`href="${paths.actionOwners(id)}"`))
    const siro = await test.visitor('Senior Information Risk Owner')
    const read = textOf((await siro.get(`${plan}/guesses`)).body)
    assert.match(read, /What that means The action has no last day/)
    assert.doesNotMatch(read, /If it is wrong|This is right/)
  })

  it('close when somebody says on the action what was asked, and not by anything else', async () => {
    const id = await idOf('U1')
    const reading = `${paths.action(id)}/reading`
    const form = sentBy((await dro.get(reading)).body)
    test.setNow('2026-11-21T09:05:00Z')
    const comment = sentBy((await dro.get(paths.commentary(id))).body)
    assert.equal((await dro.post(paths.commentary(id), { ...comment, text: 'More' })).status, 303)
    assert.match(await page(), /When is “06\/18”\?/)
    assert.equal((await dro.post(reading, { ...form, reading: '1' })).status, 303)
    assert.doesNotMatch(await page(), /When is “06\/18”\?/)
    assert.match(await page(), /What does the status “Blorfix” say\?/)
    assert.match(textOf((await dro.get(plan)).body), /3 guesses were not answered/)
  })

  it('close when somebody finds them right, on record, once', async () => {
    const { body } = await dro.get(`${plan}/guesses`)
    const guess = /name="guess" value="([^"]+)"/.exec(body)?.[1] ?? ''
    assert.equal((await dro.post(`${plan}/guesses`, { guess })).status, 303)
    await dro.post(`${plan}/guesses`, { guess })
    const settled = await test.db.one<{ count: number }>(
      sql`select count(*)::integer as count from audit.entry where what = 'guess.settled'`,
    )
    assert.equal(settled.count, 1)
    assert.match(textOf((await dro.get(plan)).body), /2 guesses were not answered/)
    assert.equal((await dro.post(`${plan}/guesses`, { guess: 'x' })).status, 404)
    assert.equal((await dro.post(`${plan}/guesses`, { guess: '00000000-0000-7000-8000-000000000000' })).status, 404)
  })

  it('may be read and not answered by whoever may not change plans', async () => {
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.equal((await siro.get(`${plan}/guesses`)).status, 200)
  })

  /** Merges a new version of the document with these rows. */
  const merge = async (rows: readonly string[]) => {
    const bytes = Buffer.from(rows.join('\n'))
    await dro.get(`${plan}/versions`)
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dro.post(`${location}/date`, DATE)
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    assert.match(to, /compare/)
    assert.equal((await dro.post(to, sentBy((await dro.get(to)).body))).location, plan)
  }

  it('are not asked twice by a new version, which brings its own, nor again once they were answered', async () => {
    const asked = await test.db.many<{ question: string }>(
      sql`select question from plans.guess where settled_by is not null`,
    )
    assert.equal(asked.length, 1)
    await merge([...TABLE, 'U4\tSell the boxes\tDRO\t07/18\t'])
    assert.doesNotMatch(await page(), /When is “06\/18”/, 'it was corrected')
    for (const { question } of asked) assert.ok(!(await page()).includes(question), question)
    assert.match(await page(), /When is “07\/18”\?/)
    assert.equal((await page()).split('What does the status “Blorfix” say').length, 2)
  })

  it('end where a new version says what was in doubt, and stay where it holds their actions no more', async () => {
    assert.match(await page(), /What does the status “Blorfix” say/)
    await merge([
      ...TABLE.slice(0, 3).map((row) => row.replace('Blorfix', 'In progress')),
      'U4\tSell the boxes\tDRO\tBlorfixday\t',
    ])
    assert.doesNotMatch(await page(), /Blorfix” say/)
    assert.doesNotMatch(await page(), /When is “07\/18”/)
    assert.match(await page(), /Blorfixday/)
    await merge(TABLE.slice(0, 3).map((row) => row.replace('Blorfix', 'In progress')))
    assert.match(await page(), /Blorfixday/, 'nothing was said of it')
  })
})

describe('guesses of which either of two things may be wrong', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  const LATE = /The status is “Overdue”, but the target date “30 June 2018”/
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const table = [TABLE[0], 'L1\tWrite the policy\tHR\t30 June 2018\tOverdue'].join('\n')
    const { location = '' } = await dro.post(paths.imports, { table })
    await dro.post(`${location}/date`, DATE)
    const { body } = await dro.get(location)
    plan = (await dro.post(location, { ...sentBy(body), title: 'Late', deed: '' })).location ?? ''
  })
  after(() => test.close())

  const section = async () =>
    (await dro.get(`${plan}/guesses`)).body.split('<section').find((one) => LATE.test(textOf(one))) ?? ''
  const action = async () => (await test.db.one<{ id: string }>(sql`select id from plans.action where ref = 'L1'`)).id

  it('lead to where each is corrected, and say what both mean', async () => {
    const guess = await section()
    const id = await action()
    assert.ok(guess.includes(`href="${paths.reading(id)}"`))
    assert.ok(guess.includes(`href="${paths.claim(id)}"`))
    assert.match(
      textOf(guess),
      /the action counts as overdue after 30 June 2018\. .*(The action counts as|No status is recorded).* Change how the date is read : Action L1 or Make a claim of how it stands : Action L1/,
    )
  })

  it('close when either is said', async () => {
    const id = await action()
    test.setNow('2026-11-21T09:05:00Z')
    const form = sentBy((await dro.get(paths.claim(id))).body)
    assert.equal((await dro.post(paths.claim(id), { ...form, status: 'in-progress' })).status, 303)
    assert.equal(await section(), '')
  })
})

describe('guesses about the whole plan', () => {
  let test: TestHouse
  let plan: string
  before(async () => {
    test = await testHouse()
    plan = (await test.db.one<{ id: string }>(sql`select id from plans.plan limit 1`)).id
  })
  after(() => test.close())

  const QUESTION = 'Do rows go on with the action above them?'
  const asked = async () => (await openGuesses(test.db, plan, 100)).filter(({ question }) => question === QUESTION)
  /** A version of a document that asks it of these rows. Answers where it is open then. */
  const version = async (rows: readonly number[]) => {
    const raised = rows.map(
      (row): Question => ({ where: `Row ${row}`, place: null, question: QUESTION, guess: 'They do.' }),
    )
    await test.db.transaction(async (tx) => {
      const says = { revisionId: plan, taken: [], left: [], raised, idsByPlace: new Map<string, string>() }
      await endGuesses(tx, test.act(), plan, says)
      await keepGuesses(tx, test.act(), plan, raised, new Map())
    })
    return (await asked()).map(({ place }) => place)
  }

  it('end when a new version asks them again, and are not asked again once they were answered', async () => {
    assert.deepEqual(await version([15]), ['Row 15'])
    assert.deepEqual(await version([14]), ['Row 14'])
    assert.deepEqual(await version([]), ['Row 14'], 'nothing was said of it')
    const [open] = await asked()
    const dro = await test.person('Departmental Records Officer')
    assert.ok(await test.db.transaction((tx) => markSettled(tx, test.act(dro), plan, open?.id ?? '')))
    assert.deepEqual(await version([13]), [])
    assert.deepEqual(await version([12, 40]), ['Row 40'], 'one more was not answered')
  })
})

describe('guesses that a new version answers', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  const HEADER = 'Ref\tAction\tOwner\tDue\tStatus'
  const V1 = [
    '1\tWeed files\tHR\t07/27\tDunno',
    '2\tBuy boxes\tEstates\tMarch 2027\tIn progress',
    '3\tMove store\tEstates\t12/29\tWibble',
    '4\tCount keys\tEstates\tMarch 2027\tFlimflam',
    '5\tCut keys\tEstates\tMarch 2027\tFlimflam',
  ]
  const dated = (location: string, day: string, month: string) =>
    dro.post(`${location}/date`, { 'asOf-day': day, 'asOf-month': month, 'asOf-year': '2026' })
  const parts = async () => {
    const { body } = await dro.get(`${plan}/guesses`)
    const [open = '', ended = ''] = textOf(body).split('Guesses that a new version has answered')
    return { open, ended }
  }
  const compared = async (rows: readonly string[], day = '20') => {
    const bytes = Buffer.from([HEADER, ...rows].join('\n'))
    await dro.get(`${plan}/versions`)
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dated(location, day, '11')
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    return { to, body: (await dro.get(to)).body }
  }
  const merge = async (rows: readonly string[], day?: string) => {
    const { to, body } = await compared(rows, day)
    assert.equal((await dro.post(to, { ...sentBy(body), deed: 'merge' })).location, plan)
    return textOf(body)
  }
  const standing = async () =>
    Object.fromEntries(
      (
        await test.db.many<{ ref: string; said: string }>(sql`
          select ref, concat_ws(' | ', target_text, status) as said from plans.action
          where plan_id = ${plan.split('/').at(-1) ?? ''}`)
      ).map(({ ref, said }) => [ref, said]),
    )
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const { location = '' } = await dro.post(paths.imports, { table: [HEADER, ...V1].join('\n') })
    await dated(location, '14', '9')
    const { body } = await dro.get(location)
    plan = (await dro.post(location, { ...sentBy(body), title: 'Two versions', into: '', deed: '' })).location ?? ''
  })
  after(() => test.close())

  it('end where it says them otherwise and that was taken, and stay where it says nothing', async () => {
    const told = await merge([
      '1\tWeed files\tHR\t\t',
      '2\tBuy boxes\tEstates\tMarch 2027\tComplete',
      '3\tMove store\tEstates\tDecember 2029\tIn progress',
      '4\tCount keys\tEstates\tMarch 2027\tFlimflam',
      '5\tCut keys\tEstates\tMarch 2027\t',
    ])
    assert.doesNotMatch(told, /Changed here too/)
    assert.deepEqual(await standing(), {
      1: '07/27 | unclaimed',
      2: 'March 2027 | complete',
      3: 'December 2029 | in-progress',
      4: 'March 2027 | unclaimed',
      5: 'March 2027 | unclaimed',
    })
    const { open } = await parts()
    assert.match(open, /When is “07\/27”\?/)
    assert.match(open, /What does the status “Dunno” say\?/)
    assert.doesNotMatch(open, /12\/29|Wibble/)
    assert.equal(
      open.split('What does the status “Flimflam” say').length,
      3,
      'of one it is asked again, of the other still',
    )
  })

  it('are told with the version that says it', async () => {
    const { ended } = await parts()
    const line = (words: string) =>
      new RegExp(`${words}[^?]*\\? Action 3 No longer asked: the version of 20 November 2026 says it`)
    assert.match(ended, line('When is “12/29”'))
    assert.match(ended, line('What does the status “Wibble” say'))
    assert.doesNotMatch(ended, /Flimflam|Dunno/)
  })

  it('stay where what it says was left as it is', async () => {
    const rows = ['1\tWeed files\tHR\tAugust 2027\tIn progress']
    const { to, body } = await compared(rows, '21')
    assert.equal((await dro.post(to, { ...sentBy(body), skip: ['asked', 't1r2 status'], deed: 'merge' })).status, 303)
    assert.equal((await standing())[1], 'August 2027 | unclaimed')
    const { open } = await parts()
    assert.match(open, /What does the status “Dunno” say\?/)
    assert.doesNotMatch(open, /07\/27/)
  })

  it('end where somebody answers them as the version comes in', async () => {
    const bytes = Buffer.from([HEADER, V1[3] ?? '', '6\tSell keys\tEstates\tMarch 2027\t'].join('\n'))
    await dro.get(`${plan}/versions`)
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dated(location, '21', '11')
    const row = paths.importRow(location.split('/').at(-1) ?? '', 't1r2')
    assert.equal((await dro.post(row, { ...sentBy((await dro.get(row)).body), claim: 'none' })).status, 303)
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    assert.equal((await dro.post(to, { ...sentBy((await dro.get(to)).body), deed: 'merge' })).location, plan)
    const { open } = await parts()
    assert.equal(
      open.split('What does the status “Flimflam” say').length,
      2,
      'only that of the action which it left empty',
    )
  })
})
