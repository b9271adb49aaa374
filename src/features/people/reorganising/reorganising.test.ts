import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

/** The rows of a table by its caption, each cell as text. */
const rowsOf = (body: string, caption: string): string[][] => {
  const [, table = ''] = new RegExp(`<caption[^>]*>${caption}</caption>([\\s\\S]*?)</table>`).exec(body) ?? []
  return [...table.matchAll(/<tr class[^>]*>([\s\S]*?)<\/tr>/g)]
    .slice(1)
    .map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, '').trim()),
    )
}

const ON = { 'on-day': '1', 'on-month': '12', 'on-year': '2026' }
const DIGITAL = 'Digital and Technology Directorate'
const POLICY = 'Policy Group'

describe('units that are reorganised', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    test.setNow('2026-12-01T09:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const unit = (name: string) =>
    test.db.one<{ id: string; closedOn: string | null; parent: string | null }>(
      sql`select u.id, u.closed_on as "closedOn", p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.name = ${name}`,
    )
  const post = async (kind: string, fields: Record<string, string | string[]>) => {
    const path = paths.reorganiseAs(kind)
    const preview = await dro.post(path, { ...ON, why: 'A decision', ...fields })
    return { preview, done: () => dro.post(path, { ...ON, why: 'A decision', ...fields, sure: 'yes' }) }
  }

  it('move with everything below them, and never into themselves', async () => {
    const [corporate, policy, team] = await Promise.all([
      unit('Corporate Services Group'),
      unit(POLICY),
      unit('Knowledge and Information Management team'),
    ])
    const circle = await post('move', { unit: corporate.id, parent: team.id })
    for (const refused of [circle.preview, await circle.done()]) {
      assert.equal(refused.status, 422)
      assert.match(refused.body, /A unit cannot become part of itself, or of a unit below it/)
      assert.match(refused.body, /A decision<\/textarea>/, 'the form is kept')
      assert.match(refused.body, new RegExp(`value="${team.id}" selected`))
    }
    const { preview, done } = await post('move', { unit: team.id, parent: policy.id })
    assert.equal(preview.status, 200)
    assert.match(preview.body, /Nothing has been changed yet/)
    assert.equal((await unit('Knowledge and Information Management team')).parent, 'Corporate Services Group')
    assert.equal((await done()).status, 303)
    assert.equal((await unit('Knowledge and Information Management team')).parent, POLICY)
  })

  it('merge into a new one that inherits what they own, as the preview said', async () => {
    const [digital, policy] = await Promise.all([unit(DIGITAL), unit(POLICY)])
    await test.db.run(
      sql`update plans.action set unit_id = ${digital.id} where id in (select id from plans.action where not is_finished order by id limit 3)`,
    )
    await test.db.run(sql`update shares.share set unit_id = ${policy.id}`)
    await test.db.run(sql`update people.person set unit_id = ${digital.id} where name in ('Assessor', 'Head of KIM')`)
    await test.db.run(sql`update people.person set left_on = '2026-11-01' where name = 'Head of KIM'`)
    const fields = {
      units: [digital.id, policy.id],
      into: '',
      name: 'Policy and Digital',
      kind: 'directorate',
      parent: '',
    }
    const { preview, done } = await post('merge', fields)
    for (const words of [
      /3 open actions/,
      /1 shared drive</,
      /1 unit below it/,
      /1 open assessment/,
      /1 person who works there/,
      /1 open risk</,
      /Moves to Policy and Digital/,
    ])
      assert.match(preview.body, words)
    const finished = await done()
    assert.equal(finished.status, 303)
    const [before, heir] = [await unit(DIGITAL), await unit('Policy and Digital')]
    assert.equal(before.closedOn, '2026-12-01')
    const counts = await test.db.one<Record<string, number>>(sql`
      select (select count(*) from plans.action where unit_id = ${heir.id}) as actions, (select count(*) from shares.share where unit_id = ${heir.id}) as shares,
        (select count(*) from people.unit where parent_id = ${heir.id}) as below, (select count(*) from assessments.participant where unit_id = ${heir.id}) as parts,
        (select count(*) from people.person where unit_id = ${heir.id}) as people, (select count(*) from risks.risk where unit_id = ${heir.id}) as risks`)
    assert.deepEqual(counts, { actions: 3, shares: 1, below: 1, parts: 1, people: 1, risks: 1 })
    // Who held what and where before stays on record; from the day on they hold it in the new unit.
    const held = await test.db.many<{ unit: string; from: string; until: string | null }>(sql`
      select u.name as unit, a.from_on as from, a.until_on as until from people.appointment a join people.unit u on u.id = a.unit_id
      join people.person p on p.id = a.person_id where p.name = 'KIM Champion, Digital and Technology' order by a.from_on`)
    assert.deepEqual(held, [
      { unit: DIGITAL, from: '2015-04-01', until: '2026-11-30' },
      { unit: 'Policy and Digital', from: '2026-12-01', until: null },
    ])
    const page = await dro.get(finished.location ?? '')
    assert.match(page.body, /What moved[\s\S]*3 open actions/)
    const rows = rowsOf(page.body, 'Where it went')
    for (const row of [
      [DIGITAL, '3 open actions', 'Policy and Digital'],
      [POLICY, '1 shared drive', 'Policy and Digital'],
      [POLICY, '1 unit below it', 'Policy and Digital'],
    ])
      assert.ok(
        rows.some((cells) => cells.join('|') === row.join('|')),
        row.join(' '),
      )
    const named = rowsOf(page.body, 'Where each item went')
    assert.ok(named.some((cells) => cells.slice(1).join('|') === `shared drive|${POLICY}|Policy and Digital`))
    assert.equal(
      named.length,
      rows.reduce((sum, [, many = '']) => sum + Number(many.split(' ')[0]), 0),
    )
    const reader = await (await test.visitor('Senior Information Risk Owner')).get(finished.location ?? '')
    assert.deepEqual(rowsOf(reader.body, 'Where it went'), rows)
    assert.deepEqual(rowsOf(reader.body, 'Where each item went'), [], 'names are for those who may reorganise')
    const list = (await dro.get(paths.reorganisations)).body
    assert.match(list, />Merged</)
    assert.match((await dro.get(paths.unit(heir.id))).body, /How it was reorganised/)
    const again = await post('merge', fields)
    assert.ok(again.preview.status === 422 || (await again.done()).status === 409)
  })

  it('split, with one that inherits', async () => {
    const agency = await unit('Example Inspection Agency')
    const fields = {
      unit: agency.id,
      names: 'North Inspectorate\nSouth Inspectorate',
      kind: 'executive-agency',
      heir: 'first',
    }
    assert.equal((await post('split', { ...fields, names: '' })).preview.status, 422)
    const { preview, done } = await post('split', fields)
    assert.match(preview.body, /Moves to North Inspectorate/)
    assert.equal((await done()).status, 303)
    const [north, south] = [await unit('North Inspectorate'), await unit('South Inspectorate')]
    assert.equal(south.parent, 'Department for Example Affairs')
    const { parts } = await test.db.one<{ parts: number }>(
      sql`select count(*) as parts from assessments.participant where unit_id = ${north.id} and state = 'answering'`,
    )
    assert.equal(parts, 1)
    assert.equal((await unit('Example Inspection Agency')).closedOn, '2026-12-01')
  })

  it('go to another body and come from one, with its name on record', async () => {
    const heritage = await unit('Example Heritage Commission')
    const out = await post('transfer-out', { unit: heritage.id, body: 'Another department' })
    assert.match(out.preview.body, /Transfers to Another department/)
    const gone = await out.done()
    assert.equal(gone.status, 303)
    const left = rowsOf((await dro.get(gone.location ?? '')).body, 'Where it went')
    assert.ok(
      left.some(([from, , to]) => from === 'Example Heritage Commission' && to === 'Another department (another body)'),
    )
    assert.equal((await unit('Example Heritage Commission')).closedOn, '2026-12-01')
    const { id: root } = await unit('Department for Example Affairs')
    const into = await post('transfer-in', {
      name: 'Lighthouses Unit',
      kind: 'team',
      parent: root,
      body: 'Ministry of Coasts',
    })
    assert.equal((await into.done()).status, 303)
    assert.equal((await unit('Lighthouses Unit')).parent, 'Department for Example Affairs')
    assert.match(
      (await dro.get(`${paths.reorganisations}/table.csv`)).body,
      /Transferred in,,Lighthouses Unit \(part of Department for Example Affairs\),Ministry of Coasts,A decision/,
    )
  })

  it('are nobody’s to reorganise without the permission', async () => {
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.equal((await siro.get(paths.reorganise)).status, 403)
    assert.equal((await siro.post(paths.reorganiseAs('move'), { ...ON, why: 'x', unit: 'x', parent: 'y' })).status, 403)
    assert.equal((await siro.get(paths.reorganisations)).status, 200)
    assert.equal((await dro.get(paths.reorganiseAs('explode'))).status, 404)
  })
})
