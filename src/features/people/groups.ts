import { endSessionsOf } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { type Sql, sql, type Tx } from '#platform/db/index.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import { askAdministrator, NobodyAdministers } from './administering.ts'
import { endingWith } from './ending.ts'
import { checkRules } from './governance/check.ts'
import { notOver } from './in-force.ts'
import { appointments } from './registers.ts'

/** What a directory takes back holds no longer than yesterday; what began today holds on no day at all. Answers the appointments. */
const end = (tx: Tx, act: Act, today: Day, which: Sql): Promise<readonly string[]> =>
  changeMany(tx, act, appointments, {
    which: sql`select a.id from people.appointment a where a.source = 'directory' and ${notOver('a', today)} and ${which}`,
    set: { until_on: endingWith(addDays(today, -1)) },
  })

/** The same, but where nobody would be left who administers accounts, those that carry that right go on, and that is put on record. */
async function endAllButTheLast(tx: Tx, act: Act, today: Day, which: Sql): Promise<readonly string[]> {
  await tx.run(sql`savepoint taking_back`)
  try {
    const ids = await end(tx, act, today, which)
    await askAdministrator(tx)
    return ids
  } catch (error) {
    if (!(error instanceof NobodyAdministers)) throw error
    await tx.run(sql`rollback to savepoint taking_back`)
    await audit(tx, act, 'administrator.kept', { kind: 'register', id: 'appointments' }, { why: error.message })
    const others = sql`not exists (select from people.role r where r.id = a.role_id and 'accounts:administer' = any (r.permissions))`
    return end(tx, act, today, sql`${which} and ${others}`)
  }
}

/** Whose appointments a directory took back: their sessions end with them. */
async function takeBack(tx: Tx, act: Act, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.many<{ personId: string }>(
    sql`select person_id as "personId" from people.appointment where id = any(${ids}::uuid[])`,
  )
  const people = [...new Set(rows.map(({ personId }) => personId))]
  for (const personId of people) {
    const sessions = await endSessionsOf(tx, personId, act.at)
    await audit(
      tx,
      act,
      'appointments.taken-back',
      { kind: 'person', id: personId },
      { ended: rows.filter((row) => row.personId === personId).length, sessions },
    )
  }
  return people
}

/**
 * Makes a person's appointments follow the groups that a directory says they are in. Those that the mapping names begin today. Those that it
 * made and that no group asks for any more end at once, also when they began today, and every session of the person ends with them. What
 * somebody appointed here is left alone.
 */
export async function followGroups(tx: Tx, act: Act, personId: string, groups: readonly string[]): Promise<void> {
  const today = dayOf(act.at)
  // Two sign-ins of one person at a time follow one another.
  await tx.run(sql`select from people.person where id = ${personId} for update`)
  const wanted = sql`
    select distinct g.role_id, g.unit_id from people.group_role g where g.group_name = any(${groups}::text[]) and coalesce(g.ended_on > ${today}, true)`
  const unasked = sql`a.person_id = ${personId} and not exists (select from (${wanted}) w where w.role_id = a.role_id and w.unit_id is not distinct from a.unit_id)`
  const ended = await takeBack(tx, act, await endAllButTheLast(tx, act, today, unasked))
  const missing = await tx.many<{ roleId: string; unitId: string | null }>(sql`
    select w.role_id as "roleId", w.unit_id as "unitId" from (${wanted}) w where not exists (
      select from people.appointment a where a.person_id = ${personId} and a.role_id = w.role_id and a.unit_id is not distinct from w.unit_id
        and ${notOver('a', today)})`)
  const begun = await addMany(tx, act, appointments, {
    columns: ['person_id', 'role_id', 'unit_id', 'from_on', 'source'],
    rows: sql`
      select ${personId}::uuid, n."roleId", n."unitId", ${today}::date, 'directory'
      from jsonb_to_recordset(${JSON.stringify(missing)}) as n ("roleId" uuid, "unitId" uuid)`,
  })
  if (begun.length > 0)
    await audit(tx, act, 'appointments.followed-groups', { kind: 'person', id: personId }, { begun: begun.length })
  if (ended.length + begun.length === 0) return
  await checkRules(tx, act, today, { personIds: [personId], roleIds: missing.map(({ roleId }) => roleId) })
}

/** What a directory made ends at once where no group is appointed to it here any more: all of it, or all but the last administrator's. */
export async function endUnmapped(tx: Tx, act: Act, ending: typeof end = end): Promise<void> {
  const today = dayOf(act.at)
  const unmapped = sql`not exists (select from people.group_role g where g.role_id = a.role_id and g.unit_id is not distinct from a.unit_id and coalesce(g.ended_on > ${today}, true))`
  const personIds = await takeBack(tx, act, await ending(tx, act, today, unmapped))
  if (personIds.length > 0) await checkRules(tx, act, today, { personIds })
}

/** The same by itself, every night: a directory that ends the last administrator would lock everybody out. */
export const endUnmappedNightly = (tx: Tx, act: Act): Promise<void> => endUnmapped(tx, act, endAllButTheLast)
