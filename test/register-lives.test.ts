import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Command } from 'commander'
import { makeKey, theHouse } from '#platform/access/index.ts'
import { name, sql } from '#platform/db/index.ts'
import { readPage, readState } from '#platform/listing/index.ts'
import { readRowsOf } from '#platform/reading/read.ts'
import {
  byCommand,
  endDue,
  type FieldValue,
  listingOf,
  type Register,
  type RegisterField,
  referencesTo,
  sheetOf,
  takeSheet,
} from '#platform/register/index.ts'
import { bringCommands } from '../src/commands.ts'
import { rooms } from '../src/house.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

const { registers, permissions } = rooms
const TODAY = '2026-11-21'

const ended = registers.filter(({ life }) => life.ended.by === 'kit')
const merged = registers.filter(({ life }) => life.merged.by === 'kit')
const deleted = registers.filter(({ life }) => life.deleted.by === 'kit')

describe('the life of registers', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const anyId = async ({ table }: Register) =>
    (await test.db.maybe<{ id: string }>(sql`select id from ${name(...table)} order by id desc limit 1`))?.id ?? null

  it('is declared with what the database knows to lead to what may be merged', async () => {
    assert.ok(merged.length >= 6)
    for (const register of merged) {
      const led = registers.flatMap((one) =>
        one.fields.flatMap((field) => {
          if (field.kind === 'reference' && field.to.path === register.path)
            return [[...one.table, field.column].join('.')]
          if (field.kind !== 'references') return []
          const { links, to } = field
          const own = one === register ? [[...links.table, links.own].join('.')] : []
          return [...own, ...(to.path === register.path ? [[...links.table, links.other].join('.')] : [])]
        }),
      )
      const stays = register.life.merged.by === 'kit' ? register.life.merged.stays : []
      const known = await referencesTo(test.db, register)
      assert.deepEqual(
        [...new Set([...led, ...stays])].toSorted(),
        known.map(({ schema, table, column }) => `${schema}.${table}.${column}`).toSorted(),
        register.key,
      )
    }
  })

  it('names fields of the register, and closes what refers to it', () => {
    assert.ok(ended.length >= 19)
    for (const register of ended) {
      const ending = register.life.ended
      assert.ok(ending.by === 'kit')
      const kinds = [ending.on, ending.why].map((one) => register.fields.find(({ column }) => column === one)?.kind)
      assert.deepEqual(kinds, ['day', 'text'], register.key)
    }
    const ends = new Set(registers.filter(({ life }) => life.ended.by !== 'nobody').map(({ path }) => path))
    const open = registers.flatMap(({ key, fields }) =>
      fields.flatMap((field) => {
        if (field.kind !== 'reference' && field.kind !== 'references') return []
        const { path, closedOn, fit, table } = field.to
        const isClosing = closedOn !== undefined || fit !== undefined || table[1].endsWith('_open')
        return ends.has(path) && !isClosing ? [`${key}.${field.column}`] : []
      }),
    )
    assert.deepEqual(open, [])
  })

  it('may delete in the database just where it is declared', async () => {
    assert.ok(registers.length >= 30)
    for (const { key, table, life } of registers) {
      const { may } = await test.db.one<{ may: boolean }>(
        sql`select has_table_privilege(current_user, ${table.join('.')}, 'DELETE') as may`,
      )
      assert.equal(may, life.deleted.by === 'kit', key)
    }
  })

  it('has a filter for what has ended, and says on each page what can be done', async () => {
    let looked = 0
    for (const register of registers) {
      const list = await dro.get(register.path)
      assert.equal(/id="filter-ended"/.test(list.body), register.life.ended.by !== 'nobody', register.key)
      const id = await anyId(register)
      if (!id) continue
      const { body } = await dro.get(`${register.path}/${id}`)
      const { path, life } = register
      const offers = ['end', 'merge', 'delete'].filter((deed) => body.includes(`href="${path}/${id}/${deed}"`))
      const may = [life.ended, life.merged, life.deleted].flatMap(({ by }, index) =>
        by === 'kit' ? [['end', 'merge', 'delete'][index]] : [],
      )
      assert.deepEqual(offers, offers.length === 0 ? [] : may, register.key)
      looked += 1
    }
    assert.ok(looked > 20, `${looked} pages`)
  })
})

/** What a program gets. */
interface Got {
  readonly status: number
  readonly body: Record<string, unknown>
}

describe('each life that a register declares', () => {
  let test: TestHouse
  let dro: Visitor
  let token: string
  let count = 0
  /** What new items lead to only where it is said. */
  let apart: readonly string[] = []
  before(async () => {
    test = await testHouse()
    // Somebody who may do all, so that nothing but the life of the items stands against a deed.
    const { id } = await test.person('Departmental Records Officer')
    await test.db.run(sql`
      update people.role set permissions = ${permissions.map(({ key }) => key)} where id in (select role_id from people.appointment where person_id = ${id})`)
    dro = await test.visitor('Departmental Records Officer')
    const all = permissions.map(({ key }) => key)
    const key = { name: 'programs', personId: id, permissions: all, expiresOn: '2027-01-31' }
    token = await test.db.transaction((tx) => makeKey(tx, test.act(), key))
  })
  after(() => test.close())

  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, sent?: object): Promise<Got> => {
    const reply = await test.server.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        host: 'localhost',
        authorization: `Bearer ${token}`,
        ...(sent ? { 'content-type': 'application/json' } : {}),
      },
      ...(sent ? { payload: JSON.stringify(sent) } : {}),
    })
    const isJson = String(reply.headers['content-type']).includes('json')
    return { status: reply.statusCode, body: isJson ? reply.json<Record<string, unknown>>() : {} }
  }
  /** What a command of the command line prints as JSON. Throws what it refuses. */
  const command = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
    const program = new Command().exitOverride()
    const { db } = test
    const { blobs, config } = test.house
    await bringCommands(program, (work) => work({ db, blobs, config, act: test.act() }), words)
    const write = process.stdout.write.bind(process.stdout)
    let out = ''
    process.stdout.write = (text: string | Uint8Array) => {
      out += String(text)
      return true
    }
    try {
      await program.parseAsync(['node', 'muniment', ...words, '--json'])
    } finally {
      process.stdout.write = write
    }
    return JSON.parse(out) as Record<string, unknown>
  }

  const listed = async (register: Register, query: Record<string, string>, today = TODAY) => {
    const listing = listingOf(register)
    const found: string[] = []
    for (let after = ''; ; ) {
      const state = readState(listing, { ...query, ...(after ? { after } : {}) })
      const { rows, next } = await readPage(test.db, listing, state, { today, person: theHouse(today) })
      found.push(...rows.map(({ id }) => id))
      if (next === null) return found
      after = next
    }
  }

  const sampleOf = async (field: RegisterField): Promise<FieldValue> => {
    count += 1
    switch (field.kind) {
      case 'text':
        return field.isEmail ? `sample${count}@example.gov.uk` : `Sample ${count}`
      case 'choice':
        return field.options[0]?.value ?? null
      case 'day':
        return TODAY
      case 'moment':
        return `${TODAY}T08:00`
      case 'number':
        return String(Math.min(field.most, field.least + count))
      case 'reference': {
        const { table, closedOn } = field.to
        const open = closedOn ? sql`${name(closedOn)} is null` : sql`true`
        // Each time another one, so that pairs are new.
        const rows = await test.db.many<{ id: string }>(
          sql`select id from ${name(...table)} where ${open} and id <> all (${apart}::uuid[]) order by md5(id::text || ${String(count)}) limit 1`,
        )
        const of = registers.find(({ path }) => path === field.to.path)
        return rows[0]?.id ?? (of ? made(of) : null)
      }
      default:
        return null
    }
  }
  /** A new item with what is required, and what else is said. */
  const sample = async (register: Register, value: Readonly<Record<string, FieldValue>> = {}): Promise<string> => {
    for (let tries = 0; ; tries += 1) {
      const entries: [string, FieldValue][] = []
      for (const field of register.fields) if (field.required) entries.push([field.column, await sampleOf(field)])
      try {
        return await test.add(register, { ...Object.fromEntries(entries), ...value })
      } catch (error) {
        if (tries > 20) throw error
      }
    }
  }

  const versionOf = async ({ table }: Register, id: string) =>
    (await test.db.one<{ version: number }>(sql`select version from ${name(...table)} where id = ${id}`)).version
  const history = ({ key }: Register, id: string) =>
    test.db.many<{ what: string; fields: Record<string, string[]>; entryId: string }>(
      sql`select what, fields, audit_entry_id as "entryId" from register.change where register = ${key} and item_id = ${id} order by id`,
    )
  const extra: Readonly<Record<string, Readonly<Record<string, FieldValue>>>> = {
    'risk-ties': { format: 'fmt/40' },
    memberships: {},
  }
  const made = (register: Register, value: Readonly<Record<string, FieldValue>> = {}) =>
    sample(register, { ...extra[register.key], ...value })

  assert.ok(ended.length >= 19)
  for (const register of ended)
    it(`ends ${register.plural} by the page, the API and the command, with a day and a reason`, async () => {
      const { life, path } = register
      assert.ok(life.ended.by === 'kit')
      const { on, why, day } = life.ended
      const doors = [
        async (id: string) => {
          const form = { on: TODAY, why: 'A reason' }
          const check = await dro.post(`${path}/${id}/end`, form)
          assert.equal(check.status, 200)
          assert.match(check.body, /Check before you end this/)
          assert.equal(await versionOf(register, id), 1, 'nothing is done before it is confirmed')
          const { status } = await dro.post(`${path}/${id}/end`, { ...form, sure: 'yes' })
          assert.equal(status, 303)
        },
        async (id: string) => {
          assert.equal((await call('POST', `${path}/${id}/end`, {})).status, 400, 'a reason is asked for')
          const { status, body } = await call('POST', `${path}/${id}/end`, { why: 'A reason' })
          assert.deepEqual([status, body], [200, { id, on: TODAY, waits: false }])
        },
        async (id: string) => {
          await assert.rejects(command(register.key, 'end', id), /Say why/)
          assert.deepEqual(await command(register.key, 'end', id, '--why', 'A reason'), { id, on: TODAY, waits: false })
        },
      ]
      for (const door of doors) {
        const id = await made(register)
        await door(id)
        const { body } = await call('GET', `${path}/${id}`)
        assert.deepEqual([body[on], body[why]], [TODAY, 'A reason'])
        const lines = await history(register, id)
        assert.deepEqual(lines.at(-1)?.fields[on]?.[1], TODAY)
        const later = day === 'last' ? '2026-11-22' : TODAY
        assert.equal((await listed(register, { ended: 'no' })).includes(id), day === 'last', 'a last day still counts')
        assert.ok((await listed(register, { ended: 'yes' }, later)).includes(id), 'it is in the list of what ended')
        assert.ok(!(await listed(register, { ended: 'no' }, later)).includes(id))
        assert.ok((await listed(register, {})).includes(id), 'and in that of all')
        assert.match((await dro.get(`${path}/${id}`)).body, /A reason/)
        const again = await call('POST', `${path}/${id}/end`, { why: 'Again' })
        if (day === 'last') assert.equal(again.status, 200, 'what still counts can be ended for another reason')
        else assert.deepEqual([again.status, /ended already/.test(String(again.body.title))], [409, true])
      }
    })

  for (const register of ended)
    it(`lets an end of ${register.plural} wait for its day`, async () => {
      const { life, path } = register
      assert.ok(life.ended.by === 'kit')
      const { on, day, isCompared } = life.ended
      const id = await made(register)
      const { body } = await call('POST', `${path}/${id}/end`, { on: '2026-11-25', why: 'Later' })
      const standsIn = day === 'last' || isCompared
      assert.deepEqual(body, { id, on: '2026-11-25', waits: !standsIn })
      assert.ok((await listed(register, { ended: 'no' })).includes(id), 'it has not ended')
      assert.ok((await listed(register, { ended: 'waits' })).includes(id))
      assert.equal((await call('GET', `${path}/${id}`)).body[on], standsIn ? '2026-11-25' : null)
      if (standsIn) return
      assert.match((await dro.get(`${path}/${id}`)).body, /It ends on 25 November 2026: Later/)
      await endDue(test.db, { ...test.act(), at: new Date('2026-11-24T09:00:00Z') }, registers)
      assert.equal((await call('GET', `${path}/${id}`)).body[on], null)
      assert.equal((await dro.post(`${path}/${id}/end/not`, {})).status, 303)
      assert.equal((await dro.post(`${path}/${id}/end/not`, {})).status, 409)
      await command(register.key, 'end', id, '--on', '2026-11-25', '--why', 'Later')
      await endDue(test.db, { ...test.act(), at: new Date('2026-11-25T09:00:00Z') }, registers)
      assert.equal((await call('GET', `${path}/${id}`)).body[on], '2026-11-25')
      const lines = await history(register, id)
      assert.deepEqual(
        lines.map(({ what }) => what).filter((what) => what !== 'added'),
        ['planned', 'unplanned', 'planned', 'changed'],
      )
    })

  assert.ok(deleted.length >= 17)
  for (const register of deleted)
    it(`deletes ${register.plural} that were a mistake of today, by the page, the API and the command`, async () => {
      const { path, key } = register
      const doors = [
        async (id: string) => {
          assert.match((await dro.get(`${path}/${id}/delete`)).body, /cannot be taken back/)
          assert.equal((await dro.post(`${path}/${id}/delete`, { why: '' })).status, 422)
          const { status, location } = await dro.post(`${path}/${id}/delete`, { why: 'A mistake' })
          assert.deepEqual([status, location], [303, path])
        },
        async (id: string) => {
          assert.equal((await call('DELETE', `${path}/${id}`)).status, 400)
          const { status, body } = await call('DELETE', `${path}/${id}`, { why: 'A mistake' })
          assert.equal(status, 200)
          assert.match(String(body.digest), /^[0-9a-f]{64}$/)
        },
        async (id: string) => {
          assert.equal((await command(key, 'delete', id, '--why', 'A mistake')).id, id)
        },
      ]
      for (const door of doors) {
        const id = await made(register)
        await door(id)
        for (const address of [`${path}/${id}`, `${path}/${id}/change`, `${path}/${id}/delete`])
          assert.equal((await dro.get(address)).status, 404, address)
        assert.ok(!(await listed(register, {})).includes(id))
        assert.ok(!(await dro.get(`${path}.csv`)).body.includes(id))
        const kept = await test.db.one<{ facts: Record<string, string>; ref: string; digest: string; why: string }>(sql`
          select e.facts, d.ref, d.digest, d.why from register.deleted d join audit.entry e on e.id = d.entry_id where d.item_id = ${id}`)
        assert.deepEqual(kept.facts, { ref: kept.ref, digest: kept.digest })
        assert.equal(kept.why, 'A mistake')
        assert.equal((await history(register, id)).at(-1)?.what, 'removed')
        const again = sql`insert into ${name(...register.table)} (id) values (${id})`
        await assert.rejects(test.db.run(again), { constraint: 'not_given_again' }, 'its identifier is not given again')
      }
      const late = await made(register)
      test.setNow('2026-11-22T09:00:00Z')
      try {
        const { status, body } = await call('DELETE', `${path}/${late}`, { why: 'Too late' })
        assert.deepEqual([status, /added on 21 November 2026/.test(String(body.title))], [409, true])
      } finally {
        test.setNow('2026-11-21T09:00:00Z')
      }
    })

  assert.ok(merged.length >= 6)
  for (const register of merged)
    it(`merges ${register.plural} by the page, the API and the command, and takes it back`, async () => {
      const { path, key } = register
      const fields = registers.flatMap((one) =>
        one.fields.flatMap((field) =>
          (field.kind === 'reference' || field.kind === 'references') && field.to.path === path ? [{ one, field }] : [],
        ),
      )
      assert.ok(fields.length > 0)
      const [from, into] = [await made(register), await made(register)]
      apart = [from, into]
      const leading: { one: Register; column: string; id: string; isList: boolean }[] = []
      for (const { one, field } of fields) {
        const { column } = field
        const isList = field.kind === 'references'
        const id = await made(one, {
          ...(one.key === 'risk-ties' && column !== 'risk_id' ? { format: null } : {}),
          [column]: isList ? [from] : from,
        })
        leading.push({ one, column, id, isList })
      }
      const ledTo = async () => {
        const found = []
        for (const { one, column, id } of leading)
          found.push([(await call('GET', `${one.path}/${id}`)).body[column]].flat())
        return found
      }
      const isAll = async (id: string) =>
        assert.deepEqual(
          await ledTo(),
          leading.map(() => [id]),
        )
      const doors = [
        {
          merge: async () => {
            const target = fields[0]?.field.to
            assert.ok(target)
            const { called } = await test.db.one<{ called: string }>(
              sql`select ${name(target.name)} as called from ${name(...target.table)} where id = ${into}`,
            )
            const page = await dro.get(`${path}/${from}/merge`)
            const asked = page.body.includes(`value="${into}"`) ? into : called
            const { location } = await dro.post(`${path}/${from}/merge`, { into: asked })
            assert.equal(location, `${path}/${from}/merge?into=${into}`)
            const preview = await dro.get(location ?? '')
            for (const { one, id } of leading)
              assert.ok(
                preview.body.includes(`${one.path}/${id}`),
                `${one.key} is shown: ${/They cannot be merged yet[\s\S]*?<\/ul>/.exec(preview.body)?.[0]}`,
              )
            await isAll(from)
            const seen = /name="seen" value="([^"]+)"/.exec(preview.body)?.[1] ?? ''
            assert.equal((await dro.post(`${path}/${from}/merge`, { into, seen: 'another' })).status, 422)
            await isAll(from)
            const done = await dro.post(`${path}/${from}/merge`, { into, seen })
            assert.deepEqual([done.status, done.location], [303, `${path}/${into}`])
          },
          part: async () => assert.equal((await dro.post(`${path}/${from}/merge/back`, {})).status, 303),
        },
        {
          merge: async () => {
            const would = await call('POST', `${path}/${from}/merge`, { into, dry_run: true })
            assert.deepEqual([would.body.count, would.body.merged], [leading.length, false])
            await isAll(from)
            const { status, body } = await call('POST', `${path}/${from}/merge`, { into })
            assert.deepEqual([status, body.count, body.merged], [200, leading.length, true])
          },
          part: async () =>
            assert.deepEqual((await call('DELETE', `${path}/${from}/merge`)).body, { id: from, count: leading.length }),
        },
        {
          merge: async () => {
            const would = await command(key, 'merge', from, '--into', into, '--dry-run')
            assert.deepEqual([would.count, would.merged], [leading.length, false])
            assert.equal((await command(key, 'merge', from, '--into', into)).merged, true)
          },
          part: async () => assert.equal((await command(key, 'merge', from, '--back')).count, leading.length),
        },
      ]
      for (const { merge, part } of doors) {
        await merge()
        await isAll(into)
        assert.equal((await dro.get(`${path}/${from}`)).location, `${path}/${into}`, 'its address leads to the other')
        assert.equal((await call('GET', `${path}/${from}`)).status, 308)
        assert.ok((await listed(register, { ended: 'yes' })).includes(from))
        const entries = new Set<string | undefined>()
        for (const { one, id } of leading) entries.add((await history(one, id)).at(-1)?.entryId)
        const own = (await history(register, into)).at(-1)
        assert.deepEqual([...entries], [own?.entryId], 'one audit entry tells of all')
        assert.equal(own?.what, 'merged')
        const { facts } = await test.db.one<{ facts: Record<string, unknown> }>(
          sql`select facts from audit.entry where id = ${own?.entryId ?? null}`,
        )
        assert.deepEqual([facts.into, facts.count, typeof facts.digest], [into, leading.length, 'string'])
        await part()
        await isAll(from)
        assert.equal((await dro.get(`${path}/${from}`)).status, 200)
        assert.ok((await listed(register, { ended: 'no' })).includes(from))
      }
    })

  it('leaves with the day and the reason, comes back unchanged, and is ended by a file', async () => {
    assert.ok(ended.length >= 19)
    for (const register of ended) {
      assert.ok(register.life.ended.by === 'kit')
      const { on, why } = register.life.ended
      const id = await made(register)
      const sheetNow = async () => {
        const { body } = await dro.get(`${register.path}.csv`)
        const read = sheetOf(register, readRowsOf(Buffer.from(body), 'all.csv'))
        assert.ok(read)
        return read
      }
      const read = await sheetNow()
      const place = (column: string) => read.columns.indexOf(column)
      const [ownId, dayPlace, whyPlace] = [place('id'), place(on), place(why)]
      assert.ok(dayPlace >= 0 && whyPlace >= 0, register.key)
      const rows = read.rows.map((row) => {
        if (row.cells[ownId] !== id) return row
        const cells = Array.from(read.headers, (_, index) => row.cells[index] ?? '')
        cells[dayPlace] = TODAY
        cells[whyPlace] = 'By a file'
        return { ...row, cells }
      })
      const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), { ...read, rows }, false)
      assert.deepEqual(
        outcomes
          .filter(({ outcome }) => outcome !== 'unchanged')
          .map((one) => [one.id, one.outcome, Object.keys(one.fields).toSorted()]),
        [[id, 'updated', [on, why].toSorted()]],
        register.key,
      )
      const again = await takeSheet(test.db, byCommand(register, test.act()), await sheetNow(), false)
      assert.ok(
        again.outcomes.length > 0 && again.outcomes.every(({ outcome }) => outcome === 'unchanged'),
        register.key,
      )
    }
  })
})
