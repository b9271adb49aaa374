import { type Act, audit } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import type { RoleBelonging } from '#platform/room/index.ts'
import { keepAdministrator } from '../administering.ts'
import { endingWith } from '../ending.ts'
import { wouldBeUnplaced } from '../placing.ts'
import { appointments } from '../registers.ts'
import { roles } from '../roles.ts'
import { checkRules } from './check.ts'
import { groupRoles } from './registers.ts'

interface Retiring {
  readonly roleId: string
  readonly heirId: string | null
  readonly on: Day
}

/** Retires a role: appointments, delegations and what other rooms hold under it end with that day, and go on under the heir. */
export async function retire(
  db: Db,
  act: Act,
  { others, ...retiring }: Retiring & { readonly others: readonly RoleBelonging[] },
): Promise<void> {
  const { roleId, heirId, on } = retiring
  await db.deed(async (tx) => {
    const role = await lock(tx, retiring)
    const ended = await handOver(tx, act, retiring)
    await changeMany(tx, act, groupRoles, {
      which: sql`select id from people.group_role where role_id = ${roleId} and ended_on is null`,
      set: { ended_on: addDays(on, 1) },
    })
    await changeMany(tx, act, roles([]), {
      which: sql`select ${roleId}::uuid`,
      set: { ended_on: on, asset_part: null },
    })
    if (heirId) await passOn(tx, act, heirId, role)
    let held = 0
    for (const other of others) held += await other.end(tx, roleId, heirId, on, act)
    const facts = { appointments: ended, held, on, heir: heirId }
    await audit(tx, act, 'role.retired', { kind: 'role', id: roleId }, facts)
    await checkRules(tx, act, dayOf(act.at), { roleIds: heirId ? [roleId, heirId] : [roleId] })
    await keepAdministrator(tx)
  })
}

/** What a role does beside its appointments, which whoever takes over does from then on. */
interface Duties {
  readonly assetPart: string | null
  readonly hearsOverdue: string | null
  readonly hearsBreaches: string | null
}

/** Holds both roles as they are. Throws Conflict where one of them has been retired meanwhile. */
async function lock(tx: Tx, { roleId, heirId, on }: Retiring): Promise<Duties> {
  const role = await tx.maybe<Duties>(sql`
    select asset_part as "assetPart", hears_overdue as "hearsOverdue", hears_breaches as "hearsBreaches"
    from people.role where id = ${roleId} and ended_on is null for update`)
  if (!role) throw new Conflict('This role has been retired already')
  if (heirId && !(await tx.maybe(sql`select from people.role where id = ${heirId} and ended_on is null for share`)))
    throw new Conflict('The role that takes over has been retired itself', 'Choose another one.')
  if (heirId && (await wouldBeUnplaced(tx, roleId, heirId, on)))
    throw new Conflict(
      'Somebody is appointed to this role without a unit, and the rights of the role that takes over hold in units',
      'Give each appointment a unit first, or choose a role whose rights hold everywhere.',
    )
  return role
}

/** Appointments end with the day, and go on under the heir from the next. Answers how many ended. */
async function handOver(tx: Tx, act: Act, { roleId, heirId, on }: Retiring): Promise<number> {
  if (heirId)
    await addMany(tx, act, appointments, {
      columns: ['person_id', 'role_id', 'unit_id', 'from_on', 'until_on', 'source'],
      rows: sql`
        select a.person_id, ${heirId}::uuid, a.unit_id, greatest(a.from_on, ${addDays(on, 1)}::date), a.until_on, a.source from people.appointment a
        where a.role_id = ${roleId} and coalesce(a.until_on > ${on}, true)`,
    })
  const ended = await changeMany(tx, act, appointments, {
    which: sql`select id from people.appointment where role_id = ${roleId} and coalesce(until_on > ${on}, true)`,
    set: { until_on: endingWith(on) },
  })
  return ended.length
}

/** Whoever takes over answers for the same part of assets, unless they have one, and hears what the role heard. */
async function passOn(tx: Tx, act: Act, heirId: string, role: Duties): Promise<void> {
  if (role.assetPart)
    await changeMany(tx, act, roles([]), {
      which: sql`select id from people.role where id = ${heirId} and asset_part is null`,
      set: { asset_part: role.assetPart },
    })
  await changeMany(tx, act, roles([]), {
    which: sql`select ${heirId}::uuid`,
    set: {
      hears_overdue: sql`greatest(item.hears_overdue, ${role.hearsOverdue})`,
      hears_breaches: sql`greatest(item.hears_breaches, ${role.hearsBreaches})`,
    },
  })
}
