import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { theHouse } from '#platform/access/index.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { readMeasure } from '#platform/measures.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { roles } from '../people/roles.ts'
import { chaseStatements } from './chasing.ts'
import { answerObstacle, counterObstacle, differs, type Question, readForm } from './model.ts'
import { paths } from './paths.ts'
import { missing } from './submissions/form.ts'

const { measures } = rooms

const KNOWN = new Set(measures.map(({ key }) => key))
const FORM = `key: a-form
title: A form
about: For a test.
asked_of: [Information Asset Owner]
of: person
declaration: I declare this.
sections:
  - title: A part
    questions:
      - { key: one, text: Is it so?, kind: yes-no, explain: 'no', measure: assets.owned }
      - { key: two, text: Which one?, kind: choice, options: [This, That] }
      - { key: three, text: Anything else?, kind: text, optional: true }
`

describe('a form of statements', () => {
  it('is read from YAML, with everything that is wrong in plain English', () => {
    const read = readForm(FORM, KNOWN)
    assert.ok('form' in read)
    const problems = (text: string) => {
      const found = readForm(text, KNOWN)
      return 'problems' in found ? found.problems : []
    }
    assert.deepEqual(problems(FORM.replace('assets.owned', 'assets.gold')), ['one: there is no measure assets.gold'])
    assert.deepEqual(problems(FORM.replace("explain: 'no'", 'explain: maybe')), [
      'one: “maybe” is not one of its answers',
    ])
    assert.deepEqual(problems(FORM.replace('key: two', 'key: one')), ['Two questions have the key one'])
    assert.deepEqual(problems(FORM.replace('options: [This, That]', 'hint: x')), ['two: a choice has options'])
    assert.match(problems(FORM.replace('kind: text', 'kind: song'))[0] ?? '', /sections → 0 → questions → 2 → kind: /)
    assert.match(problems(FORM.replace('of: person', 'of: person\nwho: me'))[0] ?? '', /The form: .*who/)
    assert.match(problems('key: [')[0] ?? '', /^It is not YAML/)
    assert.equal(problems(`a: &a [x]\nb: [*a, *a]\n`).length > 0, true)
  })

  it('is complete when every question is answered, and explained where it has to be', () => {
    const read = readForm(FORM, KNOWN)
    assert.ok('form' in read)
    const said = (answers: Parameters<typeof missing>[1]) => missing(read.form, answers).map(({ field }) => field)
    assert.deepEqual(said({}), ['q-one', 'q-two'])
    const two = { value: 'This', why: null }
    assert.deepEqual(said({ one: { value: 'no', why: null }, two }), ['q-one-why'])
    assert.deepEqual(said({ one: { value: 'no', why: 'Because' }, two }), [])
    assert.deepEqual(said({ one: { value: 'yes', why: null }, two }), [])
  })

  it('differs from a measure only where all was declared well and it is not', () => {
    const question: Question = { key: 'one', text: 'Is it so?', kind: 'yes-no', measure: 'assets.owned' }
    const of = (value: string, isWell: boolean | null) =>
      differs(question, { one: { value, why: null } }, { one: { words: '', isWell } })
    assert.deepEqual(
      [of('yes', false), of('yes', true), of('yes', null), of('no', false), of('no', true)],
      [true, false, false, false, false],
    )
  })

  it('is answered by whoever was asked, and countersigned by somebody else', () => {
    const open = { state: 'issued', isRoundOpen: true, personId: 'a', hasCounter: true } as const
    assert.equal(answerObstacle(open, 'a'), null)
    assert.equal(answerObstacle({ ...open, state: 'returned' }, 'a'), null)
    assert.match(answerObstacle(open, 'b') ?? '', /Only whoever was asked/)
    assert.match(answerObstacle({ ...open, isRoundOpen: false }, 'a') ?? '', /closed/)
    assert.match(answerObstacle({ ...open, state: 'submitted' }, 'a') ?? '', /already/)
    const sent = { ...open, state: 'submitted' } as const
    assert.equal(counterObstacle(sent, 'b', true), null)
    assert.match(counterObstacle(sent, 'a', true) ?? '', /own/)
    assert.match(counterObstacle(sent, 'b', false) ?? '', /role/)
    assert.match(counterObstacle({ ...sent, hasCounter: false }, 'b', true) ?? '', /not countersigned/)
    assert.match(counterObstacle(open, 'b', true) ?? '', /does not wait/)
  })
})

describe('statements and returns', () => {
  let test: TestHouse
  let dro: Visitor
  let siro: Visitor
  let owner: Visitor
  const OWNER = 'Information Asset Owner, Policy Group'
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    siro = await test.visitor('Senior Information Risk Owner')
    owner = await test.visitor(OWNER)
  })
  after(() => test.close())

  const due = { 'due-day': '18', 'due-month': '12', 'due-year': '2026' }
  const roleId = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.role where name = ${name}`)).id
  const statementOf = (name: string, round: string) =>
    test.db.one<{ id: string; version: number; state: string }>(sql`
      select s.id, s.version, s.state from statements.statement s join statements.round r on r.id = s.round_id join people.person p on p.id = s.person_id
      where p.name = ${name} and r.name = ${round}`)
  let round = ''

  it('come with three forms, which are issued to whoever holds their roles', async () => {
    const { body } = await dro.get(paths.forms)
    for (const title of ['Annual assurance statement of directors', 'Personal commitment statement', 'Annual return'])
      assert.ok(body.includes(title), title)
    const form = await dro.get(paths.issue('iao-return'))
    assert.match(form.body, new RegExp(`value="${await roleId('Information Asset Owner')}" checked`))
    assert.match(form.body, new RegExp(`value="${await roleId('Senior Information Risk Owner')}" selected`))
    assert.equal((await dro.post(paths.issue('iao-return'), { name: '', ...due })).status, 422)
    const given = {
      name: 'Returns 2026',
      ...due,
      roles: [await roleId('Information Asset Owner')],
      counter: await roleId('Senior Information Risk Owner'),
    }
    assert.equal((await dro.post(paths.issue('iao-return'), { ...given, 'due-year': '2025' })).status, 422)
    const issued = await dro.post(paths.issue('iao-return'), given)
    assert.equal(issued.status, 303)
    round = issued.location ?? ''
    assert.match(
      (await owner.get('/')).body,
      /Annual return of Information Asset Owners: to be submitted by 18 December 2026/,
    )
    assert.equal((await owner.post(paths.issue('iao-return'), given)).status, 403)
    const role = await test.add(roles([]), { name: 'Held by nobody', permissions: [] })
    const nobody = { ...given, roles: [role], counter: '' }
    assert.equal((await dro.post(paths.issue('iao-return'), nobody)).status, 409, 'nobody holds the role')
  })

  it('are answered beside what the measures say, in several sittings', async () => {
    const { id, version } = await statementOf(OWNER, 'Returns 2026')
    const page = await owner.get(paths.statement(id))
    assert.match(page.body, /The measures say: 0 of 2 entries were confirmed in the last half year/)
    assert.match(page.body, /The measures say: 2 assets are on record/)
    assert.equal((await dro.get(paths.statement(id))).status, 404, 'a draft is its author’s')
    assert.equal((await siro.get(paths.statement(id))).status, 404)
    assert.equal((await siro.post(paths.statement(id), { deed: 'submit' })).status, 404)
    const draft = { version: String(version), deed: 'save', 'q-complete': 'yes', 'q-help': 'A course' }
    assert.equal((await owner.post(paths.statement(id), draft)).status, 303)
    assert.equal((await owner.post(paths.statement(id), draft)).status, 409, 'another window')
    assert.match((await owner.get(paths.statement(id))).body, /A course<\/textarea>/)
    const early = await owner.post(paths.statement(id), { ...draft, version: '2', deed: 'submit' })
    assert.equal(early.status, 422)
    assert.match(early.body, /Select an answer: Have you confirmed each entry[\s\S]*Declare it before you submit it/)
  })

  const answers = {
    'q-complete': 'yes',
    'q-confirmed': 'yes',
    'q-access': 'For most of them',
    'q-basis': 'yes',
    'q-retention': 'no',
    'q-retention-why': 'One of them is new.',
    'q-sharing': 'yes',
    'q-risks': 'yes',
    'q-formats': 'Not sure',
    'q-vital': 'I own none',
    'q-training': 'yes',
    'q-help': 'A course',
    declared: 'yes',
    deed: 'submit',
  }

  it('are submitted with what was measured then, sent back, and countersigned by whoever holds the role above', async () => {
    const { id } = await statementOf(OWNER, 'Returns 2026')
    assert.equal((await owner.post(paths.statement(id), { ...answers, version: '2' })).status, 303)
    assert.equal((await owner.post(paths.statement(id), { ...answers, version: '3' })).status, 409)
    const page = await siro.get(paths.statement(id))
    assert.match(page.body, /0 of 2 entries were confirmed[\s\S]*Differs/)
    assert.match(page.body, /I answer for these assets/)
    assert.match((await siro.get('/')).body, /1 statement waits to be countersigned by you/)
    assert.match((await siro.get(paths.mine)).body, /To be countersigned by you/)
    assert.doesNotMatch((await dro.get(paths.statement(id))).body, /I countersign it/)
    const lim = await test.visitor('Local Information Manager, Inspection Agency')
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'statements:read') where name = 'Local Information Manager'`,
    )
    assert.equal((await lim.get(paths.statement(id))).status, 404)
    assert.equal(
      (await dro.post(paths.countersign(id), { outcome: 'countersigned', words: '', version: '3' })).status,
      403,
    )
    const lim2 = await test.person('Local Information Manager, Inspection Agency')
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, unit_id, from_on)
      select gen_random_uuid(), ${lim2.id}, r.id, u.id, '2026-01-01' from people.role r, people.unit u
      where r.name = 'Senior Information Risk Owner' and u.name = 'Example Inspection Agency'`)
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'statements:read') where name = 'Senior Information Risk Owner'`,
    )
    assert.equal((await lim.get(paths.statement(id))).status, 404, 'the role in a unit that is not above')
    assert.equal(
      (await lim.post(paths.countersign(id), { outcome: 'countersigned', words: '', version: '3' })).status,
      404,
    )
    await test.db.run(
      sql`update people.role set permissions = permissions || array['statements:read'] where name = 'Senior Information Risk Owner'`,
    )
    assert.equal((await siro.post(paths.countersign(id), { outcome: 'returned', words: '', version: '3' })).status, 422)
    assert.equal(
      (await siro.post(paths.countersign(id), { outcome: 'returned', words: 'Confirm them first', version: '3' }))
        .status,
      303,
    )
    assert.match((await owner.get(paths.statement(id))).body, /It was sent back to you/)
    await test.db.run(
      sql`update assets.asset set confirmed_on = '2026-11-20' where owner_id = (select person_id from statements.statement where id = ${id})`,
    )
    assert.equal((await owner.post(paths.statement(id), { ...answers, version: '4' })).status, 303)
    assert.equal(
      (await siro.post(paths.countersign(id), { outcome: 'countersigned', words: '', version: '4' })).status,
      409,
      'that version was not seen',
    )
    assert.equal(
      (await siro.post(paths.countersign(id), { outcome: 'countersigned', words: '', version: '5' })).status,
      303,
    )
    const signed = await owner.get(paths.statement(id))
    assert.match(signed.body, /Senior Information Risk Owner countersigned it on 21 November 2026/)
    assert.match(signed.body, /2 of 2 entries were confirmed/)
    assert.match(signed.body, /Confirm them first/)
    const steps = await test.db.many<{ what: string; words: string | null }>(sql`
      select what, measured->'confirmed'->>'words' as words from statements.step where statement_id = ${id} order by at, id`)
    assert.deepEqual(
      steps.filter(({ what }) => what === 'submitted').map(({ words }) => words),
      ['0 of 2 entries were confirmed in the last half year', '2 of 2 entries were confirmed in the last half year'],
      'what was measured each time stays',
    )
    await assert.rejects(test.db.run(sql`update statements.step set note = ''`), /permission denied/)
  })

  it('tell what was answered, how often, and where measures say otherwise', async () => {
    await test.db.run(sql`update statements.statement set measured = jsonb_set(measured, '{basis,isWell}', 'false')`)
    const { body } = await dro.get(round)
    assert.match(body, /Declared as well, and measured otherwise[\s\S]*lawful basis/)
    assert.doesNotMatch(
      (await dro.get(`${round}?only=open`)).body,
      /<a[^>]*>Information Asset Owner, Policy Group<\/a><\/th>\s*<td[^>]*data-label="Role"/,
    )
    assert.match((await dro.get(`${round}?only=countersigned`)).body, /Countersigned\s*<\/strong>/)
    assert.equal((await dro.get(`${round}?only=__proto__`)).status, 200)
    const table = await dro.get(`${round}/table.csv`)
    assert.match(
      table.body,
      /Information Asset Owner, Policy Group.*Countersigned.*For most of them.*One of them is new\./,
    )
    assert.match((await dro.get(`${round}/answers.csv`)).body, /Is the lawful basis on record.*,Yes,1,1/)
    assert.match((await dro.get(`${round}/differences.csv`)).body, /lawful basis/)
    const draft = await statementOf(OWNER, 'Returns 2026')
    assert.match((await dro.get(`${paths.statement(draft.id)}/table.csv`)).body, /Why,Measured/)
  })

  it('are asked of those who were appointed since, chased, and taken up the tree', async () => {
    await test.db.run(sql`update people.person set email = id || '@example.gov.uk'`)
    const { id: person } = await test.db.one<{ id: string }>(sql`
      insert into people.person (id, name, email) values (gen_random_uuid(), 'A second owner', 'second@example.gov.uk') returning id`)
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, unit_id, from_on)
      select gen_random_uuid(), ${person}, r.id, u.id, '2026-11-01' from people.role r, people.unit u where r.name = 'Information Asset Owner' and u.name = 'Digital and Technology Directorate'`)
    assert.equal((await dro.post(`${round}/issue-since`, {})).status, 303)
    assert.equal((await statementOf('A second owner', 'Returns 2026')).state, 'issued')
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const on = async (at: string) => {
      await chaseStatements(test.db, { actor: { kind: 'system' }, at: new Date(at), requestId: null }, config)
      return (
        await test.db.many<{ told: string }>(sql`
          select p.name || ': ' || m.subject as told from mail.message m join people.person p on p.id = m.person_id
          where m.kind = 'statement' and m.made_at = ${new Date(at)} order by 1`)
      ).map(({ told }) => told)
    }
    assert.deepEqual(await on('2026-12-04T08:00:00Z'), [
      'A second owner: Returns 2026: please submit by 18 December 2026',
    ])
    assert.deepEqual(await on('2026-12-16T08:00:00Z'), [])
    assert.deepEqual(await on('2026-12-17T08:00:00Z'), [
      'A second owner: Returns 2026: please submit by 18 December 2026',
    ])
    assert.deepEqual(await on('2026-12-21T08:00:00Z'), [
      'A second owner: Returns 2026: the last day has passed',
      'Departmental Records Officer: Returns 2026: 1 statement overdue',
    ])
    await test.db.run(
      sql`update people.person set left_on = '2026-12-25' where name = 'KIM Champion, Digital and Technology'`,
    )
    assert.deepEqual(await on('2026-12-29T08:00:00Z'), [
      'A second owner: Returns 2026: the last day has passed',
      'Departmental Records Officer: Returns 2026: 1 statement overdue',
      'Senior Information Risk Owner: Returns 2026: 1 statement overdue in your area',
    ])
    await test.db.run(sql`update people.person set left_on = null`)
    assert.deepEqual(await on('2027-01-04T08:00:00Z'), [
      'A second owner: Returns 2026: the last day has passed',
      'Departmental Records Officer: Returns 2026: 1 statement overdue',
      'KIM Champion, Digital and Technology: Returns 2026: 1 statement overdue in your area',
      'Senior Information Risk Owner: Returns 2026: 1 statement overdue in your area',
    ])
    await test.db.run(sql`update statements.statement set state = 'submitted' where person_id = ${person}`)
    assert.deepEqual(await on('2027-01-11T08:00:00Z'), [
      'Senior Information Risk Owner: Returns 2026: 1 statement to be countersigned',
    ])
    assert.equal((await dro.post(`${round}/close`, {})).status, 303)
    assert.equal((await dro.post(`${round}/close`, {})).status, 409)
    assert.deepEqual(await on('2027-01-18T08:00:00Z'), [])
    assert.doesNotMatch((await siro.get('/')).body, /waits to be countersigned/)
  })

  it('are about a unit and what is below it, where the form says so', async () => {
    const champion = 'KIM Champion, Digital and Technology'
    const read = async (unit: string) => {
      const { id } = await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${unit}`)
      const words: Record<string, string> = {}
      for (const measure of measures)
        words[measure.key] = (
          await readMeasure(
            measure,
            test.db,
            { of: 'unit', id },
            { today: '2026-11-21', viewer: theHouse('2026-11-21') },
          )
        ).words
      return words
    }
    const agency = await read('Example Inspection Agency')
    assert.equal(agency['assets.owned'], '1 of 2 assets has an owner')
    assert.equal(agency['risks.appetite'], '0 of 2 open risks are within the appetite')
    assert.equal(agency['roles.vacant'], '0 of 1 role that must be filled is filled')
    assert.equal((await read('Department for Example Affairs'))['assets.held'], '4 assets are on record')
    const due2 = { 'due-day': '18', 'due-month': '12', 'due-year': '2026' }
    const roles = [await roleId('KIM Champion')]
    await dro.post(paths.issue('directors-assurance'), { name: 'Assurance', ...due2, roles, counter: '' })
    const visitor = await test.visitor(champion)
    const { body } = await visitor.get(paths.statement((await statementOf(champion, 'Assurance')).id))
    assert.match(body, /The measures say: 1 of 1 role that must be filled is filled/)
    assert.match(body, /The measures say: No asset is on record/)
  })

  it('have forms that a department writes itself, each change a version that running rounds do not see', async () => {
    assert.match(
      (await dro.post(paths.newForm, { text: FORM.replace('assets.owned', 'x') })).body,
      /there is no measure x/,
    )
    assert.equal((await dro.post(paths.newForm, { text: FORM })).status, 303)
    assert.equal((await dro.post(paths.newForm, { text: FORM })).status, 422)
    assert.match((await dro.get(paths.editForm('a-form'))).body, />\s*key: a-form\s+title: A form\s+about: For a test/)
    const champion = await roleId('KIM Champion')
    const issued = await dro.post(paths.issue('a-form'), { name: 'A test', ...due, roles: [champion], counter: '' })
    const edited = FORM.replace('Is it so?', 'Is it really so?')
    assert.match(
      (await dro.post(paths.editForm('a-form'), { text: edited.replace('key: a-form', 'key: other') })).body,
      /The key of this form is a-form/,
    )
    assert.equal((await dro.post(paths.editForm('a-form'), { text: edited })).status, 303)
    assert.equal((await dro.post(paths.editForm('a-form'), { text: edited })).status, 303)
    const versions = await test.db.many(sql`select version from statements.form where key = 'a-form' order by version`)
    assert.deepEqual(versions, [{ version: 1 }, { version: 2 }], 'nothing changed the second time')
    assert.match((await dro.get(paths.form('a-form'))).body, /Is it really so\?[\s\S]*Version 1/)
    const visitor = await test.visitor('KIM Champion, Digital and Technology')
    const { id } = await statementOf('KIM Champion, Digital and Technology', 'A test')
    const page = await visitor.get(paths.statement(id))
    assert.match(page.body, /Is it so\?/)
    assert.equal((await visitor.post(paths.statement(id), { 'q-one': 'maybe', version: '1' })).status, 422)
    const whole = { 'q-one': 'yes', 'q-two': 'That', declared: 'yes', deed: 'submit', version: '1' }
    assert.equal((await visitor.post(paths.statement(id), whole)).status, 303)
    assert.match((await dro.get(issued.location ?? '')).body, /1<\/span>[\s\S]*submitted/)
    assert.equal(
      (await siro.post(paths.countersign(id), { outcome: 'countersigned', words: '', version: '2' })).status,
      403,
    )
  })
})
