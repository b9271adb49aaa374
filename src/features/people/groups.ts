import { type Act, record } from '#platform/audit/index.ts'
import { addDays, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { checkRules } from './governance/check.ts'

/**
 * Makes a person's appointments follow the groups that a directory says they are in: those that the mapping names begin today, those that
 * it made and that no group asks for any more ended yesterday. What somebody appointed here is left alone.
 */
export async function followGroups(tx: Tx, act: Act, personId: string, groups: readonly string[]): Promise<void> {
  const today = dayOf(act.at)
  const wanted = sql`
    select distinct g.role_id, g.unit_id from people.group_role g where g.group_name = any(${groups}::text[]) and coalesce(g.ended_on > ${today}, true)`
  const ended = await tx.run(sql`
    update people.appointment a set until_on = greatest(a.from_on, ${addDays(today, -1)}::date), version = version + 1
    where a.person_id = ${personId} and a.source = 'directory' and coalesce(a.until_on >= ${today}, true)
      and not exists (select from (${wanted}) w where w.role_id = a.role_id and w.unit_id is not distinct from a.unit_id)`)
  const missing = await tx.many<{ roleId: string; unitId: string | null }>(sql`
    select w.role_id as "roleId", w.unit_id as "unitId" from (${wanted}) w where not exists (
      select from people.appointment a where a.person_id = ${personId} and a.role_id = w.role_id and a.unit_id is not distinct from w.unit_id
        and coalesce(a.until_on >= ${today}, true))`)
  const rows = missing.map((one) => ({ ...one, id: newId(act.at.getTime()) }))
  await tx.run(sql`
    insert into people.appointment (id, person_id, role_id, unit_id, from_on, source)
    select n.id, ${personId}, n."roleId", n."unitId", ${today}, 'directory'
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, "roleId" uuid, "unitId" uuid)`)
  if (ended + rows.length === 0) return
  await record(tx, act, 'appointments.followed-groups', { kind: 'person', id: personId }, { begun: rows.length, ended })
  await checkRules(tx, act, today, { personIds: [personId], roleIds: missing.map(({ roleId }) => roleId) })
}
