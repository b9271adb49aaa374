import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { checkAll } from '#features/people/governance/check.ts'
import { changeTarget, giveVerdict, makeClaim, setOwners } from '#features/plans/actions/deeds.ts'
import { progressReportOn, WHOLE_REPORT } from '#features/plans/reports/report.ts'
import { saveCells } from '#features/risks/matrix/deeds.ts'
import { closeRound, issue } from '#features/statements/rounds/deeds.ts'
import type { Person } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { type Db, name, sql } from '#platform/db/index.ts'
import { canonicalBlocks, told } from '#platform/documents/index.ts'
import { readMeasure } from '#platform/measures.ts'
import { asOf, asRecorded, endOf } from '#platform/past/index.ts'
import {
  addItem,
  answersOf,
  changeItem,
  findItem,
  type Register,
  type RegisterField,
} from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { unexplained } from '../../../test/unexplained.ts'
import { rooms } from '../../house.ts'
import { measuredSection } from './measured.ts'
import { readers } from './model.ts'

const { measures, registers, sections } = rooms

/** Sections of rooms whose past is not kept: they say that they show today. */
const SHOW_TODAY = new Set(['shares.formats', 'assessments.latest'])
const ALL = [...sections, measuredSection(measures)]
const FIRST: Day = '2026-12-01'
const DAYS = Array.from({ length: 6 }, (_, index) => addDays(FIRST, index * 9))

/** Numbers that look like chance and are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('a report of a past day', () => {
  let test: TestHouse
  const frozen = new Map<Day, string>()
  const random = chance(20_261_122)
  const pick = <One>(from: readonly One[]): One | undefined => from[Math.floor(random() * from.length)]
  let dro: Person
  let owner: Person
  let assessor: Person
  before(async () => {
    test = await testHouse()
    dro = await test.person('Departmental Records Officer')
    owner = await test.person('Head of KIM')
    assessor = await test.person('Assessor')
  })
  after(() => test.close())

  /** Everything that the house says of a day. */
  async function said(on: Day, today: Day): Promise<Record<string, unknown>> {
    const span = { from: addDays(on, -20), to: on }
    const parts: Record<string, unknown> = {}
    for (const section of ALL)
      if (!SHOW_TODAY.has(section.key))
        parts[section.key] = canonicalBlocks(await told(section, test.db, span, { today, reader: readers(today) }))
    const plans = await test.db.many<{ id: string }>(sql`select id from plans.plan order by id limit 2`)
    for (const { id } of plans)
      parts[`plan ${id}`] = (
        await progressReportOn(
          test.db,
          { planIds: [id], title: 'x' },
          { on, today },
          { ...WHOLE_REPORT, sections: [...WHOLE_REPORT.sections, 'annex'] },
        )
      ).blocks
    const { found, note } = await asRecorded(test.db, { on, today }, (then) => measured(then, on))
    assert.equal(note, null)
    Object.assign(parts, found)
    return JSON.parse(JSON.stringify(parts))
  }

  /** Every measure of some units and people, as a day has them. */
  async function measured(then: Db, on: Day): Promise<Record<string, unknown>> {
    const parts: Record<string, unknown> = {}
    const unitIds = await then.many<{ id: string }>(sql`select u.id from people.unit u order by u.id limit 4`)
    const personIds = await then.many<{ id: string }>(sql`select p.id from people.person p order by p.id limit 6`)
    for (const measure of measures) {
      for (const { id } of unitIds)
        parts[`${measure.key} of unit ${id}`] = await readMeasure(
          measure,
          then,
          { of: 'unit', id },
          { today: on, viewer: readers(on) },
        )
      for (const { id } of personIds)
        parts[`${measure.key} of person ${id}`] = await readMeasure(
          measure,
          then,
          { of: 'person', id },
          { today: on, viewer: readers(on) },
        )
    }
    return parts
  }

  async function someId([schema, table]: readonly [string, string]): Promise<string | null> {
    const rows = await test.db.many<{ id: string }>(sql`select id from ${name(schema, table)} order by id limit 300`)
    return pick(rows)?.id ?? null
  }

  async function someValue(field: RegisterField, day: Day): Promise<string | readonly string[] | null> {
    if (!field.required && random() < 0.15) return field.kind === 'choices' || field.kind === 'references' ? [] : null
    switch (field.kind) {
      case 'text':
        return field.isEmail ? `x${Math.floor(random() * 1e9)}@example.gov.uk` : `Words ${Math.floor(random() * 1e6)}`
      case 'choice':
      case 'yes-no':
      case 'marking':
        return pick(answersOf(field) ?? [])?.value ?? null
      case 'decimal':
        return (field.least + Math.floor(random() * (field.most - field.least)) / 10).toFixed(field.places)
      case 'choices':
        return field.options.filter(() => random() < 0.5).map(({ value }) => value)
      case 'number':
        return String(field.least + Math.floor(random() * (field.most - field.least + 1)))
      case 'day':
        return addDays(day, Math.floor(random() * 120) - 60)
      case 'moment':
        return `${addDays(day, -Math.floor(random() * 10))}T0${Math.floor(random() * 9)}:30`
      case 'file':
        return null
      case 'references': {
        const ids = await Promise.all([someId(field.to.table), someId(field.to.table)])
        return ids.filter((id) => id !== null)
      }
      case 'reference':
        return someId(field.to.table)
    }
  }

  /** Something for every field of an item. */
  async function wholeValue(register: Register, day: Day) {
    const given = register.fields.map(async (field) => [field.column, await someValue(field, day)] as const)
    return Object.fromEntries(await Promise.all(given))
  }

  /** Changes, or adds, something of any register; what its rules refuse is left. */
  async function touch(act: Act, day: Day): Promise<boolean> {
    const register = pick(registers)
    if (!register) return false
    const fields = register.fields.filter(() => random() < 0.4)
    const value = Object.fromEntries(
      await Promise.all(fields.map(async (field) => [field.column, await someValue(field, day)] as const)),
    )
    const id = random() < 0.8 ? await someId(register.table) : null
    // Whoever does all this stays: somebody who has left does nothing.
    if (id === dro.id) return false
    const before = id ? await findItem(test.db, register, id) : null
    try {
      const saved = before
        ? await changeItem(test.db, act, register, before.id, before.version, value)
        : await addItem(test.db, act, register, await wholeValue(register, day))
      return 'id' in saved
    } catch (error) {
      // Some walls of the database have no words of their own: what they refuse did not happen either.
      assert.ok(error instanceof Error && 'code' in error, String(error))
      return false
    }
  }

  async function livePlans(act: Act, day: Day): Promise<void> {
    for (let one = 0; one < 8; one += 1) {
      const action = await someId(['plans', 'action'])
      if (!action) continue
      const back = addDays(day, -Math.floor(random() * 40))
      const doing = random()
      const work =
        doing < 0.4
          ? makeClaim(test.db, { person: owner, act }, action, {
              status: pick(['not-started', 'in-progress', 'complete', 'on-hold', 'superseded'] as const) ?? 'complete',
              on: back,
              note: 'Said late',
            })
          : doing < 0.6
            ? judge(assessor, act, action, day)
            : doing < 0.8
              ? changeTarget(test.db, { person: owner, act }, action, {
                  text: 'Later',
                  kind: 'day',
                  earliest: addDays(day, 30),
                  latest: addDays(day, 30),
                  why: 'x',
                  alternatives: [],
                  on: back,
                  reason: 'Because',
                })
              : setOwners(test.db, { person: owner, act }, action, [
                  { words: `Owner ${Math.floor(random() * 1e6)}`, roleId: null, personId: null },
                  { words: 'x', roleId: await someId(['people', 'role']), personId: null },
                ])
      await work.catch((error: unknown) => assert.ok(error instanceof Error && 'status' in error, String(error)))
    }
  }

  async function judge(person: Person, act: Act, action: string, on: Day) {
    const claim = await test.db.maybe<{ id: string }>(
      sql`select id from plans.claim where action_id = ${action} order by claimed_on desc, at desc, id desc limit 1`,
    )
    if (claim)
      await giveVerdict(test.db, { person, act }, action, {
        claimId: claim.id,
        verdict: random() < 0.5 ? 'accepted' : 'not-accepted',
        on,
        note: 'Looked at',
      })
  }

  async function statements(act: Act, day: Day): Promise<void> {
    const form = await test.db.one<{ id: string }>(sql`select id from statements.form order by id limit 1`)
    const held = await test.db.many<{ id: string }>(
      sql`select distinct role_id as id from people.appointment where from_on <= ${day} and coalesce(until_on >= ${day}, true) order by 1`,
    )
    const role = pick(held)?.id
    if (!role) return
    const opened = {
      formId: form.id,
      name: `Round of ${day}`,
      dueOn: addDays(day, 20),
      roleIds: [role],
      asksOwners: false,
      counterRoleId: null,
    }
    await issue(test.db, act, opened).catch((error: unknown) => assert.match(String(error), /Nobody holds/))
    const open = await test.db.many<{ id: string }>(
      sql`select id from statements.round where closed_on is null order by id`,
    )
    const round = random() < 0.5 ? pick(open) : null
    if (round) await closeRound(test.db, act, round.id)
  }

  async function matrix(act: Act): Promise<void> {
    const [likelihoodId, impactId, bandId] = await Promise.all([
      someId(['risks', 'likelihood']),
      someId(['risks', 'impact']),
      someId(['risks', 'band']),
    ])
    if (likelihoodId && impactId && bandId) await saveCells(test.db, act, [{ likelihoodId, impactId, bandId }])
  }

  it('says what was on record then, byte for byte, whatever has been changed since', async () => {
    let changed = 0
    for (const day of DAYS) {
      test.setNow(`${day}T10:00:00Z`)
      const act = test.act(dro)
      // By the house: what the officer may on that day is a matter of chance too.
      for (let one = 0; one < 45; one += 1) if (await touch(test.act(), day)) changed += 1
      await livePlans(act, day)
      await statements(test.act(), day)
      await matrix(act)
      await checkAll(test.db, act)
      frozen.set(day, JSON.stringify(await said(day, day)))
    }
    assert.ok(changed > 80, `${changed} changes were saved`)
    const today = addDays(DAYS.at(-1) ?? FIRST, 40)
    test.setNow(`${today}T10:00:00Z`)
    const distinct = new Set(frozen.values())
    assert.equal(distinct.size, DAYS.length)
    for (const day of DAYS) {
      const [then, now] = [JSON.parse(frozen.get(day) ?? '{}'), await said(day, today)]
      for (const [key, words] of Object.entries(then)) assert.deepEqual(now[key], words, `${key} on ${day}`)
      assert.deepEqual(Object.keys(now), Object.keys(then))
    }
  })

  it('keeps every way in which a row stood with the entry of the act that made it so', async () => {
    const without = await test.db.many(
      sql`select relation, count(*) from past.version where entry_id is null group by 1 order by 1`,
    )
    assert.deepEqual(without, [])
    assert.deepEqual(await unexplained(test.db), [])
  })

  it('asks each table as it stands now where the day has not ended, and finds the same by the door of one register', async () => {
    const instant = endOf('2999-01-01')
    const kept = await test.db.many<{ relation: string }>(
      sql`select relation from past.kept where recorded_at is null order by relation`,
    )
    assert.ok(kept.length > 40)
    for (const { relation } of kept) {
      const [schema = '', table = ''] = relation.split('.')
      const { differ } = await test.db.one<{ differ: number }>(sql`
        select count(*) as differ from (
          select to_jsonb(t) - '{words,source}'::text[] from ${name(schema, table)} t
          except select to_jsonb(t) - '{words,source}'::text[] from ${asOf([schema, table], instant)} t) x`)
      assert.equal(differ, 0, relation)
    }
  })

  it('says in its first line that it shows today where the past is not kept, and nothing of days before the record', async () => {
    const today: Day = '2027-03-01'
    const showing = ALL.filter(({ key }) => SHOW_TODAY.has(key))
    assert.equal(showing.length, SHOW_TODAY.size)
    for (const section of showing) {
      const [first] = await told(section, test.db, { from: FIRST, to: FIRST }, { today, reader: readers(today) })
      assert.deepEqual(first, {
        type: 'paragraph',
        text: `What follows is what is on record today, ${inWords(today)}, and not what was on record on ${inWords(FIRST)}.`,
      })
      const [now] = await told(section, test.db, { from: FIRST, to: today }, { today, reader: readers(today) })
      assert.notDeepEqual(now, first)
    }
    const text = 'The record began on 21 November 2026. Nothing can be said of 20 November 2026.'
    for (const section of ALL)
      assert.deepEqual(
        await told(section, test.db, { from: '2026-01-01', to: '2026-11-20' }, { today, reader: readers(today) }),
        [{ type: 'paragraph', text }],
        section.key,
      )
  })

  it('is kept for every register, so that none is asked of today in a report of then', async () => {
    const rows = await test.db.many<{ relation: string }>(sql`select relation from past.kept`)
    const kept = new Set(rows.map(({ relation }) => relation))
    assert.ok(registers.length >= 30)
    for (const { table } of registers) assert.ok(kept.has(table.join('.')), table.join('.'))
  })
})
