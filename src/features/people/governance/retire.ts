import { type Act, record } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import { appointments, roles } from '../registers.ts'
import { checkRules } from './check.ts'
import { groupRoles } from './registers.ts'
import type { RoleBelonging } from './retiring.ts'

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
      await addMany(tx, act, appointments, {
        columns: ['person_id', 'role_id', 'unit_id', 'from_on', 'until_on', 'source'],
        rows: sql`
          select a.person_id, ${heirId}::uuid, a.unit_id, greatest(a.from_on, ${addDays(on, 1)}::date), a.until_on, a.source from people.appointment a
          where a.role_id = ${roleId} and coalesce(a.until_on > ${on}, true)`,
      })
    const ended = await changeMany(tx, act, appointments, {
      which: sql`select id from people.appointment where role_id = ${roleId} and coalesce(until_on > ${on}, true)`,
      set: { until_on: sql`greatest(item.from_on, ${on}::date)` },
    })
    await changeMany(tx, act, groupRoles, {
      which: sql`select id from people.group_role where role_id = ${roleId} and ended_on is null`,
      set: { ended_on: addDays(on, 1) },
    })
    const register = roles([])
    await changeMany(tx, act, register, { which: sql`select ${roleId}::uuid`, set: { ended_on: on, asset_part: null } })
    if (heirId && role.assetPart)
      await changeMany(tx, act, register, {
        which: sql`select id from people.role where id = ${heirId} and asset_part is null`,
        set: { asset_part: role.assetPart },
      })
    // Whoever takes over hears what the role heard.
    if (heirId)
      await changeMany(tx, act, register, {
        which: sql`select ${heirId}::uuid`,
        set: {
          hears_overdue: sql`greatest(item.hears_overdue, ${role.hearsOverdue})`,
          hears_breaches: sql`greatest(item.hears_breaches, ${role.hearsBreaches})`,
        },
      })
    let held = 0
    for (const other of others) held += await other.end(tx, roleId, heirId, on, act)
    const facts = { appointments: ended.length, held, on, heir: heirId }
    await record(tx, act, 'role.retired', { kind: 'role', id: roleId }, facts)
    await checkRules(tx, act, dayOf(act.at), { roleIds: heirId ? [roleId, heirId] : [roleId] })
  })
}
