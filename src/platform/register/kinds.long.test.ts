import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { places } from '#features/assets/place-registers.ts'
import { agreements, assets } from '#features/assets/registers.ts'
import { makeKey } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { readRows } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { sentBy } from '../../../test/sent-form.ts'
import { byCommand, changeMany, findItem, type Register, sheetOf, takeSheet } from './index.ts'
import { joinedNames, namesIn } from './several.ts'

describe('kinds of fields', () => {
  let test: TestHouse
  let dro: Visitor
  let token = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    const person = await test.person('Departmental Records Officer')
    token = await test.db.transaction((tx) =>
      makeKey(tx, test.act(person), {
        name: 'programs',
        personId: person.id,
        permissions: ['assets:read', 'assets:change'],
        expiresOn: '2027-01-31',
      }),
    )
  })
  after(() => test.close())

  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, sent?: object) => {
    const reply = await test.server.inject({
      method,
      url: `/api/v1${path}`,
      headers: { host: 'localhost', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(sent ? { payload: JSON.stringify(sent) } : {}),
    })
    return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
  }
  const formOf = async (path: string) =>
    sentBy(
      /<form method="post" action="[^"]*\/(?:change|add)"[\s\S]*?<\/form>/.exec((await dro.get(path)).body)?.[0] ?? '',
    )
  const columnOf = async (register: Register, id: string, column: string) =>
    (await findItem(test.db, register, id))?.[column]
  /** What becomes of one cell of a file that says which item it is about. */
  const taken = async (register: Register, id: string, header: string, cell: string) => {
    const file = Buffer.from(`Identifier,${header}\n${id},"${cell.replaceAll('"', '""')}"\n`)
    const read = sheetOf(register, await readRows(file, 'one.csv'))
    assert.ok(read)
    const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), read, false)
    assert.equal(outcomes.length, 1)
    return outcomes[0]
  }
  const schemas = async (path: string, method: 'patch' | 'get') => {
    const reply = await test.server.inject({ method: 'GET', url: '/api/openapi.json', headers: { host: 'localhost' } })
    const { paths } = reply.json<{ paths: Record<string, Record<string, unknown>> }>()
    return JSON.stringify(paths[path]?.[method])
  }
  const anAsset = () => test.add(assets, { name: `Asset ${Math.random()}` })
  const aPlace = () => test.add(places, { name: `Place ${Math.random()}`, kind: 'system', state: 'live' })

  it('yes or no is asked, taken back, filtered, exported, imported and sent as such', async () => {
    const id = await anAsset()
    const path = `${assets.path}/${id}`
    const asked = (await dro.get(`${path}/change`)).body
    assert.match(asked, /type="radio" value="yes"[\s\S]*type="radio" value="no"[\s\S]*Not answered/)
    const save = async (is_vital: string) =>
      dro.post(`${path}/change`, { ...(await formOf(`${path}/change`)), is_vital })
    assert.equal((await save('yes')).status, 303)
    assert.match((await dro.get(path)).body, /Vital record\s*<\/dt>[\s\S]{0,80}Yes/)
    const refused = await save('perhaps')
    assert.equal(refused.status, 422)
    assert.match(refused.body, /govuk-error-message[\s\S]{0,200}is not one of the answers for Vital record/)
    assert.equal((await save('')).status, 303)
    assert.equal(await columnOf(assets, id, 'is_vital'), null)
    for (const [cell, kept] of [
      ['TRUE', 'yes'],
      ['n', 'no'],
      ['1', 'yes'],
      ['False', 'no'],
      ['Yes', 'yes'],
      ['', null],
    ] as const) {
      assert.equal((await taken(assets, id, 'Vital record', cell))?.outcome, 'updated', cell)
      assert.equal(await columnOf(assets, id, 'is_vital'), kept, cell)
    }
    assert.match(String((await taken(assets, id, 'Vital record', 'maybe'))?.why), /not one of the answers/)
    const { version } = (await call('GET', path)).body
    assert.equal((await call('PATCH', path, { version, is_vital: true })).body.is_vital, 'yes')
    const again = await call('PATCH', path, { version: Number(version) + 1, is_vital: 'no' })
    assert.equal(again.body.is_vital, 'no')
    assert.equal((await call('PATCH', path, { version: again.body.version, what: true })).status, 400)
    assert.equal((await call('PATCH', path, { version: again.body.version, is_vital: { a: 1 } })).status, 400)
    assert.equal((await call('PATCH', path, { version: again.body.version, is_vital: null })).body.is_vital, null)
    assert.match((await dro.get(`${assets.path}?is_vital=yes`)).body, /Selected filters[\s\S]*Vital record/)
    assert.match((await dro.get(path)).body, /Vital record: from “Yes” to “No”/)
    assert.match(await schemas(`/api/v1${assets.path}/{id}`, 'patch'), /"is_vital":\{[^}]*"yes","no",true,false,null/)
  })

  it('a marking is one of those of the government, sorted and filtered by their order', async () => {
    const ids = new Map<string, string>()
    for (const marking of ['top-secret', 'official', 'secret', 'official-sensitive'])
      ids.set(marking, await test.add(assets, { name: `Marked ${marking}`, marking }))
    const none = await test.add(assets, { name: 'Marked with none' })
    const listed = async (query: string) => {
      const found: string[] = []
      let after = ''
      do {
        const { body } = await call('GET', `${assets.path}?${query}${after ? `&after=${after}` : ''}`)
        found.push(...(body.items as { id: string }[]).map((one) => one.id))
        after = typeof body.next === 'string' ? body.next : ''
      } while (after)
      return found.filter((id) => id === none || [...ids.values()].includes(id))
    }
    const inOrder = ['official', 'official-sensitive', 'secret', 'top-secret'].map((one) => ids.get(one))
    assert.deepEqual(await listed('sort=marking'), [none, ...inOrder])
    assert.deepEqual(await listed('sort=marking&order=descending'), [none, ...inOrder].toReversed())
    assert.deepEqual(await listed('sort=marking&marking=secret'), [ids.get('secret')])
    assert.deepEqual(await listed('sort=marking&marking=from-official-sensitive'), inOrder.slice(1))
    assert.deepEqual(await listed('sort=marking&marking=from-nothing'), [])
    assert.match((await dro.get(`${assets.path}?marking=from-secret`)).body, /SECRET or higher/)
    for (const cell of ['Official - Sensitive', 'OFFICIAL-SENSITIVE', 'official-sensitive', 'official sensitive']) {
      await taken(assets, none, 'Protective marking', cell)
      assert.equal(await columnOf(assets, none, 'marking'), 'official-sensitive', cell)
      await taken(assets, none, 'Protective marking', '')
      assert.equal(await columnOf(assets, none, 'marking'), null)
    }
    assert.match(
      String((await taken(assets, none, 'Protective marking', 'CONFIDENTIAL'))?.why),
      /“CONFIDENTIAL” is not one/,
    )
  })

  it('a decimal has its places and its unit, wherever it is written and read', async () => {
    const id = await aPlace()
    const path = `${places.path}/${id}`
    const save = async (fields: Record<string, string>) =>
      dro.post(`${path}/change`, { ...(await formOf(`${path}/change`)), ...fields })
    const asked = (await dro.get(`${path}/change`)).body
    assert.match(asked, /govuk-input__prefix"[^>]*>£<[\s\S]*govuk-input__suffix"[^>]*>TB</)
    assert.match(asked, /Licences, hosting, storage and support/)
    assert.equal((await save({ yearly_cost: '£1,250.5', volume_tb: '0.125' })).status, 303)
    const shown = (await dro.get(path)).body
    assert.match(shown, /£1,250\.50[\s\S]*0\.125 TB/)
    assert.equal((await save({ yearly_cost: '£1,300' })).status, 303)
    assert.match((await dro.get(path)).body, /Cost a year: from “£1,250\.50” to “£1,300”/)
    const refused = await save({ yearly_cost: '1.005', volume_tb: 'much' })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /id="yearly_cost-error"[\s\S]{0,200}no more than 2 digits after the point/)
    assert.match(refused.body, /id="volume_tb-error"[\s\S]{0,200}Volume must be a number/)
    assert.match(refused.body, /value="1\.005"/)
    assert.equal((await taken(places, id, 'Cost a year', '1300'))?.outcome, 'unchanged')
    assert.equal((await taken(places, id, 'Cost a year', '£1,300.00'))?.outcome, 'unchanged')
    assert.equal((await taken(places, id, 'Volume', '0.30000000000000004'))?.outcome, 'updated')
    assert.equal(await columnOf(places, id, 'volume_tb'), 0.3)
    await taken(places, id, 'Volume', '1.25E-1')
    assert.equal(await columnOf(places, id, 'volume_tb'), 0.125)
    assert.match(String((await taken(places, id, 'Volume', '0.12345'))?.why), /no more than 3 digits/)
    const { body } = await call('GET', path)
    assert.deepEqual([body.yearly_cost, body.volume_tb], [1300, 0.125])
    assert.equal((await call('PATCH', path, { version: body.version, yearly_cost: 99.9 })).body.yearly_cost, 99.9)
    assert.equal((await call('PATCH', path, { version: Number(body.version) + 1, yearly_cost: -1 })).status, 400)
    assert.match(
      await schemas(`/api/v1${places.path}/{id}`, 'get'),
      /"yearly_cost":\{[^}]*"type":\["number","null"\],"minimum":0/,
    )
    const costs = async (query: string) =>
      (
        (await call('GET', `${places.path}?${query}`)).body.items as { id: string; yearly_cost: number | null }[]
      ).filter((one) => one.yearly_cost !== null)
    const found = await costs('sort=yearly_cost&yearly_cost-from=50&yearly_cost-to=£96,000.00')
    assert.deepEqual(
      found.map((one) => one.yearly_cost),
      [99.9, 96_000],
    )
    assert.equal((await costs('yearly_cost-from=nothing')).length, 3)
    assert.match(
      (await dro.get(`${places.path}?yearly_cost-from=50`)).body,
      /Cost a year: at least[\s\S]*govuk-input__prefix/,
    )
    const csv = (await dro.get(`${places.path}.csv?yearly_cost-to=100`)).body
    assert.match(csv, /,99\.9,0\.125,/)
  })

  it('several references are ticked or typed, kept apart, shown as links and come back from files unchanged', async () => {
    const named = (name: string) => test.add(places, { name, kind: 'system', state: 'live' })
    const [first, second, third] = [await named('Alpha; Beta'), await named('The “old” "mail"'), await named('Gamma')]
    const id = await test.add(agreements, { partner: 'Somebody', purpose: 'Several', kind: 'law' })
    const path = `${agreements.path}/${id}`
    const asked = (await dro.get(`${path}/change`)).body
    assert.match(asked, new RegExp(`type="checkbox" value="${first}"`))
    const before = await formOf(`${path}/change`)
    assert.equal((await dro.post(`${path}/change`, { ...before, place_ids: [third, first] })).status, 303)
    const shown = (await dro.get(path)).body
    const links = `href="/assets/places/${first}">Alpha; Beta</a>, <a[^>]*href="/assets/places/${third}">Gamma</a>`
    assert.match(shown, new RegExp(links))
    assert.match(shown, /Exchanged through: set to “&quot;Alpha; Beta&quot;; Gamma”/)
    const { version } = (await call('GET', path)).body
    const again = await formOf(`${path}/change`)
    assert.equal((await dro.post(`${path}/change`, again)).status, 303)
    assert.equal((await call('GET', path)).body.version, version, 'saved as it was')
    const refused = await dro.post(`${path}/change`, { ...again, place_ids: [id] })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /id="place_ids-error"[\s\S]{0,200}Select from the answers for Exchanged through/)

    const rows = async (query: string) =>
      ((await call('GET', `${agreements.path}?${query}`)).body.items as { id: string }[]).map((one) => one.id)
    assert.deepEqual(await rows(`place_ids=${first}`), [id])
    assert.deepEqual(await rows('place_ids=gamm'), [id])
    assert.deepEqual(await rows(`place_ids=${second}`), [])
    for (const ending of ['csv', 'xlsx', 'ods']) {
      const { raw } = await dro.get(`${agreements.path}.${ending}`)
      const read = sheetOf(agreements, await readRows(raw, `all.${ending}`))
      assert.ok(read)
      const { outcomes } = await takeSheet(test.db, byCommand(agreements, test.act()), read, false)
      assert.ok(outcomes.length > 2)
      assert.deepEqual(
        outcomes.filter(({ outcome }) => outcome !== 'unchanged'),
        [],
        ending,
      )
    }
    const is = async (ids: readonly string[], why: string) => {
      const found = await test.db.many<{ id: string }>(
        sql`select place_id as id from assets.agreement_place where agreement_id = ${id} order by 1`,
      )
      assert.deepEqual(
        found.map((one) => one.id),
        ids.toSorted(),
        why,
      )
    }
    const given = (cell: string) => taken(agreements, id, 'Exchanged through', cell)
    assert.equal((await given('gamma;"alpha; BETA";Gamma'))?.outcome, 'unchanged')
    const changed = await given('"The “old” ""mail""" ; Gamma')
    assert.deepEqual(changed?.fields, { place_ids: ['"Alpha; Beta"; Gamma', 'Gamma; "The “old” ""mail"""'] })
    await is([second, third], 'taken from a file')
    const kept = await test.db.many(
      sql`select from past.version where relation = 'assets.agreement_place' and item = ${`${id} ${third}`}`,
    )
    assert.equal(kept.length, 1, 'what stays is not written again')
    const waiting = await given('Gamma; Nowhere; Neverland')
    assert.equal(waiting?.outcome, 'waiting')
    assert.deepEqual(waiting?.why, ['There is no place called “Nowhere”. There is no place called “Neverland”'])
    assert.deepEqual(
      waiting?.unknown.map((one) => one.name),
      ['Nowhere', 'Neverland'],
    )
    await is([second, third], 'nothing of a row that waits')
    assert.equal((await given(''))?.outcome, 'updated')
    await is([], 'emptied')

    const now = Number((await call('GET', path)).body.version)
    const sent = await call('PATCH', path, { version: now, place_ids: [third, first] })
    assert.deepEqual(sent.body.place_ids, [first, third])
    const other = await call('PATCH', path, { version: now + 1, purpose: 'Other' })
    assert.equal(other.body.version, now + 2)
    await is([first, third], 'what was not sent stays')
    const many = await call('POST', `${agreements.path}/import`, { rows: [{ id, place_ids: ['Alpha; Beta', second] }] })
    assert.equal(many.body.updated, 1, JSON.stringify(many.body))
    await is([first, second], 'rows that programs send')
    assert.match(
      await schemas(`/api/v1${agreements.path}/{id}`, 'patch'),
      /"place_ids":\{[^}]*"type":"array","items":\{"type":"string","format":"uuid"\},"maxItems":200/,
    )

    const which = sql`select ${id}::uuid as id`
    const deed = () =>
      test.db.transaction((tx) => changeMany(tx, test.act(), agreements, { which, set: { place_ids: [third] } }))
    assert.deepEqual(await deed(), [id])
    assert.deepEqual(await deed(), [], 'as it was')
    await is([third], 'one deed for many')
    const added = await call('POST', agreements.path, { partner: 'P', purpose: 'New', kind: 'law', place_ids: [third] })
    assert.deepEqual(added.body.place_ids, [third])

    for (const wrongly of [{ partner: ['P'] }, { place_ids: [[third]] }, { place_ids: [7] }]) {
      const sent = { partner: 'P', purpose: 'New', kind: 'law', ...wrongly }
      assert.equal((await call('POST', agreements.path, sent)).status, 400, JSON.stringify(wrongly))
    }

    // Too many to tick: the names are typed, one on each line.
    for (let count = 0; count < 31; count += 1) await named(`Numbered ${count}`)
    const typed = await formOf(`${path}/change`)
    assert.deepEqual(typed.place_ids, ['Gamma'])
    const lines = 'gamma\r\n"Alpha; Beta"\n\n"The “old” ""mail"""'
    assert.equal((await dro.post(`${path}/change`, { ...typed, place_ids: lines })).status, 303)
    await is([first, second, third], 'typed')
    const asItWas = await formOf(`${path}/change`)
    assert.equal((await dro.post(`${path}/change`, asItWas)).status, 303)
    await is([first, second, third], 'sent back as it came')
    const wrong = await dro.post(`${path}/change`, { ...typed, place_ids: 'Numbered' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /There is no place called “Numbered”\. Did you mean “Numbered 0”/)
  })

  it('names in one cell are parted by semicolons, and quotation marks hold them together', () => {
    for (const names of [['a'], ['a; b', 'c'], ['"', 'x'], ['a"b;'], ['"a"; "b"', 'z'], ['é', 'a, b'], []])
      assert.deepEqual(namesIn(joinedNames(names)), names, joinedNames(names))
    assert.deepEqual(namesIn(' a ;; b\n c; a'), ['a', 'b', 'c'])
    assert.deepEqual(namesIn('"never closed; b'), ['"never closed', 'b'])
  })

  it('a file comes with the form, is handed over as it came, stays, is replaced and removed', async () => {
    const id = await test.add(agreements, { partner: 'Filer', purpose: 'With a file', kind: 'law' })
    const path = `${agreements.path}/${id}`
    const bytes = Buffer.from('<script>alert(1)</script> as signed\u0000\u0001')
    const digest = createHash('sha256').update(bytes).digest('hex')
    const fields = async () =>
      Object.fromEntries(Object.entries(await formOf(`${path}/change`)).map(([name, [value = '']]) => [name, value]))
    const send = async (name: string, body: Buffer, more: Record<string, string> = {}) => {
      const { file: _, upload: __, place_ids: ___, ...rest } = await fields()
      return dro.upload(`${path}/change`, { name, bytes: body }, { ...rest, ...more })
    }
    const asked = (await dro.get(`${path}/change`)).body
    assert.match(asked, /enctype="multipart\/form-data"[\s\S]*The agreement as signed[\s\S]*at most 100 MB/)
    assert.equal((await send('../../signed & sealed.html', bytes)).status, 303)
    const page = (await dro.get(path)).body
    const [, href = ''] = /<a class="govuk-link" href="([^"]+)"[^>]*>signed &amp; sealed\.html<\/a>/.exec(page) ?? []
    assert.equal(href, `${path}/files/document`)
    assert.match(
      page,
      new RegExp(`The agreement as signed: set to “signed &amp; sealed\\.html \\(SHA-256 ${digest.slice(0, 12)}…\\)”`),
    )
    const taken_ = await dro.get(href)
    assert.deepEqual(taken_.raw, bytes)
    assert.equal(taken_.headers['content-type'], 'application/octet-stream')
    assert.match(String(taken_.headers['content-disposition']), /^attachment;/)
    assert.equal(taken_.headers['x-content-type-options'], 'nosniff')
    assert.equal((await dro.get(`${path}/files/partner`)).status, 404)
    const nobody = await test.visitor()
    assert.equal((await nobody.get(href)).status, 303)

    const { body } = await call('GET', path)
    assert.deepEqual(body.document, {
      name: 'signed & sealed.html',
      size: bytes.length,
      digest,
      href: `/api/v1${href}`,
    })
    const wait = async (cell: string) => taken(agreements, id, 'The agreement as signed', cell)
    assert.equal((await wait(`signed & sealed.html (SHA-256 ${digest})`))?.outcome, 'unchanged')
    const other = 'f'.repeat(64)
    for (const cell of [`other.pdf (SHA-256 ${other})`, digest, `${digest} 5 x.pdf`]) {
      const waits = await wait(cell)
      assert.equal(waits?.outcome, 'waiting', cell)
      assert.match(String(waits?.why), /A file cannot be taken in from a table/)
    }
    // Whoever knows a digest has not got the file.
    for (const document of [`${digest} 5 x.pdf`, { digest: other, name: 'x', size: 1 }, 'x', 7, ['x']])
      assert.equal(
        (await call('PATCH', path, { version: body.version, document })).status,
        400,
        JSON.stringify(document),
      )
    const posted = await dro.post(`${path}/change`, { ...(await fields()), document: `${digest} 5 x.pdf` })
    assert.equal(posted.status, 303)
    const asRead = await call('PATCH', path, { version: body.version, document: body.document, purpose: 'Same file' })
    assert.deepEqual(asRead.body.document, body.document)
    const rows = [{ id, document: asRead.body.document, purpose: 'Same file' }]
    assert.equal((await call('POST', `${agreements.path}/import`, { rows })).body.unchanged, 1)
    const unclear = await call('POST', `${agreements.path}/import`, { rows: [{ id, document: { a: 1 } }] })
    assert.equal((unclear.body.waiting as unknown[]).length, 1)

    // A form that is refused keeps what has come with it.
    const refused = await send('second.txt', Buffer.from('second'), { partner: '' })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /second\.txt has been uploaded/)
    const upload = /name="upload" value="([^"]+)"/.exec(refused.body)?.[1] ?? ''
    assert.equal((await dro.post(`${path}/change`, { ...(await fields()), upload })).status, 303)
    assert.equal(((await call('GET', path)).body.document as { name: string }).name, 'second.txt')
    assert.equal((await dro.post(`${path}/change`, { ...(await fields()), upload })).status, 400, 'taken once')
    const again = await dro.post(`${path}/change`, await fields())
    assert.equal(again.status, 303)
    assert.equal((await dro.get(href)).body, 'second')
    const listed = await dro.get(`${agreements.path}?document=yes`)
    assert.match(listed.body, /With a file[\s\S]*Filer/)
    assert.doesNotMatch((await dro.get(`${agreements.path}?document=no`)).body, /Filer/)
    assert.match((await dro.get(`${agreements.path}.csv`)).body, /second\.txt \(SHA-256 [0-9a-f]{64}\)/)

    const reader = await test.visitor('Information Asset Owner, Policy Group')
    assert.equal((await reader.get(href)).status, 200)
    const stray = { name: 'x.txt', bytes: Buffer.from('x') }
    assert.equal((await reader.upload(`${path}/change`, stray, { version: '1' })).status, 403)
    const large = await test.visitor('Departmental Records Officer')
    await large.get(path)
    const limit = await test.server.inject({
      method: 'POST',
      url: '/uploads',
      headers: {
        host: 'localhost',
        ...large.credentials,
        'tus-resumable': '1.0.0',
        'upload-length': '100000001',
        'upload-metadata': `purpose ${Buffer.from('register-agreements').toString('base64')},for ${Buffer.from(id).toString('base64')}`,
      },
    })
    assert.equal(limit.statusCode, 413)

    assert.equal((await dro.post(`${path}/change`, { ...(await fields()), 'document-remove': 'yes' })).status, 303)
    assert.equal((await call('GET', path)).body.document, null)
    assert.equal((await dro.get(href)).status, 404)
    assert.match((await dro.get(path)).body, /The agreement as signed: “second\.txt \(SHA-256 [0-9a-f]{12}…\)” removed/)
    const fresh = await dro.upload(
      `${agreements.path}/add`,
      { name: '', bytes: Buffer.from('kept') },
      { partner: 'New', purpose: 'With a file', kind: 'law' },
    )
    assert.equal(fresh.status, 303)
    const kept = await test.db.many(sql`
      select from assets.agreement a join blobs.blob b on b.digest = a.document where a.document_size = 4`)
    assert.equal(kept.length, 0, 'a file without a name is none')
    const added = await dro.upload(
      `${agreements.path}/add`,
      { name: 'new.pdf', bytes: Buffer.from('kept') },
      { partner: 'Newer', purpose: 'With a file', kind: 'law' },
    )
    assert.match((await dro.get(added.location ?? '')).body, />new\.pdf<\/a>/)
  })

  it('words find items by their stems, their beginnings and their parts, and operators count', async () => {
    for (const name of [
      'Straße fmt/40 archive',
      'The IT board’s minutes',
      'Résumés of inspectors',
      'a.person@example.gov.uk inbox',
    ])
      await test.add(places, { name, kind: 'system', state: 'live' })
    const found = async (words: string, key = 'words') => {
      const { status, body } = await call('GET', `${places.path}?${key}=${encodeURIComponent(words)}`)
      assert.equal(status, 200, words)
      return (body.items as { name: string }[]).map(({ name }) => name)
    }
    for (const [words, name] of [
      ['40', 'Straße fmt/40 archive'],
      ['fmt/40', 'Straße fmt/40 archive'],
      ['FMT ARCHIV', 'Straße fmt/40 archive'],
      ['straße archives', 'Straße fmt/40 archive'],
      ['it', 'The IT board’s minutes'],
      ['the minute', 'The IT board’s minutes'],
      ['boards', 'The IT board’s minutes'],
      ['résumé', 'Résumés of inspectors'],
      ['re\u0301sume\u0301s inspector', 'Résumés of inspectors'],
      ['a.person@example.gov.uk', 'a.person@example.gov.uk inbox'],
      ['"it board"', 'The IT board’s minutes'],
      ['inbox -minutes', 'a.person@example.gov.uk inbox'],
    ] as const)
      assert.deepEqual(await found(words), [name], words)
    assert.deepEqual(await found('inbox minutes'), [], 'all of them')
    assert.deepEqual((await found('inbox or minutes')).length, 2)
    assert.deepEqual(await found('fmt', 'name'), ['Straße fmt/40 archive'], 'an address of before')
    for (const words of [
      "50% o'clock",
      '%%%',
      '\\',
      ':*',
      "'",
      '& | !',
      '(',
      'a'.repeat(2_000),
      '<->',
      '""',
      '-',
      '- -',
    ])
      await found(words)
    assert.match((await dro.get(`${places.path}?words=inbox`)).body, /With these words[\s\S]*In “Name”/)
    assert.match(
      (await dro.get(`${assets.path}?words=inbox`)).body,
      /In “Name”, “What it is”, “Why it is held”, “Handling”/,
    )
  })
})
