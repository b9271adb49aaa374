import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { places } from '#features/assets/place-registers.ts'
import { assets } from '#features/assets/registers.ts'
import { appointments, people, units } from '#features/people/registers.ts'
import { objectKind, theHouse } from '#platform/access/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { readRowsOf } from '#platform/reading/read.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { personWith } from '../../../test/person.ts'
import { asAnswer } from './answering.ts'
import { importer } from './importing.ts'
import { addMany, changeItem, type Register, sheetOf, takeSheet } from './index.ts'
import { writtenBy } from './model.ts'
import { leftOut } from './sheet.ts'

describe('a file taken into a register', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const outcomesOf = async (register: Register, text: string | Buffer, isDry = false) => {
    const sheet = sheetOf(register, readRowsOf(Buffer.from(text), 'a.csv'))
    assert.ok(sheet)
    const act = test.act()
    const importing = { act, register, viewer: theHouse(dayOf(act.at)) }
    return (await takeSheet(test.db, importing, sheet, isDry)).outcomes
  }
  const answer = async (register: Register, text: string | Buffer, isDry = false) =>
    asAnswer(await outcomesOf(register, text, isDry))
  const unit = (called: string) =>
    test.db.one<{ id: string; version: number; kind: string; parent: string | null }>(
      sql`select id, version, kind, parent_id as parent from people.unit where name = ${called}`,
    )
  const written = () =>
    test.db.one<{ lines: number; entries: number }>(
      sql`select (select count(*) from register.change) as lines, (select count(*) from audit.entry) as entries`,
    )

  it('says for each row whether it adds, updates, changes nothing or waits, and a dry run says the same and writes nothing', async () => {
    const above = await test.db.one<{ name: string }>(
      sql`select p.name from people.unit u join people.unit p on p.id = u.parent_id where u.name = 'Policy Group'`,
    )
    const file = `\ufeffNAME;part of;Kind;Shoe size\r\nMap team;Policy Group;Team;9\r\npolicy group;${above.name};Team;\r\nMap library;Map team;Team;\r\n\r\nLost team;Nowhere;Team;\r\nMap team;Policy Group;Team;\r\nOdd team;Policy Group;Battalion;\r\n`
    const before = await written()
    const dry = await answer(units, file, true)
    assert.deepEqual(await written(), before)
    const done = await answer(units, file)
    assert.deepEqual(done, dry)
    assert.deepEqual([done.rows, done.added, done.updated, done.unchanged], [6, 2, 1, 0])
    assert.deepEqual(done.waiting, [
      { row: 6, why: 'There is no unit called “Nowhere”' },
      { row: 7, why: 'This is a duplicate of row 2: both are about the same unit' },
      { row: 8, why: '“Battalion” is not one of the answers for Kind' },
    ])
    assert.equal((await unit('Map library')).parent, (await unit('Map team')).id, 'a name that the file itself brings')
    const now = await written()
    assert.deepEqual([now.lines - before.lines], [3])
    const again = await answer(units, file.split('\r\n').slice(0, 4).join('\r\n'))
    assert.deepEqual([again.unchanged, again.added, again.updated], [3, 0, 0])
    assert.deepEqual(await written(), now)
  })

  it('takes no number that may be a thousand or one and a part where others of its column have a decimal comma', async () => {
    const head = 'Name;Kind;State;Cost a year;Volume'
    const why = (text: string) =>
      `“${text}” can be read in two ways, because other numbers in this column have a decimal comma: write numbers with a decimal point, and nothing between thousands`
    const ofBoth = [
      head,
      'A;Paper store;Live;1,234;1,234',
      'B;Paper store;Live;184.500,50;2,4',
      'C;Paper store;Live;7;8.250',
    ]
    const { added, waiting } = await answer(places, ofBoth.join('\r\n'), true)
    assert.equal(added, 0)
    assert.ok(waiting.find(({ row }) => row === 2)?.why.includes(why('1,234')), JSON.stringify(waiting))
    assert.ok(waiting.find(({ row }) => row === 4)?.why.includes(why('8.250')), JSON.stringify(waiting))
    const ofOne = [head, 'D;Paper store;Live;1,234;1.234', 'E;Paper store;Live;£2,345.50;7']
    assert.deepEqual(await answer(places, ofOne.join('\r\n'), true).then((said) => [said.added, said.waiting]), [2, []])
  })

  it('is given up where nobody waits for it any more, also after some of it was written: nothing of it stays', async () => {
    const rows = Array.from({ length: 4_100 }, (_, index) => ({
      number: index + 2,
      cells: [`Long team ${index}`, 'Team'],
    }))
    const sheet = sheetOf(units, [{ number: 1, cells: ['Name', 'Kind'] }, ...rows])
    assert.ok(sheet)
    const before = await written()
    const act = test.act()
    for (const asked of [0, 2, 3]) {
      let times = 0
      const isGone = () => times++ >= asked
      const importing = { act, register: units, viewer: theHouse(dayOf(act.at)), isGone }
      await assert.rejects(takeSheet(test.db, importing, sheet, false), { status: 408 })
      assert.equal(times, asked + 1, 'asked before each part, and before it is kept')
      assert.deepEqual(await written(), before)
    }
  })

  it('is one audit entry with the count and a digest, and the history says what changed in words', async () => {
    const outcomes = await outcomesOf(units, 'Name,Kind\nMap team,Division\nBrand new,Team\n')
    assert.deepEqual(
      outcomes.map(({ outcome, fields }) => [outcome, fields.kind]),
      [
        ['updated', ['Team', 'Division']],
        ['added', ['', 'Team']],
      ],
    )
    const [entry] = await test.db.many<{ facts: Record<string, unknown>; lines: number }>(sql`
      select e.facts, (select count(*) from register.change c where c.audit_entry_id = e.id) as lines from audit.entry e where e.what = 'units.imported' order by e.id desc limit 1`)
    assert.equal(entry?.lines, 2)
    const { digest, ...counts } = entry.facts
    assert.deepEqual(counts, { count: 2, added: 1, changed: 1, fields: ['kind', 'name'] })
    assert.match(String(digest), /^[0-9a-f]{64}$/)
  })

  it('changes nothing in columns that are not there, and clears what an empty cell says is empty', async () => {
    const { parent } = await unit('Map team')
    await answer(units, 'Name,Kind,Number in the directory\nMap team,Team,M-1\n')
    const kept = await unit('Map team')
    assert.deepEqual([kept.kind, kept.parent], ['team', parent])
    const cleared = await outcomesOf(units, 'Number in the directory,Name,Kind\n,Map team,\n')
    assert.deepEqual(cleared[0]?.why, ['Select what kind of unit it is'])
    const [one] = await outcomesOf(units, 'Name,Number in the directory\nMap team,\n')
    assert.deepEqual(one?.fields, { external_id: ['M-1', ''] })
  })

  it('is told where a name is shared, a key fits two, or two columns of one name differ', async () => {
    await test.db.transaction((tx) =>
      addMany(tx, test.act(), people, { columns: ['name'], rows: sql`select 'Jo Twin' from generate_series(1, 2)` }),
    )
    const found = await answer(
      people,
      'Name,Works in,Email address,email address\nJo Twin,Policy Group,,\nZoe,Nowhere,z@example.gov.uk,y@example.gov.uk\nYan,,y@example.gov.uk,y@example.gov.uk\n',
    )
    assert.deepEqual(found.added, 1)
    assert.match(
      found.waiting[0]?.why ?? '',
      /^More than one of the people has this Name\. Say which by its identifier/,
    )
    assert.match(found.waiting[1]?.why ?? '', /Two columns are called “Email address”, and they do not say the same/)
    const owned = await answer(assets, 'Name,Owner (IAO)\nSomething held,Jo Twin\n')
    assert.match(owned.waiting[0]?.why ?? '', /There is more than one person called “Jo Twin”\. Give its identifier/)
    const [twin] = await test.db.many<{ id: string }>(sql`select id from people.person where name = 'Jo Twin' limit 1`)
    assert.equal((await answer(assets, `Name,Owner (IAO)\nSomething held,${twin?.id}\n`)).added, 1)
    const back = await answer(assets, 'Name,Owner (IAO),What it is\nSomething held,Jo Twin,Maps\n')
    assert.deepEqual([back.updated, back.waiting], [1, []], 'what stands is no question')
  })

  it('knows people by their number, their email or their name, and no other by a weaker key', async () => {
    await answer(people, 'Name,Email address\nKay One,kay@example.gov.uk\n')
    const other = await answer(people, 'Name,Email address\nKay One,kay.two@example.gov.uk\n')
    assert.equal(other.added, 1, 'a namesake with another address')
    const [byEmail] = await outcomesOf(people, 'Email address,Grade,Name\nKAY@example.gov.uk,SEO,Kay One\n')
    assert.deepEqual(
      [byEmail?.outcome, byEmail?.fields],
      ['updated', { grade: ['', 'SEO'], email: ['kay@example.gov.uk', 'KAY@example.gov.uk'] }],
    )
    const name = 'Ren\u00e9e Zo\u00eb'
    assert.equal((await answer(people, `Name\n${name}\n`)).added, 1)
    assert.equal((await answer(people, `Name\n${name.normalize('NFD')}\n`)).unchanged, 1)
  })

  it('overwrites nothing that was changed after the file was made', async () => {
    const { id, version } = await unit('Brand new')
    await changeItem(test.db, test.act(), units, id, version, { kind: 'executive-agency' })
    const stale = `Identifier,Version,Name,Kind,Number in the directory\n${id},${version}`
    const untouched = await outcomesOf(units, `${stale},Brand new,Team,B-1\n`)
    assert.deepEqual([untouched[0]?.outcome, untouched[0]?.fields], ['updated', { external_id: ['', 'B-1'] }])
    assert.equal((await unit('Brand new')).kind, 'executive-agency')
    const both = await answer(units, `${stale},Brand new,Division,B-1\n`)
    assert.match(
      both.waiting[0]?.why ?? '',
      /^“Kind” was changed to “[^”]*gency[^”]*” after this file was made, and the file says “Division”\. Nothing was overwritten$/,
    )
    for (const [odd, why] of [
      [`${id},99`, /“99” is not a version of it/],
      ['00000000-0000-4000-8000-000000000000,1', /There is no unit with the identifier/],
      ['kept,1', /There is no unit with the identifier “kept”/],
    ] as const)
      assert.match((await answer(units, `Identifier,Version,Name\n${odd},Brand new\n`)).waiting[0]?.why ?? '', why)
  })

  it('reads days and figures as people and spreadsheets write them, and says which it cannot', async () => {
    const [first, second, third, fourth] = await outcomesOf(
      assets,
      'Name,Not held any more since,Why it ended,Must be back within hours\nOne,31/12/2025,x,"1,000"\nTwo,2025-12-31,x,24.0\nThree,31 December 2025,x,\nFour,31/31/2025,x,many\n',
    )
    for (const one of [first, second, third]) assert.equal(one?.fields.ended_on?.[1], '2025-12-31')
    assert.deepEqual([first?.fields.recovery_hours?.[1], second?.fields.recovery_hours?.[1]], ['1000', '24'])
    assert.equal(fourth?.why.length, 2)
    assert.deepEqual(
      (await outcomesOf(assets, "Name\n'=1+1\n")).map(({ name }) => name),
      ['=1+1'],
    )
    assert.equal((await answer(assets, "Name\n'=1+1\n")).unchanged, 1)
  })

  it('asks the rules of the room and the database of each row, also those that are asked at the end', async () => {
    const done = await answer(
      units,
      'Name,Kind,Part of\nRing one,Team,\nRing two,Team,Ring one\nRing three,Team,Ring two\n',
    )
    assert.equal(done.added, 3)
    const ring = await answer(
      units,
      `Identifier,Name,Part of\n${(await unit('Ring one')).id},Ring one,Ring three\n${(await unit('Ring two')).id},Ring two,Ring three\n${(await unit('Map team')).id},Map team,Ring one\n`,
    )
    assert.deepEqual(
      [ring.updated, ring.waiting.map(({ why }) => why)],
      [1, Array(2).fill('A unit cannot be part of itself, or of a unit below it')],
    )
    const swap = await answer(
      units,
      `Identifier,Name\n${(await unit('Map team')).id},Ring two\n${(await unit('Ring two')).id},Ring three\n`,
    )
    assert.deepEqual([swap.updated, swap.waiting], [2, []], 'names that move on')
    const role = 'Information Asset Owner'
    const given = await answer(
      appointments,
      `Person,Role,Unit,From,Until\nKay One,${role},Policy Group,2026-05-01,2026-04-01\n`,
    )
    assert.match(given.waiting[0]?.why ?? '', /more than one person|last day must be/)
  })

  it('leaves nothing out in silence: rows too long, columns that are not taken', async () => {
    const long = await answer(units, 'Name,Kind\nA, B team,Team\n')
    assert.match(long.waiting[0]?.why ?? '', /more cells than the table has columns/)
    const sheet = sheetOf(units, readRowsOf(Buffer.from('Name,Colour,Name\nX,red,X\n'), 'a.csv'))
    assert.ok(sheet)
    assert.deepEqual(leftOut(units, sheet), ['“Colour”', '“Name”, which another column gives already'])
    assert.deepEqual(await answer(units, 'Name,Kind\n'), { rows: 0, added: 0, updated: 0, unchanged: 0, waiting: [] })
  })

  it('tells whoever may not see an item nothing of it, and takes nothing that they may not write', async () => {
    const [own, other] = await test.db.many<{ id: string; name: string }>(
      sql`select id, name from people.unit order by name, id limit 2`,
    )
    assert.ok(own && other)
    const viewer = personWith(['people:read', 'people:change'], { unitIds: [own.id] })
    const kind = objectKind(
      { key: 'units', shape: { table: ['people', 'unit'], facts: { id: 'id' } } },
      ({ worksIn }) => ({
        deeds: { read: { allow: worksIn('id') } },
      }),
    )
    const hidden: Register = {
      ...units,
      rows: kind,
      fields: units.fields.map((field) =>
        field.column === 'external_id'
          ? { ...field, change: 'accounts:administer' }
          : field.column === 'closed_on'
            ? { ...field, see: 'accounts:administer' }
            : field,
      ),
    }
    const text = `Identifier,Name,Number in the directory,Closed on\n${own.id},${own.name},N-1,2030-01-01\n,${other.name},N-2,\n${other.id},Another name,,\n`
    const sheet = sheetOf(writtenBy(hidden, viewer), readRowsOf(Buffer.from(text), 'a.csv'))
    assert.ok(sheet)
    assert.deepEqual(leftOut(hidden, sheet), [
      '“Number in the directory”, which you do not have permission to change',
      '“Closed on”, which you do not have permission to change',
    ])
    const before = await written()
    const { outcomes } = await takeSheet(test.db, importer(hidden, test.act(), viewer), sheet, false)
    assert.deepEqual(
      outcomes.map(({ outcome, id, why }) => [outcome, id, ...why]),
      [
        ['unchanged', own.id],
        ['waiting', null, 'This row cannot be taken in. Ask whoever looks after this register'],
        ['waiting', null, `There is no unit with the identifier “${other.id}”`],
      ],
    )
    assert.deepEqual(await written(), before)
  })
})
