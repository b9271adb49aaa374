import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { type Advance, choiceInWords, furtherOf } from './merging.ts'

const advance = (more: Partial<Advance>): Advance => ({
  campaignId: 'c',
  campaign: 'Benchmark',
  unitId: more.unit ?? 'u',
  unit: 'U',
  stage: 'answering',
  isOpen: true,
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
      'Benchmark: the assessment of Policy goes on, which is further than that of Estates (it was handed in; Estates: 6 of 15 answered). That of Estates is withdrawn, and its answers stay on record. It is mandatory now, as that of Estates was.',
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
      /the assessment of Policy Group goes on, which is further than that of Example Inspection Agency \(it was handed in; Example Inspection Agency: 6 of 15 answered\)/
    assert.match((await dro.post('/people/reorganise/merge', fields)).body, chosen)
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
    [DIGITAL, POLICY, 'final'],
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
