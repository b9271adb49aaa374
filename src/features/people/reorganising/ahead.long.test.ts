import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'

import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { assets } from '../../assets/registers.ts'
import { paths } from '../paths.ts'
import { appointments, units } from '../registers.ts'

const DAY = { 'on-day': '1', 'on-month': '2', 'on-year': '2027' }
const IN_WORDS = '1 February 2027'

describe('what is planned for a unit', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const unit = (name: string, parent: string | null = null, closedOn: string | null = null) =>
    test.add(units, { name, kind: 'team', parent_id: parent, closed_on: closedOn })
  /** Plans a reorganisation, and answers the address of its page. */
  const plan = async (kind: string, fields: Record<string, string | string[]>) => {
    const { location } = await dro.post(paths.reorganiseAs(kind), { why: 'A decision', ...fields, ...DAY, sure: 'yes' })
    assert.ok(location?.startsWith(paths.planned('')), `${kind}: ${location}`)
    return location?.split('?')[0] ?? ''
  }
  const said = async (id: string) => (await dro.get(paths.unit(id))).body
  const option = (body: string, id: string) =>
    new RegExp(`<option value="${id}"[^>]*>([^<]*)</option>`).exec(body)?.[1]?.trim()

  it('is said on its page with the day and a link, whatever is planned', async () => {
    const [one, other, into] = [await unit('Ahead one'), await unit('Ahead two'), await unit('Ahead takes')]
    const [parted, kept, gone, below] = [
      await unit('Ahead parted'),
      await unit('Ahead kept'),
      await unit('Ahead gone'),
      await unit('Ahead above'),
    ]
    const child = await unit('Ahead child', gone)
    const deep = await unit('Ahead deep', child)
    const moving = await unit('Ahead moving')
    const merge = await plan('merge', { units: [one, other], into, name: '', kind: '', parent: '' })
    const split = await plan('split', { unit: parted, names: 'Left part\nRight part', kind: 'team', heir: 'first' })
    const beside = await plan('split', { unit: kept, names: 'New part', kind: 'team', heir: 'itself' })
    const out = await plan('transfer-out', { unit: gone, body: 'Another body', rest: below })
    const move = await plan('move', { unit: moving, parent: below })
    const closing = await unit('Ahead closing', null, '2027-03-01')
    for (const [id, href, words] of [
      [one, merge, 'merges with Ahead two into Ahead takes'],
      [other, merge, 'merges with Ahead one into Ahead takes'],
      [into, merge, 'takes over from Ahead one, Ahead two'],
      [parted, split, 'is split into Left part, Right part, and closes'],
      [kept, beside, 'is split: New part is made from it'],
      [gone, out, 'is transferred out to Another body'],
      [child, out, 'is transferred out to Another body with Ahead gone'],
      [deep, out, 'is transferred out to Another body with Ahead gone'],
      [below, out, 'takes over what stays behind of Ahead gone'],
      [below, move, 'gets another unit below it: Ahead moving'],
      [moving, move, 'becomes part of Ahead above'],
    ] as const) {
      const body = await said(id)
      assert.ok(
        body.includes(`${words} on ${IN_WORDS}. <a class="govuk-link" href="${href}"`),
        `${words}: ${body.match(/govuk-inset-text[\s\S]{0,900}/)?.[0]}`,
      )
    }
    assert.match(await said(closing), /This unit closes on 1 March 2027/)
    assert.doesNotMatch(await said(await unit('Ahead of nothing')), /This unit /)
    await dro.post(merge, { why: 'Not any more' })
    assert.doesNotMatch(await said(one), /merges with/)
    await dro.post(out, { why: 'Not any more' })
    assert.doesNotMatch(await said(deep), /transferred/)
  })

  it('is said of a unit that gets one below it, or something of another, as well', async () => {
    const [above, divided, other] = [await unit('Gets above'), await unit('Gets divided'), await unit('Gets a team')]
    const under = await unit('Gets parent')
    const within = await unit('Gets split', under)
    const team = await unit('Gets team', divided)
    const incoming = await plan('transfer-in', {
      name: 'Gets new',
      kind: 'team',
      parent: above,
      body: 'Another body',
    })
    const parted = await plan('split', { unit: within, names: 'Gets left', kind: 'team', heir: 'first' })
    const given = await plan('split', {
      unit: divided,
      names: 'Gets part',
      kind: 'team',
      heir: 'first',
      [`place-units-${team}`]: other,
    })
    for (const [id, href, words] of [
      [above, incoming, 'gets Gets new below it, transferred in from Another body'],
      [under, parted, 'gets Gets left below it, made from Gets split'],
      [other, given, 'gets Gets team below it from Gets divided'],
    ] as const) {
      const body = await said(id)
      const inset = body.match(/govuk-inset-text[\s\S]{0,600}/)?.[0] ?? ''
      assert.ok(inset.includes(`${words} on ${IN_WORDS}. <a class="govuk-link" href="${href}"`), `${words}: ${inset}`)
    }
    await dro.post(incoming, { why: 'Not any more' })
    assert.doesNotMatch(await said(above), /below it, transferred in/)
  })

  it('is said where the unit is chosen, and not of one that goes on', async () => {
    const [one, other, into] = [await unit('Chosen one'), await unit('Chosen two'), await unit('Chosen takes')]
    await plan('merge', { units: [one, other], into, name: '', kind: '', parent: '' })
    const closing = await unit('Chosen closing', null, '2027-03-01')
    const moving = await unit('Chosen moving')
    await plan('move', { unit: moving, parent: into })
    for (const [visitor, address] of [
      [dro, '/assets/assets/add'],
      [dro, `${paths.appointments}/add`],
      [dro, '/risks/report-an-incident'],
      [dro, '/shares/add'],
      [dro, paths.reorganiseAs('move')],
    ] as const) {
      const { body, status } = await visitor.get(address)
      assert.equal(status, 200, address)
      assert.equal(option(body, one), `Chosen one (merges on ${IN_WORDS})`, address)
      assert.equal(option(body, closing), 'Chosen closing (closes on 1 March 2027)', address)
      assert.equal(option(body, into), 'Chosen takes', address)
      assert.equal(option(body, moving), 'Chosen moving', 'it goes on elsewhere in the tree')
    }
  })

  it('is said of what is in it on that day, on the page of each such thing', async () => {
    const [one, other] = [await unit('Holds one'), await unit('Holds two')]
    const merge = await plan('merge', { units: [one, other], into: '', name: 'Holds both', kind: 'team', parent: '' })
    const { id: person } = await test.person('Departmental Records Officer')
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role order by name limit 1`)
    const appoint = (from: string, until: string | null) =>
      test.add(appointments, { person_id: person, role_id: role, unit_id: one, from_on: from, until_on: until })
    const before = await appoint('2026-12-01', '2027-01-31')
    const later = await appoint('2027-02-01', null)
    const asset = await test.add(assets, { name: 'Files that are held', unit_id: one })
    for (const address of [`${paths.appointments}/${later}`, `/assets/assets/${asset}`]) {
      const { body } = await dro.get(address)
      assert.ok(
        body.includes(
          `Holds one merges with Holds two into Holds both on ${IN_WORDS}. <a class="govuk-link" href="${merge}"`,
        ),
        address,
      )
    }
    assert.doesNotMatch((await dro.get(`${paths.appointments}/${before}`)).body, /merges with/)
  })

  it('is said where it is typed, for there are too many to choose from', async () => {
    await test.db.run(sql`
      insert into people.unit (id, name, kind) select gen_random_uuid(), 'Many ' || n, 'team' from generate_series(1, 210) n`)
    await unit('Typed closing', null, '2026-11-22')
    const { body } = await dro.get('/assets/assets/add')
    assert.match(
      body,
      /id="unit_id-hint"[^>]*>[^<]*Planned: Typed closing \(closes on 22 November 2026\)[^<]*, and others/,
    )
  })
})
