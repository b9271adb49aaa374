import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { openPool, sql } from '#platform/db/index.ts'
import { addItem, changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { rooms } from '../../../house.ts'
import { uses } from '../../assets/link-registers.ts'
import { assets } from '../../assets/registers.ts'
import { paths } from '../paths.ts'
import { appointments, units } from '../registers.ts'
import { carryOut } from './carrying-out.ts'

const { belongings, unitRecords } = rooms

const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
const DAY = (day: string, month: string, year: string) => ({ 'on-day': day, 'on-month': month, 'on-year': year })
const AHEAD = DAY('1', '2', '2027')
const TODAY = DAY('21', '11', '2026')

describe('reorganisations and their day', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await test.db.run(
      sql`update people.person set email = 'dro@example.gov.uk' where name = 'Departmental Records Officer'`,
    )
  })
  after(() => test.close())

  const unit = (name: string) =>
    test.db.one<{ id: string; version: number; closedOn: string | null; parent: string | null }>(sql`
      select u.id, u.version, u.closed_on as "closedOn", p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.name = ${name}`)
  const make = (name: string, parent: string | null = null) =>
    test.add(units, { name, kind: 'team', parent_id: parent, closed_on: null })
  const person = async (name: string) => (await test.person(name)).id
  const send = (kind: string, fields: Record<string, string | string[]>, sure = false) =>
    dro.post(paths.reorganiseAs(kind), { why: 'A decision', ...fields, ...(sure ? { sure: 'yes' } : {}) })
  const on = async (day: string) => {
    test.setNow(`${day}T06:00:00Z`)
    const done = await carryOut(test.db, { ...test.act(), actor: { kind: 'system' } }, belongings, config)
    dro = await test.visitor('Departmental Records Officer')
    return done
  }
  const back = async () => {
    test.setNow('2026-11-21T09:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
  }
  const standing = async (id: string) =>
    (await test.db.one<{ state: string }>(sql`select state from people.planned_reorganisation where id = ${id}`)).state
  const planned = (location: string | undefined) => (location ?? '').split('/').at(-1) ?? ''

  it('cover every reference to a unit that the database knows, once', async () => {
    const found = await test.db.many<{ column: string }>(sql`
      select c.conrelid::regclass::text || '.' || a.attname as column from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.confrelid = 'people.unit'::regclass order by 1`)
    const known = [...belongings, ...unitRecords].map(({ column }) => column).toSorted()
    assert.deepEqual(
      known,
      found.map(({ column }) => column),
      'say in the belongings or the records of a room what becomes of each column when a unit is closed',
    )
    const columns = await test.db.many<{ column: string }>(sql`
      select n.nspname || '.' || c.relname || '.' || a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attname ~ '(^|_)unit_ids?$' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`)
    const without = columns.map(({ column }) => column).filter((column) => !known.includes(column))
    assert.deepEqual(without, [], 'a column that names units refers to them')
    const { said, joined } = await test.db.one<{ said: string; joined: string }>(sql`
      select string_agg(pg_get_viewdef(c.oid), ' ') as said, pg_get_viewdef('people.belonging'::regclass) as joined
      from pg_class c where c.relkind = 'v' and c.relname = 'unit_belonging'`)
    for (const { key, column } of belongings) {
      assert.match(said, new RegExp(`'${key}'`), `${key} is in the view of its room`)
      assert.match(
        joined,
        new RegExp(`${column.split('.')[0]}\\.unit_belonging`),
        `the view of the room of ${key} is joined`,
      )
    }
  })

  it('come back from the check page as they were filled in, with what was chosen there', async () => {
    const [one, other, third] = [await make('Back one'), await make('Back two'), await make('Back three')]
    const kept = await test.add(assets, { name: 'Files that are placed', unit_id: one })
    const place = `place-assets-${kept}`
    const why = 'A “decision” of <1 May> & more'
    const kinds: Readonly<Record<string, Record<string, string | string[]>>> = {
      move: { unit: one, parent: other },
      merge: { units: [one, other], into: '', name: 'Joined', kind: 'team', parent: third },
      split: { unit: one, names: 'First part\nSecond part', kind: 'team', heir: 'first', [place]: 'new:1' },
      'transfer-out': { unit: one, body: 'Another body', rest: other, [place]: other },
      'transfer-in': { name: 'Comes in', kind: 'team', parent: other, body: 'Another body' },
    }
    for (const [kind, typed] of Object.entries(kinds)) {
      const all = { ...typed, why, ...AHEAD }
      const check = (await send(kind, all)).body
      assert.match(check, /<h1[^>]*>Check what will change/, kind)
      assert.match(check, /<form [^>]*id="checked"/)
      assert.match(check, /<button type="submit" class="govuk-back-link[^>]*form="checked" name="go-back" value="yes"/)
      const { status, body } = await dro.post(paths.reorganiseAs(kind), { ...sentBy(check), 'go-back': 'yes' })
      assert.equal(status, 200, kind)
      const filled = sentBy(body)
      for (const [name, value] of Object.entries(all))
        assert.deepEqual(filled[name], Array.isArray(value) ? value : [value], `${kind}: ${name}`)
      const again = (await dro.post(paths.reorganiseAs(kind), filled)).body
      assert.match(again, /<h1[^>]*>Check what will change/, kind)
      if (place in typed) assert.deepEqual(sentBy(again)[place], [String(typed[place])], kind)
    }
  })

  it('wait for it, can be withdrawn until then, and are done on it', async () => {
    const [from, to] = [await make('Waits'), await make('Takes')]
    const asset = await test.add(assets, { name: 'Waiting files', unit_id: from })
    const fields = { ...AHEAD, units: [from], into: to, name: '', kind: '', parent: '' }
    const preview = await send('merge', fields)
    assert.match(
      preview.body,
      /This will happen automatically on 1 February 2027[\s\S]*1 information asset[\s\S]*Plan it for 1 February 2027/,
    )
    const first = await send('merge', fields, true)
    assert.equal(first.status, 303)
    assert.equal((await unit('Waits')).closedOn, null)
    const page = await dro.get(first.location ?? '')
    assert.match(page.body, /Planned[\s\S]*1 information asset[\s\S]*Withdraw it/)
    assert.match(
      (await dro.get(paths.reorganise)).body,
      /data-label="What">Merge units<[\s\S]*?data-label="Before"[^>]*>Waits<[\s\S]*?data-label="After"[^>]*>Takes</,
    )
    assert.equal((await dro.post(first.location ?? '', { why: '' })).status, 422)
    const reader = await test.visitor('Senior Information Risk Owner')
    assert.equal((await reader.get(first.location ?? '')).status, 200)
    assert.equal((await reader.post(first.location ?? '', { why: 'x' })).status, 403)
    assert.equal((await dro.post(first.location ?? '', { why: 'Not now' })).status, 303)
    assert.equal((await dro.post(first.location ?? '', { why: 'Again' })).status, 409)
    assert.deepEqual(await on('2027-02-01'), { done: 0, refused: 0 })
    await back()
    const second = await send('merge', fields, true)
    assert.deepEqual(await on('2027-01-31'), { done: 0, refused: 0 })
    assert.deepEqual(await on('2027-02-01'), { done: 1, refused: 0 })
    assert.deepEqual(await on('2027-02-02'), { done: 0, refused: 0 })
    assert.equal((await unit('Waits')).closedOn, '2027-02-01')
    assert.equal(await standing(planned(second.location)), 'done')
    const { holder } = await test.db.one<{ holder: string }>(
      sql`select unit_id as holder from assets.asset where id = ${asset}`,
    )
    assert.equal(holder, to)
    assert.match((await dro.get(second.location ?? '')).body, /See what was reorganised/)
    await back()
  })

  it('are done on the next day that anybody works, where nobody did on theirs', async () => {
    const [from, to] = [await make('Late'), await make('Takes late')]
    const fields = { ...AHEAD, units: [from], into: to, name: '', kind: '', parent: '' }
    const sent = await send('merge', fields, true)
    assert.deepEqual(await on('2027-02-03'), { done: 1, refused: 0 })
    assert.equal(await standing(planned(sent.location)), 'done')
    assert.equal((await unit('Late')).closedOn, '2027-02-01')
    await back()
  })

  it('come after what was planned for the same day before, which is done first', async () => {
    const [one, two] = [await make('Same day'), await make('Same day too')]
    const first = await send('move', { ...AHEAD, unit: one, parent: two }, true)
    assert.equal(first.status, 303)
    const second = await send('move', { ...AHEAD, unit: two, parent: one })
    assert.equal(second.status, 422)
    assert.match(second.body, /A unit cannot become part of itself/)
    assert.doesNotMatch(second.body, /This conflicts with what is planned/)
    assert.equal((await dro.post(first.location ?? '', { why: 'Not now' })).status, 303)
  })

  it('warn of a day that is past, and say what they change of it', async () => {
    const [from, to] = [await make('Was'), await make('Became')]
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    await test.add(appointments, {
      person_id: await person('Head of KIM'),
      role_id: role.id,
      unit_id: from,
      from_on: '2020-01-01',
    })
    const fields = { ...DAY('1', '4', '2026'), units: [from], into: to, name: '', kind: '', parent: '' }
    const preview = await send('merge', fields)
    assert.match(
      preview.body,
      /govuk-warning-text[\s\S]*The day of this reorganisation, 1 April 2026, is in the past\. Was will be recorded as closed from that day[\s\S]*1 appointment will be recorded as held elsewhere/,
    )
    assert.doesNotMatch((await send('merge', { ...fields, ...TODAY })).body, /is in the past/)
    assert.equal((await send('merge', fields, true)).status, 303)
    assert.equal((await unit('Was')).closedOn, '2026-04-01')
  })

  it('refuse a circle before anybody says yes, also one that two of them make together, and keep the form', async () => {
    const [one, two] = [await make('One'), await make('Two')]
    const below = await make('Below one', one)
    for (const refused of [
      await send('move', { ...AHEAD, unit: one, parent: below }),
      await send('merge', { ...AHEAD, units: [one], into: below, name: '', kind: '', parent: '' }),
      await send('merge', { ...AHEAD, units: [one, two], into: '', name: 'Both', kind: 'team', parent: below }),
    ]) {
      assert.equal(refused.status, 422)
      assert.match(refused.body, /of a unit below it|of one below it/)
      assert.match(refused.body, /A decision<\/textarea>/)
    }
    const into = await send('merge', { ...AHEAD, units: [one], into: below, name: '', kind: '', parent: '' })
    assert.match(into.body, /Below one is part of One, which this closes/)
    const under = { ...AHEAD, units: [one, two], into: '', name: 'Both', kind: 'team', parent: two }
    assert.match((await send('merge', under)).body, /This closes Two, so nothing can move to it/)
    const first = await send('move', { ...AHEAD, unit: one, parent: two }, true)
    assert.equal(first.status, 303)
    const together = await send('move', { ...DAY('1', '3', '2027'), unit: two, parent: below })
    assert.equal(together.status, 422)
    assert.match(together.body, /A unit cannot become part of itself/)
    const sooner = await send('move', { ...DAY('1', '1', '2027'), unit: two, parent: one })
    assert.equal(sooner.status, 422)
    assert.match(sooner.body, /This conflicts with what is planned for 1 February 2027 \(move a unit: [^)]+\): /)
    // Somebody changes the tree by hand meanwhile: on the day it is refused, and said.
    const { version } = await unit('Two')
    assert.ok('id' in (await changeItem(test.db, test.act(), units, two, version, { parent_id: one })))
    assert.deepEqual(await on('2027-02-01'), { done: 0, refused: 1 })
    assert.equal(await standing(planned(first.location)), 'refused')
    assert.match(
      (await dro.get('/')).body,
      /A planned reorganisation could not be done: A unit cannot become part of itself/,
    )
    assert.match((await dro.get(first.location ?? '')).body, /It could not be done/)
    const told = await test.db.many<{ subject: string }>(
      sql`select subject from mail.message where kind = 'reorganisation'`,
    )
    assert.deepEqual(told, [{ subject: 'A reorganisation that you planned could not be done' }])
    assert.equal((await dro.post(first.location ?? '', { why: 'Seen' })).status, 303)
    assert.doesNotMatch((await dro.get('/')).body, /A planned reorganisation could not be done/)
    await back()
  })

  it('are refused on their day, with the reason, where a rule of the registers came to stand against them', async () => {
    const [from, to] = [await make('Comes to clash'), await make('Clashes')]
    const fields = { ...AHEAD, units: [from], into: to, name: '', kind: '', parent: '' }
    const sent = await send('merge', fields, true)
    await test.add(assets, { name: 'Files that may not move', unit_id: from })
    // A rule that no room knows of: only the database says no.
    const owner = openPool({ ...test.database.owner, max: 1 })
    await owner.run(
      sql`alter table assets.asset add constraint never_there check (name <> 'Files that may not move') not valid`,
    )
    assert.deepEqual(await on('2027-02-01'), { done: 0, refused: 1 })
    await owner.run(sql`alter table assets.asset drop constraint never_there`)
    await owner.close()
    assert.equal((await unit('Comes to clash')).closedOn, null)
    const { body } = await dro.get(sent.location ?? '')
    assert.match(body, /A rule of the database stands against it/)
    assert.doesNotMatch(body, /two things would be the same/)
    assert.equal((await dro.post(sent.location ?? '', { why: 'Seen' })).status, 303)
    await back()
  })

  it('divide a unit thing by thing, of every kind', async () => {
    const own = await make('Whole')
    const other = await make('Somewhere else')
    const below = await make('Team of the whole', own)
    const [files, letters] = [
      await test.add(assets, { name: 'Files', unit_id: own }),
      await test.add(assets, { name: 'Letters', unit_id: own }),
    ]
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    const holder = { person_id: await person('Assessor'), role_id: role.id, unit_id: own }
    const appointed = await test.add(appointments, { ...holder, from_on: '2020-01-01' })
    const actions = await test.db.many<{ id: string }>(
      sql`update plans.action set unit_id = ${own} where id in (select id from plans.action where not is_finished order by id limit 2) returning id`,
    )
    const { id: risk } = await test.db.one<{ id: string }>(
      sql`update risks.risk set unit_id = ${own} where id = (select id from risks.risk where closed_on is null order by number limit 1) returning id`,
    )
    const { id: share } = await test.db.one<{ id: string }>(
      sql`update shares.share set unit_id = ${own} where id = (select id from shares.share order by id limit 1) returning id`,
    )
    const { id: part } = await test.db.one<{ id: string }>(
      sql`update assessments.participant set unit_id = ${own} where id = (select id from assessments.participant where state = 'answering' order by id limit 1) returning id`,
    )
    const fields = { ...TODAY, unit: own, names: 'Left\nRight', kind: 'team', heir: 'first' }
    const preview = await send('split', fields)
    const places = {
      [`place-assets-${letters}`]: 'new:1',
      [`place-appointments-${appointed}`]: 'new:1',
      [`place-actions-${actions[0]?.id}`]: 'new:1',
      [`place-risks-${risk}`]: 'new:1',
      [`place-shares-${share}`]: 'new:1',
      [`place-participants-${part}`]: 'new:1',
      [`place-units-${below}`]: other,
    }
    for (const name of Object.keys(places)) assert.ok(preview.body.includes(`name="${name}"`), name)
    const seen = await send('split', { ...fields, ...places })
    assert.match(seen.body, /1 information asset[\s\S]*Moves to Left[\s\S]*1 information asset[\s\S]*Moves to Right/)
    assert.ok(seen.body.includes('<option value="new:1" selected>Right</option>'))
    assert.equal((await send('split', { ...fields, ...places }, true)).status, 303)
    const at = async (table: ReturnType<typeof sql>, id: string) =>
      (
        await test.db.one<{ name: string }>(
          sql`select u.name from ${table} x join people.unit u on u.id = x.unit_id where x.id = ${id}`,
        )
      ).name
    assert.equal(await at(sql`assets.asset`, files), 'Left')
    assert.equal(await at(sql`assets.asset`, letters), 'Right')
    assert.equal(await at(sql`plans.action`, actions[0]?.id ?? ''), 'Right')
    assert.equal(await at(sql`plans.action`, actions[1]?.id ?? ''), 'Left')
    assert.equal(await at(sql`risks.risk`, risk), 'Right')
    assert.equal(await at(sql`shares.share`, share), 'Right')
    assert.equal(await at(sql`assessments.participant`, part), 'Right')
    assert.equal(await at(sql`people.appointment`, appointed), 'Right')
    assert.equal((await unit('Team of the whole')).parent, 'Somewhere else')
    const left = await test.db.one<{ count: number }>(
      sql`select count(*) from people.belonging where unit_id = ${own} and coalesce(until_on >= '2026-11-21', true)`,
    )
    assert.equal(left.count, 0)
    const odd = await send('split', {
      ...TODAY,
      unit: other,
      names: 'Third',
      kind: 'team',
      heir: 'first',
      [`place-units-${below}`]: 'nonsense',
    })
    assert.equal(odd.status, 200, 'a place that is none is as if nothing was chosen')
  })

  it('let a unit that goes on give only some of its things away', async () => {
    const own = await make('Goes on')
    const [stays, goes] = [
      await test.add(assets, { name: 'Stays', unit_id: own }),
      await test.add(assets, { name: 'Goes', unit_id: own }),
    ]
    const fields = {
      ...TODAY,
      unit: own,
      names: 'Daughter',
      kind: 'team',
      heir: 'itself',
      [`place-assets-${goes}`]: 'new:0',
    }
    const done = await send('split', fields, true)
    assert.equal(done.status, 303)
    const went = (await dro.get(done.location ?? '')).body
    assert.match(went, /Where each item went[\s\S]*>Goes<[\s\S]*>Goes on<[\s\S]*>Daughter</)
    assert.doesNotMatch(went, />Stays</, 'what stays did not go anywhere')
    const rows = await test.db.many<{ name: string }>(
      sql`select u.name from assets.asset a join people.unit u on u.id = a.unit_id where a.id in (${stays}, ${goes}) order by u.name`,
    )
    assert.deepEqual(rows, [{ name: 'Daughter' }, { name: 'Goes on' }])
    assert.equal((await unit('Goes on')).closedOn, null)
  })

  it('leave nothing behind: what cannot follow is listed, and has to be placed', async () => {
    const [one, two, third] = [await make('Merges'), await make('Merges too'), await make('Third place')]
    await test.add(assets, { name: 'Same name', unit_id: one })
    const twin = await test.add(assets, { name: 'same NAME', unit_id: two })
    await test.add(uses, { asset_id: twin, unit_id: one, purpose: 'Work' })
    await test.db.run(
      sql`insert into people.group_role (id, group_name, role_id, unit_id) select gen_random_uuid(), 'Merging', id, ${one} from people.role limit 1`,
    )
    const fields = { ...TODAY, units: [one, two], into: '', name: 'Merged', kind: 'team', parent: '' }
    const preview = await send('merge', fields)
    assert.match(preview.body, /1 group of the directory/)
    assert.match(preview.body, /1 asset of another unit that it uses/)
    assert.match(preview.body, /You need to choose where 2 items go[\s\S]*That unit already has one like it/)
    const refused = await send('merge', fields, true)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Choose another unit for Same name: that unit already has one like it/)
    assert.equal((await unit('Merges')).closedOn, null)
    const placed = await send('merge', { ...fields, [`place-assets-${twin}`]: third }, true)
    assert.equal(placed.status, 303)
    const left = await test.db.one<{ count: number }>(
      sql`select count(*) from people.belonging where unit_id in (${one}, ${two}) and coalesce(until_on >= '2026-11-21', true)`,
    )
    assert.equal(left.count, 0)
    const heir = (await unit('Merged')).id
    const group = await test.db.one<{ unitId: string }>(
      sql`select unit_id as "unitId" from people.group_role where group_name = 'Merging'`,
    )
    assert.equal(group.unitId, heir)
  })

  it('close no unit in the register to which something belongs', async () => {
    const one = await make('Not empty')
    const asset = await test.add(assets, { name: 'In the way', unit_id: one })
    const closed = await changeItem(test.db, test.act(), units, one, 1, { closed_on: '2026-12-31' })
    assert.ok('field' in closed && closed.field === 'closed_on' && /something still belongs to it/.test(closed.message))
    await changeItem(test.db, test.act(), assets, asset, 1, { ended_on: '2026-11-20', ended_why: 'A test.' })
    assert.ok('id' in (await changeItem(test.db, test.act(), units, one, 1, { closed_on: '2026-12-31' })))
  })

  it('let something with no place go out with the functions, or to whoever takes the rest', async () => {
    const out = await make('Goes out')
    const share = await test.db.one<{ id: string }>(
      sql`update shares.share set unit_id = ${out} where id = (select id from shares.share order by id limit 1) returning id`,
    )
    const asset = await test.add(assets, { name: 'Goes with it', unit_id: out })
    const kept = await test.add(assets, { name: 'Is kept', unit_id: out })
    const rest = (await unit('Policy Group')).id
    const fields = { ...TODAY, unit: out, body: 'Coastguard', rest: '' }
    const refused = await send('transfer-out', fields, true)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Choose where/)
    const done = await send('transfer-out', { ...fields, rest, [`place-assets-${kept}`]: rest }, true)
    assert.equal(done.status, 303)
    const after = await test.db.one<{ share: string; gone: string | null; kept: string; open: boolean }>(sql`
      select (select unit_id from shares.share where id = ${share.id}) as share, (select ended_on from assets.asset where id = ${asset}) as gone,
        (select unit_id from assets.asset where id = ${kept}) as kept, (select ended_on is null from assets.asset where id = ${kept}) as open`)
    assert.deepEqual(after, { share: rest, gone: '2026-11-21', kept: rest, open: true })
  })

  it('keep who holds what, day for day, where the same person holds it in both units', async () => {
    const [from, to] = [await make('Held'), await make('Held too')]
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    const hold = async (unitId: string, first: string, last: string | null) =>
      test.add(appointments, {
        person_id: await person('Assessor'),
        role_id: role.id,
        unit_id: unitId,
        from_on: first,
        until_on: last,
      })
    await hold(from, '2020-01-01', null)
    await hold(to, '2026-12-01', '2026-12-31')
    const later = await hold(to, '2027-06-01', null)
    assert.ok(later)
    const fields = { ...TODAY, units: [from], into: to, name: '', kind: '', parent: '' }
    assert.equal((await send('merge', fields, true)).status, 303)
    const held = await test.db.many<{ unit: string; from: string; until: string | null }>(sql`
      select u.name as unit, a.from_on as from, a.until_on as until from people.appointment a join people.unit u on u.id = a.unit_id
      where a.role_id = ${role.id} and u.id in (${from}, ${to}) order by a.from_on`)
    assert.deepEqual(held, [
      { unit: 'Held', from: '2020-01-01', until: '2026-11-20' },
      { unit: 'Held too', from: '2026-11-21', until: '2026-11-30' },
      { unit: 'Held too', from: '2026-12-01', until: '2026-12-31' },
      { unit: 'Held too', from: '2027-01-01', until: '2027-05-31' },
      { unit: 'Held too', from: '2027-06-01', until: null },
    ])
  })

  it('say what stays with a unit that goes on, and count it in words that agree', async () => {
    const own = await make('Keeps on')
    const first = await test.add(assets, { name: 'Kept files', unit_id: own })
    const fields = { ...TODAY, unit: own, names: 'Small daughter', kind: 'team', heir: 'itself' }
    const one = await send('split', fields)
    assert.match(one.body, /1 item stays with Keeps on unless you choose another part/)
    assert.doesNotMatch(one.body, /Nothing else will move/)
    await test.add(assets, { name: 'More kept files', unit_id: own })
    assert.match((await send('split', fields)).body, /2 items stay with Keeps on unless you choose another part/)
    const divided = await send('split', { ...fields, [`place-assets-${first}`]: 'new:0' })
    assert.match(divided.body, /1 item stays with Keeps on/)
    const empty = await make('Owns nothing')
    assert.match((await send('split', { ...fields, unit: empty })).body, /Nothing else will move/)
  })

  it('offer a unit nowhere from the day on which it is closed, nor take it', async () => {
    const [gone, other, open] = [await make('Gone today'), await make('Open still'), await make('Open as well')]
    const asset = await test.add(assets, { name: 'Its files', unit_id: other })
    assert.equal((await send('transfer-out', { ...TODAY, unit: gone, body: 'Coastguard', rest: '' }, true)).status, 303)
    for (const kind of ['move', 'merge', 'split', 'transfer-out', 'transfer-in'])
      assert.doesNotMatch((await dro.get(paths.reorganiseAs(kind))).body, new RegExp(gone), kind)
    const fields = { ...TODAY, unit: other, names: 'Its daughter', kind: 'team', heir: 'itself' }
    assert.doesNotMatch((await send('split', fields)).body, new RegExp(gone))
    const placed = await send('split', { ...fields, [`place-assets-${asset}`]: gone }, true)
    assert.equal(placed.status, 422)
    assert.match(placed.body, /Gone today is closed from 21 November 2026/)
    for (const day of [TODAY, DAY('1', '11', '2026')]) {
      const merged = await send(
        'merge',
        { ...day, units: [other, gone], into: open, name: '', kind: '', parent: '' },
        true,
      )
      assert.equal(merged.status, 422)
    }
    assert.doesNotMatch((await dro.get(paths.appointments)).body, new RegExp(gone), 'nor in filters')
    const administrator = await test.visitor('Departmental Records Officer')
    assert.doesNotMatch((await administrator.get(`${paths.appointments}/add`)).body, new RegExp(gone))
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    const appointed = { person_id: await person('Assessor'), role_id: role.id, unit_id: gone, from_on: '2026-11-01' }
    const refused = await addItem(test.db, test.act(), appointments, { ...appointed, until_on: null })
    assert.ok('field' in refused && refused.field === 'unit_id')
    assert.equal(refused.message, 'Gone today was closed on 21 November 2026: choose another unit')
    const past = await addItem(test.db, test.act(), appointments, { ...appointed, until_on: '2026-11-20' })
    assert.ok('id' in past, 'what ended before the closing may be put on record')
    const kept = await administrator.get(`${paths.appointments}/${past.id}/change`)
    assert.match(kept.body, new RegExp(`value="${gone}" selected`), 'what it says already stays in its form')
  })

  it('refuse a move to where the unit is already, and one new name given twice, in words', async () => {
    const above = await make('Above it')
    const below = await make('Below that', above)
    const moved = await send('move', { ...TODAY, unit: below, parent: above })
    assert.equal(moved.status, 422)
    assert.match(moved.body, /The unit is part of that one already/)
    const split = { ...TODAY, unit: below, names: 'Twice\n twice ', kind: 'team', heir: 'itself' }
    const twice = await send('split', split)
    assert.equal(twice.status, 422)
    assert.match(twice.body, /Two new units have the same name/)
    assert.doesNotMatch(twice.body, /There is already a unit called/)
  })

  it('lead nobody back to a page that refuses them', async () => {
    const reader = await test.visitor('Senior Information Risk Owner')
    assert.doesNotMatch((await reader.get(paths.reorganisations)).body, /Back to reorganising/)
    assert.match((await dro.get(paths.reorganisations)).body, /Back to reorganising/)
  })
})
