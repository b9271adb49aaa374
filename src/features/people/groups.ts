import { type Act, record } from '#platform/audit/index.ts'
import { addDays, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import { checkRules } from './governance/check.ts'
import { appointments } from './registers.ts'

/**
 * Makes a person's appointments follow the groups that a directory says they are in: those that the mapping names begin today, those that
 * it made and that no group asks for any more ended yesterday. What somebody appointed here is left alone.
 */
export async function followGroups(tx: Tx, act: Act, personId: string, groups: readonly string[]): Promise<void> {
  const today = dayOf(act.at)
  const wanted = sql`
    select distinct g.role_id, g.unit_id from people.group_role g where g.group_name = any(${groups}::text[]) and coalesce(g.ended_on > ${today}, true)`
  const unasked = sql`
    select a.id from people.appointment a
    where a.person_id = ${personId} and a.source = 'directory' and coalesce(a.until_on >= ${today}, true)
      and not exists (select from (${wanted}) w where w.role_id = a.role_id and w.unit_id is not distinct from a.unit_id)`
  const ended = await changeMany(tx, act, appointments, {
    which: unasked,
    set: { until_on: sql`greatest(item.from_on, ${addDays(today, -1)}::date)` },
  })
  const missing = await tx.many<{ roleId: string; unitId: string | null }>(sql`
    select w.role_id as "roleId", w.unit_id as "unitId" from (${wanted}) w where not exists (
      select from people.appointment a where a.person_id = ${personId} and a.role_id = w.role_id and a.unit_id is not distinct from w.unit_id
        and coalesce(a.until_on >= ${today}, true))`)
  const begun = await addMany(tx, act, appointments, {
    columns: ['person_id', 'role_id', 'unit_id', 'from_on', 'source'],
    rows: sql`
      select ${personId}::uuid, n."roleId", n."unitId", ${today}::date, 'directory'
      from jsonb_to_recordset(${JSON.stringify(missing)}) as n ("roleId" uuid, "unitId" uuid)`,
  })
  if (ended.length + begun.length === 0) return
  const facts = { begun: begun.length, ended: ended.length }
  await record(tx, act, 'appointments.followed-groups', { kind: 'person', id: personId }, facts)
  await checkRules(tx, act, today, { personIds: [personId], roleIds: missing.map(({ roleId }) => roleId) })
}
