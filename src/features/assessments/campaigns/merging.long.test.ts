import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { factsOf } from '../following/consequences.ts'
import { paths } from '../paths.ts'
import { refreshBefore } from '../results/before.ts'
import { type Advance, choiceInWords, furtherOf } from './merging.ts'

const advance = (more: Partial<Advance>): Advance => ({
  campaignId: 'c',
  campaign: 'Benchmark',
  unitId: more.unit ?? 'u',
  unit: 'U',
  stage: 'answering',
  isOpen: true,
  isRepeat: false,
  openIds: [],
  isMandatory: true,
  answered: 0,
  wanted: 15,
  ...more,
})

describe('two assessments that become one', () => {
  it('go on with the one that is further: by its stage, then its answers, then whether it must', () => {
    const further = (one: Partial<Advance>, other: Partial<Advance>) =>
      furtherOf(advance({ unit: 'A', ...one }), advance({ unit: 'B', ...other })).unit
    assert.equal(further({ stage: 'submitted' }, { stage: 'answering', answered: 15 }), 'A')
    assert.equal(further({ stage: 'answering', answered: 15 }, { stage: 'submitted' }), 'B')
    assert.equal(further({ stage: 'declined', answered: 15 }, {}), 'B')
    assert.equal(further({ answered: 3 }, { answered: 10 }), 'B')
    assert.equal(further({ answered: 3, isMandatory: false }, { answered: 3 }), 'B')
    assert.equal(further({}, {}), 'A')
    assert.equal(further({ stage: 'final', isOpen: false }, { stage: 'submitted' }), 'A')
    assert.equal(further({ stage: 'submitted', isRepeat: true }, { answered: 1 }), 'B')
    assert.equal(further({ stage: 'answering', isRepeat: true }, { stage: 'declined' }), 'A')
    assert.equal(further({ stage: 'final', isRepeat: true }, { stage: 'submitted' }), 'A')
  })
  it('choose the same whichever comes first, unless they are alike', () => {
    const some = fc.record({
      stage: fc.constantFrom('declined', 'answering', 'submitted', 'final' as const),
      answered: fc.nat(3),
      isMandatory: fc.boolean(),
    })
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [advance({ unit: 'A', ...one } as Advance), advance({ unit: 'B', ...other } as Advance)]
        const isAlike = JSON.stringify(one) === JSON.stringify(other)
        assert.equal(furtherOf(a, b) === furtherOf(b, a), !isAlike)
      }),
    )
  })
  it('say what was chosen and why', () => {
    assert.equal(
      choiceInWords(
        advance({ unit: 'Policy', stage: 'submitted', isMandatory: false }),
        advance({ unit: 'Estates', answered: 6 }),
      ),
      'Benchmark: Policy has handed in its answers, Estates has answered 6 of 15 questions. The assessment of Policy goes on; that of Estates is withdrawn, and its answers stay on record. It is mandatory now, as that of Estates was.',
    )
    assert.equal(
      choiceInWords(advance({ unit: 'Digital' }), advance({ unit: 'Estates' })),
      'Benchmark: Both have answered 0 of 15 questions. The assessment of Digital goes on; that of Estates is withdrawn, and its answers stay on record.',
    )
    assert.equal(
      choiceInWords(advance({ unit: 'A', stage: 'submitted' }), advance({ unit: 'B', stage: 'submitted' })),
      'Benchmark: Both have handed in their answers. The assessment of A goes on; that of B is withdrawn, and its answers stay on record.',
    )
    assert.equal(
      choiceInWords(advance({ unit: 'A', stage: 'final', isMandatory: false }), advance({ unit: 'B', answered: 2 })),
      'Benchmark: A has final scores, B has answered 2 of 15 questions. The scores of A stand; the assessment of B is withdrawn, and its answers stay on record.',
    )
    assert.equal(
      choiceInWords(advance({ unit: 'A' }), advance({ unit: 'B', answered: 2, isRepeat: true })),
      'Benchmark: A has answered 0 of 15 questions, B has answered 2 of 15 questions again. The assessment of A goes on; the repeat of B is withdrawn, and its answers stay on record.',
    )
    assert.equal(
      choiceInWords(advance({ unit: 'A' }), advance({ unit: 'B', stage: 'declined', isMandatory: false })),
      'Benchmark: A has answered 0 of 15 questions, B has declined. The assessment of A goes on; that of B is kept on record as declined.',
    )
  })
})

describe('units that merge within a campaign', () => {
  const NAME = 'Knowledge management benchmark, this year'
  const DIGITAL = 'Digital and Technology Directorate'
  const AGENCY = 'Example Inspection Agency'
  const POLICY = 'Policy Group'
  const ON = { 'on-day': '21', 'on-month': '11', 'on-year': '2026', why: 'A decision' }
  const unitId = async (test: TestHouse, name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
  const parts = (test: TestHouse) =>
    test.db.many<{ id: string; unit: string; state: string; obligation: string; why: string | null }>(sql`
      select p.id, u.name as unit, p.state, p.obligation, p.merged_why as why from assessments.participant p join people.unit u on u.id = p.unit_id
      join assessments.campaign c on c.id = p.campaign_id where c.name = ${NAME} and (p.merged_why is not null or u.name like 'Joint%') order by p.state`)

  it('keep the further one with the unit that is made, and say so in the preview, on its page and on record', async () => {
    const test = await testHouse()
    const dro = await test.visitor('Departmental Records Officer')
    await test.db.run(sql`update assessments.participant set obligation = 'invited' where unit_name = ${POLICY}`)
    const fields = {
      ...ON,
      units: [await unitId(test, AGENCY), await unitId(test, POLICY)],
      into: '',
      name: 'Joint Office',
      kind: 'directorate',
      parent: '',
    }
    const chosen =
      /Policy Group has handed in its answers, Example Inspection Agency has answered 6 of 15 questions\. The assessment of Policy Group goes on; that of Example Inspection Agency is withdrawn/
    const preview = (await dro.post('/people/reorganise/merge', fields)).body
    assert.match(preview, chosen)
    // What is withdrawn is not told as something that moves as well.
    assert.match(preview, /1 open assessment<\/t[dh]>\s*<td[^>]*>Moves to Joint Office/)
    assert.equal(preview.match(/1 open assessment</g)?.length, 1)
    const done = await dro.post('/people/reorganise/merge', { ...fields, sure: 'yes' })
    assert.match((await dro.get(done.location ?? '')).body, chosen)
    const found = await parts(test)
    assert.deepEqual(
      found.map(({ unit, state, obligation }) => [unit, state, obligation]),
      [
        ['Joint Office', 'submitted', 'mandatory'],
        [AGENCY, 'withdrawn', 'mandatory'],
      ],
    )
    for (const { id } of found) assert.match((await dro.get(paths.unit(id))).body, chosen)
    const { open } = await test.db.one<{ open: number }>(sql`
      select count(*) as open from assessments.participant p join people.unit u on u.id = p.unit_id where u.closed_on is not null and p.state in ('answering', 'submitted')`)
    assert.equal(open, 0)
    await test.close()
  })

  for (const [from, into, kept] of [
    [AGENCY, POLICY, 'submitted'],
    [POLICY, AGENCY, 'submitted'],
    [AGENCY, DIGITAL, 'final'],
  ] as const)
    it(`keep what is ${kept} where ${from} becomes part of ${into}`, async () => {
      const test = await testHouse()
      const dro = await test.visitor('Departmental Records Officer')
      const into_ = await unitId(test, into)
      const fields = { ...ON, units: [await unitId(test, from)], into: into_, name: '', kind: '', parent: '' }
      assert.match((await dro.post('/people/reorganise/merge', fields)).body, /What is chosen/)
      assert.equal((await dro.post('/people/reorganise/merge', { ...fields, sure: 'yes' })).status, 303)
      const found = (await parts(test)).filter(({ state }) => state !== 'withdrawn')
      assert.deepEqual(
        found.map(({ unit, state }) => [unit, state]),
        [[into, kept]],
      )
      await test.close()
    })
})

describe('what a unit has finished before it becomes part of another', () => {
  const NAME = 'Knowledge management benchmark, this year'
  const DIGITAL = 'Digital and Technology Directorate'
  const AGENCY = 'Example Inspection Agency'
  const POLICY = 'Policy Group'
  const MERGED = `${DIGITAL}, now part of ${POLICY}`
  const ON = { 'on-day': '21', 'on-month': '11', 'on-year': '2026', why: 'A decision', name: '', kind: '', parent: '' }
  const unitId = async (test: TestHouse, name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
  const merge = async (test: TestHouse, from: string, into: string) => {
    const dro = await test.visitor('Departmental Records Officer')
    const fields = { ...ON, units: [await unitId(test, from)], into: await unitId(test, into) }
    const preview = (await dro.post('/people/reorganise/merge', fields)).body
    assert.equal((await dro.post('/people/reorganise/merge', { ...fields, sure: 'yes' })).status, 303)
    return { dro, preview }
  }
  const parts = (test: TestHouse) =>
    test.db.many<{ id: string; unit: string; state: string }>(sql`
      select p.id, u.name as unit, p.state from assessments.participant p join people.unit u on u.id = p.unit_id
      join assessments.campaign c on c.id = p.campaign_id where c.name = ${NAME} and u.name in (${DIGITAL}, ${AGENCY}, ${POLICY}) order by u.name`)
  const campaignId = async (test: TestHouse) =>
    (await test.db.one<{ id: string }>(sql`select id from assessments.campaign where name = ${NAME}`)).id

  it('stays its own, and what the other has not finished goes on beside it', async () => {
    const test = await testHouse()
    await test.db.run(sql`update assessments.participant set state = 'answering' where unit_name = ${POLICY}`)
    const before = await parts(test)
    const { dro, preview } = await merge(test, DIGITAL, POLICY)
    assert.doesNotMatch(preview, /What is chosen/)
    assert.deepEqual(await parts(test), before)
    const id = await campaignId(test)
    for (const path of [paths.heatMap(id), paths.league(id), paths.movement(id), paths.board(id), paths.campaign(id)])
      assert.ok((await dro.get(path)).body.includes(MERGED), path)
    const rows = (await dro.get(`${paths.league(id)}/table.csv`)).body.split('\r\n')
    assert.ok(
      rows.some((row) => row.includes(`"${MERGED}",3.2,`)),
      rows.join('\n'),
    )
    assert.ok(rows.some((row) => row.startsWith(`,,${POLICY},,,`)))
    const moved = (await dro.get(`${paths.movement(id)}/table.csv`)).body.split('\r\n')
    assert.ok(
      moved.some((row) => /^"Digital[^"]*",[\d.]+,no,3.2,/.test(row)),
      moved.join('\n'),
    )
    assert.ok(!moved.some((row) => row.startsWith(POLICY)))
    const own = before.find(({ unit }) => unit === DIGITAL)?.id ?? ''
    assert.doesNotMatch((await dro.get(paths.unit(own))).body, /can hand its assessment over/)
    assert.doesNotMatch((await dro.get(paths.unitManage(own))).body, /Hand it over/)
    const to = await unitId(test, 'Corporate Services Group')
    assert.notEqual((await dro.post(`${paths.unitManage(own)}/hand-over`, { to, why: 'x' })).status, 303)
    await test.close()
  })

  it('is not laid beside the answers of another unit that goes on for it', async () => {
    const test = await testHouse()
    await test.db.run(
      sql`update assessments.participant set state = 'withdrawn', ended_why = 'Not now' where unit_name = ${POLICY} and state = 'submitted'`,
    )
    const { dro } = await merge(test, AGENCY, POLICY)
    const [one] = (await parts(test)).filter(({ unit, state }) => unit === POLICY && state === 'answering')
    assert.ok(one)
    const words = `No comparison: these answers were given for ${AGENCY}.`
    assert.ok((await dro.get(paths.unit(one.id))).body.includes(words))
    const { kept } = await test.db.one<{ kept: number }>(
      sql`select count(*) as kept from assessments.before where participant_id = ${one.id}`,
    )
    assert.equal(kept, 0)
    await test.db.run(sql`update assessments.participant set state = 'final', final_at = now() where id = ${one.id}`)
    const id = await campaignId(test)
    for (const path of [paths.movement(id), paths.board(id), paths.unitResults(one.id)])
      assert.ok((await dro.get(path)).body.includes(words), path)
    assert.ok((await dro.get(paths.movement(id))).body.includes(`aria-label="${POLICY}: not compared"`))
    const facts = await factsOf(test.db, one.id)
    assert.equal(facts.before, null)
    assert.equal(facts.notCompared, words)
    // Next time, what was answered for another unit is no last time of this one either.
    await test.db.run(sql`update assessments.participant set given_for_id = unit_id where id = ${one.id}`)
    await test.db.transaction((tx) => refreshBefore(tx, one.id))
    assert.ok((await factsOf(test.db, one.id)).before !== null)
    await test.db.run(
      sql`update assessments.participant set given_for_id = ${await unitId(test, AGENCY)} where unit_name = ${POLICY} and campaign_id <> ${id}`,
    )
    await test.db.transaction((tx) => refreshBefore(tx, one.id))
    const then = await factsOf(test.db, one.id)
    assert.equal(then.before, null)
    assert.equal(then.notCompared, `No comparison: the answers of last time were given for ${AGENCY}.`)
    await test.close()
  })

  it('goes on under the unit that inherits without a word of another where nothing had been answered', async () => {
    const test = await testHouse()
    await test.db.run(
      sql`update assessments.participant set state = 'withdrawn', ended_why = 'Not now' where unit_name = ${POLICY} and state = 'submitted'`,
    )
    await test.db.run(
      sql`update assessments.answer set is_confirmed = false where participant_id in (select id from assessments.participant where unit_name = ${AGENCY} and state = 'answering')`,
    )
    await merge(test, AGENCY, POLICY)
    const [one] = (await parts(test)).filter(({ unit, state }) => unit === POLICY && state === 'answering')
    const { kept } = await test.db.one<{ kept: number }>(
      sql`select count(*) as kept from assessments.before where participant_id = ${one?.id ?? ''}`,
    )
    assert.ok(kept > 0)
    await test.close()
  })

  it('cannot be placed on a unit that takes part itself', async () => {
    const test = await testHouse()
    const dro = await test.visitor('Departmental Records Officer')
    const [one] = (await parts(test)).filter(({ unit }) => unit === AGENCY)
    const fields = {
      ...ON,
      units: [await unitId(test, AGENCY)],
      into: await unitId(test, 'Corporate Services Group'),
      [`place-participants-${one?.id}`]: await unitId(test, DIGITAL),
    }
    const preview = (await dro.post('/people/reorganise/merge', fields)).body
    assert.match(
      preview,
      /Digital and Technology Directorate takes part in “Knowledge management benchmark, this year” itself/,
    )
    await test.close()
  })

  it('leads from the number of units that were asked to exactly those, and from what is in the way to those it is about', async () => {
    const test = await testHouse()
    await test.db.run(
      sql`update assessments.participant set state = 'withdrawn', ended_why = 'Not now' where unit_name = ${POLICY} and state = 'submitted'`,
    )
    await test.db.run(sql`update assessments.participant set lead_id = null where unit_name = ${AGENCY}`)
    const id = await campaignId(test)
    const dro = await test.visitor('Departmental Records Officer')
    const { body } = await dro.get(paths.campaign(id))
    const asked = Number(/state=asked"[\s\S]*?(\d+)/.exec(body)?.[1])
    assert.ok(asked > 0)
    const listed = (await dro.get(`${paths.campaign(id)}?state=asked`)).body
    assert.match(listed, new RegExp(`(?<!\\d)${asked} units`))
    assert.doesNotMatch(listed, /Withdrawn<\/strong>/)
    assert.match(
      body,
      /<a[^>]*href="[^"]*state=leaderless"[^>]*>One assessment has no lead, or a lead who has left<\/a>/,
    )
    await test.db.run(
      sql`update assessments.participant set state = 'withdrawn', ended_why = 'x' where campaign_id = ${id}`,
    )
    await test.db.run(sql`update assessments.campaign set state = 'preparing' where id = ${id}`)
    assert.match((await dro.get(`${paths.campaign(id)}?state=late`)).body, /No unit has been chosen yet\./)
    const chosen = await dro.post(paths.campaignUnits(id), { [`unit-${await unitId(test, POLICY)}`]: 'invited' })
    assert.equal(chosen.status, 303)
    assert.match((await dro.get(paths.campaign(id))).body, /1 unit was chosen/)
    await test.close()
  })
})
