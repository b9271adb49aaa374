import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Sql, sql, type Tx } from '#platform/db/index.ts'
import { heirThere, type Reorganisation, WITH_FUNCTIONS } from './model.ts'

/** Keeps where each thing goes, by the names of that day. */
export async function keepThings(tx: Tx, id: string, goes: Sql, otherBody: string | null): Promise<void> {
  await tx.run(sql`
    insert into people.reorganised_thing (reorganisation_id, key, thing_id, name, from_name, to_name, has_left)
    select ${id}, g.key, g.id, g.name, u.name, coalesce(t.name, ${otherBody}, ''), g.target = ${WITH_FUNCTIONS}
    from (${goes}) g join people.unit u on u.id = g.unit_id left join people.unit t on t.id::text = g.target where g.is_movable and g.target <> g.unit_id::text
    order by g.key, g.id`)
}

/** Keeps what happened: which units there were before and after, and what followed. */
export async function keep(
  tx: Tx,
  act: Act,
  id: string,
  what: Reorganisation,
  {
    made,
    moved,
    chosen,
  }: {
    readonly made: readonly string[]
    readonly moved: Readonly<Record<string, number>>
    readonly chosen: readonly string[]
  },
): Promise<void> {
  const by = byOf(act)
  await tx.run(sql`
    insert into people.reorganisation (id, kind, happened_on, why, other_body, moved, chosen, at, by_person_id)
    values (${id}, ${what.kind}, ${what.on}, ${what.why}, ${what.otherBody}, ${JSON.stringify(moved)}, ${chosen}::text[], ${act.at}, ${by})`)
  const heir = heirThere(what)
  const after = [...made, ...(heir ? [heir.id] : []), ...(what.parent ? what.before.map((unit) => unit.id) : [])]
  const parts = [
    ...what.before.map((unit) => ({ ...unit, part: 'before' })),
    ...[...new Set(after)].map((unit) => ({ id: unit, part: 'after' })),
  ]
  await tx.run(sql`
    insert into people.reorganised_unit (reorganisation_id, unit_id, part, name, parent)
    select ${id}, u.id, n.part, coalesce(n.name, u.name), case when n.part = 'before' then n.parent else p.name end
    from jsonb_to_recordset(${JSON.stringify(parts)}) as n (id uuid, part text, name text, parent text)
      join people.unit u on u.id = n.id left join people.unit p on p.id = u.parent_id`)
  await audit(
    tx,
    act,
    `units.${what.kind}`,
    { kind: 'reorganisation', id },
    { before: what.before.map((unit) => unit.id), after, moved, chosen },
  )
}
