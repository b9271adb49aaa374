import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeKey } from '#platform/access/index.ts'
import { HOUSE_VIEWER, sql } from '#platform/db/index.ts'
import { canonicalBlocks, told } from '#platform/documents/index.ts'
import { readMeasure } from '#platform/measures.ts'
import { readers } from '../src/features/reports/model.ts'
import { rooms } from '../src/house.ts'
import { crawl, linksOf, routeOf } from './crawl.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

const READER = 'Executive committee member'
/** Somebody who is shown both: evidence as who runs plans, drives as who manages them. */
const SEEING = 'Departmental Records Officer'
const TODAY = '2026-11-21'
/** What the hidden things are called: it stands in no answer. */
const SECRET = 'Xylophone'

/** Everything of an answer that is not made anew for each: tokens of forms, and the number of a refused request. */
const lasting = (body: string) =>
  body
    .replace(/(name="(?:_csrf|seen|version-token)" value=")[^"]*/g, '$1')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/"requestId":"[^"]*"/g, '')

describe('what is hidden from somebody is told to them by nothing', () => {
  let test: TestHouse
  let evidenceOf: string
  let feed: string
  before(async () => {
    test = await testHouse()
    const { id } = await test.db.one<{ id: string }>(sql`
      select c.action_id as id from plans.claim c
      where not exists (select from plans.owner o join people.appointment a on a.role_id = o.role_id or a.person_id = o.person_id join people.person p on p.id = a.person_id
        where o.action_id = c.action_id and p.name = ${READER}) order by c.id limit 1`)
    evidenceOf = id
    const reader = await test.visitor(READER)
    await reader.get('/plans/chasing')
    const { id: plan } = await test.db.one<{ id: string }>(
      sql`select plan_id as id from plans.action where id = ${evidenceOf}`,
    )
    feed = /\/plans\/calendar\/[\w-]+/.exec((await reader.post('/plans/chasing/calendar', { plan })).body)?.[0] ?? ''
    assert.ok(feed.length > 30)
  })
  after(() => test.close())

  /** Somebody with a browser and a key, made once: their account tells of both. */
  interface Guest {
    readonly visitor: Visitor
    readonly token: string
  }
  async function guest(who: string): Promise<Guest> {
    const { id, reach } = await test.person(who)
    const key = { name: 'A key', personId: id, permissions: [...reach.keys()], expiresOn: '2026-12-31' } as const
    return { visitor: await test.visitor(who), token: await test.db.transaction((tx) => makeKey(tx, test.act(), key)) }
  }

  /** Pages, files of pages, what programs are told, and a search, by address. */
  async function answers({ visitor, token }: Guest): Promise<Map<string, string>> {
    const from = [
      '/',
      `/plans/actions/${evidenceOf}`,
      '/shares',
      `/shares/search?words=${SECRET}`,
      '/reports',
      '/risks',
      '/assets',
    ]
    const pages = await crawl(visitor, { from, each: 2 })
    const found = new Map(pages.map(({ url, body }) => [url, lasting(body)]))
    const files = [...new Set(pages.flatMap(({ body }) => linksOf(body)))].filter((url) => /\.csv(\?|$)/.test(url))
    const taken = new Map<string, number>()
    for (const url of [...files, `/shares/search/table.csv?words=${SECRET}`, `${feed}.ics`]) {
      const route = routeOf(url) ?? url
      taken.set(route, (taken.get(route) ?? 0) + 1)
      if ((taken.get(route) ?? 0) <= 2) found.set(url, lasting((await visitor.get(url)).body))
    }
    for (const [url, body] of await toldPrograms(token)) found.set(url, body)
    return found
  }

  /** What programs are told in somebody's name, by every address of the API that needs no other. */
  async function toldPrograms(token: string): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    const routes = rooms.routes.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/') && !path.includes(':'),
    )
    for (const url of [...routes.map(({ path }) => path), `/api/v1/actions/${evidenceOf}`]) {
      const { body } = await test.server.inject({
        url,
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
      })
      found.set(url, lasting(body))
    }
    return found
  }

  /** Every section and measure, in the name of whoever reads reports. */
  async function reported(): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    const span = { from: '2026-11-21', to: TODAY } as const
    for (const section of rooms.sections)
      found.set(
        section.key,
        JSON.stringify(canonicalBlocks(await told(section, test.db, span, { today: TODAY, reader: readers(TODAY) }))),
      )
    for (const measure of rooms.measures)
      found.set(
        measure.key,
        JSON.stringify(await readMeasure(measure, test.db, { of: 'all' }, { today: TODAY, viewer: readers(TODAY) })),
      )
    return found
  }

  async function hide(): Promise<void> {
    const house = test.db.as(HOUSE_VIEWER)
    await house.run(sql`
      insert into plans.evidence (id, claim_id, action_id, kind, note, audience, at, by_person_id)
      select gen_random_uuid(), c.id, c.action_id, 'note', ${SECRET}, 'parties', '2026-11-20T09:00Z', p.id
      from plans.claim c, (select id from people.person where name = ${SEEING}) p where c.action_id = ${evidenceOf} limit 1`)
    await house.run(sql`
      with made as (
        insert into shares.share (id, name, unit_id, audience, made_at)
        select gen_random_uuid(), ${SECRET}, u.id, 'unit', '2026-11-20T09:00Z' from people.unit u
        where not exists (select from people.appointment a join people.person p on p.id = a.person_id where a.unit_id = u.id and p.name = ${READER}) and u.parent_id is not null order by u.id limit 1
        returning id),
      tally as (
        insert into shares.tally (share_id, measure, key, label, files, bytes)
        select id, m.measure, m.key, 'x', 12345, 99999999 from made, (values ('all', 'file'), ('format', 'fmt/19')) m (measure, key))
      insert into shares.item (id, share_id, path, path_digest, folder, name, extension, kind, size, puids, puid, format, family, flags, warnings, seen_scan, added_scan)
      select gen_random_uuid(), id, ${`${SECRET}.pdf`}, sha256('x'), '', ${`${SECRET}.pdf`}, 'pdf', 'file', 5, '{fmt/19}', 'fmt/19', 'PDF', 'document', '{}', '{}', 1, 1 from made`)
  }

  const compared = (before_: ReadonlyMap<string, string>, afterwards: ReadonlyMap<string, string>) =>
    [...new Set([...before_.keys(), ...afterwards.keys()])].filter((url) => before_.get(url) !== afterwards.get(url))

  it('in pages, files, calendars, searches and the API, byte by byte, nor in sections and measures of reports', async () => {
    const [reader, seer] = [await guest(READER), await guest(SEEING)]
    const [once, seeing, report] = [await answers(reader), await answers(seer), await reported()]
    assert.ok(once.size > 120, `${once.size} answers`)
    assert.ok(
      [...once.keys()].some((url) => url.includes('.csv')) && [...once.keys()].some((url) => url.startsWith('/api/')),
    )
    assert.match(once.get(`${feed}.ics`) ?? '', /BEGIN:VCALENDAR/)
    await hide()
    const again = await answers(reader)
    assert.deepEqual(compared(once, again), [])
    assert.deepEqual(
      [...again].filter(([url, body]) => !url.includes(SECRET) && body.includes(SECRET)).map(([url]) => url),
      [],
    )
    assert.deepEqual(compared(report, await reported()), [])
    const shown = compared(seeing, await answers(seer))
    for (const part of [
      `/plans/actions/${evidenceOf}`,
      '/shares',
      `/shares/search?words=${SECRET}`,
      `/shares/search/table.csv?words=${SECRET}`,
    ])
      assert.ok(shown.includes(part), `${part} is another for whoever may see it: ${shown.join(' ')}`)
  })
})
