import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeKey } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { checkAll } from '../governance/check.ts'
import { paths } from '../paths.ts'
import { units } from '../registers.ts'

describe('reorganisations, imports and saves of units together', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  /** Sends JSON by a key of somebody's own. */
  async function program(name: string): Promise<(url: string, payload: object) => Promise<number>> {
    const { id: personId } = await test.person(name)
    const permissions = ['people:read', 'people:change', 'accounts:administer']
    const key = { name: 'a program', personId, permissions, expiresOn: '2026-12-31' }
    const authorization = `Bearer ${await test.db.transaction((tx) => makeKey(tx, test.act(), key))}`
    return async (url, payload) => {
      const headers = { host: 'localhost', authorization }
      return (await test.server.inject({ method: 'POST', url, payload, headers })).statusCode
    }
  }

  it('wait for each other and fail for none, and the database has nobody to send back', async () => {
    const parent = await test.add(units, { name: 'Above all', kind: 'directorate', parent_id: null })
    const unit = await test.add(units, { name: 'On the move', kind: 'team', parent_id: null })
    const [officer, administrator] = [await program('Departmental Records Officer'), await program('Administrator')]
    const answers: (readonly [string, number])[] = []
    const again = async (what: string, times: number, work: (turn: number) => Promise<number>) => {
      for (let turn = 0; turn < times; turn += 1) answers.push([what, await work(turn)])
    }
    const day = { 'on-day': '1', 'on-month': '2', 'on-year': '2027' }
    const preview = { why: 'A decision', unit, units: unit, parent, ...day }
    const add = '/api/v1/people/units'
    const one = (name: string) => ({ name, kind: 'team', parent_id: parent })
    const rows = (turn: number) => Array.from({ length: 300 }, (_, row) => one(`Row ${turn} ${row}`))
    await Promise.all([
      again('preview', 10, async () => (await dro.post(paths.reorganiseAs('move'), preview)).status),
      again('import', 5, (turn) => officer(`${add}/import`, { rows: rows(turn) })),
      again('dry run', 5, (turn) => administrator(`${add}/import`, { rows: rows(turn + 100), dry_run: true })),
      again('add', 60, (turn) => officer(add, one(`Added ${turn}`))),
      again('another add', 60, (turn) => administrator(add, one(`Also ${turn}`))),
      again('check of rules', 5, async () => ((await checkAll(test.db, test.act())) ? 200 : 0)),
    ])
    assert.equal(answers.length, 145)
    assert.deepEqual(
      answers.filter(([, status]) => status !== 200),
      [],
    )
    const { deadlocks } = await test.db.one<{ deadlocks: number }>(
      sql`select deadlocks from pg_stat_database where datname = current_database()`,
    )
    assert.equal(deadlocks, 0)
  })
})
