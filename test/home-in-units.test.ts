import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assets } from '#features/assets/registers.ts'
import { appointments, people, units } from '#features/people/registers.ts'
import { roles } from '#features/people/roles.ts'
import { sql } from '#platform/db/index.ts'
import { rooms } from '../src/house.ts'
import { routeOf } from './crawl.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

const { permissions } = rooms
/** Those that a role kept to a unit can have. */
const KEEPABLE = permissions.filter(({ holds }) => !('isNeverKept' in holds)).map(({ key }) => key)
const READS = KEEPABLE.filter((key) => key.endsWith(':read') && key !== 'incidents:read')
const CHANGES = permissions.filter(({ holds }) => holds.in === 'unit').map(({ key }) => key)
/** Roles that are kept to a unit: one with each right that holds there beside what everybody reads, and one with all of them. */
const SETS = [...CHANGES.map((key) => [...new Set([...READS, key])]), KEEPABLE]

const links = (page: string) =>
  [...page.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
const main = (page: string) => /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? ''
/** What waits for somebody, without how things stand. */
const linesOf = (page: string) =>
  [...(main(page).split('How things stand')[0] ?? '').matchAll(/task-list__link" href="([^"]*)">([^<]*)</g)].map(
    ([, href = '', text = '']) => ({ href: href.replaceAll('&amp;', '&'), text }),
  )

describe('the home page of a role that is kept to a unit', () => {
  let test: TestHouse
  let here: string
  const visitors: { name: string; visitor: Visitor }[] = []

  before(async () => {
    test = await testHouse()
    const top = await test.db.one<{ id: string }>(sql`select id from people.unit where parent_id is null`)
    here = await test.add(units, { name: 'Office of one', kind: 'team', parent_id: top.id })
    for (const [index, set] of SETS.entries()) {
      const name = `Keeper ${index} of ${set.at(-1)}`
      const role = await test.add(roles(permissions), { name, permissions: set, reach: 'unit' })
      const person = await test.add(people, { name, unit_id: here })
      await test.add(appointments, { person_id: person, role_id: role, unit_id: here, from_on: '2026-01-01' })
      visitors.push({ name, visitor: await test.visitor(name) })
    }
  })
  after(() => test.close())

  it('tells of nothing that waits in other units', async () => {
    const dro = linesOf((await (await test.visitor('Departmental Records Officer')).get('/')).body)
    assert.ok(dro.length > 5, 'there is much that waits')
    assert.ok(visitors.length > 5)
    for (const { name, visitor } of visitors) assert.deepEqual(linesOf((await visitor.get('/')).body), [], name)
  })

  it('counts what waits in the own unit, and leads to just that', async () => {
    await test.add(assets, { name: 'Without an owner here', unit_id: here })
    const { visitor } = visitors.find(({ name }) => name.endsWith('assets:appoint')) ?? assert.fail()
    const [line, more] = linesOf((await visitor.get('/')).body)
    assert.equal(line?.text, '1 information asset has no owner')
    assert.equal(more, undefined)
    const { body } = await visitor.get(line?.href ?? '')
    assert.deepEqual(
      [...body.matchAll(/href="\/assets\/assets\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(([, text]) => text),
      ['Without an owner here'],
    )
  })

  it('counts claims that wait there for a verdict, and leads to just those', async () => {
    const { visitor } = visitors.find(({ name }) => name.endsWith('plans:judge')) ?? assert.fail()
    await test.db.run(sql`update plans.action set awaits_verdict = true`)
    await test.db.run(sql`
      update plans.action set unit_id = ${here} where id = (select id from plans.action order by id limit 1)`)
    const [line] = linesOf((await visitor.get('/')).body)
    assert.equal(line?.text, '1 claim waits for a verdict')
    const { body } = await visitor.get(line?.href ?? '')
    assert.equal(new Set(body.match(/\/plans\/actions\/[0-9a-f-]{36}/g)).size, 1)
    await test.db.run(sql`update plans.action set awaits_verdict = false where unit_id = ${here}`)
  })

  it('leads to pages that open, of which no link leads to one that is shut', async () => {
    const shut = new Set<string>()
    let opened = 0
    for (const { name, visitor } of visitors) {
      const seen = new Set<string>()
      const taken = new Map<string, number>()
      for (const first of new Set(links((await visitor.get('/')).body))) {
        const page = await visitor.get(first)
        if (page.status === 403 || page.status === 404) shut.add(`${name}: / → ${first} ${page.status}`)
        for (const href of new Set(links(main(page.body)))) {
          const route = routeOf(href) ?? href
          const count = taken.get(route) ?? 0
          if (seen.has(href) || count >= 2) continue
          seen.add(href)
          taken.set(route, count + 1)
          opened += 1
          const { status } = await visitor.get(href)
          if (status === 403 || status === 404) shut.add(`${name}: ${first} → ${href} ${status}`)
        }
      }
    }
    assert.ok(opened > 300, `${opened} links`)
    assert.deepEqual([...shut], [])
  })
})
