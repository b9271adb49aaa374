import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { endScan } from '../src/features/shares/scanning/summarise.ts'
import { crawl } from './crawl.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

interface Tile {
  readonly page: string
  readonly number: number
  readonly label: string
  readonly href: string
}

const TILE =
  /<li class="m-count[^"]*"><a class="govuk-link" href="([^"]+)"><span class="m-count__number">([\d,]+)<\/span><span class="m-count__label">([^<]*)</g
/** A number in a table that is a link, and says what it counts to those who hear the link alone. */
const CELL =
  /<td[^>]*>\s*<a class="govuk-link" href="([^"]+)">([\d,]+)<span class="govuk-visually-hidden"> ([^<]*)<\/span><\/a>/g

/** The figures of a page that lead to what they count. */
function tilesOf(page: string, body: string): Tile[] {
  const found = [...body.matchAll(TILE), ...body.matchAll(CELL)]
  return found.map(([, href = '', number = '', label = '']) => ({
    page,
    number: Number(number.replaceAll(',', '')),
    label,
    href: href.replaceAll('&amp;', '&'),
  }))
}

const rowsOf = (table: string) =>
  [...table.matchAll(/<tbody[^>]*>([\s\S]*?)<\/tbody>/g)].flatMap(([, rows = '']) => [...rows.matchAll(/<tr/g)]).length

/** So many rows the first table has that a figure leads to, over all of its pages, or the one below a place of the same page. */
async function rowsAt(visitor: Visitor, { page, href }: Tile): Promise<number> {
  const isPlace = href.startsWith('#')
  const { status, body } = await visitor.get(isPlace ? page : href)
  assert.equal(status, 200, href)
  const from = isPlace ? body.indexOf(`id="${href.slice(1)}"`) : 0
  assert.ok(from >= 0, `${page} has nothing at ${href}`)
  const [table = ''] = /<table[\s\S]*?<\/table>/.exec(body.slice(from)) ?? []
  const next = /<a class="govuk-link govuk-pagination__link" href="([^"]+)" rel="next"/.exec(body)?.[1]
  const more = next ? await rowsAt(visitor, { page, number: 0, label: '', href: next.replaceAll('&amp;', '&') }) : 0
  return rowsOf(table) + more
}

/** Rows that a list has and a figure may not count, or the other way round. */
async function onTheEdge({ db }: TestHouse): Promise<void> {
  const [first, second] = await db.many<{ id: string }>(
    sql`select id from assets.asset where ended_on is null order by id`,
  )
  await db.run(sql`update assets.asset set ended_on = '2026-11-01' where id = ${first?.id}`)
  await db.run(sql`update assets.asset set owner_id = null, confirmed_on = null where id = ${second?.id}`)
  await db.run(
    sql`update assets.place set state = 'decommissioned' where id in (select id from assets.place order by id limit 2)`,
  )
  await db.run(sql`
    insert into assets.agreement (id, partner, purpose, kind, until_on, review_on)
    select gen_random_uuid(), 'Partner ' || n, 'Purpose', 'agreement', (array[null, '2026-11-21', '2026-11-20', null]::date[])[n], (array['2026-11-20', '2026-11-20', '2026-11-20', '2026-11-21']::date[])[n]
    from generate_series(1, 4) n`)
  await db.run(sql`update risks.risk set review_on = '2026-11-20'`)
  await db.run(sql`
    update risks.risk set closed_on = '2026-11-20', closed_why = 'Gone' where id = (select id from risks.risk where closed_on is null order by id limit 1)`)
  const share = await db.one<{ id: string; scan: string; number: number }>(
    sql`select share_id as id, id as scan, number from shares.scan where state = 'finished' limit 1`,
  )
  await db.run(sql`
    update shares.item set flags = array['unreadable', 'names'] where id in (select id from shares.item where share_id = ${share.id} and kind = 'folder' order by id limit 2)`)
  await db.run(sql`
    update shares.item set kind = 'link', flags = array['link'], modified_at = '2001-01-01' where id in (select id from shares.item where share_id = ${share.id} and kind = 'file' order by id limit 3)`)
  await db.transaction((tx) => endScan(tx, share.id, share.scan, share.number, new Date('2026-11-20T09:00:00Z')))
}

describe('the figures of pages', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await onTheEdge(test)
  })
  after(() => test.close())

  /** What is wrong with the figures of some pages, and how many were looked at. */
  const looked = async (visitor: Visitor, pages: readonly { readonly url: string; readonly body: string }[]) => {
    const tiles = pages.flatMap(({ url, body }) => tilesOf(url, body))
    const wrong: string[] = []
    for (const tile of new Map(tiles.map((one) => [`${one.label} ${one.number} ${one.href}`, one])).values()) {
      const rows = await rowsAt(visitor, tile)
      if (rows !== tile.number) wrong.push(`${tile.page}: ${tile.number} ${tile.label}, ${rows} rows at ${tile.href}`)
    }
    return { wrong, labels: tiles.map(({ label }) => label) }
  }

  for (const name of [
    'Departmental Records Officer',
    'Senior Information Risk Owner',
    'Local Information Manager, Inspection Agency',
  ])
    it(`lead to just so many rows, for the ${name}`, async () => {
      const visitor = await test.visitor(name)
      const { wrong, labels } = await looked(visitor, await crawl(visitor))
      assert.deepEqual(wrong, [])
      assert.ok(labels.includes('agreements past their review'), labels.join('; '))
      assert.ok(new Set(labels).size >= 25, [...new Set(labels)].join('; '))
    })

  it('lead to just so many rows of the same page, and nowhere where they count nothing', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const csv = 'name,email,active\nNew Person,new@example.org,yes\nAssessor,,no\n,nobody@example.org,yes\n'
    await dro.get('/people/feeds')
    const file = { name: 'people.csv', bytes: Buffer.from(csv) }
    const { location = '' } = await dro.upload('/people/feeds', file, { whole: 'no' })
    const { status, body } = await dro.get(location)
    assert.equal(status, 200, location)
    const { wrong, labels } = await looked(dro, [{ url: location, body }])
    assert.deepEqual(wrong, [])
    assert.ok(labels.length >= 2, labels.join('; '))
    assert.match(body, />0<\/span><span class="m-count__label">come back</)
  })
})
