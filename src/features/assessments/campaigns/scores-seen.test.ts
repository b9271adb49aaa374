import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

describe('scores of units in the list of a campaign', () => {
  let test: TestHouse
  let id = ''
  before(async () => {
    test = await testHouse()
    const found = await test.db.one<{ id: string }>(
      sql`select id from assessments.campaign where name = 'Knowledge management benchmark, this year'`,
    )
    id = found.id
  })
  after(() => test.close())

  const publish = (isPublished: boolean) =>
    test.db.run(
      sql`update assessments.campaign set is_published = ${isPublished}, published_at = ${isPublished ? sql`now()` : null} where id = ${id}`,
    )

  const LIM = 'Local Information Manager, Inspection Agency'
  const CHAMPION = 'KIM Champion, Digital and Technology'

  /** The score of each unit, as a file of the list says it, in the order of the file. */
  async function scoresTo(who: string, query = ''): Promise<Map<string, string>> {
    const { status, body } = await (await test.visitor(who)).get(`${paths.campaign(id)}.csv${query}`)
    assert.equal(status, 200)
    const [headers = [], ...rows] = body
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)
      .map((line) => [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) => cell))
    const [unit, score] = [headers.indexOf('Unit'), headers.indexOf('Score')]
    assert.ok(unit >= 0 && score >= 0, headers.join())
    return new Map(rows.map((row) => [row[unit] ?? '', row[score] ?? '']))
  }
  const shown = (scores: ReadonlyMap<string, string>) => [...scores].filter(([, score]) => score !== '')

  /** Units with a score, and those of them in which somebody works. */
  async function scored(who: string): Promise<{ all: string[]; own: string[]; handedIn: string[] }> {
    const person = await test.person(who)
    return test.db.one(sql`
      select array_agg(p.unit_name order by p.unit_name) as all, coalesce(array_agg(p.unit_name order by p.unit_name) filter (where p.unit_id = any(${person.unitIds}::uuid[])), '{}') as own,
        array_agg(p.unit_name order by p.unit_name) filter (where p.state in ('submitted', 'final')) as "handedIn"
      from assessments.participant p join assessments.standing s on s.participant_id = p.id and s.part = '*'
      where p.campaign_id = ${id} and coalesce(s.moderated, s.own) is not null`)
  }

  it('are those of one’s own unit until the results are published, for whoever does not run or moderate', async () => {
    for (const who of [LIM, CHAMPION, 'Information Asset Owner, Policy Group']) {
      const { all, own } = await scored(who)
      assert.ok(all.length > own.length && all.length > 2, all.join())
      const seen = shown(await scoresTo(who)).map(([unit]) => unit)
      assert.deepEqual(seen.toSorted(), own, who)
    }
    for (const who of ['Departmental Records Officer', 'Assessor'])
      assert.equal(shown(await scoresTo(who)).length, (await scored(who)).all.length, who)
  })

  it('are not told by the order either, on the page, in the file or to programs', async () => {
    const visitor = await test.visitor(LIM)
    const { own } = await scored(LIM)
    const hidden = await test.db.many<{ id: string; unit: string }>(
      sql`select p.id, p.unit_name as unit from assessments.participant p where p.campaign_id = ${id} and p.unit_name <> all(${own}::text[])`,
    )
    const orderOf = async () => {
      const orders = await Promise.all(['?sort=score', '?sort=-score'].map((query) => scoresTo(LIM, query)))
      return orders.map((order) => [...order.keys()].filter((unit) => hidden.some((one) => one.unit === unit)))
    }
    const before = await orderOf()
    const page = (await visitor.get(`${paths.campaign(id)}?sort=score`)).body
    await test.db.run(sql`
      update assessments.standing set own = 5 - own, moderated = 5 - moderated where participant_id = any(${hidden.map((one) => one.id)}::uuid[])`)
    assert.deepEqual(await orderOf(), before)
    const rows = (body: string) => /<tbody.*<\/tbody>/s.exec(body)?.[0]
    assert.ok(rows(page)?.includes('Not published'))
    assert.equal(rows((await visitor.get(`${paths.campaign(id)}?sort=score`)).body), rows(page))
  })

  it('are everybody’s once they are published, of what was handed in', async () => {
    const added = await test.db.run(sql`
      update assessments.standing s set own = 4 from assessments.participant p where p.id = s.participant_id and p.campaign_id = ${id} and p.state = 'answering' and s.part = '*'`)
    assert.equal(added, 1)
    await publish(true)
    const { handedIn, own } = await scored(CHAMPION)
    const seen = shown(await scoresTo(CHAMPION)).map(([unit]) => unit)
    assert.deepEqual(seen.toSorted(), [...new Set([...handedIn, ...own])].toSorted())
    await publish(false)
  })
})
