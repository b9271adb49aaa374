import { type Act, record } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { checkRules } from './check.ts'

/** Something of another room that people hold under a role. The house joins them on. */
export interface RoleBelonging {
  readonly one: string
  readonly more: string
  /** How many are held after a day. */
  count(db: Queries, roleId: string, on: Day): Promise<number>
  /** Ends them with that day; they go on under the heir from the next one, where there is an heir. Answers how many ended. */
  end(tx: Tx, roleId: string, heirId: string | null, on: Day): Promise<number>
}

interface Standing {
  readonly people: number
  readonly things: number
  readonly thing: string | null
}

/** Who holds a role after a day, and for how many things. */
export function standingOf(db: Queries, roleId: string, on: Day): Promise<Standing> {
  return db.one(sql`
    select (select count(distinct person_id) from people.appointment where role_id = ${roleId} and coalesce(until_on > ${on}, true)) as people,
      count(*) as things, min(thing) as thing
    from people.held_thing where role_id = ${roleId} and coalesce(until_on > ${on}, true)`)
}

/** What stands against retiring a role in the register: that people or assets still stand on it. */
export async function stillHeld(
  tx: Tx,
  { ended_on: endedOn }: Readonly<Record<string, unknown>>,
  id: string | null,
): Promise<{ field: string; message: string } | null> {
  if (typeof endedOn !== 'string' || id === null) return null
  const { people, things, thing } = await standingOf(tx, id, endedOn)
  if (people + things === 0) return null
  const parts = [
    ...(people > 0 ? [people === 1 ? 'one person is appointed to it' : `${people} people are appointed to it`] : []),
    ...(things > 0 ? [`it is held for “${thing}”${things > 1 ? ` and ${things - 1} more` : ''}`] : []),
  ]
  return {
    field: 'ended_on',
    message: `The role cannot be retired in this way: ${parts.join(', and ')}. Use “Retire this role” on its page, which hands them over`,
  }
}

/** Retires a role: appointments, delegations and what other rooms hold under it end with that day, and go on under the heir. */
export async function retire(
  db: Db,
  act: Act,
  { roleId, heirId, on, others }: { roleId: string; heirId: string | null; on: Day; others: readonly RoleBelonging[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    const role = await tx.maybe<{
      assetPart: string | null
      hearsOverdue: string | null
      hearsBreaches: string | null
    }>(
      sql`select asset_part as "assetPart", hears_overdue as "hearsOverdue", hears_breaches as "hearsBreaches" from people.role where id = ${roleId} and ended_on is null for update`,
    )
    if (!role) throw new Conflict('This role has been retired already')
    if (heirId && !(await tx.maybe(sql`select from people.role where id = ${heirId} and ended_on is null for share`)))
      throw new Conflict('The role that takes over has been retired itself', 'Choose another one.')
    if (heirId)
      await tx.run(sql`
        insert into people.appointment (id, person_id, role_id, unit_id, from_on, until_on, source)
        select gen_random_uuid(), a.person_id, ${heirId}, a.unit_id, greatest(a.from_on, ${addDays(on, 1)}::date), a.until_on, a.source from people.appointment a
        where a.role_id = ${roleId} and coalesce(a.until_on > ${on}, true) on conflict do nothing`)
    const appointments = await tx.run(sql`
      update people.appointment set until_on = greatest(from_on, ${on}::date), version = version + 1
      where role_id = ${roleId} and coalesce(until_on > ${on}, true)`)
    await tx.run(
      sql`update people.group_role set ended_on = ${addDays(on, 1)}, version = version + 1 where role_id = ${roleId} and ended_on is null`,
    )
    await tx.run(
      sql`update people.role set ended_on = ${on}, asset_part = null, version = version + 1 where id = ${roleId}`,
    )
    if (heirId && role.assetPart)
      await tx.run(
        sql`update people.role set asset_part = ${role.assetPart}, version = version + 1 where id = ${heirId} and asset_part is null`,
      )
    // Whoever takes over hears what the role heard.
    if (heirId)
      await tx.run(sql`
        update people.role set hears_overdue = greatest(hears_overdue, ${role.hearsOverdue}), hears_breaches = greatest(hears_breaches, ${role.hearsBreaches}), version = version + 1
        where id = ${heirId} and (greatest(hears_overdue, ${role.hearsOverdue}), greatest(hears_breaches, ${role.hearsBreaches})) is distinct from (hears_overdue, hears_breaches)`)
    let held = 0
    for (const other of others) held += await other.end(tx, roleId, heirId, on)
    await record(tx, act, 'role.retired', { kind: 'role', id: roleId }, { appointments, held, on, heir: heirId })
    await checkRules(tx, act, dayOf(act.at), { roleIds: heirId ? [roleId, heirId] : [roleId] })
  })
}
