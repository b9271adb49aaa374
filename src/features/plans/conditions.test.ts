import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Sql, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { awaitsVerdict, isDueBetween, isFinished, isOverdue, lastDay, lateAfter } from './conditions.ts'
import { KINDS } from './dates/index.ts'
import * as deliverables from './deliverables/model.ts'
import * as model from './model.ts'
import { DONE } from './over.ts'
import { reportFigures } from './reports/store.ts'

const TODAY = '2026-11-21'
const DAYS = [null, '2026-11-19', '2026-11-20', TODAY, '2026-11-22'] as const
const STATUSES = [...model.STATUSES, 'unclaimed'] as const
const VERDICTS = [null, ...model.VERDICTS] as const

describe('conditions of queries say what the rules of the model say', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse({ withExample: false })
  })
  after(() => test.close())

  /** What a query says of each of some rows, by their columns. */
  async function said<Row extends object>(rows: readonly Row[], columns: Sql, what: Sql): Promise<unknown[]> {
    assert.ok(rows.length > 0)
    const found = await test.db.many<{ said: unknown }>(
      sql`select ${what} as said from jsonb_to_recordset(${JSON.stringify(rows.map((row, number) => ({ ...row, number })))}) as a (number integer, ${columns}) order by a.number`,
    )
    return found.map((one) => one.said)
  }

  it('of claims and verdicts', async () => {
    const rows = STATUSES.flatMap((status) => VERDICTS.map((verdict) => ({ status, verdict })))
    const columns = sql`status text, verdict text`
    assert.deepEqual(await said(rows, columns, isFinished('a', 'a')), rows.map(model.isFinished))
    assert.deepEqual(await said([{ status: null, verdict: null }], columns, isFinished('a', 'a')), [false])
    assert.deepEqual(await said([...rows, { status: null, verdict: null }], columns, awaitsVerdict('a', 'a')), [
      ...rows.map(({ status, verdict }) => DONE.has(status) && verdict === null),
      false,
    ])
  })

  it('of the last day of a target date', async () => {
    const rows = KINDS.flatMap((kind) => DAYS.map((latest) => ({ kind, latest })))
    const told = await said(rows, sql`kind text, latest date`, lastDay(sql`a.kind`, sql`a.latest`))
    assert.deepEqual(told, rows.map(model.overdueAfter))
  })

  it('of what is overdue and what is due', async () => {
    const rows = STATUSES.flatMap((status) =>
      DAYS.flatMap((overdue_after) => [true, false].map((is_finished) => ({ status, overdue_after, is_finished }))),
    )
    const columns = sql`status text, overdue_after date, is_finished boolean`
    const goesOn = ({ status, is_finished }: (typeof rows)[number]) => !is_finished && status !== 'on-hold'
    assert.deepEqual(
      await said(rows, columns, isOverdue(TODAY)),
      rows.map((row) => goesOn(row) && row.overdue_after !== null && row.overdue_after < TODAY),
    )
    assert.deepEqual(
      await said(rows, columns, isDueBetween('2026-11-20', TODAY)),
      rows.map((row) => goesOn(row) && ['2026-11-20', TODAY].includes(row.overdue_after ?? '')),
    )
  })

  it('of deliverables, by the own day of their action', async () => {
    const ownDays = ['2026-06-29', '2026-06-30'] as const
    const rows = STATUSES.flatMap((status) =>
      [null, '2026-06-28', '2026-06-29', '2026-06-30'].flatMap((latest) =>
        ownDays.flatMap((own_day) =>
          [true, false].map((isFinished) => ({ status, latest, own_day, is_finished: isFinished, isFinished })),
        ),
      ),
    )
    const told = await said(
      rows,
      sql`status text, latest date, own_day date, is_finished boolean`,
      lateAfter({
        isFinished: sql`a.is_finished`,
        status: sql`a.status`,
        latest: sql`a.latest`,
        ownDay: sql`a.own_day`,
      }),
    )
    assert.deepEqual(
      told,
      rows.map((row) => deliverables.lateAfter(row, row.own_day)),
    )
    assert.deepEqual(new Set(told), new Set([null, '2026-06-29', '2026-06-30']))
  })
})

describe('what is overdue', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('is the same in lists, which know how actions stand now, and in reports, which work it out for their day', async () => {
    const { overdue } = await test.db.one<{ overdue: number }>(
      sql`select count(*) as overdue from plans.action a where ${isOverdue(TODAY)}`,
    )
    const figures = await reportFigures(test.db, null, TODAY, { from: '2027-01-01', to: '2027-03-31' })
    assert.equal(figures.overdue, overdue)
    assert.ok(overdue > 0)
  })
})
