import { type Act, record } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { addIn, changeMany } from '#platform/register/index.ts'
import { checkRules } from '../governance/check.ts'
import { appointments, units } from '../registers.ts'
import type { Belonging, Reorganisation, UnitRef } from './model.ts'

/** What a reorganisation would move: for each unit and each thing that belongs to it, how many follow and how many cannot. */
export interface Effect {
  readonly unit: UnitRef
  readonly belonging: Belonging
  readonly moves: number
  readonly stays: number
}

export async function effectsOf(db: Queries, all: readonly Belonging[], what: Reorganisation): Promise<Effect[]> {
  if (what.kind === 'move' || what.kind === 'transfer-in') return []
  const to = what.heir !== null && what.heir !== 'made' ? what.heir.id : null
  const found: Effect[] = []
  for (const unit of what.before)
    for (const belonging of all) {
      if (unit.id === to) continue
      const { moves, stays } = await belonging.count(db, unit.id, to, what.on)
      if (moves + stays > 0) found.push({ unit, belonging, moves, stays })
    }
  return found
}

/** What is chosen where units that become one have the same. */
export async function choicesOf(db: Queries, all: readonly Belonging[], what: Reorganisation): Promise<string[]> {
  if (what.heir === null) return []
  const to = what.heir === 'made' ? null : what.heir.id
  const before = what.before.map(({ id }) => id)
  const found = await Promise.all(all.map(async (belonging) => (await belonging.choices?.(db, before, to)) ?? []))
  return found.flat()
}

/** Does it, in one transaction: units are made, moved and closed, what they own follows, and what happened is kept with what it moved. */
export async function reorganise(db: Db, act: Act, all: readonly Belonging[], what: Reorganisation): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('people.unit'))`)
    await refuseClosed(tx, what)
    const id = newId(act.at.getTime())
    const made: string[] = []
    for (const unit of what.makes)
      made.push(
        (await addIn(tx, act, units, { name: unit.name, kind: unit.kind, parent_id: unit.parentId, closed_on: null }))
          .id,
      )
    const heirId = what.heir === 'made' ? (made[0] ?? null) : (what.heir?.id ?? null)
    const moved: Record<string, number> = {}
    const chosen: string[] = []
    if (heirId && !what.parent)
      for (const belonging of all) {
        const before = what.before.map((unit) => unit.id)
        chosen.push(...((await belonging.choose?.(tx, before, heirId)) ?? []))
      }
    if (what.parent) for (const unit of what.before) await moveUnit(tx, act, unit.id, what.parent.id)
    else if (heirId)
      for (const unit of what.before)
        if (unit.id !== heirId)
          for (const belonging of all) {
            const count = await belonging.move(tx, unit.id, heirId, what.on, act)
            if (count > 0) moved[belonging.more] = (moved[belonging.more] ?? 0) + count
          }
    if (what.closes) await close(tx, act, what, heirId)
    const by = act.actor.kind === 'person' ? act.actor.id : null
    await tx.run(sql`
      insert into people.reorganisation (id, kind, happened_on, why, other_body, moved, chosen, at, by_person_id)
      values (${id}, ${what.kind}, ${what.on}, ${what.why}, ${what.otherBody}, ${JSON.stringify(moved)}, ${chosen}::text[], ${act.at}, ${by})`)
    const after = [
      ...made,
      ...(what.heir !== null && what.heir !== 'made' ? [what.heir.id] : []),
      ...(what.parent ? what.before.map((unit) => unit.id) : []),
    ]
    await tx.run(sql`
      insert into people.reorganised_unit (reorganisation_id, unit_id, part, name, parent)
      select ${id}, u.id, n.part, coalesce(n.name, u.name), case when n.part = 'before' then n.parent else p.name end
      from jsonb_to_recordset(${JSON.stringify([...what.before.map((unit) => ({ ...unit, part: 'before' })), ...[...new Set(after)].map((unit) => ({ id: unit, part: 'after' }))])})
        as n (id uuid, part text, name text, parent text) join people.unit u on u.id = n.id left join people.unit p on p.id = u.parent_id`)
    await record(
      tx,
      act,
      `units.${what.kind}`,
      { kind: 'reorganisation', id },
      { before: what.before.map((unit) => unit.id), after, moved, chosen },
    )
    await checkRules(tx, act, dayOf(act.at))
    return id
  })
}

async function refuseClosed(tx: Tx, what: Reorganisation): Promise<void> {
  const ids = [
    ...what.before.map(({ id }) => id),
    ...(what.heir !== null && what.heir !== 'made' ? [what.heir.id] : []),
    ...(what.parent ? [what.parent.id] : []),
  ]
  const gone = await tx.maybe<{ name: string }>(
    sql`select name from people.unit where id = any(${ids}::uuid[]) and closed_on <= ${what.on} limit 1`,
  )
  if (gone)
    throw new Conflict(`${gone.name} has been closed already`, 'Somebody else may have reorganised it meanwhile.')
}

async function moveUnit(tx: Tx, act: Act, id: string, parentId: string): Promise<void> {
  try {
    await changeMany(tx, act, units, { which: sql`select ${id}::uuid`, set: { parent_id: parentId } })
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'unit_circle')
      throw new Conflict('A unit cannot become part of itself, or of a unit below it')
    throw error
  }
}

/** Closes the units of before; one that goes to another body, with everything below it. */
async function close(tx: Tx, act: Act, what: Reorganisation, heirId: string | null): Promise<void> {
  const ids = what.before.map(({ id }) => id).filter((id) => id !== heirId)
  const gone = sql`
    with recursive gone as (
      select id from people.unit where id = any(${ids}::uuid[])
      union select u.id from people.unit u join gone g on u.parent_id = g.id where ${what.kind === 'transfer-out'})`
  await changeMany(tx, act, units, {
    which: sql`${gone} select u.id from people.unit u join gone g on g.id = u.id where u.closed_on is null`,
    set: { closed_on: what.on },
  })
  if (what.kind === 'transfer-out')
    await changeMany(tx, act, appointments, {
      which: sql`${gone} select a.id from people.appointment a join gone g on g.id = a.unit_id where coalesce(a.until_on > ${what.on}, true)`,
      set: { until_on: sql`greatest(item.from_on, ${what.on}::date)` },
    })
}
